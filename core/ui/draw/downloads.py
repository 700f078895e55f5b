"""What a section states in figures, as files. A file is made only when somebody asks for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

import streamlit as st

from core.content.cautions import official_sentences
from core.errors import UserError
from core.exports.csv_file import form_csv, table_csv
from core.exports.provenance import Origin
from core.exports.sheets import XLSX_MIME, Sheet
from core.signin import record
from core.ui import cached, person, state
from core.views import cells
from core.views.table import Table
from core.vocabulary import clock

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
    csv_label: str = "CSV",
    mark: str = "",
) -> None:
    """A workbook of the tables, and one of them as CSV where wanted.

    A table too large to be made at every run is given as what makes it.
    """
    made = clock.today()
    save_button(
        label,
        lambda: workbook((tables(),) if callable(tables) else tables, made, mark),
        f"{file_stem(stem)}_{made.isoformat()}.xlsx",
        XLSX_MIME,
        key=f"{key}_xlsx",
    )
    if csv is not None:
        table = csv
        csv_button(lambda: table() if callable(table) else table, stem, key=f"{key}_csv", label=csv_label)


def wants_cells(key: str, *, short: bool = False) -> bool:
    """The tick that adds to a file where in the ministry's books each figure stands; `short`: right beside the button."""
    return st.checkbox(
        f"{cells.WORD}も" if short else f"{cells.WORD}の番地を付ける",
        key=f"{key}_cells",
        help="Excel と CSV に、数値ごとに公表資料のシートとセルの番地(例: AX37)の列を足します。",
        on_change=state.own_part,
    )


def csv_button(make: Callable[[], Table], stem: str, *, key: str, label: str, form: bool = False) -> None:
    """A table as CSV; `make` is asked for it only when the button is pressed. `form`: to be filled in and read back."""
    told = origin()
    save_button(
        label,
        lambda: form_csv(make()) if form else table_csv(make(), told),
        f"{file_stem(stem)}_{clock.today().isoformat()}.csv",
        "text/csv",
        key=key,
    )


def save_button(
    label: str,
    data: str | bytes | Callable[[], str | bytes],
    file_name: str,
    mime: str,
    *,
    key: str,
    what: str = "",
    on_click: Callable[[], None] | None = None,
    **look: Any,
) -> None:
    """A file to take along: the one place where files leave, each noted as the page and `what` (else the label), never its content.

    The file is made when the button is pressed; where that has an `on_click`, before it. `look`: as for Streamlit's button.
    """
    noted, claims = f"/{state.shown_route()} {what or label}", person.held()

    def made() -> str | bytes:
        if not person.still(claims):
            raise UserError("サインインが終わっています。", "画面を再読み込みしてください。")
        record.write("書き出し", person.address(claims) if claims else None, noted)
        return data() if callable(data) else data

    def pressed() -> None:
        assert on_click is not None
        on_click()
        record.write("書き出し", person.address(), noted)

    st.download_button(
        label,
        data=made if on_click is None else (data() if callable(data) else data),
        file_name=file_name,
        mime=mime,
        key=key,
        on_click="ignore" if on_click is None else pressed,
        **look,
    )


def origin() -> Origin:
    """What a file says about itself when it is taken from this page as it is shown now."""
    route = state.shown_route() or ""
    query = urlencode(state.queries().get(route, {}))
    return Origin(
        book=cached.sources_by_id(),
        made=clock.today(),
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
