"""The whole of a table for paper, where a window shows the rows in sight alone.

Its markup waits as a text and becomes a table only while the page is being printed: as hidden elements 339 rows made each change
of a condition half again as slow. It is sent packed: as it is, it was the larger half of what a change of the ranking sends.
"""

from __future__ import annotations

import base64
import re
import zlib
from typing import Final

import streamlit as st

from core.exports import html
from core.ui.shared import Beside
from core.views.table import Table

#: Rows from which a table is too long for paper; the page offers its file.
_MOST: Final = 400
# The markup is ours, escaped where it was made.
_JS: Final = """
export default function (component) {
  const place = component.parentElement, paper = matchMedia("print");
  let markup = "", gone = false;
  const fill = () => { place.innerHTML = markup; };
  const draw = () => { if (paper.matches) fill(); else place.innerHTML = ""; };
  const bytes = Uint8Array.from(atob(component.data.packed), (c) => c.charCodeAt(0));
  new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).text()
    .then((text) => { if (!gone) { markup = text; draw(); } });
  paper.addEventListener("change", draw);
  addEventListener("beforeprint", fill);
  addEventListener("afterprint", draw);
  return () => {
    gone = true;
    paper.removeEventListener("change", draw);
    removeEventListener("beforeprint", fill);
    removeEventListener("afterprint", draw);
  };
}
"""


def packed(shown: Table) -> str:
    """The table's markup for paper, compressed (zlib), in base64."""
    return base64.b64encode(zlib.compress(html.print_html(shown).encode(), 6)).decode()


_packed = Beside(packed)
_paper = st.components.v2.component("whole_table", js=_JS, isolate_styles=False)


def on_paper(shown: Table, key: str) -> None:
    """The table's rows for the printer; nothing on screen."""
    if len(shown.rows) <= _MOST:
        name = re.sub("_+", "_", f"{key}_on_paper")  # Streamlit allows no two underscores in a row here
        _paper(key=name, data={"packed": _packed.of(shown)})
