"""The 差異分析ワークシート as a sheet of an Excel file: rest per function, then every explaining line with its basis."""

from __future__ import annotations

import io

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet as Sheet

from core import parameters
from core.area.worksheet import CAUSE_LABEL, Worksheet
from core.vocabulary import labels

TITLE = "差異分析"
NOTE = "説明できる床数と根拠は利用者の入力です。残りが0でも、差異の評価は調整会議の協議によります。"
_WIDTHS = (16, 20, 18, 44, 30)


def add_worksheet(book: Workbook, worksheet: Worksheet, source: str) -> None:
    """Append the sheet to `book`. Numbers stay numbers in 床; a gap that cannot be computed stands as a word."""
    sheet = book.create_sheet(TITLE)
    sheet.append([f"差異分析ワークシート {worksheet.area_name}({worksheet.area_code})、{worksheet.year}年の報告病床数"])
    sheet["A1"].font = Font(bold=True)
    _headings(sheet, "機能", "乖離(床)", "説明できる分(床)", "説明できない残り(床)")
    for row in worksheet.results():
        missing = labels.NOT_COMPUTABLE
        gap, rest = (missing if v is None else v for v in (row.gap, row.rest))
        sheet.append([labels.BED_FUNCTION[row.bed_function], gap, row.explained, rest])
    sheet.append([])
    _headings(sheet, "機能", "要因", "説明できる床数", "根拠", "備考")
    for line in worksheet.explanations:
        cause, function = CAUSE_LABEL[line.cause], labels.BED_FUNCTION[line.bed_function]
        sheet.append([function, cause, line.beds, line.basis, line.note])
        for cell in sheet[sheet.max_row][3:]:
            cell.data_type = "s"  # what a person typed is text, also when it begins like a formula
    if not worksheet.explanations:
        sheet.append(["説明の行はありません"])
    sheet.append([])
    sheet.append([parameters.words("乖離 = 報告病床数 − {required_year}年の必要量。") + NOTE])
    sheet.append([f"出典: {source}"])
    for cells in sheet.iter_rows(min_row=2, min_col=2):
        for cell in cells:
            if isinstance(cell.value, int):
                cell.number_format = "#,##0;▲#,##0;0"
    for column, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width


def worksheet_xlsx(worksheet: Worksheet, source: str) -> bytes:
    """The worksheet alone as an Excel file."""
    book = Workbook()
    book.remove(book.worksheets[0])
    add_worksheet(book, worksheet, source)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _headings(sheet: Sheet, *words: str) -> None:
    sheet.append(list(words))
    for cell in sheet[sheet.max_row]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, horizontal="center")
