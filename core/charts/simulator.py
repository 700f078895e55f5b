"""Charts of the simulator: sensitivity and back-test. Pure: frames in, specs out."""

from __future__ import annotations

import altair as alt
import pandas as pd

from core import labels, palette

_CRITERION = {
    "total_gap": "① 合計病床数",
    "function_gap": "② 機能別病床数",
    "either": "①または②",
}
_DASH = {"① 合計病床数": [1, 0], "② 機能別病床数": [6, 3], "①または②": [2, 2]}


def membership_chart(rows: pd.DataFrame, current: float, height: int = 300) -> alt.LayerChart | alt.FacetChart:
    """Areas 該当 over the threshold; the rule marks the scenario's own limit for ①.

    `rows`: `core.rules.sensitivity.membership`.
    """
    data = rows.assign(name=rows["criterion"].map(_CRITERION), text=[f"{v}区域" for v in rows["areas"]])
    lines = (
        alt.Chart(data)
        .mark_line()
        .encode(
            x=alt.X("threshold:Q", title="しきい値(z)", axis=alt.Axis(format=".1f", grid=False)),
            y=alt.Y("areas:Q", title="該当する区域の数"),
            color=alt.Color(
                "name:N",
                title=None,
                sort=list(_DASH),
                scale=alt.Scale(domain=list(_DASH), range=[palette.KEY, palette.MARK, palette.KEY_LIGHT]),
                legend=alt.Legend(orient="top"),
            ),
            strokeDash=alt.StrokeDash(
                "name:N", scale=alt.Scale(domain=list(_DASH), range=list(_DASH.values())), legend=None
            ),
            tooltip=[
                alt.Tooltip("name:N", title="事項"),
                alt.Tooltip("threshold:Q", title="しきい値(z)", format=".1f"),
                alt.Tooltip("text:N", title="該当"),
                alt.Tooltip("unknown:Q", title="判定不能"),
            ],
        )
    )
    mark = pd.DataFrame({"threshold": [current], "text": [f"いまの①のしきい値 {current:.2f}"]})
    rule = alt.Chart(mark).mark_rule(color=palette.TEXT_MUTED).encode(x="threshold:Q")
    note = (
        alt.Chart(mark).mark_text(align="left", dx=5, baseline="top", color=palette.TEXT_MUTED)
        .encode(x="threshold:Q", y=alt.value(0), text="text:N")
    )  # fmt: skip
    return alt.layer(lines, rule, note).properties(height=height)


def size_chart(rows: pd.DataFrame, current: float, height: int = 300) -> alt.LayerChart | alt.FacetChart:
    """Number of 推進区域 over the limit for a second area. `rows`: `core.rules.sensitivity.selection_size`."""
    data = rows.melt(["second_score"], ["areas", "real_hits"], var_name="what", value_name="count")
    names = {"areas": "選ばれる区域", "real_hits": "うち実際に指定された区域"}
    data["name"] = data["what"].map(names)
    domain = list(names.values())
    lines = (
        alt.Chart(data)
        .mark_line(interpolate="step-after")
        .encode(
            x=alt.X("second_score:Q", title="2か所目以降に必要なスコア", axis=alt.Axis(format=".1f", grid=False)),
            y=alt.Y("count:Q", title="区域の数"),
            color=alt.Color(
                "name:N", title=None, scale=alt.Scale(domain=domain, range=[palette.KEY, palette.MARK]),
                legend=alt.Legend(orient="top", labelLimit=260),
            ),
            strokeDash=alt.StrokeDash("name:N", scale=alt.Scale(domain=domain, range=[[1, 0], [6, 3]]), legend=None),
            tooltip=[
                alt.Tooltip("name:N", title="数えたもの"),
                alt.Tooltip("second_score:Q", title="必要なスコア", format=".2f"),
                alt.Tooltip("count:Q", title="区域"),
            ],
        )
    )  # fmt: skip
    rule = (
        alt.Chart(pd.DataFrame({"second_score": [current]}))
        .mark_rule(color=palette.TEXT_MUTED)
        .encode(x="second_score:Q")
    )
    return alt.layer(lines, rule).properties(height=height)


def weighting_chart(rows: pd.DataFrame, limit: int = 40) -> alt.LayerChart | alt.FacetChart:
    """Share of random weightings that select an area, the areas nearest to half first being the least settled ones.

    `rows`: `core.rules.sensitivity.random_weightings`, already narrowed to what should be shown.
    """
    data = rows.head(limit).copy()
    data["区域"] = [labels.area(a, p) for a, p in zip(data["area_name"], data["pref_name"], strict=True)]
    data["割合"] = [labels.percent(v, 1) for v in data["share"]]
    data["結果"] = data["suishin"].map({True: "このシナリオで選ばれる", False: "選ばれない"})
    domain = ["このシナリオで選ばれる", "選ばれない"]
    base = alt.Chart(data).encode(
        y=alt.Y("区域:N", sort=None, title=None, axis=alt.Axis(labelLimit=220, ticks=False, domain=False)),
        x=alt.X(
            "share:Q",
            title="1,000通りの重みのうち選ばれた割合",
            scale=alt.Scale(domain=[0, 1.08]),
            axis=alt.Axis(format="%", values=[0, 0.25, 0.5, 0.75, 1]),
        ),
        tooltip=["区域:N", "割合:N", "結果:N"],
    )
    bars = base.mark_bar(height=13).encode(
        color=alt.Color(
            "結果:N", title=None, scale=alt.Scale(domain=domain, range=[palette.KEY, palette.MARK_PALE]),
            legend=alt.Legend(orient="top", labelLimit=220),
        )
    )  # fmt: skip
    numbers = base.mark_text(align="left", dx=4, color=palette.TEXT).encode(text="割合:N")
    return alt.layer(bars, numbers).properties(height=22 * max(len(data), 1))


def auc_chart(rows: pd.DataFrame, names: dict[str, str]) -> alt.LayerChart | alt.FacetChart:
    """AUC of each signal with the line of chance at 0.5. `rows`: signals of `core.rules.backtest.Backtest`."""
    data = rows.dropna(subset=["auc"]).assign(name=rows["signal"].map(names))
    data["text"] = [f"{v:.3f}" for v in data["auc"]]
    data["own"] = data["signal"] == "score"
    base = alt.Chart(data).encode(
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
    chance = alt.Chart(pd.DataFrame({"auc": [0.5]})).mark_rule(color=palette.TEXT, strokeDash=[4, 3]).encode(x="auc:Q")
    return alt.layer(bars, chance, numbers).properties(height=25 * max(len(data), 1))
