"""What a section states in figures, as files. A file is made only when somebody asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from core.content.cautions import load_cautions
from core.exports import xlsx
from core.exports.csv_file import table_csv
from core.ui import cached
from core.views.table import Table


def download(
    tables: Sequence[Table | xlsx.Sheet],
    stem: str,
    *,
    key: str,
    label: str = "Excel",
    csv: Table | None = None,
    csv_label: str = "CSV(BOM付き)",
    mark: str = "",
) -> None:
    """A workbook of the tables, and one of them as CSV where wanted."""
    made = date.today()
    st.download_button(
        label,
        data=lambda: workbook(tables, made, mark),
        file_name=f"{file_stem(stem)}_{made.isoformat()}.xlsx",
        mime=xlsx.MIME,
        on_click="ignore",
        key=f"{key}_xlsx",
    )
    if csv is not None:
        table = csv
        st.download_button(
            csv_label,
            data=lambda: table_csv(table),
            file_name=f"{file_stem(stem)}_{made.isoformat()}.csv",
            mime="text/csv",
            on_click="ignore",
            key=f"{key}_csv",
        )


def workbook(tables: Sequence[Table | xlsx.Sheet], made: date, mark: str = "") -> bytes:
    """Bytes of the tables as sheets, with sources and the official cautions."""
    cautions = tuple(dict.fromkeys(c.sentence for c in load_cautions()))
    return xlsx.workbook(tables, cached.sources_by_id(), made=made, cautions=cautions, mark=mark)


def file_stem(name: str) -> str:
    """A file name without an ending that every file system takes."""
    return "".join("_" if c in '\\/:*?"<>| \t\n' or ord(c) < 32 else c for c in name).strip("._")[:120] or "表"
