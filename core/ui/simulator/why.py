"""区域の理由: the trail of one area's decision from data to result, its evidence, and the choices by hand."""

from __future__ import annotations

import streamlit as st

from core.data.sourced import rows_of
from core.rules import evidence, tables
from core.rules.engine import Result
from core.rules.trail import trail
from core.ui import components, navigation
from core.ui import state as url_state
from core.ui import tables as figures
from core.ui.simulator import pinning, words
from core.vocabulary import labels
from core.vocabulary.terms import Verdict

_WORDS = {Verdict.MET: "当てはまる", Verdict.UNKNOWN: "判定不能", Verdict.NOT_MET: "当てはまらない"}


def show(result: Result) -> None:
    """Choice of the area, the answer, the steps beside what a person can decide about it."""
    areas = result.facts.areas
    names = {
        code: f"{code} {name}({pref})"
        for code, name, pref in zip(areas.index, areas["area_name"], areas["pref_name"], strict=True)
    }
    selected = result.selected_codes()
    code = url_state.select(
        "理由を見る区域",
        list(names),
        key="area",
        default=selected[0] if selected else next(iter(names)),
        text=names.__getitem__,
    )
    told = trail(result, code)
    st.subheader(told.question, anchor="trail")
    st.markdown(f"**{words.plain(told.answer)}**")
    left, right = st.columns([3, 2], gap="medium")
    with left:
        _signals(result, code)
        for step in told.steps:
            with st.container(border=True, gap="xxsmall"):
                st.markdown(f"**{step.heading}**")
                st.markdown("\n".join(f"- {words.plain(sentence)}" for sentence in step.sentences))
    with right:
        pinning.form(result, code)
        navigation.area_link(code, "この区域のページを開く")
        _evidence(result, code)


def _signals(result: Result, code: str) -> None:
    """The figures behind ① and ② on one look."""
    st.markdown(f"**①②で見る差異({result.scenario.year}年の報告、床)**")
    figures.figures(
        ("", "報告", "必要量", "見込み", "z", "しきい値", "判定"),
        [
            (
                row.label,
                labels.number(row.reported, missing=labels.NO_DATA),
                labels.number(row.required, missing=labels.NO_DATA),
                labels.number(row.expected, missing=labels.NOT_COMPUTABLE),
                labels.signed(row.z, "", 2, labels.NOT_COMPUTABLE),
                f"{row.threshold:.2f}",
                labels.VERDICT[row.verdict],
            )
            for row in rows_of(tables.signal_rows(result, code))
        ],
        left=(0, 6),
    )
    components.source_footer(
        result.facts.source_ids.get("beds", ()), "見込み = 必要量 × 比べる相手の(報告 ÷ 必要量)。z はそこからの離れ方。"
    )


def _evidence(result: Result, code: str) -> None:
    """Evidence that a ④ nomination can cite, what speaks for it first."""
    st.markdown("**④の推薦で引ける根拠**")
    st.caption(evidence.load_evidence().note)
    found = evidence.assess(result.facts, code)
    for verdict, word in _WORDS.items():
        lines = [f"- {f.sentence}" for f in found if f.verdict is verdict]
        if not lines:
            continue
        with st.expander(f"{word}({len(lines)})", expanded=verdict is not Verdict.NOT_MET):
            st.markdown("\n".join(lines))
    cautions = dict.fromkeys(evidence.caution(f.criterion) for f in found)
    components.source_footer(dict.fromkeys(s for f in found for s in f.source_ids), "".join(cautions))
