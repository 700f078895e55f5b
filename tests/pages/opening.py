"""Open pages in Streamlit's own test harness."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

import pandas as pd
from streamlit.testing.v1 import AppTest

from core.ui import navigation
from tests.browser.server import ROOT

#: A mark that Markdown is told to show as it is.
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
#: Label and value in the markup of a big figure.
_CARD = re.compile(r'<dt>([^<]*).*?</dt><dd class="big"[^>]*>(.*?)</dd>')


def open_page(page: str = navigation.NATIONAL, **query: str) -> AppTest:
    """The app, run once on `page` with the given URL query."""
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for key, value in query.items():
        at.query_params[key] = value
    if page == navigation.NATIONAL:
        return at.run()
    return at.switch_page(str(ROOT / page)).run()


def area_page(area: str, **query: str) -> AppTest:
    """The whole page of one area, all sections made at once."""
    return open_page(navigation.AREA, area=area, all="1", **query)


def assert_clean(at: AppTest) -> None:
    """Neither an exception nor the app's own error box."""
    assert not at.exception, [e.value for e in at.exception]
    assert not at.error, [e.value for e in at.error]


def texts(at: AppTest) -> str:
    """All words on the page that the harness can see, as a reader sees them (Markdown's escapes taken away)."""
    parts = [e.value for kind in (at.title, at.header, at.subheader, at.markdown, at.caption, at.info) for e in kind]
    parts += [str(h.proto.body) for h in at.get("html")]
    parts += [f"{label} {value}" for label, value in cards(at)]
    return _ESCAPE.sub(r"\1", "\n".join(parts)).replace("\u2009", "")


def cards(at: AppTest) -> list[tuple[str, str]]:
    """Label and value of every big figure on the page, in order."""
    written = "\n".join(str(h.proto.body) for h in at.get("html"))
    return _CARD.findall(written)


def entered(at: AppTest) -> list[dict[str, Any]]:
    """What the tables to type into are told (`core/ui/entry_table/`), in order."""
    return [json.loads(c.proto.json) for c in at.get("bidi_component") if c.proto.component_name == "entry_table"]


class _Tables(HTMLParser):
    """Rows of every HTML table, cell by cell."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[list[list[str]]] = []
        self._cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.found.append([])
        elif tag == "tr":
            self.found[-1].append([])
        elif tag in ("td", "th"):
            self._cell = []

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self._cell is not None:
            self.found[-1][-1].append("".join(self._cell))
            self._cell = None


def tables(at: AppTest) -> list[pd.DataFrame]:
    """The tables to read on the page (class `figures`), in order, with their headings as columns."""
    out = []
    for part in at.get("html"):
        if 'class="figures' in part.proto.body:
            parser = _Tables()
            parser.feed(part.proto.body)
            out += [pd.DataFrame(rows, columns=head) for head, *rows in parser.found]
    return out
