"""The map of the other indicators on the page: its choices, a sentence, map and key, the table."""

from __future__ import annotations

import streamlit as st

from core.data.queries import areas
from core.exports import html
from core.measures.indicators import INDICATORS, Choice
from core.ui import cached, draw, state
from core.ui.national.state import NationalState
from core.views.national import indicator as view
from core.views.national.scope import LEVEL, NATION
from core.vocabulary import labels


def show() -> None:
    """Choices → section, in the prefecture of the page."""
    page = state.page(NationalState)
    one, two, three = st.columns([5, 5, 3], vertical_alignment="bottom")
    name = page.select("other", "指標", text=lambda k: INDICATORS[k].label, place=one)
    chosen = INDICATORS[name]
    offered = cached.query(view.years, name)
    year = view.first_year(name, offered, cached.query(areas.population_years).later)
    if len(offered) > 1:
        with two:
            year = page.slider("other_year", "年", options=offered, start=year, text=labels.wareki)
    if chosen.summed:
        page.segments("other_level", "単位", text=LEVEL.__getitem__, place=three)
    if Choice.FUNCTION in chosen.choices:
        page.segments("other_function", "病床機能", text=labels.BED_FUNCTION.__getitem__)
    now = page.value
    prefectures: dict[str, str] = dict(cached.prefectures()[["pref_code", "pref_name"]].itertuples(index=False))
    asked = view.Asked(name, now.other_function, year, now.other_level, now.pref, prefectures.get(now.pref, NATION))
    section = cached.made(view.section, asked)
    draw.heading(section, 3)
    draw.opening(section)
    [figure] = section.figures
    left, right = st.columns([7, 3], gap="small")
    with left, st.container(key="indicator_map"):
        draw.figure(figure, scope="indicator", titled=False, key_at="none", twin=False, key="indicator_chart")
    with right:
        st.html(html.legend_html(f"{chosen.label}({chosen.unit})" if chosen.unit else chosen.label, figure.legend))
    draw.twin(figure, "indicator")
    draw.ending(section, str(section.title), key="indicator", csv=figure.twin)
