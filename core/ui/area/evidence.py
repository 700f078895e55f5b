"""Evidence that a ④ nomination can cite: value, our threshold, rank among all areas, source."""

from __future__ import annotations

import streamlit as st

from core.area import evidence
from core.rules import facts
from core.rules.evidence import load_evidence
from core.ui import cached, components, tables
from core.ui.area.view import AreaView
from core.vocabulary import labels
from core.vocabulary.terms import Verdict


def show(view: AreaView) -> None:
    """What is met first in words, then the whole table."""
    found = evidence.rows(cached.query(facts.from_store), view.area_code)
    met = [r for r in found if r.verdict is Verdict.MET]
    unknown = [r for r in found if r.verdict is Verdict.UNKNOWN]
    if met:
        st.markdown(
            f"**目安に当てはまる根拠 {len(met)}件**: "
            + "、".join(f"{r.item.label} {r.value}({r.rank_text})" for r in met)
        )
    else:
        st.markdown(
            "**目安に当てはまる根拠はありません。** 目安は下の表のとおりで、当てはまらなくても④の理由にできないわけではありません。"
        )
    sources = sorted({i for r in found for i in r.source_ids})
    numbers = {source: f"[{number}]" for number, source in enumerate(sources, start=1)}
    tables.figures(
        ("根拠", "目安", "この区域の値", "順位", "判定", "出典"),
        [
            (
                r.item.label,
                r.threshold,
                r.value,
                r.rank_text,
                labels.VERDICT[r.verdict],
                "".join(numbers[i] for i in r.source_ids),
            )
            for r in found
        ],
        left=(0, 4, 5),
    )
    with st.expander("なぜ根拠になるか"):
        st.markdown("\n".join(f"- **{r.item.label}**: {r.item.why}" for r in found))
    if unknown:
        st.caption(
            "判定不能: "
            + "、".join(f"{r.item.label}({r.value})" for r in unknown)
            + "。データがないため、非該当とは数えません。"
        )
    cautions = dict.fromkeys(r.item.caution for r in found if r.item.caution)
    st.caption("".join([load_evidence().note, *cautions]))
    components.source_footer(sources, numbered=True)
