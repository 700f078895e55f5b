"""実際の指定との照合: hits by prefecture, AUC per signal, fitted weights, and what no rule can know."""

from __future__ import annotations

from typing import Final

import pandas as pd

from core.charts import simulator as charts
from core.charts.named import MARK, ROWS
from core.rules.backtest import Backtest, Fitted
from core.rules.content import load_incomplete, load_notes
from core.rules.engine import Result
from core.views.figure import Chart, Figure
from core.views.section import Section
from core.views.simulator.origins import origins
from core.views.sources import Sources
from core.views.table import Card, Cards, Column, Kind, Table, table_from
from core.views.topic import Topic
from core.views.words import say, strong
from core.vocabulary import labels

#: Signals that areas are ordered by, in words.
SIGNALS: Final = {
    "score": "このシナリオのスコア",
    "z_acute_combined": "z 高度急性期+急性期",
    "z_acute": "z 急性期",
    "z_total": "z 合計",
    "gap_total": "合計の乖離(床)",
    "z_chronic": "z 慢性期",
    "z_recovery": "z 回復期",
    "z_high_acute": "z 高度急性期",
    "abs_z_total": "z 合計(過剰・不足の向きを見ない)",
}
_STATUS: Final = {
    "scored": "照合の対象",
    "all": "全区域が指定(対象外)",
    "partial": "一覧が一部だけ判明(対象外)",
    "none": "一覧が不明(対象外)",
}
_WEIGHTS: Final = {
    "total": "合計",
    "functions": "機能別の最大",
    "acute_combined": labels.ACUTE_COMBINED,
    "chronic": labels.BED_FUNCTION["chronic"],
}
_HIT: Final = {True: "的中", False: "外れ"}
_SIGNAL_COLUMNS: Final = (
    Column(name="name", label="順位に使う値"),
    Column(name="auc", label="AUC", kind=Kind.NUMBER, digits=3, missing=labels.NOT_COMPUTABLE),
    Column(name="hit_rate", label="的中率", kind=Kind.PERCENT, digits=1, missing=labels.NOT_COMPUTABLE),
)
_PREFECTURES: Final = (
    Column(name="pref_name", label="都道府県"),
    Column(name="hit", label="的中"),
    Column(name="real", label="実際の指定"),
    Column(name="picked", label="規則の上位2区域"),
    Column(name="selected", label="このシナリオの選定"),
    Column(name="selection_hit", label="的中(選定)"),
    Column(name="random", label="無作為の的中率", kind=Kind.PERCENT, missing="対象外"),
    Column(name="areas", label="区域数", kind=Kind.NUMBER),
    Column(name="status", label="照合"),
)


def section(result: Result, test: Backtest, fitted: Fitted) -> Section:
    """Rates first, then what they cannot say, then the tables. `test` and `fitted`: of the scenario by its rules alone."""
    return Section(
        anchor="backtest",
        title="規則は実際の指定をどこまで言い当てるか",
        lead=say(
            "的中率は",
            strong(labels.percent(test.hit_rate)),
            f"(無作為なら{labels.percent(test.random_rate)})。当の県を除いて重みを決めた公平な目安は",
            strong(labels.percent(fitted.hit_left_out)),
            "。",
        ),
        sentences=(
            (
                f"一覧が完全で、全区域の指定ではない{test.scored_prefectures}県({test.scored_areas}区域、うち指定{test.scored_designated}区域)だけで照合します。"
                "固定・除外・推薦など手で決めたことは外し、規則とデータだけで選び直しています。"
            ),
        ),
        cards=(Cards(key="rates", cards=_rates(test, fitted), sources=origins(result, "beds", "designation")),),
        topics=(
            Topic(key="cannot_know", heading="規則では分からないこと", lines=load_notes().cannot_know),
            Topic(
                key="incomplete",
                heading=f"一覧が完全でないため照合しない都道府県({len(load_incomplete())})",
                lines=tuple(f"{p.pref_name}: {p.note}" for p in load_incomplete()),
            ),
        ),
        figures=(_signal_figure(result, test),),
        tables=(prefecture_table(result, test),),
        notes=("的中 = 選んだ区域に、実際に指定された区域が1つ以上含まれること。",),
    )


def prefecture_table(result: Result, test: Backtest) -> Table:
    """Back-test by prefecture in code order; what is not scored says so."""
    frame = test.prefectures.assign(
        hit=[_HIT.get(v, "対象外") for v in test.prefectures["hit"]],
        selection_hit=[_HIT.get(v, "対象外") for v in test.prefectures["selection_hit"]],
        random=pd.to_numeric(test.prefectures["random"]),
        status=test.prefectures["status"].map(_STATUS),
        **{name: test.prefectures[name].map("、".join) for name in ("real", "picked", "selected")},
    )
    title = "都道府県ごとの的中(規則だけで選んだ2区域)"
    return table_from("prefectures", title, _PREFECTURES, frame, _origins(result))


def _origins(result: Result) -> Sources:
    return origins(result, "beds", "designation")


def _rates(test: Backtest, fitted: Fitted) -> tuple[Card, ...]:
    listed = "、".join(f"{_WEIGHTS[k]} {v:.1f}" for k, v in fitted.weights.items() if v > 0)
    return (
        Card(
            label="的中率(各県2区域)",
            value=labels.percent(test.hit_rate),
            lines=(f"無作為に2区域なら {labels.percent(test.random_rate)}",),
        ),
        Card(
            label="的中率(このシナリオの選定数)",
            value=labels.percent(test.selection_hit_rate),
            lines=(f"同じ数を無作為に選ぶと {labels.percent(test.selection_random_rate)}",),
        ),
        Card(label="AUC", value=_auc(test.auc), lines=("0.5 = 無作為と同じ、1 = 完全に分かれる",)),
        Card(
            label="重みを学習した場合の的中率",
            value=labels.percent(fitted.hit_left_out),
            lines=(
                (
                    f"当の県を除いて重みを決め、その県で採点(同じ県の中のAUC {_auc(fitted.auc_left_out)})。全県で決めた重みは {listed}。"
                    "既定の重みは実際の指定を見て選んだもので、この値のほうが公平な目安。ただし、見る z の組の選び方までは除外の外にある"
                ),
            ),
        ),
    )


def _auc(value: float) -> str:
    return labels.number(value, digits=3, missing=labels.NOT_COMPUTABLE)


def _signal_figure(result: Result, test: Backtest) -> Figure:
    """AUC of each signal, the scenario's own score first, then from the best to the worst."""
    rows = test.signals.sort_values("auc", ascending=False, kind="stable")
    rows = pd.concat([rows[rows["signal"] == "score"], rows[rows["signal"] != "score"]])
    drawn = charts.auc_rows(rows, SIGNALS)
    title = "何の順に並べると実際の指定に近いか(AUC)"
    twin = table_from(
        "auc_rows", title, _SIGNAL_COLUMNS, rows.assign(name=rows["signal"].map(SIGNALS)), _origins(result)
    )
    others = [t for t, cells in zip(twin.texts()[1:], twin.rows[1:], strict=True) if cells[1] is not None]
    own, ends = twin.texts()[0], "、".join(f"{t[0]} {t[1]}" for t in dict.fromkeys((*others[:1], *others[-1:])))
    return Figure(
        key="auc",
        title=title,
        drawing=Chart(build=charts.auc_chart, options=(len(drawn),), data={ROWS: drawn, MARK: charts.chance_mark()}),
        alt=f"AUCの横棒。{own[0]} {own[1]}。ほかの値で最も高いものと最も低いものは {ends}。",
        twin=twin,
        note="AUCは、指定区域が指定されていない区域より上に来る確率。",
    )
