"""What has been typed into worksheets outlives a reload: the browser's tab keeps a copy and gives it back to the new session.

The copy is in the tab's own storage of this machine (`sessionStorage`): closing the tab removes it, and the server keeps nothing. The
table for typing writes it at each change, what the server hears of all areas follows.
"""

from __future__ import annotations

import json
from typing import Any, Final

import streamlit as st

from core.area import worksheet_rows
from core.area.worksheet import Worksheet
from core.area.worksheet_checks import check
from core.errors import UserError
from core.ui import cached, state, worksheets
from core.views.area import worksheet
from core.views.area.place import area_of

WORDS: Final = "入力は、この端末のブラウザーのこのタブにだけ控えます。再読み込みしても戻り、タブを閉じると消えます(サーバーには残りません)。"
#: Key of the copy in the tab.
STORE: Final = "suishin-worksheets"
_ANSWERED: Final = "worksheet_draft_answered"
#: Areas whose rows came back from the tab and were not told yet.
_BACK: Final = "worksheet_draft_back"
_PART: Final = "worksheet_draft_part"
_LIMIT: Final = 2 * 1024 * 1024
# The first message of a session asks; every later one holds all that there is. A tab that may not store anything goes without.
_JS: Final = (
    f"const KEY = {json.dumps(STORE)};"
    """
export default function (component) {
  const { ask, text } = component.data;
  let found = "";
  try {
    if (ask) found = window.sessionStorage.getItem(KEY) ?? "";
    else if (text) window.sessionStorage.setItem(KEY, text);
    else window.sessionStorage.removeItem(KEY);
  } catch { /* storage is switched off or full */ }
  if (ask) component.setTriggerValue("found", { text: found });
}
"""
)
_component = st.components.v2.component("worksheet_draft", html="<span hidden></span>", js=_JS)


def keep() -> None:
    """Ask the tab once in a session, then hand it all rows. Place it once, after the table."""
    ask = asking()

    def answered() -> None:
        found = (st.session_state.get(_PART) or {}).get("found")
        if found is not None and not st.session_state.get(_ANSWERED):
            st.session_state[_ANSWERED] = True
            _take(found)
        state.own_part()

    text = "" if ask else _text()
    with st.container(key="worksheet_draft"):
        _component(key=_PART, data={"ask": ask, "text": text}, on_found_change=answered)


def asking() -> bool:
    """Whether the tab has not answered yet what it holds."""
    return not st.session_state.get(_ANSWERED)


def came_back(area_code: str) -> bool:
    """Whether the rows of this area were brought back after a reload."""
    return area_code in st.session_state.get(_BACK, ())


def _text() -> str:
    drafts = worksheets.drafts()
    return json.dumps({code: {"year": d.year, "rows": d.rows} for code, d in drafts.items()}) if drafts else ""


def _take(found: Any) -> None:
    """Rows that the tab kept become those of the tables, except where something has been typed since."""
    text = found.get("text") if isinstance(found, dict) else None
    if not isinstance(text, str) or not 0 < len(text) <= _LIMIT:
        return
    try:
        kept = json.loads(text)
    except (ValueError, RecursionError):
        return
    known, years = set(cached.area_list()["area_code"]), cached.reported_years()
    back = set()
    for code, draft in kept.items() if isinstance(kept, dict) else ():
        year = draft.get("year") if isinstance(draft, dict) else None
        if code not in known or year not in years or code in worksheets.drafts() or worksheets.worksheet_of(code):
            continue
        try:
            rows = worksheet_rows.cells_from(draft.get("rows"))
        except UserError:  # not what this page wrote
            continue
        draft = worksheets.Draft(int(year), rows)
        worksheets.keep_draft(code, draft)
        count(code, draft)
        back.add(code)
    if back:
        st.session_state[_BACK] = back
        worksheets.start_anew()


def count(code: str, draft: worksheets.Draft) -> None:
    """Finished rows are a worksheet at once, for the simulator and the files; others wait for their table to be drawn."""
    blank = worksheet.blank(cached.query, area_of(cached.query, code), draft.year)
    try:
        lines = worksheet_rows.explanations(draft.rows)
        sheet = Worksheet(
            area_code=code, area_name=blank.area_name, year=draft.year, gaps=blank.gaps, explanations=lines
        )
        check(sheet)
    except UserError:
        return
    worksheets.keep(sheet)
