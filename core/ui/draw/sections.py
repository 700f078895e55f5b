"""A section on the page: heading, what it says, and where it is from."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from core.exports import html
from core.ui import cached, navigation
from core.ui.draw.downloads import download, wants_cells
from core.ui.draw.words import caption, markdown, sentence
from core.views import cells
from core.views.section import Group, Section
from core.views.sources import Sources
from core.views.table import Table
from core.views.words import Words, runs_of


def heading(section: Section, level: Literal[2, 3] = 2, *, anchored: bool = True) -> None:
    """Title with its anchor; level 3 stands under another section's heading."""
    anchor: str | Literal[False] = section.anchor if anchored else False
    (st.header if level == 2 else st.subheader)(markdown(section.title), anchor=anchor)


def opening(section: Section) -> None:
    """What the section says: the sentence to read first, then the others."""
    for words in (section.lead, *section.sentences):
        sentence(words)


def notes(section: Section) -> None:
    """How to read it, right below it, where its ending comes later."""
    caption(*section.notes)


def ending(
    section: Section | Group,
    stem: str,
    *,
    key: str,
    files: bool = True,
    csv: Table | None = None,
    numbered: bool = False,
    mark: str = "",
    noted: bool = False,
) -> None:
    """Notes, official cautions, sources, and everything that a section or a group states in figures as a workbook named after `stem`.

    `csv`: the table that is offered as CSV too; `mark`: a word in every title of the workbook (【試算】); `noted`: the notes stand
    already where they are needed. Who wants them has the cells of the ministry's books in the files.
    """
    caption(*(f"※ {c}" for c in section.cautions))
    told = () if noted else section.notes
    if section.sources is None:
        caption(*told)
        return
    tables = section.every_table() if files else ()
    if not tables:
        footer(section.sources, told, numbered=numbered)
        return
    with st.container(
        horizontal=True, wrap=False, vertical_alignment="bottom", gap="small"
    ):  # the button is as wide as its word
        footer(section.sources, told, numbered=numbered)
        with st.container(width="content", gap="small"):
            if any(t.origins or t.stated for t in tables) and wants_cells(key, short=True):
                tables, csv = tuple(map(traced, tables)), csv and traced(csv)
            download(tables, stem, key=key, csv=csv, mark=mark)


def traced(table: Table) -> Table:
    """The table with the cells of the ministry's books in columns of their own, looked up where nobody has yet."""
    return cells.traced(cells.found(cached.query, table))


def footer(sources: Sources, notes: tuple[Words, ...] = (), *, numbered: bool = False) -> None:
    """Sources by short name (full title on hover) with a link to `/sources`, below the notes."""
    page = navigation.PAGES[navigation.SOURCES][1]
    known = cached.sources_by_id().of(sources)
    st.html(html.sources_html(known, tuple(n for n in notes if runs_of(n)), page, numbered=numbered))
