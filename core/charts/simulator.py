"""Charts of the simulator: sensitivity and back-test. Pure; the rows come apart from the specs (`core.charts.named`)."""

from __future__ import annotations

import altair as alt
import pandas as pd

from core.charts.named import MARK, across, named
from core.vocabulary import labels, palette

_CRITERION = {
    "total_gap": "① 合計病床数",
    "function_gap": "② 機能別病床数",
    "either": "①または②",
}
_DASH = {"① 合計病床数": [1, 0], "② 機能別病床数": [6, 3], "①または②": [2, 2]}
_COUNTED = {"areas": "選ばれる区域", "real_hits": "うち実際に指定された区域"}
_STANDING = {True: "このシナリオで選ばれる", False: "選ばれない"}


def membership_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of `membership_chart` from `core.rules.sensitivity.membership`: threshold, areas, unknown, name, text."""
    named_rows = rows.assign(name=rows["criterion"].map(_CRITERION), text=[f"{v}区域" for v in rows["areas"]])
    return named_rows.drop(columns="criterion")


def membership_mark(current: float) -> pd.DataFrame:
    """The scenario's own limit for ①, as the mark of `membership_chart`."""
    return pd.DataFrame({"threshold": [current], "text": [f"いまの①のしきい値 {current:.2f}"]})


def membership_chart(height: int = 300) -> alt.LayerChart | alt.FacetChart:
    """Areas 要確認 or 該当 over the threshold (`membership_rows`); the rule marks the scenario's own limit for ①."""
    lines = (
        alt.Chart(named())
        .mark_line()
        .encode(
            x=alt.X("threshold:Q", title="しきい値(z)", axis=alt.Axis(format=".1f", grid=False)),
            y=alt.Y("areas:Q", title="要確認か該当の区域の数"),
            color=alt.Color(
                "name:N",
                title=None,
                sort=list(_DASH),
                scale=alt.Scale(domain=list(_DASH), range=[palette.KEY, palette.MARK, palette.KEY_LIGHT]),
                legend=alt.Legend(orient="top", columns=across(len(_DASH))),
            ),
            strokeDash=alt.StrokeDash(
                "name:N", scale=alt.Scale(domain=list(_DASH), range=list(_DASH.values())), legend=None
            ),
            tooltip=[
                alt.Tooltip("name:N", title="事項"),
                alt.Tooltip("threshold:Q", title="しきい値(z)", format=".1f"),
                alt.Tooltip("text:N", title="要確認か該当"),
                alt.Tooltip("unknown:Q", title=labels.VERDICT["unknown"]),
            ],
        )
    )
    rule = alt.Chart(named(MARK)).mark_rule(color=palette.TEXT_MUTED).encode(x="threshold:Q")
    note = (
        alt.Chart(named(MARK)).mark_text(align="left", dx=5, baseline="top", color=palette.TEXT_MUTED)
        .encode(x="threshold:Q", y=alt.value(0), text="text:N")
    )  # fmt: skip
    return alt.layer(lines, rule, note).properties(height=height)


def size_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of `size_chart` from `core.rules.sensitivity.selection_size`: second_score, count, name."""
    data = rows.melt(["second_score"], list(_COUNTED), var_name="what", value_name="count")
    return data.assign(name=data["what"].map(_COUNTED)).drop(columns="what")


def size_mark(current: float) -> pd.DataFrame:
    """The scenario's own limit for a second area, as the mark of `size_chart`."""
    return pd.DataFrame({"second_score": [current]})


def size_chart(height: int = 300) -> alt.LayerChart | alt.FacetChart:
    """Number of 推進区域 over the limit for a second area (`size_rows`)."""
    domain = list(_COUNTED.values())
    lines = (
        alt.Chart(named())
        .mark_line(interpolate="step-after")
        .encode(
            x=alt.X("second_score:Q", title="2か所目以降に必要なスコア", axis=alt.Axis(format=".1f", grid=False)),
            y=alt.Y("count:Q", title="区域の数"),
            color=alt.Color(
                "name:N", title=None, scale=alt.Scale(domain=domain, range=[palette.KEY, palette.MARK]),
                legend=alt.Legend(orient="top", labelLimit=260, columns=across(len(domain))),
            ),
            strokeDash=alt.StrokeDash("name:N", scale=alt.Scale(domain=domain, range=[[1, 0], [6, 3]]), legend=None),
            tooltip=[
                alt.Tooltip("name:N", title="数えたもの"),
                alt.Tooltip("second_score:Q", title="必要なスコア", format=".2f"),
                alt.Tooltip("count:Q", title="区域"),
            ],
        )
    )  # fmt: skip
    rule = alt.Chart(named(MARK)).mark_rule(color=palette.TEXT_MUTED).encode(x="second_score:Q")
    return alt.layer(lines, rule).properties(height=height)


def weighting_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of `weighting_chart`, one per area in the given order: share, 区域, 割合, 結果.

    `rows`: `core.rules.sensitivity.random_weightings`, already narrowed to what should be shown.
    """
    return pd.DataFrame(
        {
            "share": rows["share"],
            "区域": [labels.area(a, p) for a, p in zip(rows["area_name"], rows["pref_name"], strict=True)],
            "割合": [labels.percent(v, 1) for v in rows["share"]],
            "結果": rows["suishin"].map(_STANDING),
        }
    )


def weighting_chart(count: int) -> alt.LayerChart | alt.FacetChart:
    """Share of random weightings that select an area (`weighting_rows`); `count` rows high."""
    base = alt.Chart(named()).encode(
        y=alt.Y("区域:N", sort=None, title=None, axis=alt.Axis(labelLimit=220, ticks=False, domain=False)),
        x=alt.X(
            "share:Q",
            title="1,000通りの重みのうち選ばれた割合",
            scale=alt.Scale(domain=[0, 1], range=[0, alt.ExprRef("width - 56")]),  # room for the number beside 100 %
            axis=alt.Axis(format="%", values=[0, 0.25, 0.5, 0.75, 1]),
        ),
        tooltip=[alt.Tooltip("区域:N"), alt.Tooltip("割合:N"), alt.Tooltip("結果:N")],
    )
    domain = list(_STANDING.values())
    bars = base.mark_bar(height=13).encode(
        color=alt.Color(
            "結果:N", title=None, scale=alt.Scale(domain=domain, range=[palette.KEY, palette.MARK_PALE]),
            legend=alt.Legend(orient="top", labelLimit=220, columns=across(len(domain))),
        )
    )  # fmt: skip
    numbers = base.mark_text(align="left", dx=4, color=palette.TEXT).encode(text="割合:N")
    return alt.layer(bars, numbers).properties(height=24 * max(count, 1))


def auc_rows(rows: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """Rows of `auc_chart` from the signals of `core.rules.backtest.Backtest`: auc, hit_rate, name, text, own."""
    data = rows.dropna(subset=["auc"])
    return data.assign(
        name=data["signal"].map(names), text=[f"{v:.3f}" for v in data["auc"]], own=data["signal"] == "score"
    ).drop(columns="signal")


def chance_mark() -> pd.DataFrame:
    """The AUC of choice by chance, as the mark of `auc_chart`."""
    return pd.DataFrame({"auc": [0.5]})


def auc_chart(count: int) -> alt.LayerChart | alt.FacetChart:
    """AUC of each signal (`auc_rows`, `count` of them) with the line of chance at 0.5."""
    base = alt.Chart(named()).encode(
        y=alt.Y("name:N", sort=None, title=None, axis=alt.Axis(labelLimit=280, ticks=False, domain=False)),
        x=alt.X("auc:Q", title="AUC(0.5 = 無作為と同じ)", scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(format=".1f")),
        tooltip=[
            alt.Tooltip("name:N", title="順位に使う値"),
            alt.Tooltip("text:N", title="AUC"),
            alt.Tooltip("hit_rate:Q", title="的中率(上位2区域)", format=".1%"),
        ],
    )
    bars = base.mark_bar(height=15).encode(
        color=alt.condition("datum.own", alt.value(palette.KEY), alt.value(palette.MARK_PALE))
    )
    numbers = base.mark_text(align="left", dx=4, color=palette.TEXT).encode(text="text:N")
    chance = alt.Chart(named(MARK)).mark_rule(color=palette.TEXT, strokeDash=[4, 3]).encode(x="auc:Q")
    return alt.layer(bars, chance, numbers).properties(height=25 * max(count, 1))
