"""From 推進区域 to モデル推進区域: 10–20 nationwide, three routes, nothing filled silently.

Route A (each part three-way): some function whose beds exceed 必要量, whose beds rose since 2015 and whose 病床利用率 fell
since 2015; where 報告率 is corrected, both sides of both comparisons are. A prefecture's own paper that says "none here" makes
its areas 非該当. Route B: the area prepares the way: a nomination under ④, analysis of its problems, or a 地域医療連携推進法人.
Route C: the prefecture itself asks for it. A person enters B and C; no entry is 判定不能, never 非該当. So no area is 非該当 as a
candidate, and only an area that is 該当 can be chosen. One whose route A lacks data is shown as a candidate to be settled.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.rules.choices import COLUMN, Level, Signal
from core.rules.criteria import Verdicts
from core.rules.facts import Facts
from core.rules.model import MET, NOT_MET, UNKNOWN, Criterion, all_of, any_of
from core.rules.scenario import Scenario
from core.rules.selection import Notice, NoticeKind, Selection
from core.rules.signals import SignalTable

#: Functions that route A looks at.
FUNCTIONS: tuple[Signal, ...] = (Signal.HIGH_ACUTE, Signal.ACUTE, Signal.RECOVERY, Signal.CHRONIC)
#: Those whose 病床利用率 can decide: that of 高度急性期 is an estimate above 100 % in about half of the areas, so its fall is never known.
DECIDING: tuple[Signal, ...] = FUNCTIONS[1:]


@dataclass(frozen=True, slots=True, eq=False)
class ModelAreas:
    """Verdict codes in area order, for all areas (selection applies only to 推進区域).

    `over`, `risen`, `fallen`, `route_a_by_function`: area × `FUNCTIONS`. `route_a`, `route_b`, `route_c`, `candidate`: per area.
    `selected`: the モデル推進区域. `to_settle`: 推進区域 not chosen by hand that missing data of route A could make a
    candidate; an area that only lacks an entry under route B is not counted, since every area could get one.
    """

    over: np.ndarray
    risen: np.ndarray
    fallen: np.ndarray
    route_a_by_function: np.ndarray
    route_a: np.ndarray
    route_b: np.ndarray
    route_c: np.ndarray
    candidate: np.ndarray
    selected: np.ndarray
    to_settle: np.ndarray
    notices: tuple[Notice, ...]


def choose(
    facts: Facts, scenario: Scenario, signals: SignalTable, verdicts: Verdicts, selection: Selection
) -> ModelAreas:
    """Choose モデル推進区域 among the selected 推進区域: pins first, then candidates by score up to the maximum."""
    columns = [COLUMN[s] for s in FUNCTIONS]
    beds = signals.reported[:, columns]
    over = _above(beds, signals.required[:, columns])
    risen = _above(beds, _base(facts, scenario, columns))
    fallen = _fallen(facts, scenario)
    by_function = all_of(np.stack([over, risen, fallen], axis=-1))
    none_here = facts.areas["pref_code"].isin([code for code, s in facts.statements.items() if s.says == "none"])
    route_a = np.where(none_here, NOT_MET, any_of(by_function)).astype(np.int8)
    route_b = _route_b(facts, scenario, verdicts)
    route_c = np.where(np.isin(facts.codes, [r.area_code for r in scenario.model_requests]), MET, UNKNOWN).astype(
        np.int8
    )
    candidate = any_of(np.column_stack([route_a, route_b, route_c]))

    pinned = np.isin(facts.codes, [p.area_code for p in scenario.pins if p.level is Level.MODEL])
    eligible = selection.selected & (candidate == MET) & ~pinned
    ranked = np.lexsort((facts.codes, -np.nan_to_num(selection.score.value, nan=-np.inf)))
    room = max(0, scenario.model_bounds.maximum - int(pinned.sum()))
    in_order = [i for i in ranked if eligible[i]]
    selected = pinned.copy()
    selected[in_order[:room]] = True
    to_settle = selection.selected & ~pinned & (candidate != MET) & (route_a == UNKNOWN)
    notices = _notices(
        facts.base_year, scenario, int(selected.sum()), int(pinned.sum()), len(in_order) - room, int(to_settle.sum())
    )
    return ModelAreas(
        over, risen, fallen, by_function, route_a, route_b, route_c, candidate, selected, to_settle, notices
    )


def _above(value: np.ndarray, base: np.ndarray) -> np.ndarray:
    with np.errstate(invalid="ignore"):
        return np.where(np.isnan(value) | np.isnan(base), UNKNOWN, np.where(value > base, MET, NOT_MET)).astype(np.int8)


def _base(facts: Facts, scenario: Scenario, columns: list[int]) -> np.ndarray:
    """Beds of the base year, corrected by its 報告率 where the scenario corrects; missing without either."""
    missing = np.full((len(facts.areas), len(columns)), np.nan)
    if facts.base_year not in facts.reported:
        return missing
    beds: np.ndarray = facts.reported[facts.base_year].to_numpy()[:, columns]
    if not scenario.report_rate_correction:
        return beds
    rate = facts.usable_rate(facts.base_year)
    return missing if rate is None else beds / rate[:, None]


def _fallen(facts: Facts, scenario: Scenario) -> np.ndarray:
    """病床利用率 now below that of 2015, which only the imported table knows."""
    now = facts.utilization.reindex(columns=[s.value for s in FUNCTIONS]).to_numpy(dtype="float64")
    base = np.full_like(now, np.nan)
    row = {code: i for i, code in enumerate(facts.codes)}
    column = {s.value: i for i, s in enumerate(FUNCTIONS)}
    for item in scenario.occupancy_2015:
        if item.bed_function in DECIDING:
            base[row[item.area_code], column[item.bed_function]] = item.occupancy
    return _above(base, now)


def _route_b(facts: Facts, scenario: Scenario, verdicts: Verdicts) -> np.ndarray:
    preparing = np.isin(facts.codes, [p.area_code for p in scenario.preparing])
    # No entry is not a statement that the area prepares nothing, also where its prefecture nominated other areas.
    return np.where(preparing | (verdicts.of(Criterion.OTHER) == MET), MET, UNKNOWN).astype(np.int8)


def _notices(
    base_year: int, scenario: Scenario, chosen: int, pinned: int, cut: int, to_settle: int
) -> tuple[Notice, ...]:
    low, high = scenario.model_bounds.minimum, scenario.model_bounds.maximum
    notices = []
    if chosen < low:
        rest = (
            f" 経路Aが判定不能の推進区域が{to_settle}か所あります({base_year}年の病床利用率などがそろえば決まる。高度急性期だけの区域は決まらない)。"
            if to_settle
            else ""
        )
        text = f"モデル推進区域の条件を満たす推進区域は{chosen}か所で、下限の{low}か所に届きません。自動では補いません。{rest}"
        notices.append(Notice(NoticeKind.MODEL_SHORT, "", text.strip()))
    if pinned > high:
        text = f"モデル推進区域として固定された区域が{pinned}か所あり、上限の{high}か所を超えています。固定を優先しました。"
        notices.append(Notice(NoticeKind.MODEL_OVER, "", text))
    if cut > 0:
        text = f"条件を満たす推進区域のうち{cut}か所は、上限の{high}か所を超えるため、スコアの低い順に外しました。"
        notices.append(Notice(NoticeKind.MODEL_CUT, "", text))
    return tuple(notices)
