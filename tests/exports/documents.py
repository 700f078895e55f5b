"""Word documents read again."""

from __future__ import annotations

import io
from collections.abc import Iterable

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.table import Table as WordTable

from core.views.section import Section
from core.views.table import Table


def opened(content: bytes) -> WordDocument:
    return Document(io.BytesIO(content))


def cells(table: WordTable) -> list[tuple[str, ...]]:
    """Texts by row; python-docx would look for merged cells at each of them."""
    rows = table._tbl.findall(qn("w:tr"))
    return [tuple("".join(t.text or "" for t in c.iter(qn("w:t"))) for c in row.findall(qn("w:tc"))) for row in rows]


def paragraphs(word: WordDocument, style: str = "") -> list[str]:
    return [p.text for p in word.paragraphs if not style or p.style.name.startswith(style)]


def printed(tables: Iterable[Table]) -> list[list[tuple[str, ...]]]:
    """What the tables are on paper: headings, then every cell as it is written on screen."""
    return [[t.headings, *t.texts()] for t in tables if t.rows]


def big_figures(section: Section) -> list[list[tuple[str, ...]]]:
    """What its cards are on paper: rows without headings."""
    return [c.as_table(section.title).texts() for c in section.cards]
