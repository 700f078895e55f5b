"""Tables as sheets of an Excel workbook."""

from __future__ import annotations

import math

import pandas as pd
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet


def fill(sheet: Worksheet, frame: pd.DataFrame, title: str) -> None:
    """Title, headings and rows; missing values stay empty cells; text never becomes a formula."""
    for row in ([title], list(frame.columns), *frame.itertuples(index=False)):
        sheet.append([_cell(value) for value in row])
    for cells in sheet.iter_rows():
        for cell in cells:
            if cell.data_type == "f":
                cell.data_type = "s"
    sheet["A1"].font = Font(bold=True, size=13)
    for cell in sheet[2]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A3"
    for k, column in enumerate(frame.columns, start=1):
        texts = [str(column), *(str(v) for v in frame[column].head(60))]
        width = max((sum(1 if ord(c) < 256 else 2 for c in t) for t in texts), default=8)
        sheet.column_dimensions[get_column_letter(k)].width = min(60, max(8, width + 2))
        if width > 60:
            for cell in sheet[get_column_letter(k)][1:]:
                cell.alignment = Alignment(wrap_text=True, vertical="top")


def _cell(value: object) -> object:
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, float):
        return round(value, 4)
    return value.item() if hasattr(value, "item") else value
