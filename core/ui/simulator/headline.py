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
    third, fourth = (int((result.verdicts.of(c) == UNKNOWN).sum()) for c in (Criterion.REVALIDATION, Criterion.OTHER))
    cards = [
        (
            "推進区域(試算)",
            f"{len(result.selected_codes())}区域",
            f"実際の指定 {real}区域(確認分)",
            f"1つの都道府県で{bounds.minimum}〜{bounds.maximum}区域。実際の指定は、公表資料などで確認できた区域だけを数える。",
        ),
        (
            "モデル推進区域(試算)",
            f"{len(result.model_codes())}区域",
            f"判定不能の候補 {int(result.models.to_settle.sum())}区域",
            (
                f"全国で{models.minimum}〜{models.maximum}区域。判定不能の候補は、2015年の病床利用率を取り込むと決まる。"
                f"実際の指定は確認できた{real_models}区域。"
            ),
        ),
        (
            "①・②に該当",
            _met(result, Criterion.TOTAL_GAP, Criterion.FUNCTION_GAP),
            "合計の差異・機能別の差異",
            "339区域のうち、①合計病床数・②機能別病床数の差異がしきい値に達した区域。",
        ),
        (
            "③・④に該当",
            _met(result, Criterion.REVALIDATION, Criterion.OTHER),
            f"判定不能 ③{third}・④{fourth}",
            "③は再検証対象医療機関の表、④は県の推薦を入れると判定できる。",
        ),
        (
            "実際の指定との的中率",
            labels.percent(test.hit_rate),
            f"無作為なら {labels.percent(test.random_rate)}",
            (
                f"一覧が完全な{test.scored_prefectures}県で、規則だけで2区域ずつ選んだ場合(AUC {test.auc:.3f})。"
                "手で決めたことは外して照合する。"
            ),
        ),
    ]
    for column, (label, value, note, more) in zip(st.columns(5, gap="small"), cards, strict=True):
        with column, st.container(border=True, gap="xxsmall", height="stretch"):
            st.metric(label, value, help=more)
            st.caption(note)


def _met(result: Result, *criteria: Criterion) -> str:
    return "・".join(str(int((result.verdicts.of(c) == MET).sum())) for c in criteria) + "区域"
