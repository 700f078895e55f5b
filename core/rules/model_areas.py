"""From 推進区域 to モデル推進区域: 10–20 nationwide, two routes, nothing filled silently.

Route A (each part three-way): some function whose beds exceed 必要量, whose beds rose since 2015 and whose 病床利用率 fell
since 2015. Route B: the area prepares the way: a nomination under ④, analysis of its problems, or a
地域医療連携推進法人. A person enters that; no entry is 判定不能, never 非該当. So no area is 非該当 as a candidate, and only an
area that is 該当 can be chosen. One whose route A lacks data is shown as a candidate to be settled.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.rules.choices import Level, Signal
from core.rules.criteria import Verdicts
from core.rules.facts import Facts
from core.rules.model import MET, NOT_MET, UNKNOWN, Criterion, all_of, any_of
from core.rules.scenario import Scenario
from core.rules.selection import Notice, NoticeKind, Selection
from core.rules.signals import COLUMN, SignalTable

#: Functions that route A may decide on. 高度急性期 is left out: its estimated 病床利用率 exceeds 100 % in about half of the areas.
DECIDING: tuple[Signal, ...] = (Signal.ACUTE, Signal.RECOVERY, Signal.CHRONIC)


@dataclass(frozen=True, slots=True, eq=False)
class ModelAreas:
    """Verdict codes in area order, for all areas (selection applies only to 推進区域).

    `over`, `risen`, `fallen`, `route_a_by_function`: area × `DECIDING`. `route_a`, `route_b`, `candidate`: per area.
    `selected`: the モデル推進区域. `to_settle`: 推進区域 not chosen by hand that missing data of route A could make a
    candidate; an area that only lacks an entry under route B is not counted, since every area could get one.
    """

    over: np.ndarray
    risen: np.ndarray
    fallen: np.ndarray
    route_a_by_function: np.ndarray
    route_a: np.ndarray
    route_b: np.ndarray
    candidate: np.ndarray
    selected: np.ndarray
    to_settle: np.ndarray
    notices: tuple[Notice, ...]


def choose(
    facts: Facts, scenario: Scenario, signals: SignalTable, verdicts: Verdicts, selection: Selection
) -> ModelAreas:
    """Choose モデル推進区域 among the selected 推進区域: pins first, then candidates by score up to the maximum."""
    columns = [COLUMN[s] for s in DECIDING]
    over = _above(signals.reported[:, columns], signals.required[:, columns])
    risen = _above(facts.reported[scenario.year].to_numpy()[:, columns], _base(facts, columns))
    fallen = _fallen(facts, scenario)
    by_function = all_of(np.stack([over, risen, fallen], axis=-1))
    route_a = any_of(by_function)
    route_b = _route_b(facts, scenario, verdicts)
    candidate = any_of(np.column_stack([route_a, route_b]))

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
    return ModelAreas(over, risen, fallen, by_function, route_a, route_b, candidate, selected, to_settle, notices)


def _above(value: np.ndarray, base: np.ndarray) -> np.ndarray:
    with np.errstate(invalid="ignore"):
        return np.where(np.isnan(value) | np.isnan(base), UNKNOWN, np.where(value > base, MET, NOT_MET)).astype(np.int8)


def _base(facts: Facts, columns: list[int]) -> np.ndarray:
    if facts.base_year not in facts.reported:
        return np.full((len(facts.areas), len(columns)), np.nan)
    beds: np.ndarray = facts.reported[facts.base_year].to_numpy()[:, columns]
    return beds


def _fallen(facts: Facts, scenario: Scenario) -> np.ndarray:
    """病床利用率 now below that of 2015, which only the imported table knows."""
    now = facts.utilization.reindex(columns=[s.value for s in DECIDING]).to_numpy(dtype="float64")
    base = np.full_like(now, np.nan)
    row = {code: i for i, code in enumerate(facts.codes)}
    column = {s.value: i for i, s in enumerate(DECIDING)}
    for item in scenario.occupancy_2015:
        if item.bed_function in column:
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
        rest = f" {base_year}年の病床利用率などがそろえば決まる区域が{to_settle}か所あります。" if to_settle else ""
        text = f"モデル推進区域の条件を満たす推進区域は{chosen}か所で、下限の{low}か所に届きません。自動では補いません。{rest}"
        notices.append(Notice(NoticeKind.MODEL_SHORT, "", text.strip()))
    if pinned > high:
        text = f"モデル推進区域として固定された区域が{pinned}か所あり、上限の{high}か所を超えています。固定を優先しました。"
        notices.append(Notice(NoticeKind.MODEL_OVER, "", text))
    if cut > 0:
        text = f"条件を満たす推進区域のうち{cut}か所は、上限の{high}か所を超えるため、スコアの低い順に外しました。"
        notices.append(Notice(NoticeKind.MODEL_CUT, "", text))
    return tuple(notices)
