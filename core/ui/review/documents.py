"""Documents of 区域点検: what the panel 「文書を保存」 of its page offers."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any, Final

from core.exports.documents import SLIDES
from core.ui import cached, papers
from core.ui.papers import Content, Document
from core.ui.review import added
from core.ui.review.state import ReviewState, members
from core.views.review import meeting
from core.views.review.chosen import chosen
from core.vocabulary.terms import PatientGroup

#: Rows of a table that a talk can go through.
_ON_SLIDES: Final = 60


def menu(shown: ReviewState) -> None:
    """The panel: everything about the areas chosen, or the check of the nation or a prefecture."""
    says = (
        "選んだ構想区域の、行き来・合わせた姿・急性期の協議資料・高齢者救急と在宅。"
        if members(shown)
        else "点検表の地図と表。"
    )
    document = Document(name="区域点検資料", says=says, make=partial(_content, shown), beds=True)
    papers.menu({"review": document}, key="review_papers")


def _content(shown: ReviewState, asked: Any, form: str) -> Content:
    deck = meeting.deck(
        cached.query,
        shown.pref,
        shown.way,
        members(shown),
        PatientGroup(shown.group),
        shown.sort,
        institutions=added.held("institutions"),
        areas=added.held("areas"),
        wall=form == SLIDES,  # slides are read across a room too
    )
    codes = members(shown)
    title = meeting.title(chosen(cached.query, codes).title) if codes else deck.title
    about = [slide for slide in deck.slides if slide.anchor != "check" or not codes]
    stem = f"区域点検_{'+'.join(codes) or shown.pref or '全国'}"
    sections = [slide.make() for slide in about]
    if form == SLIDES:  # a row for each of hundreds of areas is not for a wall
        sections = [
            replace(section, tables=tuple(t for t in section.tables if len(t.rows) <= _ON_SLIDES))
            for section in sections
        ]
    return papers.of_sections(sections, title=title, stem=stem)
