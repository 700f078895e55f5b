"""Small tables of figures as HTML: light to draw, right-aligned, and a selection pastes into Excel as cells."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

import streamlit as st


def figures(
    headings: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    left: Sequence[int] = (0,),
    sums: Sequence[int] = (),
    height: int | None = None,
) -> None:
    """A table of texts. `left`: columns that stand left; `sums`: rows on a grey ground. Numbers come formatted.

    With `height` (px) the table scrolls inside that height, headings and first column staying in sight.
    """
    head = "".join(f'<th scope="col"{_left(i, left)}>{html.escape(str(h))}</th>' for i, h in enumerate(headings))
    body = []
    for number, row in enumerate(rows):
        cells = "".join(
            f'<th scope="row"{_left(i, left)}>{html.escape(str(c))}</th>'
            if i == 0
            else f"<td{_left(i, left)}>{html.escape(str(c))}</td>"
            for i, c in enumerate(row)
        )
        body.append(f"<tr{' class=sum' if number in sums else ''}>{cells}</tr>")
    table = f'<table class="figures"><thead><tr>{head}</tr></thead><tbody>{"".join(body)}</tbody></table>'
    if height is not None:
        table = f'<div class="scroll" tabindex="0" style="max-height:{height}px">{table}</div>'
    st.html(table)


def _left(column: int, left: Sequence[int]) -> str:
    return ' class="left"' if column in left else ""
