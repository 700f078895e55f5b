"""What has been typed into a grid, as soon as the server hears of it.

`st.data_editor` gives its rows only where it is drawn. On a busy server a value and the next act (another view, another page) arrive
together: the run that follows does not draw the grid, Streamlit drops what its widget held, and the value would be gone. The callback
of the grid runs in any case, before anything is drawn.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st


def typed(rows: pd.DataFrame, key: str) -> list[dict[str, Any]]:
    """Inside the grid's callback: its rows as they stand now. `rows`: what it began with, `key`: its key."""
    return with_edits(rows, st.session_state[key])


def with_edits(rows: pd.DataFrame, edits: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Rows of a grid by the headings of its columns, with cells changed, rows taken away and rows added; an empty cell is None or NA.

    `edits`: the widget's own value (`edited_rows` by position, `deleted_rows`, `added_rows`).
    """
    found = records(rows)
    for number, cells in edits["edited_rows"].items():
        found[number] |= cells
    kept = [row for number, row in enumerate(found) if number not in edits["deleted_rows"]]
    return kept + [dict.fromkeys(map(str, rows.columns)) | added for added in edits["added_rows"]]


def records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows of a grid by the headings of its columns."""
    return [{str(heading): cell for heading, cell in row.items()} for row in rows.to_dict("records")]
