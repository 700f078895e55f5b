"""A table to type into, of native inputs: what was typed is never lost, also while the answer to the cell before is being drawn.

The browser holds what stands in the table and tells all of it at each change; the server says rows once for each `start` (a session's table of
one key) and never touches a cell afterwards, so no answer can come too late (`script.py`). Cells are reached by Tab, Enter (down) and arrows, blocks are
pasted from and copied to a spreadsheet.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import streamlit as st

from core.errors import UserError
from core.reading.entries import TEXT_LIMIT, Cells, Column, cells_from
from core.ui import draw, state
from core.ui.entry_table.clipboard import CLIPBOARD
from core.ui.entry_table.reading import READING
from core.ui.entry_table.script import TABLE
from core.ui.entry_table.style import CSS

__all__ = ["Field", "Tab", "entry_table"]

HTML: Final = """
<div class="entry-table">
<div class="box"><table><caption></caption><colgroup data-part="cols"></colgroup><thead><tr data-part="heads"></tr></thead><tbody data-part="body"></tbody></table></div>
<div class="foot"><p role="status" data-part="told"></p><span>Enter で下の行へ。Excel の表を貼り付けられます。</span><button type="button" data-part="undo" hidden>元に戻す</button>
<button type="button" data-part="copy">表をコピー</button></div>
</div>
"""
#: Rows in sight of a table that grows, and rem of its row numbers and of the buttons at its rows' ends.
_LEAST: Final = 4
_NUMBER: Final = 1.7
_OUT: Final = 1.8
JS: Final = READING + CLIPBOARD + TABLE
_SESSION: Final = "entry_table_session"
_component = st.components.v2.component("entry_table", html=HTML, css=CSS, js=JS)


@dataclass(frozen=True, slots=True)
class Field:
    """A column on screen. `label`: its heading with the unit; `width`: rem; `offered`: entries of its list, of the column's words."""

    column: Column
    label: str
    width: float
    unit: str = ""
    help: str = ""
    offered: tuple[str, ...] = ()

    def told(self) -> dict[str, Any]:
        """What the browser needs to know."""
        most = TEXT_LIMIT if self.column.kind == "text" else self.column.most
        return {
            "label": self.label,
            "kind": self.column.kind,
            "unit": self.unit,
            "help": self.help,
            "options": list(self.offered),
            "least": self.column.least,
            "most": most,
        }


@dataclass(frozen=True, slots=True)
class Tab:
    """Where the browser's tab keeps the rows: under which key of its storage and which name there, and the year that stands with them."""

    store: str
    name: str
    year: int


def entry_table(
    title: str,
    fields: Sequence[Field],
    start: Cells,
    key: str,
    taken: Callable[[Cells], None],
    *,
    most: int,
    head: tuple[str, float] = ("行", _NUMBER),
    heads: Sequence[str] | None = None,
    tab: Tab | None = None,
    waiting: bool = False,
) -> Cells:
    """The table; returns its rows as they stand, and calls `taken` with them inside a callback, before anything is drawn.

    `start`: what a table of this key begins with; another key begins anew. `heads`: names of rows that are given; without them rows can be
    added (up to `most`) and taken away, an empty row in the middle counts as one, and those at the end are left out. `head`: heading and
    rem of the first column. `waiting`: nothing is to be typed yet. What no browser of ours would send is told in words and not taken.
    """
    columns = [field.column for field in fields]
    # The browser's rows of this start outlive the element, but not the session: another one may come to the same key.
    begun = f"{st.session_state.setdefault(_SESSION, secrets.token_hex(8))} {key}"

    def rows() -> Cells | None:
        typed = (st.session_state.get(key) or {}).get("typed")
        if not isinstance(typed, dict) or typed.get("start") != begun:
            return None
        found = cells_from(typed.get("rows"), columns, most, what=title)
        if heads is not None and len(found) != len(heads):
            raise UserError(f"{title}の行の数が合いません。", "ページを再読み込みしてください。")
        return found

    def changed() -> None:
        try:
            found = rows()
        except UserError:
            found = None  # told where the table is drawn
        if found is not None:
            taken(found)
        state.own_part()

    data = told(title, fields, start, begun, most=most, head=head, heads=heads, tab=tab, waiting=waiting)
    _component(key=key, data=data, on_typed_change=changed)
    try:
        found = rows()
    except UserError as error:
        draw.problem(error)
        return start
    return start if found is None else found


def told(
    title: str,
    fields: Sequence[Field],
    start: Cells,
    begun: str,
    *,
    most: int,
    head: tuple[str, float] = ("行", _NUMBER),
    heads: Sequence[str] | None = None,
    tab: Tab | None = None,
    waiting: bool = False,
) -> dict[str, Any]:
    """What the browser is told; see `entry_table`. `begun`: a name of this start; rows count for a new one only."""
    return {
        "start": begun,
        "title": title,
        "columns": [field.told() for field in fields],
        "widths": [head[1], *(field.width for field in fields), *([_OUT] if heads is None else [])],
        "rows": [list(row) for row in start],
        "head": head[0],
        "heads": None if heads is None else list(heads),
        "least": _LEAST,
        "most": most,
        "tab": None if tab is None else {"store": tab.store, "name": tab.name, "year": tab.year},
        "waiting": waiting,
    }
