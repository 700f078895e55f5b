"""The map of the other indicators on the page: its choices, a sentence, map, key and card, the table."""

from __future__ import annotations

from typing import Final

import streamlit as st

from core.data.bed_names import bed_names
from core.data.queries import areas
from core.exports import html
from core.measures.indicators import INDICATORS, Choice
from core.ui import cached, draw, state
from core.ui.national import clicked
from core.ui.national.state import NationalState
from core.ui.state import Controls
from core.views.national import indicator as view
from core.views.national.scope import LEVEL, NATION
from core.views.section import Section
from core.vocabulary import labels
from core.vocabulary.terms import Level


def asked(now: NationalState) -> view.Asked:
    """What the page asks for, in its prefecture."""
    offered = cached.query(view.years, now.other)
    year = now.other_year or view.first_year(now.other, offered, cached.query(areas.population_years).later)
    name = _prefectures().get(now.pref, NATION)
    return view.Asked(now.other, now.other_function, year, now.other_level, now.pref, name, now.other_picked)


def _prefectures() -> dict[str, str]:
    return dict(cached.prefectures()[["pref_code", "pref_name"]].itertuples(index=False))


def choose(page: Controls[NationalState], *, hidden: bool = False) -> None:
    """Indicator, year, level and function, as far as the indicator takes them; `hidden`: their labels are only read aloud."""
    one, two, three = st.columns([5, 5, 3], vertical_alignment="bottom")
    name = page.select("other", "指標", text=lambda k: INDICATORS[k].label, hidden=hidden, place=one)
    chosen = INDICATORS[name]
    offered = cached.query(view.years, name)
    year = asked(page.value).year
    if len(offered) > 1:
        with two:
            year = page.slider("other_year", "年", options=offered, start=year, text=labels.wareki)
    if chosen.summed:
        page.segments("other_level", "単位", text=LEVEL.__getitem__, hidden=hidden, place=three)
    if Choice.FUNCTION in chosen.choices:
        page.segments("other_function", "病床機能", text=bed_names(year).__getitem__, hidden=hidden)


#: The prefecture that the map shows, where it has been drawn.
_DRAWN: Final = "indicator_pref"


def begin() -> None:
    """At the start of a run of the whole page, which draws the map with everything else."""
    st.session_state.pop(_DRAWN, None)


def follow(pref_code: str) -> None:
    """The page's prefecture is chosen in a part that is redrawn alone; where this map shows another, run the whole page."""
    if st.session_state.get(_DRAWN, pref_code) != pref_code:
        begin()
        st.rerun()


def show() -> None:
    """Choices → section, in the prefecture of the page."""
    page = state.page(NationalState)
    choose(page)
    wanted = asked(page.value)
    st.session_state[_DRAWN] = page.value.pref
    section = cached.made(view.section, wanted)
    draw.heading(section, 3, anchored=False)  # the place on the page has the anchor
    draw.opening(section)
    [figure] = section.figures
    key = f"indicator_chart_{clicked.number('indicator', wanted.chosen)}"
    left, right = st.columns([7, 3], gap="small")
    with left, st.container(key="indicator_map"):
        draw.figure(
            figure,
            scope="indicator",
            titled=False,
            key_at="none",
            twin=False,
            key=key,
            on_select=lambda: clicked.take("indicator", key, clicked.area_of, "other_picked"),
        )
    with right:
        chosen = wanted.indicator
        st.html(html.legend_html(f"{chosen.label}({chosen.unit})" if chosen.unit else chosen.label, figure.legend))
        _card(section, wanted, page)
    draw.twin(figure, "indicator")
    draw.ending(section, str(section.title), key="indicator", csv=figure.twin)


def _card(section: Section, wanted: view.Asked, page: Controls[NationalState]) -> None:
    """What is known of the chosen place; the list chooses one without a mouse."""
    unit = LEVEL[wanted.shown]
    with st.container(border=True, key="indicator_card"):
        prefectures = _prefectures()
        if wanted.shown is Level.PREFECTURE:
            entries = [("", tuple(prefectures.items()))]
            nothing = prefectures.get(wanted.pref_code, "(選んでいない)")
        else:
            entries = clicked.areas_by_prefecture(wanted.pref_code, wanted.chosen)
            nothing = "(選んでいない)"
        page.long_list("other_picked", f"{unit}を一覧から選ぶ", [("", [("", nothing)]), *entries])
        if not section.has_topic("card"):
            st.caption(f"地図の{unit}を押すか、一覧から選ぶと、ここに数値が出ます。")
            return
        card = section.topic("card")
        st.markdown("  \n".join((draw.markdown(card.heading), *(draw.markdown(line) for line in card.lines))))
        for link in card.links:
            draw.place(link, key="indicator_card")
        if wanted.picked:
            st.button("選択を解除", on_click=clicked.clear, args=("other_picked",), key="indicator_clear")
