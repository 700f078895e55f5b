"""Small tables of figures as HTML: light to draw, right-aligned, and a selection pastes into Excel as cells."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

import streamlit as st

_STYLE = (
    "<style>.figures{border-collapse:collapse;width:100%;font-size:0.88rem}"
    ".figures th,.figures td{border-bottom:1px solid lightgray;padding:0.28rem 0.5rem;text-align:right;font-variant-numeric:tabular-nums}"
    ".figures thead th{font-weight:600;border-bottom:2px solid gray;vertical-align:bottom;line-height:1.3;min-width:4.2em}"
    ".figures .left{text-align:left}.figures tbody th{font-weight:normal;white-space:nowrap}.figures td{white-space:nowrap}.figures td.left{max-width:16rem;overflow:hidden;text-overflow:ellipsis}.figures tr.sum{background:whitesmoke}"
    ".scroll{overflow:auto}.scroll thead th{position:sticky;top:0;background:white;z-index:1}"
    ".scroll tbody tr.sum th{background:whitesmoke}"
    ".scroll tbody th{position:sticky;left:0;background:white;max-width:18rem;overflow:hidden;text-overflow:ellipsis}</style>"
)


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
    st.html(_STYLE + table)


def _left(column: int, left: Sequence[int]) -> str:
    return ' class="left"' if column in left else ""
