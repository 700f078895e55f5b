"""The cards of the gallery and the notice of skipped files."""

from __future__ import annotations

import streamlit as st

from core.content.cases import Case, CaseShelf, Tactic
from core.ui import navigation
from core.ui.gallery import photo

_COLUMNS = 4


def problems(shelf: CaseShelf) -> None:
    """What could not be read, and what to do; the other cases stay."""
    if not shelf.problems:
        return
    with st.container(border=True):
        st.warning(f"読み込めない事例ファイルが{len(shelf.problems)}件あり、表示していません。")
        for problem in shelf.problems:
            with st.expander(problem.file):
                st.text(str(problem.error))


def badges(words: list[str]) -> str:
    """Small grey labels in markdown."""
    return " ".join(f":gray-badge[{w}]" for w in words)


def grid(cases: tuple[Case, ...], tactics: tuple[Tactic, ...], area_names: dict[str, str]) -> None:
    """One card per case, four to a row."""
    labels = {t.id: t.label for t in tactics}
    for start in range(0, len(cases), _COLUMNS):
        columns = st.columns(_COLUMNS, gap="small")
        for column, case in zip(columns, cases[start : start + _COLUMNS], strict=False):
            with column, st.container(border=True, height="stretch"):
                _card(case, labels, area_names)


def _card(case: Case, labels: dict[str, str], area_names: dict[str, str]) -> None:
    photo.area(case)
    st.subheader(case.name, anchor=False)
    area = area_names.get(case.area_code, case.area_code)
    st.caption(f"{case.kind_label} / {case.municipality}({area}構想区域) / カードリーダー {case.card_readers.count}台")
    st.markdown(f"**「{case.headline}」**")
    st.markdown(case.point)
    st.markdown(badges([labels[t] for t in case.tactics]))
    st.page_link(
        navigation.GALLERY, label="詳しく見る", query_params={"case": case.id}, icon=":material/arrow_forward:"
    )
