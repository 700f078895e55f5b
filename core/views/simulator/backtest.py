"""方法と照合: what the ranking is worth against the real designation, beside other rules, and what no rule can know."""

from __future__ import annotations

from typing import Final

import pandas as pd

from core.charts import order as order_chart
from core.charts import simulator as charts
from core.charts.named import MARK, ROWS
from core.data.bed_names import bed_names
from core.rules import backtest
from core.rules.backtest import Backtest, Fitted
from core.rules.content import has_fitted_weights, load_incomplete, load_notes
from core.rules.engine import Result
from core.rules.reliability import Reliability, Rule
from core.rules.scores import PICKS, Interval
from core.views.figure import Chart, Figure
from core.views.plot import Plot, PlotKind, Series
from core.views.section import Section
from core.views.simulator.origins import origins
from core.views.sources import Sources
from core.views.table import Cell, Column, Kind, Table, table, table_from
from core.views.topic import Topic
from core.views.words import Words, say, strong
from core.vocabulary import labels, palette

#: Signals that areas are ordered by, in words; a function by its name in the report of the year.
_SIGNALS: Final = {
    "score": "このシナリオのスコア",
    "z_acute_combined": "z 高度急性期+急性期",
    "z_acute": "z 急性期",
    "z_total": "z 合計",
    "gap_total": "合計の乖離(床)",
    "z_chronic": "z 慢性期",
    "z_recovery": "z {recovery}",
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
_RULES: Final = {
    Rule.RANDOM: "無作為",
    Rule.BED: "z 高度急性期+急性期(病床単位のばらつき)",
    Rule.SEEN: "実際の指定に合わせた重み(第1版の既定)",
    Rule.LEFT_OUT: "当の県を除いて決めた重み",
    Rule.DEFAULT: "既定: z 高度急性期+急性期(病棟単位のばらつき)",
    Rule.SCENARIO: "このシナリオ",
}
#: Measures of `core.rules.scores.Rates`: label, and whether it is a share.
_RATES: Final = {
    "hit": ("的中(上位2区域)", True),
    "at_real": ("実数での的中", True),
    "auc": ("AUC すべての組", False),
    "auc_within": ("AUC 県内の組", False),
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


def section(result: Result, test: Backtest, fitted: Fitted, trust: Reliability) -> Section:
    """What the order of areas is worth, beside other rules; then what no rule can know; then each prefecture.

    `test`, `fitted`, `trust`: of the scenario by its rules alone.
    """
    own = trust.lines[Rule.SCENARIO][0].hit
    return Section(
        anchor="backtest",
        title="方法と照合: 規則は実際の指定をどこまで言い当てるか",
        lead=say(
            f"{trust.years[0]}年の実績で、上位2区域に実際の指定区域が入るのは",
            strong(f"{trust.prefectures}県のうち{round(own.value * trust.prefectures)}県"),
            f"({labels.percent(own.value)}、95%区間 {_ends(own, 0, '%')}。無作為なら{labels.percent(test.random_rate)})。",
        ),
        sentences=(*_in_sight(result), _worth(trust), _scope(test)),
        topics=(
            Topic(key="cannot_know", heading="規則では分からないこと", lines=load_notes().cannot_know),
            Topic(
                key="incomplete",
                heading=f"一覧が完全でないため照合しない都道府県({len(load_incomplete())})",
                lines=tuple(f"{p.pref_name}: {p.note}" for p in load_incomplete()),
            ),
        ),
        figures=(_order_figure(result), _signal_figure(result, test)),
        tables=(_rules(result, trust), prefecture_table(result, test)),
        notes=(
            (
                "的中 = 上位2区域に、実際に指定された区域が1つ以上含まれる県の割合。実数での的中 = 県ごとに実際の指定と同じ数を選んだとき、当たった区域の割合。"
                "AUC = 指定された区域がほかの区域より上に来る確率(0.5 = 無作為)。区間は県を単位に引き直した95%区間。このシナリオも、取り込んだ表を使わずに並べる。"
            ),
            f"県を除いて決めた重みは、その県の中の順位だけを比べる(すべての組のAUCはない)。全県で決めた重み: {_listed(fitted)}。",
        ),
    )


def _in_sight(result: Result) -> tuple[Words, ...]:
    """Said of weights that were chosen with the answer in sight."""
    if not has_fitted_weights(result.scenario):
        return ()
    return (
        say(strong("このシナリオの重みは実際の指定を見て決めた"), "もので、その的中率は規則の正しさを示しません。"),
    )


def _worth(trust: Reliability) -> Words:
    """What the better rate of weights that had seen the answer is worth."""
    gain, n = trust.gain[0], trust.prefectures
    areas = round(gain.value * n)
    chance = "0を含むので、偶然でも起こる大きさです" if gain.low <= 0 <= gain.high else "0を含みません"
    seen, default = (trust.lines[rule][0].hit.value for rule in (Rule.SEEN, Rule.DEFAULT))
    return say(
        f"実際の指定を見て選んだ重みの的中率 {labels.percent(seen)} と既定の {labels.percent(default)} の違いは、",
        strong(f"{n}県のうち{abs(areas)}県"),
        f"の違いです(差の95%区間 {_ends(gain, 2, '')}。{chance})。",
    )


def _scope(test: Backtest) -> str:
    return (
        f"一覧が完全で、全区域の指定ではない{test.scored_prefectures}県({test.scored_areas}区域、うち指定{test.scored_designated}区域)だけで照合します。"
        "固定・除外・推薦など手で決めたことは外し、規則とデータだけで選び直しています。"
    )


def _ends(interval: Interval, digits: int, unit: str) -> str:
    """`46〜82%`, `0.00〜0.25`."""
    scale = 100 if unit == "%" else 1
    low, high = (f"{end * scale:.{digits}f}".replace("-0.00", "0.00") for end in (interval.low, interval.high))
    return f"{low}〜{high}{unit}"


def _rules(result: Result, trust: Reliability) -> Table:
    """One row per rule and year; each rate beside its interval."""
    columns = [Column(name="rule", label="並べ方"), Column(name="year", label="実績の年", kind=Kind.PLAIN_NUMBER)]
    for name, (label, percent) in _RATES.items():
        kind = Kind.PERCENT if percent else Kind.NUMBER
        columns.append(Column(name=name, label=label, kind=kind, digits=1 if percent else 3, missing="―"))
        columns.append(Column(name=f"{name}_interval", label=f"{label}の区間"))
    body = []
    for rule in Rule:
        for year, found in zip(trust.years, trust.lines[rule], strict=True):
            cells: list[Cell] = []
            for name, (_, percent) in _RATES.items():
                rate: Interval = getattr(found, name)
                none = rate.value != rate.value
                cells += [
                    None if none else rate.value,
                    "" if none else _ends(rate, 0 if percent else 2, "%" if percent else ""),
                ]
            body.append((_RULES[rule], year, *cells))
    return table("rules", "並べ方ごとの照合", columns, body, _origins(result))


def _order_figure(result: Result) -> Figure:
    """Where the designated areas stand in the ranking of their prefecture."""
    order = backtest.ranking(result)
    real = order[order["designated"]]
    first, second = (int((real["place"] <= n).sum()) for n in (1, PICKS))
    counted = f"指定された{len(real)}区域のうち、県内1位は{first}区域、{PICKS}位までは{second}区域。"
    title = "実際の指定と県内の順位(照合する県)"
    twin = table_from(
        "order_rows",
        title,
        (
            Column(name="pref_name", label="都道府県"),
            Column(name="place", label="順位", kind=Kind.PLAIN_NUMBER),
            Column(name="area_name", label="構想区域"),
            Column(name="kind", label="種類"),
        ),
        order.assign(kind=order_chart.order_rows(order)["種類"].to_numpy()),
        _origins(result),
        note=counted,
    )
    listed = tuple(dict.fromkeys(str(p) for p in order["pref_name"]))
    return Figure(
        key="order",
        title=title,
        drawing=Chart(
            build=order_chart.order_chart,
            options=(listed, int(order["place"].max())),
            data={ROWS: order_chart.order_rows(order), MARK: order_chart.order_names(order)},
        ),
        alt=f"都道府県ごとに区域を順位で並べた図。{counted}",
        twin=twin,
        note=counted,
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


def _listed(fitted: Fitted) -> str:
    return "、".join(f"{_WEIGHTS[k]} {v:.1f}" for k, v in fitted.weights.items() if v > 0)


def signals(year: int) -> dict[str, str]:
    """What each signal that areas are ordered by is called, by the report of the year."""
    return {key: label.format_map(bed_names(year)) for key, label in _SIGNALS.items()}


def _signal_figure(result: Result, test: Backtest) -> Figure:
    """AUC of each signal, the scenario's own score first, then from the best to the worst."""
    rows = test.signals.sort_values("auc", ascending=False, kind="stable")
    rows = pd.concat([rows[rows["signal"] == "score"], rows[rows["signal"] != "score"]])
    called = signals(result.scenario.year)
    drawn = charts.auc_rows(rows, called)
    title = "何の順に並べると実際の指定に近いか(AUC)"
    twin = table_from(
        "auc_rows", title, _SIGNAL_COLUMNS, rows.assign(name=rows["signal"].map(called)), _origins(result)
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
        plot=Plot(
            kind=PlotKind.BAR,
            table=twin,
            series=(Series(name="AUC", at="auc", colour=palette.KEY),),
            labels="name",
            axis="AUC(0.5 = 無作為と同じ)",
            floor=0.0,
            top=1.0,
        ),
    )
