"""全国概況 (`/`): the nation, every prefecture and all areas against 必要量."""

import streamlit as st

from core import labels
from core.gap_measures import MEASURES
from core.queries import beds
from core.queries.sourced import Sourced
from core.terms import BedFunction
from core.ui import cached, components, frame, state
from core.ui.national import funnel, headline, ranking, survey, trend

frame.ensure()
st.title("全国概況 — 339構想区域の病床と必要量")

years = cached.reported_years()
prefectures = dict(cached.prefectures()[["pref_code", "pref_name"]].itertuples(index=False))
controls = st.columns([5.6, 5, 2.1, 2.1])
with controls[0]:
    measure = MEASURES[
        state.segments("指標", list(MEASURES), key="measure", default="gap_rate", text=lambda k: MEASURES[k].label)
    ]
with controls[1]:
    function = BedFunction(
        state.segments(
            "病床機能",
            list(BedFunction),
            key="function",
            default=BedFunction.TOTAL,
            text=labels.BED_FUNCTION.__getitem__,
        )
    )
with controls[2]:
    year = state.select("年(実績)", years[::-1], key="year", default=years[-1], text=labels.wareki)
with controls[3]:
    pref = state.select(
        "都道府県", ["", *prefectures], key="pref", default="", text=lambda p: prefectures.get(p, "全国")
    )
scope = prefectures.get(pref, "全国")

comparison: Sourced = cached.query(beds.comparison, year)
in_scope = comparison.frame[comparison.frame["pref_code"] == pref] if pref else comparison.frame
measured = cached.measured(year, function)
shown = Sourced(measured.frame[measured.frame["pref_code"] == pref] if pref else measured.frame, measured.source_ids)

headline.show(Sourced(in_scope, comparison.source_ids), year, scope, cached.query(beds.report_rates).frame)
components.cautions()

left, right = st.columns([6, 5], gap="medium")
with left:
    st.subheader("地図")
with right:
    ranking.show(shown, measure, function, year, cached.readings())

left, right = st.columns(2, gap="medium")
with left:
    trend.show(cached.query(beds.national_beds))
with right:
    funnel.show(measured, function, year, pref, scope)
survey.show()
