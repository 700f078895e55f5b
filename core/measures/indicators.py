"""Indicators of an area beside its gap: demand, people, flows, plans, 病床利用率, how much the largest institution does.

Each is a figure or a ratio of two; where both can be summed, a prefecture has the same indicator of the sums.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import pandas as pd

from core.measures import formulas
from core.vocabulary import labels


class Form(StrEnum):
    """How `part` and `whole` become a value."""

    PLAIN = "plain"  # part
    RATIO = "ratio"  # part ÷ whole
    CHANGE = "change"  # part ÷ whole − 1


class Choice(StrEnum):
    """What else is chosen."""

    FUNCTION = "function"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """`key` in links; `label`, `unit` (empty for shares); `formula` in words; `summed`: whether a prefecture has it.

    `part` and `whole`: what the two figures are, with units; `more` and `less`: words of the two ends in a sentence.
    """

    key: str
    label: str
    formula: str
    form: Form
    part: str
    whole: str = ""
    unit: str = ""
    summed: bool = False
    choices: frozenset[Choice] = frozenset()
    note: str = ""

    def text(self, value: float | None) -> str:
        """A value with its unit; a missing one as the word for it."""
        if self.form is Form.CHANGE:
            return labels.signed_percent(value)
        return (
            labels.number(value, self.unit, missing=labels.NOT_COMPUTABLE)
            if self.unit
            else labels.percent(value, missing=labels.NOT_COMPUTABLE)
        )


_YEAR: Final = frozenset({Choice.YEAR})
_BOTH: Final = frozenset({Choice.FUNCTION, Choice.YEAR})
_CLAIMS: Final = "レセプトの件数で、患者数ではない。はじめの年度は実績、その先は受療率が変わらないとした推計。"
_FLOWS: Final = "その区域に住む患者のうち、区域内の医療機関に入院した割合。公表資料に自区域の行がない区域は値がない。"
_LARGEST: Final = "非公表(*)と未報告の医療機関は、最大かどうかを比べられない。"

INDICATORS: Final[dict[str, Indicator]] = {
    i.key: i
    for i in (
        Indicator(
            key="home_care", label="在宅(訪問診療)の需要", formula="1か月のレセプト件数", form=Form.PLAIN, part="件数(件/月)",
            unit="件/月", summed=True, choices=_YEAR, note=_CLAIMS,
        ),
        Indicator(
            key="outpatient", label="外来の需要", formula="1か月のレセプト件数", form=Form.PLAIN, part="件数(件/月)",
            unit="件/月", summed=True, choices=_YEAR, note=_CLAIMS,
        ),
        Indicator(
            key="population", label="人口の変化", formula="将来推計人口 ÷ 今の人口 − 1", form=Form.CHANGE,
            part="将来推計人口(人)", whole="今の人口(人)", summed=True,
        ),
        *(
            Indicator(
                key=f"own_{group}", label=f"自区域で入院する割合({name})", formula="自区域の割合(流出の表)", form=Form.PLAIN,
                part="自区域の割合(%)", note=_FLOWS,
            )
            for group, name in labels.PATIENT_GROUP.items()
        ),
        Indicator(
            key="inflow", label="流入率", formula="公表資料の「全体の流入率」(NDB)", form=Form.PLAIN, part="流入率(%)",
            note="NDB の「全体の流入率」は、高度急性期+急性期の率。",
        ),
        Indicator(
            key="against_plan", label="見込量比", formula="報告病床数 ÷ 前の年の報告でその年に見込んだ病床数", form=Form.RATIO,
            part="報告病床数(床)", whole="前の年の見込量(床)", summed=True, choices=_BOTH,
        ),
        Indicator(
            key="year_change", label="実績の1年変化", formula="報告病床数 ÷ 前の年の報告病床数 − 1", form=Form.CHANGE,
            part="報告病床数(床)", whole="前の年の報告病床数(床)", summed=True, choices=_BOTH,
            note="報告率は年により異なる。",
        ),
        Indicator(
            key="utilization", label="病床利用率(試算)", formula="年間在棟患者延数(試算) ÷ (病床数 × 365)", form=Form.RATIO,
            part="年間在棟患者延数(人日、試算)", whole="病床数 × 365(床日)", summed=True, choices=_BOTH,
            note="平均在棟日数 × 新規入棟患者数からの試算で、100%を超える区域がある。高度急性期は参考値。"
            "合計は、病床のある機能のすべてに試算値がある区域だけ。",
        ),
        Indicator(
            key="ambulances", label="救急車の受入に占める最大の医療機関の割合", formula="最大の医療機関の件数 ÷ 区域の件数",
            form=Form.RATIO, part="最大の医療機関の件数(件/年)", whole="区域の件数(件/年)", note=_LARGEST,
        ),
        Indicator(
            key="anaesthesia", label="全身麻酔手術に占める最大の医療機関の割合", formula="最大の医療機関の件数 ÷ 区域の件数",
            form=Form.RATIO, part="最大の医療機関の件数(件/年)", whole="区域の件数(件/年)", note=_LARGEST,
        ),
    )
}  # fmt: skip


def valued(rows: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    """`rows` (`core.data.queries.indicators`) with `value` (NaN where it cannot be computed) and `why`: the word of a missing one."""
    part, whole = rows["part"].astype("float64"), rows["whole"].astype("float64")
    match indicator.form:
        case Form.RATIO:
            value = formulas.fill_rate(part, whole)
        case Form.CHANGE:
            value = formulas.gap_rate(part, whole)
        case _:
            value = part
    status = rows["value_status"]
    words = status.map(labels.VALUE_STATUS).astype(object).where(status.notna(), labels.NO_DATA)
    why = words.where(status != "observed", labels.NOT_COMPUTABLE).where(value.isna(), "")
    return rows.assign(value=value, why=why)


def by_prefecture(rows: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    """The sums of the areas with the same columns, a code per prefecture; a sum of which a part is missing is missing.

    `missing_areas`: names of those parts. ValueError for an indicator that cannot be summed.
    """
    if not indicator.summed:
        raise ValueError(f"{indicator.key} cannot be summed")
    columns = ["part"] if indicator.form is Form.PLAIN else ["part", "whole"]
    # A function that an area does not have adds nothing; anything else that is missing leaves the sum open.
    none = rows["value_status"] == "not_applicable"
    silent = rows[columns].isna().any(axis=1) & ~none
    groups = rows.assign(missing=rows["area_name"].where(silent)).groupby(["pref_code", "pref_name"], sort=True)
    sums = groups[["part", "whole"]].sum(min_count=1)
    names = groups["missing"].agg(lambda found: "、".join(found.dropna()))
    status = rows[silent].groupby("pref_code")["value_status"].first()
    made = sums.where(names == "").assign(missing_areas=names).reset_index()
    first = made["pref_code"].map(status).where(made["missing_areas"] != "", "observed")
    return made.assign(area_code=made["pref_code"], area_name=made["pref_name"], value_status=first)
