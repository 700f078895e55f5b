"""What a workbook is made of. Apart from its writer, which loads a large library that most pages never need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from core.views.cells import traced
from core.views.section import Section
from core.views.table import Table
from core.views.topic import Topic
from core.views.words import Words, raw_text, runs_of, say

XLSX_MIME: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: its tab, its tables one below the other, and lines of text under them.

    `freeze`: columns that stay in sight besides the headings. `form`: a table to be filled in and read back by its headings, so
    without title and sources.
    """

    tab: str
    tables: tuple[Table, ...]
    lines: tuple[Words, ...] = ()
    freeze: int = 0
    form: bool = False


def of_sections(sections: Sequence[Section], *, with_cells: bool = False) -> tuple[Sheet, ...]:
    """A sheet for each section: everything that it states in figures as tables, everything that it says as lines under them.

    `with_cells`: with columns that say where in the publications each figure of beds stands.
    """
    return tuple(
        Sheet(
            tab=raw_text(s.title),
            tables=tuple(map(traced, s.every_table())) if with_cells else s.every_table(),
            lines=tuple(line for line in _lines(s) if runs_of(line)),
        )
        for s in sections
    )


def _lines(section: Section) -> tuple[Words, ...]:
    passages = tuple(line for topic in section.topics for line in _passage(topic))
    cautions = tuple(f"※ {c}" for c in section.cautions)
    return (section.lead, *section.sentences, *passages, *section.notes, *cautions)


def _passage(topic: Topic) -> tuple[Words, ...]:
    lines = (*topic.lines, *topic.quotes)
    return (say("■ ", topic.heading), *(say("・", line) for line in lines), topic.note)
