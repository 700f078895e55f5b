"""Every reporting institution of the area on the page: choices above, table left, bars right, files."""

from __future__ import annotations

from functools import partial

import streamlit as st

from core.area import facilities
from core.area.facility_table import BY_KEY, GROUPS
from core.data.bed_names import bed_names
from core.data.queries import facilities as queries
from core.ui import cached, draw, state
from core.ui.area.state import AreaState
from core.ui.area.view import AreaView
from core.views.area import hospitals
from core.views.area.hospitals import Chosen
from core.vocabulary import labels


def show(view: AreaView) -> None:
    """Controls, table, picture, files."""
    section = hospitals.section(cached.query, view, _chosen())
    left, right = st.columns([8, 4], gap="medium")
    with left:
        words, save = st.columns([5, 4], vertical_alignment="center")
        with words:
            draw.sentence(section.lead)
        with save, st.container(horizontal=True):
            asked = draw.wants_cells(view.key("hospitals_all"), short=True)
            every = partial(hospitals.whole, cached.query, view, with_cells=asked)
            draw.download(
                every,
                f"{view.stem}_医療機関_全件",
                key=view.key("hospitals_all"),
                label="全件をExcel",
                csv=every,
                csv_label="全件をCSV",
            )
        for sentence in section.sentences:
            draw.info(sentence)
        for table in section.tables:
            draw.table(table, height=345)
    with right:
        for figure in section.figures:
            draw.figure(figure, scope=view.key("hospitals"))
    draw.ending(section, f"{view.stem}_医療機関", key=view.key("hospitals"))


def _chosen() -> Chosen:
    page = state.page(AreaState)
    year = labels.published_year(cached.query(queries.fiscal_years)[-1])
    called = bed_names(year)
    one, two, three, four, five = st.columns([4.6, 2.2, 2, 2, 2.2], vertical_alignment="bottom")
    return Chosen(
        group=page.segments("columns", "列", text=GROUPS.__getitem__, place=one),
        sort=page.select("sort", "並べ替え(大きい順)", text=lambda k: BY_KEY[k].of(year).heading, place=two),
        function=page.select("has", "病床機能", text=lambda f: called.get(f, "すべて"), place=three),
        role=page.select("role", "役割", text=lambda r: facilities.ROLES.get(r, "すべて"), place=four),
        words=page.text("hospital", "名称・所在地", placeholder="名称や市区町村の一部", place=five),
    )
