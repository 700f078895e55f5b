"""What a 調整会議 asks: whose beds are these, and what was said and answered."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from core.area.council import across_prefecture, resident_use
from core.content.council import Council, CouncilTopic, load_council
from core.data.queries import beds, flows
from core.ui import cached, components, lazy, state
from core.ui.area.state import AreaState
from core.ui.area.view import AreaView
from core.vocabulary import labels
from core.vocabulary.terms import Direction, PatientGroup, Series

_OWN = "own"
_STATED = "stated"


def has_opinions(view: AreaView) -> bool:
    """Whether opinions and replies of the area's council are at hand."""
    return load_council(view.area_code) is not None


def show(view: AreaView) -> None:
    """The calculator of beds that residents use."""
    council = load_council(view.area_code)
    _calculator(view, council)
    if council is None:
        st.caption(
            "この区域の協議会の意見と回答は登録されていません。data/content/council/ に区域コードの名前のファイルを加えると、ここに表示されます。"
        )


def opinions(view: AreaView) -> None:
    """Opinions and replies, one topic at a time (all of them for printing)."""
    council = load_council(view.area_code)
    if council is None:
        return
    st.markdown(f"**{council.council}**({council.meeting}、{council.form}、{council.year}。要約)")
    if council.nomination is not None:
        nomination = council.nomination
        figures = "、".join(f"{f.label} {f.value}({f.basis})" for f in nomination.figures)
        st.markdown(f"推薦の理由: {nomination.criterion}。{nomination.reason} {figures}")
    if lazy.everything_at_once():
        for topic in council.topics:
            st.markdown(f"**{topic.label}**")
            _card(topic)
        components.source_footer((council.source_id,), council.source_note)
    else:
        topics = {t.id: t for t in council.topics}
        chosen = state.page(AreaState).segments(
            "topic", "論点", options=list(topics), text=lambda i: topics[i].label, hidden=True
        )
        _card(topics[chosen])
        components.source_footer((topics[chosen].source_id,), f"{council.source_note}({topics[chosen].source_note})")


def _shares(view: AreaView, council: Council | None) -> tuple[dict[str, tuple[str, float]], tuple[str, ...]]:
    """Inflow shares to start from: key → (label, share 0–1)."""
    options: dict[str, tuple[str, float]] = {}
    if council is not None and council.calculation is not None:
        options[_STATED] = ("協議会の委員が使った割合", council.calculation.inflow_share)
    flow = cached.query(flows.flow, view.area_code)
    totals = cached.query(flows.totals, view.area_code).frame
    whole = totals[(totals["direction"] == Direction.INFLOW) & (totals["basis"] == "ndb_2024")]
    if len(whole) and not pd.isna(whole["share"].iloc[0]):
        options["all"] = ("区域外すべて(NDB 2024年度、全体の流入率)", float(whole["share"].iloc[0]))
    inflow = flow.frame[flow.frame["direction"] == Direction.INFLOW]
    for group in PatientGroup:
        rows = inflow[inflow["patient_group"] == group]
        if len(rows):
            share = across_prefecture(rows, view.pref_code).low
            options[str(group)] = (f"ほかの都道府県(NDB、{labels.PATIENT_GROUP[group]}、表示分)", share)
    options[_OWN] = ("自分で入れる", 0.0)
    return options, flow.source_ids


def _calculator(view: AreaView, council: Council | None) -> None:
    rows = cached.query(beds.area_beds, view.area_code)
    total = rows.frame[(rows.frame["bed_function"] == "total") & (rows.frame["series"] == Series.REPORTED)].dropna(
        subset=["beds"]
    )
    options, sources = _shares(view, council)
    stated = council.calculation if council else None
    st.markdown("**住民が利用する病床の計算** 病床数 ×(1 − 流入割合)を基準病床数と比べます。")
    page = state.page(AreaState)
    one, two, three, four = st.columns([2, 4, 2, 2], vertical_alignment="bottom")
    with one:
        start = stated.beds if stated else (int(total["beds"].iloc[-1]) if len(total) else 0)
        count = page.number("beds_used", "病床数(床)", widget=view.key("council_beds"), start=start, step=10)
    with two:
        # Another basis brings its own share.
        basis = page.select(
            "inflow",
            "流入割合の根拠",
            options=list(options),
            text=lambda k: options[k][0],
            resets=("inflow_share",),
        )
    with three:
        share = page.number(
            "inflow_share",
            "流入割合(%)",
            widget=view.key(f"council_share_{basis}"),
            start=round(options[basis][1] * 100, 1),
            step=0.1,
            format="%.1f",
        )
    with four:
        standard = page.number(
            "standard_beds",
            "基準病床数(床)",
            widget=view.key("council_standard"),
            start=stated.standard_beds if stated else None,
            step=10,
            placeholder="県の計画から入力",
        )
    result = resident_use(count, share / 100, standard)
    a, b, c = st.columns(3)
    a.metric("住民が利用する病床", labels.beds(round(result.residents)))
    a.caption(f"{count:,}床 × (1 − {share:.1f}%) = {result.residents:,.1f}床")
    b.metric("区域外の患者が利用する病床", labels.beds(round(result.others)))
    b.caption(f"{count:,}床 × {share:.1f}%")
    gap = result.against_standard
    c.metric("基準病床数との差", "基準病床数が未入力" if gap is None else labels.signed(round(gap), "床"))
    if gap is not None:
        c.caption(f"{result.residents:,.1f}床 − 基準病床数 {standard:,}床")
    if stated is not None:
        components.source_footer((stated.source_id,), f"最初に入っている値: {stated.says}。{stated.caution}。")
    else:
        year = int(total["year"].iloc[-1]) if len(total) else None
        st.caption(
            f"最初に入っている病床数は{year}年の報告病床数の合計です。基準病床数は医療計画の数で、この資料にはないため入力してください。"
        )
    components.source_footer(
        sorted({*sources, *rows.source_ids}),
        "ほかの都道府県からの割合は、公表資料の表示基準を満たす区域の合計で、実際はこれより大きいことがある。基準病床数は必要量とは別の数。",
    )


def _card(topic: CouncilTopic) -> None:
    with st.container(border=True):
        left, right = st.columns(2, gap="medium")
        left.markdown("**意見**\n" + "\n".join(f"- {o}" for o in topic.opinions))
        with right:
            if topic.replies:
                st.markdown("**回答**\n" + "\n".join(f"- {r}" for r in topic.replies))
            else:
                st.caption("この意見への回答は資料に記載がありません。")
            for quote in topic.quotes:
                st.markdown(f"> 「{quote}」")
