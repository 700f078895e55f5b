"""What a scenario comes to, in one row of figures."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from core.rules.backtest import Backtest
from core.rules.engine import Result
from core.rules.model import CRITERIA, MET, UNKNOWN
from core.rules.scenario import Weights
from core.rules.selection import NoticeKind
from core.ui.simulator import runs
from core.vocabulary import labels

#: Said wherever the hit rate of the shipped weights stands: they were chosen with the answer in sight.
IN_SIGHT = "重みは実際の指定を見て決めた"


@dataclass(frozen=True, slots=True)
class _Figures:
    """The figures of the headline, counted once for cards and line."""

    selected: int
    without: int
    models: int
    to_settle: int
    met: tuple[int, int, int, int]
    unknown: tuple[int, int, int, int]
    test: Backtest


def _count(result: Result) -> _Figures:
    verdicts = [result.verdicts.of(c) for c in CRITERIA]
    return _Figures(
        selected=len(result.selected_codes()),
        without=sum(n.kind is NoticeKind.NO_CRITERION for n in result.notices),
        models=len(result.model_codes()),
        to_settle=int(result.models.to_settle.sum()),
        met=tuple(int((v == MET).sum()) for v in verdicts),  # type: ignore[arg-type]
        unknown=tuple(int((v == UNKNOWN).sum()) for v in verdicts),  # type: ignore[arg-type]
        test=runs.back_test(result.scenario),
    )


def line(result: Result) -> None:
    """The same figures in one line, above every view but the first."""
    f = _count(result)
    first, second, third, fourth = f.met
    st.markdown(
        f"推進区域(試算) **{f.selected}**(うち該当なし {f.without}) ・ モデル **{f.models}**(判定不能の候補 {f.to_settle}) ・ "
        f"該当 ① **{first}** ② **{second}** ③ **{third}** ④ **{fourth}** ・ "
        f"的中率 **{labels.percent(f.test.hit_rate)}**(無作為 {labels.percent(f.test.random_rate)})"
    )


def cards(result: Result) -> None:
    """Areas chosen, model areas, areas under ①–④, and the back-test, each with something to compare it with."""
    f = _count(result)
    bounds, models = result.scenario.bounds, result.scenario.model_bounds
    real = len(result.facts.designation)
    real_models = sum(1 for d in result.facts.designation.values() if d == "model")
    in_sight = f"。{IN_SIGHT}" if result.scenario.weights == Weights() else ""
    shown = [
        (
            "推進区域(試算)",
            f"{f.selected}区域",
            f"うち①〜④の該当なし {f.without}区域",
            (
                f"1つの都道府県で{bounds.minimum}〜{bounds.maximum}区域を、県内の順位で選ぶ。実際の指定は、公表資料などで確認できた{real}区域"
                "(一覧が完全でない県がある)。"
            ),
        ),
        (
            "モデル推進区域(試算)",
            f"{f.models}区域",
            f"判定不能の候補 {f.to_settle}区域",
            (
                f"全国で{models.minimum}〜{models.maximum}区域。判定不能の候補は、2015年の病床利用率を取り込むと決まる。"
                f"実際の指定は確認できた{real_models}区域。"
            ),
        ),
        (
            "①②に該当(区域)",
            f"① {f.met[0]} ② {f.met[1]}",
            "合計の差異・機能別の差異",
            "339区域のうち、①合計病床数・②機能別病床数の差異がしきい値に達した区域。",
        ),
        (
            "③④に該当(区域)",
            f"③ {f.met[2]} ④ {f.met[3]}",
            f"判定不能 ③{f.unknown[2]}・④{f.unknown[3]}",
            "③は再検証対象医療機関の表、④は県の推薦を入れると判定できる。",
        ),
        (
            "実際との的中率",
            labels.percent(f.test.hit_rate),
            f"無作為なら {labels.percent(f.test.random_rate)}{in_sight}",
            (
                f"一覧が完全な{f.test.scored_prefectures}県で、規則だけで2区域ずつ選んだ場合(AUC {f.test.auc:.3f})。"
                "手で決めたことは外して照合する。公平な目安は「実際の指定との照合」の、当の県を除いた値。"
            ),
        ),
    ]
    for column, (label, value, note, more) in zip(st.columns(5, gap="small"), shown, strict=True):
        with column, st.container(border=True, gap="xxsmall", height="stretch"):
            st.metric(label, value, help=more)
            st.caption(note)
