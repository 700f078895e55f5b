"""Projected demand for 在宅 and 外来 care to 2050, beside prefecture and nation."""

from __future__ import annotations

from functools import partial

import streamlit as st

from core.area import demand, profile
from core.charts.area_demand import demand_chart
from core.data.queries import area as area_queries
from core.data.queries import demand as queries
from core.ui import cached, components, tables
from core.ui.area.view import AreaView
from core.vocabulary import labels
from core.vocabulary.terms import Care


def show(view: AreaView) -> None:
    """Two index charts, and the claims behind them."""
    found = cached.query(queries.demand, view.area_code)
    if found.frame[found.frame["scope"] == "area"].empty:
        components.no_data("需要の見通し", "需要推計の公表資料に、この区域の行がありません。")
        return
    names = {"area": view.area_name, "pref": view.pref_name, "nation": "全国"}
    rows = demand.indexed(found.frame)
    rows["scope_label"] = rows["scope"].map(names)
    rows["text"] = [labels.number(v, "件/月") for v in rows["claims_per_month"]]
    for column, care in zip(st.columns(2, gap="medium"), Care, strict=True):
        part = rows[rows["care"] == care]
        with column:
            title = f"{labels.CARE[care]}のレセプト件数の見通し(2024年度 = 100)"
            components.draw(("area_demand", view.area_code, str(care)), partial(demand_chart, part, title))
            area = part[part["scope"] == "area"].set_index("fiscal_year")
            first, last = area.index.min(), area.index.max()
            text, claims = area["text"], area["claims_per_month"]
            peak = claims[claims == claims.max()].index[0]
            st.markdown(
                f"**{view.area_name}: {first}年度 {text[first]} → {last}年度 {text[last]}"
                f"(指数 {area['index'][last]:.1f})**。最も多いのは{peak}年度の{text[peak]}。"
            )
    years = sorted(rows["fiscal_year"].unique().tolist())
    body = []
    for care in Care:
        for scope, name in names.items():
            part = rows[(rows["care"] == care) & (rows["scope"] == scope)].set_index("fiscal_year")
            cells = [
                f"{part['claims_per_month'][y]:,.0f}({part['index'][y]:.0f})" if y in part.index else labels.NO_DATA
                for y in years
            ]
            body.append((labels.CARE[care], name, *cells))
    with st.expander("件数(件/月)と指数の表"):
        tables.figures(("種類", "範囲", *(f"{y}年度" for y in years)), body, left=(0, 1))
    populations = cached.query(area_queries.populations, view.area_code)
    texts = []
    for _, row in populations.frame.iterrows():
        one = profile.population(row)
        texts.append(
            f"{names[row['scope']]} {labels.number(one.population_2040, '人')}({labels.signed_percent(one.change)})"
        )
    st.markdown(f"2040年の人口(2024年からの変化): {' ・ '.join(texts)}")
    components.source_footer(
        sorted({*found.source_ids}),
        "件数はレセプトの件数(件/月)で、患者数ではない。2024年度は実績、以降は現在の受療の状況が続くとした推計(現状投影)。",
    )
