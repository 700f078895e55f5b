"""Scenarios of both editions that the golden files hold, and the first edition's default for tests of its behaviour."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from core.rules import first_edition
from core.rules.choices import GapDirection, Level, Preparation, Reference, RevalidationState, Signal
from core.rules.content import load_presets, preset_scenario
from core.rules.entries import (
    Completeness,
    Exclusion,
    Explained,
    ModelRequest,
    Nomination,
    Occupancy,
    Pin,
    Preparing,
    Revalidation,
)
from core.rules.scenario import Bounds, ModelBounds, Scenario, Thresholds, Weights
from core.vocabulary.terms import Noise

GOLDEN = Path(__file__).parent / "golden"

#: What a file or link of the first edition means that chooses nothing.
FIRST = Scenario(
    name="第1版の既定(実際の指定に合わせた重み)",
    note="",
    year=2022,
    reference=Reference.NATION,
    noise=Noise.BED,
    direction=GapDirection.EXCESS,
    ranking_direction=GapDirection.EXCESS,
    thresholds=Thresholds(total=1.96, high_acute=1.96, acute=1.96, recovery=1.96, chronic=1.96, acute_combined=1.96),
    weights=Weights(total=0, functions=0, acute_combined=1, chronic=0.5, revalidation=1, nomination=2),
    bounds=Bounds(minimum=1, maximum=2, second_score=0),
    model_bounds=ModelBounds(minimum=10, maximum=20),
    converted_from=first_edition.SCHEMA,
)
_FUJIOKA = Nomination(
    area_code="1005",
    reason=(
        "人口が県の平均より速く減り、2020年から2040年にかけて年少人口は4割超、生産年齢人口は3割超の減少が見込まれる。 "
        "埼玉県との県境にあり、2021年の県の調査では入院患者の26.4%が県外からの流入。"
    ),
    evidence=("population_faster_than_pref", "inflow_acute"),
    source="群馬県の回答様式(令和6年度)",
)
#: Every field of the first edition differs from its default, every table has rows.
_FULL = Scenario(
    name="すべての項目 <試験> \"引用\"",
    note="1行目\n2行目\t終わり",
    year=2023,
    reference=Reference.POPULATION,
    noise=Noise.BED,
    direction=GapDirection.BOTH,
    ranking_direction=GapDirection.BOTH,
    report_rate_correction=True,
    thresholds=Thresholds(total=1.5, high_acute=2, acute=2.25, recovery=0, chronic=20, acute_combined=3.09),
    functions=(Signal.ACUTE_COMBINED, Signal.CHRONIC),
    weights=Weights(total=1, functions=0.25, acute_combined=0, chronic=10, revalidation=0, nomination=0.1),
    bounds=Bounds(minimum=0, maximum=3, second_score=-1.5),
    model_bounds=ModelBounds(minimum=0, maximum=339),
    pins=(Pin(area_code="1005", reason="県の提案", level=Level.MODEL), Pin(area_code="1001", reason="固定")),
    exclusions=(Exclusion(area_code="1002", reason="除外"),),
    nominations=(
        Nomination(area_code="1005", reason="県境", evidence=("inflow_acute", "no_tertiary"), source="県の様式"),
    ),
    revalidation=(
        Revalidation(area_code="1005", state=RevalidationState.NOT_STARTED, facility_name="甲病院"),
        Revalidation(area_code="1001", state=RevalidationState.NONE),
    ),
    preparing=(Preparing(area_code="1001", kind=Preparation.CORPORATION, reason="法人"),),
    occupancy_2015=(Occupancy(area_code="1005", bed_function="acute", occupancy=0.785),),
    explained=(Explained(area_code="1005", bed_function="total", beds=-12), Explained(area_code="1001", bed_function="acute", beds=0.5)),
    converted_from=first_edition.SCHEMA,
)  # fmt: skip
#: Name of a golden file of the first edition → what it means today.
OF_THE_FIRST = {
    "default": FIRST,
    "full": _FULL,
    "national": replace(FIRST, note="2022年の報告病床数と2025年の必要量から、過剰の側の差異を見る。"),
    "total_only": replace(
        FIRST,
        name="総病床差異のみ",
        note="合計病床数の差異だけを見る。機能別の偏りは順位に影響しない。",
        weights=Weights(total=1, functions=0, acute_combined=0, chronic=0, revalidation=0, nomination=0),
    ),
    "acute_excess": replace(
        FIRST,
        name="急性期過剰重視",
        note="急性期側の過剰だけを見る。回復期と慢性期は事項②の判定に使わない。",
        functions=(Signal.HIGH_ACUTE, Signal.ACUTE, Signal.ACUTE_COMBINED),
        weights=Weights(total=0, functions=0.5, acute_combined=1, chronic=0, revalidation=1, nomination=2),
    ),
    "gunma": replace(
        FIRST,
        name="群馬県の提案",
        note="藤岡を④の推薦によりモデル推進区域として固定し、ほかは既定のとおり。",
        pins=(Pin(area_code="1005", reason="群馬県が事項④により推薦", level=Level.MODEL),),
        nominations=(_FUJIOKA,),
    ),
}
#: Every field of today differs from its default, every table has rows.
FULL = replace(
    _FULL,
    direction=GapDirection.SHORTAGE,
    ranking_direction=GapDirection.SHORTAGE,
    requires_verdict=True,
    nominations_complete=(Completeness(pref_code="10", name="県 医務課", date="2026-11-27"),),
    revalidation_complete=(Completeness(pref_code="10", name="県 医務課", date="2026-11-26"),),
    model_requests=(ModelRequest(area_code="1005", reason="県の要望", source="県の様式"),),
)
OF_TODAY = {"default": Scenario(), "full": FULL} | {p.id: preset_scenario(p) for p in load_presets()}
