"""全国概況 (`/`): the nation, every prefecture and all areas against 必要量."""

import streamlit as st

from core import labels
from core.charts.funnel import funnel_chart
from core.charts.trend import trend_chart
from core.gap_measures import MEASURES, counts
from core.queries import beds
from core.queries.sourced import Sourced
from core.terms import FOUR_FUNCTIONS, BedFunction
from core.ui import cached, components, state
from core.ui.national import headline, ranking, survey

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

over, under, equal = counts(shown.frame)
left, right = st.columns(2, gap="medium")
with left:
    national_beds = cached.query(beds.national_beds)
    st.subheader("全国の病床数の推移と2025年の必要量", anchor="trend")
    st.markdown("**機能別**(万床)")
    st.altair_chart(
        trend_chart(national_beds.frame, FOUR_FUNCTIONS, in_man_beds=True, height=260), theme=None, width="stretch"
    )
    st.markdown("**合計**(万床)")
    components.chart(
        trend_chart(national_beds.frame, (BedFunction.TOTAL,), in_man_beds=True, height=150),
        national_beds.source_ids,
        "実線と点 = 実績、ひし形 = 最新の見込量、破線 = 2025年の必要量。合計の縦軸は0から始まらない。",
    )
with right:
    st.subheader(f"{labels.BED_FUNCTION[function]}の偏りを見る図(ファンネルプロット、{year}年)", anchor="funnel")
    components.chart(
        funnel_chart(
            measured.frame,
            measured.frame.attrs["tau2"],
            highlight=pref or None,
            highlight_label=scope if pref else "",
            height=440,
        ),
        measured.source_ids,
        "見込み = 必要量 × 全国の(報告 ÷ 必要量)。曲線の外は、全国に共通する報告のされ方だけでは説明しにくい大きさ。差があるだけで過不足とは決まらない。",
    )
survey.show()
