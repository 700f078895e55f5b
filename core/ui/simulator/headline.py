"""What a scenario comes to, in one row of figures."""

from __future__ import annotations

import streamlit as st

from core import labels
from core.rules.engine import Result
from core.rules.model import MET, UNKNOWN, Criterion
from core.ui.simulator import runs


def show(result: Result) -> None:
    """Areas chosen, model areas, areas under ①–④, and the back-test, each with something to compare it with."""
    test = runs.back_test(result.scenario)
    bounds, models = result.scenario.bounds, result.scenario.model_bounds
    real = len(result.facts.designation)
    real_models = sum(1 for d in result.facts.designation.values() if d == "model")
    cards = [
        (
            "推進区域(試算)",
            f"{len(result.selected_codes())}区域",
            f"1県 {bounds.minimum}〜{bounds.maximum}区域。実際の指定は確認できた{real}区域",
        ),
        (
            "モデル推進区域(試算)",
            f"{len(result.model_codes())}区域",
            (
                f"目安 {models.minimum}〜{models.maximum}区域。ほかに判定不能の候補 {int(result.models.to_settle.sum())}区域。"
                f"実際の指定は確認できた{real_models}区域"
            ),
        ),
        (
            "①・②に該当",
            _met(result, Criterion.TOTAL_GAP, Criterion.FUNCTION_GAP),
            "① 合計の差異・② 機能別の差異(339区域中)",
        ),
        ("③・④に該当", _met(result, Criterion.REVALIDATION, Criterion.OTHER), _unknown(result)),
        (
            "実際の指定との的中率",
            labels.percent(test.hit_rate),
            (
                f"無作為なら {labels.percent(test.random_rate)}。一覧が完全な{test.scored_prefectures}県、"
                f"規則だけで2区域ずつ選んだ場合。AUC {test.auc:.3f}"
            ),
        ),
    ]
    for column, (label, value, note) in zip(st.columns(5), cards, strict=True):
        with column, st.container(border=True, gap="xxsmall", height="stretch"):
            st.metric(label, value)
            st.caption(note)


def _met(result: Result, *criteria: Criterion) -> str:
    return "・".join(str(int((result.verdicts.of(c) == MET).sum())) for c in criteria) + "区域"


def _unknown(result: Result) -> str:
    third, fourth = (int((result.verdicts.of(c) == UNKNOWN).sum()) for c in (Criterion.REVALIDATION, Criterion.OTHER))
    return f"判定不能 ③{third}・④{fourth}区域。表や推薦を入れると判定できる"
