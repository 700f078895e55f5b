"""病棟単位と病床単位: which areas each model of noise flags, by population, and what the two take a bed for."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from core.data.queries import area as queries
from core.data.reader import Read
from core.data.sourced import rows_of
from core.measures import funnel
from core.measures.neutrality import flagged
from core.rules.choices import Signal
from core.rules.engine import Result
from core.views.section import Section
from core.views.simulator.origins import origins
from core.views.sources import sources_of
from core.views.table import Column, Kind, Table, table
from core.views.words import Words, say, strong
from core.vocabulary import labels
from core.vocabulary.terms import Noise

TITLE: Final = "小さい区域ほど選ばれやすくないか"
#: What is counted: the signal that the ranking stands on.
_SIGNAL: Final = Signal.ACUTE_COMBINED


def section(read: Read, result: Result) -> Section:
    """The table of flagged areas by population, in the scenario's year, against the nation and without its corrections."""
    frame = _frame(result)
    return Section(
        anchor="noise",
        title=TITLE,
        lead=_lead(frame),
        sentences=(
            (
                "病床は1床ずつではなく、病棟ごとに届け出られ、増減します。1床ずつの増減とみなすと、1つの病棟の届け出で数字が大きく動く"
                "小さい区域ばかりが目立つことになります。"
            ),
        ),
        tables=(_table(read, result, frame),),
        notes=(
            (
                "z = ln((報告 + ½) ÷ (見込み + ½)) ÷ √(φ ÷ (見込み + ½) + τ²)。"
                f"{labels.NOISE[Noise.WARD]}は、φ(まとまって増減する床数のめやす)と τ²(区域間の差)を病床数だけから一緒に推定し、"
                "実際の指定は使わない。"
                f"{labels.NOISE[Noise.BED]}は φ = 1 とし、τ² だけを推定する。"
            ),
        ),
    )


def _frame(result: Result) -> pd.DataFrame:
    """`flagged` by population group, with the people of its smallest and largest area (least, most)."""
    facts = result.facts
    groups = facts.population_groups()
    reported, required = (
        part[_SIGNAL].to_numpy(dtype="float64") for part in (facts.reported[result.scenario.year], facts.required)
    )
    frame = flagged(reported, required, groups, funnel.limits()[0])
    people = facts.areas["population"].to_numpy(dtype="float64", na_value=np.nan)
    ends = [(people[groups == g].min(), people[groups == g].max()) for g in frame["group"]]
    return frame.assign(least=[low for low, _ in ends], most=[high for _, high in ends])


def _table(read: Read, result: Result, frame: pd.DataFrame) -> Table:
    columns = [
        Column(name="group", label="人口の組(小さい順)"),
        Column(name="least", label="人口の最小", unit="人", kind=Kind.NUMBER),
        Column(name="most", label="人口の最大", unit="人", kind=Kind.NUMBER),
        Column(name="areas", label="区域数", unit="区域", kind=Kind.NUMBER),
    ]
    for noise in Noise:
        columns += [
            Column(name=noise, label=labels.NOISE[noise], unit="区域", kind=Kind.NUMBER),
            Column(
                name=f"{noise}_share",
                label=f"{labels.NOISE[noise]}の割合",
                kind=Kind.PERCENT,
                missing=labels.NOT_COMPUTABLE,
            ),
        ]
    rows = [
        (f"{r.group + 1}番目", *(getattr(r, c.name) for c in columns[1:]))
        for r in rows_of(frame)  # the group has a number in code and a rank in words
    ]
    facts, limit = result.facts, funnel.limits()[0]
    people = read(queries.populations, str(facts.codes[0]))
    title = f"人口の組ごとにみた、{labels.ACUTE_COMBINED}の z が +{limit} 以上の区域({result.scenario.year}年)"
    note = (
        f"全{len(facts.codes)}区域を人口(国勢調査)の順位で等しく{len(frame)}組に分ける。区域数は z を計算できる区域。"
        f"比べる相手は全国、報告率の補正なし。"
    )
    return table("noise", title, columns, rows, origins(result, "beds") | sources_of(people), note=note)


def _lead(frame: pd.DataFrame) -> Words:
    if frame.empty:
        return "人口の分かる区域がないため、人口の組に分けられません。"
    ends = (("最も少ない組で", frame.iloc[0]), ("最も多い組で", frame.iloc[-1]))
    found = {
        noise: "、".join(
            f"{where}{labels.percent(float(row[f'{noise}_share']), 0, missing=labels.NOT_COMPUTABLE)}"
            for where, row in ends
        )
        for noise in Noise
    }
    return say(
        f"z が +{funnel.limits()[0]} 以上(多い側)になる区域は、{labels.NOISE[Noise.WARD]}なら人口の",
        strong(found[Noise.WARD]),
        f"、{labels.NOISE[Noise.BED]}なら",
        strong(found[Noise.BED]),
        "。",
    )
