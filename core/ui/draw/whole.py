"""The whole of a table for paper, where a window shows the rows in sight alone.

Its markup waits as a text and becomes a table only while the page is being printed: as hidden elements 339 rows made each change
of a condition half again as slow.
"""

from __future__ import annotations

import re
from typing import Final

import streamlit as st

from core.exports import html
from core.views.table import Table

#: Rows from which a table is too long for paper; the page offers its file.
_MOST: Final = 400
# The markup is ours, escaped where it was made.
_JS: Final = """
export default function (component) {
  const place = component.parentElement, paper = matchMedia("print");
  const fill = () => { place.innerHTML = component.data.markup; };
  const draw = () => { if (paper.matches) fill(); else place.innerHTML = ""; };
  paper.addEventListener("change", draw);
  addEventListener("beforeprint", fill);
  addEventListener("afterprint", draw);
  draw();
  return () => {
    paper.removeEventListener("change", draw);
    removeEventListener("beforeprint", fill);
    removeEventListener("afterprint", draw);
  };
}
"""
_paper = st.components.v2.component("whole_table", js=_JS, isolate_styles=False)


def on_paper(shown: Table, key: str) -> None:
    """The table's rows for the printer; nothing on screen."""
    if len(shown.rows) <= _MOST:
        name = re.sub("_+", "_", f"{key}_on_paper")  # Streamlit allows no two underscores in a row here
        _paper(key=name, data={"markup": html.print_html(shown)})
