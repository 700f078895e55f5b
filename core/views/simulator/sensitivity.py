"""感度: how the result moves with a threshold and with the limit for a second area, and how firm each area's place is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd

from core.charts import simulator as charts
from core.charts.named import MARK, ROWS
from core.data.sourced import rows_of
from core.rules import sensitivity, wording
from core.rules.engine import Result
from core.views.figure import Chart, Figure
from core.views.section import Section
from core.views.simulator.origins import origins
from core.views.sources import Sources
from core.views.table import Column, Kind, Table, table, table_from
from core.views.topic import Topic
from core.views.words import raw_text, say, strong
from core.vocabulary import labels

#: Areas whose place hangs most on the weights that one look takes in.
_SHOWN: Final = 20
#: Thresholds (z) that the sentence about membership compares.
_STEP: Final = (1.0, 3.0)


def membership(result: Result) -> Section:
    """Number of areas 要確認 or 該当 under ① and ② as one common threshold moves."""
    rows, limit = sensitivity.membership(result), result.scenario.thresholds.total
    wide = rows.pivot(index="threshold", columns="criterion", values="areas").reset_index()
    columns = (
        Column(name="threshold", label="しきい値(z)", kind=Kind.NUMBER, digits=1),
        Column(name="total_gap", label="① 合計", unit="区域", kind=Kind.NUMBER),
        Column(name="function_gap", label="② 機能別", unit="区域", kind=Kind.NUMBER),
        Column(name="either", label="①または②", unit="区域", kind=Kind.NUMBER),
    )
    year = result.scenario.year
    title = f"しきい値と要確認か該当の区域の数({year}年)"
    ends = (wide.iloc[0], wide.iloc[-1])
    alt = "。".join(
        f"しきい値 {e.threshold:.1f} のとき ① {e.total_gap:,.0f}区域、② {e.function_gap:,.0f}区域、①または② {e.either:,.0f}区域"
        for e in ends
    )
    low, high = (wide[wide["threshold"] == t].iloc[0] for t in _STEP)
    return Section(
        anchor="membership",
        title="しきい値と要確認か該当の区域の数",
        lead=say(
            f"しきい値を {_STEP[0]:.1f} から {_STEP[1]:.1f} に上げると、①は",
            strong(f"{low['total_gap']:.0f}から{high['total_gap']:.0f}区域"),
            "、②は",
            strong(f"{low['function_gap']:.0f}から{high['function_gap']:.0f}区域"),
            "になる。",
        ),
        figures=(
            Figure(
                key="membership",
                title=title,
                drawing=Chart(
                    build=charts.membership_chart,
                    data={ROWS: charts.membership_rows(rows), MARK: charts.membership_mark(limit)},
                ),
                alt=f"{title}の折れ線。{alt}。",
                twin=table_from("membership_rows", title, columns, wide, origins(result, "beds")),
            ),
        ),
        notes=("すべての機能に同じしきい値を当てた場合。",),
    )


def size(result: Result) -> Section:
    """Number of 推進区域 as the limit for a second area moves, and how many of them are really designated."""
    rows, limit = sensitivity.selection_size(result), result.scenario.bounds.second_score
    columns = (
        Column(name="second_score", label="必要なスコア", kind=Kind.NUMBER, digits=2),
        Column(name="areas", label="選ばれる区域", unit="区域", kind=Kind.NUMBER),
        Column(name="real_hits", label="うち実際に指定", unit="区域", kind=Kind.NUMBER),
    )
    title = f"2か所目の基準と選ばれる区域の数({result.scenario.year}年)"
    first, last = rows.iloc[0], rows.iloc[-1]
    ends = "。".join(
        f"必要なスコア {e.second_score:.2f} のとき {e.areas:,.0f}区域、うち実際に指定 {e.real_hits:,.0f}区域"
        for e in (first, last)
    )
    named = origins(result, "beds", "designation")
    return Section(
        anchor="size",
        title="2か所目の基準と選ばれる区域の数",
        lead=say(
            f"必要なスコアを {first['second_score']:.2f} から {last['second_score']:.2f} に上げると、選ばれる区域は",
            strong(f"{first['areas']:.0f}から{last['areas']:.0f}区域"),
            f"になる。いまの基準 {limit:.2f} では{len(result.selected_codes())}区域。",
        ),
        figures=(
            Figure(
                key="size",
                title=title,
                drawing=Chart(
                    build=charts.size_chart, data={ROWS: charts.size_rows(rows), MARK: charts.size_mark(limit)}
                ),
                alt=f"{title}の階段状の線。{ends}。",
                twin=table_from("size_rows", title, columns, rows, named),
            ),
        ),
        notes=(f"縦線はいまの基準 {limit:.2f}。実際の指定は確認できた{len(result.facts.designation)}区域。",),
    )


_OUT: Final = "上げると外れる"
_IN: Final = "下げると入る"


def near(result: Result) -> Section:
    """Which areas a small move of each threshold takes out or brings in: one passage per signal."""
    topics, called = [], wording.signals(result.scenario.year)
    for signal, rows in sensitivity.near(result).groupby("signal", sort=False):
        head = f"{'①' if signal == 'total' else '②'} {called[str(signal)]}({rows['threshold'].iloc[0]:.2f})"
        for met, word in ((True, _OUT), (False, _IN)):
            named = [
                f"{labels.area(r.area_name, r.pref_name)} {r.strength:.2f}" for r in rows_of(rows[rows["met"] == met])
            ]
            topics.append(
                Topic(
                    key=f"{signal}_{'out' if met else 'in'}",
                    heading=say(strong(f"{head} {word}"), f"({len(named)})"),
                    lines=("、".join(named) or "なし",),
                    listed=False,
                )
            )
    return Section(
        anchor="near",
        title=near_title(),
        lead=say(
            "上げると外れる区域が最も多いのは",
            strong(_most(topics, "_out")),
            "、下げると入る区域が最も多いのは",
            strong(_most(topics, "_in")),
            "。",
        )
        if topics
        else "しきい値を動かしても入れ替わる区域はありません。",
        topics=tuple(topics),
        cites=origins(result, "beds"),
    )


def _most(topics: Sequence[Topic], end: str) -> str:
    """Signal, threshold and number of areas of the passage that names the most areas."""
    found = [t for t in topics if t.key.endswith(end)]
    most = raw_text(max(found, key=lambda t: raw_text(t.lines[0]).count("、")).heading)
    return most.replace(f" {_OUT}", "").replace(f" {_IN}", "")


def near_title() -> str:
    """Words of the place where `near` opens."""
    return f"しきい値を{sensitivity.NEAR}動かすと入れ替わる区域"


def weightings(result: Result, shares: pd.DataFrame) -> Section:
    """How firm each area's place is. `shares`: `core.rules.sensitivity.random_weightings` of the scenario."""
    always, never = int((shares["share"] == 1).sum()), int((shares["share"] == 0).sum())
    middle = shares[(shares["share"] > 0) & (shares["share"] < 1)]
    chosen = shares["suishin"]
    named = origins(result, "beds")
    figure = _weighting_figure(middle, named)
    return Section(
        anchor="weightings",
        title="重みを変えても選ばれるか",
        lead=say(
            "いつも選ばれる ",
            strong(f"{always}区域"),
            "、一度も選ばれない ",
            strong(f"{never}区域"),
            "、重みによって変わる ",
            strong(f"{len(middle)}区域"),
            f"。このシナリオで選ばれた{int(chosen.sum())}区域のうち、半分以上の重みで選ばれるのは ",
            strong(f"{int((chosen & (shares['share'] >= 0.5)).sum())}区域"),
            "です。",
        ),
        figures=(figure,) if figure else (),
        tables=(_share_table(shares, named),),
        notes=(
            (
                f"4つの z の重みを無作為に{sensitivity.DRAWS:,}通り変えて選び直した割合です(どの配分も同じ確からしさ。乱数の種は固定)。"
                "③・④の加点、しきい値、数の上下限、固定と除外はこのシナリオのままです。"
            ),
            *(() if figure else ("重みで結果が変わる区域はありません。",)),
        ),
    )


def _weighting_figure(middle: pd.DataFrame, named: Sources) -> Figure | None:
    """The areas nearest to one half, in the order of their shares; None where no area moves."""
    if middle.empty:
        return None
    ordered = middle.assign(distance=(middle["share"] - 0.5).abs()).sort_values(["distance", "area_code"])
    nearest = ordered.head(_SHOWN).sort_values(["share", "area_code"], ascending=[False, True])
    title = f"重みで結果が変わりやすい{len(nearest)}区域(選ばれた割合が5割に近い順に選び、割合の順に並べる)"
    twin = _share_table(nearest, named, key="weighting_rows", title=title)
    texts = twin.texts()
    first, last = texts[0], texts[-1]
    return Figure(
        key="weightings",
        title=title,
        drawing=Chart(
            build=charts.weighting_chart, options=(len(nearest),), data={ROWS: charts.weighting_rows(nearest)}
        ),
        alt=f"選ばれた割合の横棒。最も高いのは{first[1]} {first[2]}、最も低いのは{last[1]} {last[2]}。",
        twin=twin,
    )


def _share_table(
    shares: pd.DataFrame, named: Sources, *, key: str = "shares", title: str = "選ばれた割合(全区域)"
) -> Table:
    columns = (
        Column(name="area_code", label="コード"),
        Column(name="area", label="区域"),
        Column(name="share", label="選ばれた割合", kind=Kind.PERCENT, digits=1),
        Column(name="standing", label="このシナリオ"),
    )
    rows = [
        (r.area_code, labels.area(r.area_name, r.pref_name), float(r.share), "選ばれる" if r.suishin else "―")
        for r in rows_of(shares.sort_values(["share", "area_code"], ascending=[False, True]))
    ]
    return table(key, title, columns, rows, named)
