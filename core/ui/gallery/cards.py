"""The cards of the gallery and the notice of skipped files."""

from __future__ import annotations

import streamlit as st

from core.content.cases import Case, CaseShelf, Tactic
from core.text.outside import Outside
from core.ui import draw
from core.ui.gallery import photo, printing
from core.views.gallery import cards
from core.views.words import raw_text

_COLUMNS = 4


def problems(shelf: CaseShelf) -> None:
    """What could not be read, and what to do; the other cases stay."""
    if not shelf.problems:
        return
    with st.container(border=True):
        st.warning(f"読み込めない事例ファイルが{len(shelf.problems)}件あり、表示していません。")
        for problem in shelf.problems:
            with st.expander(draw.markdown(Outside(problem.file))):
                st.text(str(problem.error))


def show(cases: tuple[Case, ...], total: int, tactics: tuple[Tactic, ...], area_names: dict[str, str]) -> None:
    """One card per case, four to a row."""
    section = cards.section(cases, total, tactics, area_names)
    draw.caption(section.lead)
    for start in range(0, len(cases), _COLUMNS):
        columns = st.columns(_COLUMNS, gap="small")
        for column, case in zip(columns, cases[start : start + _COLUMNS], strict=False):
            card = section.topic(case.id)
            with column, st.container(border=True, height="stretch"):
                photo.supplied(case)
                st.header(draw.markdown(raw_text(card.heading)), anchor=False)
                draw.caption(card.later)
                for line in card.lines:
                    draw.sentence(line)
                for link in card.links:
                    draw.place(link, key=f"card_{case.id}", here="/gallery")
                draw.caption(card.note)
                draw.tags(card.tags)
                photo.captions(case)
    left, right = st.columns([3, 5], vertical_alignment="center")
    with left:
        printing.button(cases, tactics, area_names)
    with right:
        draw.ending(section, "好事例", key="gallery_cards")
