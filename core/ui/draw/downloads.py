"""What a section states in figures, as files. A file is made only when somebody asks for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Final
from urllib.parse import urlencode

import streamlit as st

from core.content.cautions import official_sentences
from core.exports.csv_file import form_csv, table_csv
from core.exports.provenance import Origin
from core.exports.sheets import XLSX_MIME, Sheet
from core.ui import cached, state
from core.views.table import Table

_REFUSED: Final = re.compile(r'[\\/:*?"<>|\s\x00-\x1f\x7f]+')
#: Bytes of a stem: a file system takes 255 with date and ending.
_LONGEST: Final = 200


def download(
    tables: Sequence[Table | Sheet] | Callable[[], Table],
    stem: str,
    *,
    key: str,
    label: str = "Excel",
    csv: Table | Callable[[], Table] | None = None,
    csv_label: str = "CSV(BOM付き)",
    mark: str = "",
) -> None:
    """A workbook of the tables, and one of them as CSV where wanted.

    A table too large to be made at every run is given as what makes it.
    """
    made = date.today()
    st.download_button(
        label,
        data=lambda: workbook((tables(),) if callable(tables) else tables, made, mark),
        file_name=f"{file_stem(stem)}_{made.isoformat()}.xlsx",
        mime=XLSX_MIME,
        on_click="ignore",
        key=f"{key}_xlsx",
    )
    if csv is not None:
        table = csv
        csv_button(lambda: table() if callable(table) else table, stem, key=f"{key}_csv", label=csv_label)


def csv_button(make: Callable[[], Table], stem: str, *, key: str, label: str, form: bool = False) -> None:
    """A table as CSV; `make` is asked for it only when the button is pressed. `form`: to be filled in and read back."""
    told = origin()
    st.download_button(
        label,
        data=lambda: form_csv(make()) if form else table_csv(make(), told),
        file_name=f"{file_stem(stem)}_{date.today().isoformat()}.csv",
        mime="text/csv",
        on_click="ignore",
        key=key,
    )


def origin() -> Origin:
    """What a file says about itself when it is taken from this page as it is shown now."""
    route = state.shown_route() or ""
    query = urlencode(state.queries().get(route, {}))
    return Origin(
        book=cached.sources_by_id(),
        made=date.today(),
        edition=cached.store().edition,
        cautions=official_sentences(),
        link=f"/{route}?{query}" if query else f"/{route}",
    )


def workbook(tables: Sequence[Table | Sheet], made: date, mark: str = "") -> bytes:
    """Bytes of the tables as sheets, with sources and the official cautions."""
    from core.exports.xlsx import workbook as written  # large, and asked for only when a button is pressed

    return written(tables, cached.sources_by_id(), made=made, cautions=official_sentences(), mark=mark)


def file_stem(name: str) -> str:
    """A file name without an ending that every file system takes: no mark that one refuses, short enough in bytes too."""
    safe = _REFUSED.sub("_", name).strip("._")
    return safe.encode("utf-8", "ignore")[:_LONGEST].decode("utf-8", "ignore").strip("._") or "表"
