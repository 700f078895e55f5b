"""The rules held against the real designation: hits by prefecture, the random baseline, AUC per signal, fitted weights.

Scored are only prefectures whose real list is known to be complete and is not "all areas": elsewhere an area without a
designation is not known to be 非指定. Decisions by hand (pins, exclusions, nominations) are taken out first, so that the
figures say what rules and data alone can do.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product

import numpy as np
import pandas as pd

from core.measures import formulas
from core.rules import engine, signals
from core.rules.choices import SIGNALS, Signal
from core.rules.content import load_incomplete
from core.rules.engine import Result
from core.rules.facts import Facts
from core.rules.scenario import Scenario
from core.rules.scores import PICKS, random_hit, ranks
from core.rules.selection import COMPONENTS, components

#: Step of the grid of weights that a fit tries.
FIT_STEP = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class Truth:
    """The real designation in area order: `designated` (bool), `scored` (bool), `group` (integer prefecture code)."""

    designated: np.ndarray
    scored: np.ndarray
    group: np.ndarray

    def groups(self) -> np.ndarray:
        """Prefectures that are scored, in code order."""
        return np.unique(self.group[self.scored])


@dataclass(frozen=True, slots=True, eq=False)
class Backtest:
    """Outcome of one back-test.

    `prefectures`: one row per prefecture: pref_code, pref_name, areas, status (scored / all / partial / none), real, picked,
    selected (tuples of area names), hit, selection_hit (bool, null where not scored), random (0–1, null where not scored).
    `signals`: one row per signal: signal, auc, hit_rate. `hit_rate`: two picks by score; `selection_hit_rate`: the
    areas that the scenario itself selects; each with the rate of random choice of as many areas.
    """

    prefectures: pd.DataFrame
    signals: pd.DataFrame
    scored_prefectures: int
    scored_areas: int
    scored_designated: int
    auc: float
    hit_rate: float
    random_rate: float
    selection_hit_rate: float
    selection_random_rate: float


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """Weights fitted without the prefecture in question. `weights` are those fitted on all scored prefectures.

    `left_out`: score of each scored area by the weights fitted without its prefecture; those of two prefectures are not on one scale.
    """

    weights: dict[str, float]
    auc_all: float
    hit_all: float
    auc_left_out: float
    hit_left_out: float
    left_out: tuple[float, ...]


def by_rules_alone(scenario: Scenario) -> Scenario:
    """The scenario without any decision by hand."""
    return replace(
        scenario, pins=(), exclusions=(), nominations=(), nominations_complete=(), preparing=(), model_requests=()
    )


def _alone(result: Result) -> Result:
    """The result by rules alone: the result itself where nothing was decided by hand."""
    scenario = by_rules_alone(result.scenario)
    return result if scenario == result.scenario else engine.run(result.facts, scenario)


def by_signals_alone(scenario: Scenario) -> Scenario:
    """The scenario with only what a fit of weights looks at (the z values): no weights, thresholds, bounds, names, ③ tables.

    Scenarios that differ in those alone have the same `fit`.
    """
    return replace(signals.asked(scenario), functions=scenario.functions)


def truth(facts: Facts) -> Truth:
    """The real designation and where it may be scored."""
    designated = np.isin(facts.codes, list(facts.designation))
    group = facts.prefecture_groups()
    incomplete = {p.pref_code for p in load_incomplete()}
    complete = ~facts.areas["pref_code"].isin(incomplete).to_numpy()
    total = np.bincount(group)
    real = np.bincount(group, designated)
    choosing = (real > 0) & (real < total)
    return Truth(designated, complete & choosing[group], group)


def run(result: Result) -> Backtest:
    """Back-test of a result's scenario, by its rules alone."""
    facts, alone = result.facts, _alone(result)
    real = truth(facts)
    score = alone.selection.score.value
    picked = top_picks(score, real.group)
    selected = alone.selection.selected
    groups = real.groups()
    return Backtest(
        prefectures=_prefectures(facts, real, picked, selected),
        signals=signal_table(alone, real),
        scored_prefectures=len(groups),
        scored_areas=int(real.scored.sum()),
        scored_designated=int((real.scored & real.designated).sum()),
        auc=auc(score[real.scored], real.designated[real.scored]),
        hit_rate=_rate(_hits(picked, real, groups)),
        random_rate=_rate([random_hit(*_sizes(real, g), PICKS) for g in groups]),
        selection_hit_rate=_rate(_hits(selected, real, groups)),
        selection_random_rate=_rate(
            [random_hit(*_sizes(real, g), int(selected[real.group == g].sum())) for g in groups]
        ),
    )


def ranking(result: Result) -> pd.DataFrame:
    """The ranking by rules alone where it is scored: one row per area, by prefecture and place.

    Columns: pref_code, pref_name, area_code, area_name, place (1 = first of its prefecture), designated, picked (among the first `PICKS`).
    """
    facts, alone = result.facts, _alone(result)
    real, score = truth(facts), alone.selection.score.value
    places = ranks(score, real.group) + 1
    rows = pd.DataFrame(
        {
            "pref_code": facts.areas["pref_code"].to_numpy(),
            "pref_name": facts.areas["pref_name"].to_numpy(),
            "area_code": facts.codes,
            "area_name": facts.areas["area_name"].to_numpy(),
            "place": places,
            "designated": real.designated,
            "picked": (places <= PICKS) & ~np.isnan(score),
        }
    )
    return rows[real.scored].sort_values(["pref_code", "place"], kind="stable").reset_index(drop=True)


def auc(score: np.ndarray, positive: np.ndarray) -> float:
    """Probability that a designated area scores above another one; ties count half. NaN without both kinds."""
    known = ~np.isnan(score)
    above, below = score[known & positive], score[known & ~positive]
    if not len(above) or not len(below):
        return float("nan")
    difference = above[:, None] - below[None, :]
    return float(((difference > 0) + 0.5 * (difference == 0)).mean())


def top_picks(score: np.ndarray, group: np.ndarray, picks: int = PICKS) -> np.ndarray:
    """The `picks` areas with the highest score of each group (bool); ties by order of area codes, NaN never."""
    chosen: np.ndarray = (ranks(score, group) < picks) & ~np.isnan(score)
    return chosen


def signal_table(result: Result, real: Truth) -> pd.DataFrame:
    """AUC and hit rate (two picks) of each signal alone: signed z, the gap in beds, and the scenario's own score."""
    groups = real.groups()
    table = result.signals
    total = SIGNALS.index(Signal.TOTAL)
    values: dict[str, np.ndarray] = {f"z_{s.value}": table.z[:, i] for i, s in enumerate(SIGNALS)}
    values["gap_total"] = formulas.gap(table.reported[:, total], table.required[:, total])
    values["abs_z_total"] = np.abs(table.z[:, total])
    values = {"score": result.selection.score.value, **values}
    rows = [
        (name, auc(v[real.scored], real.designated[real.scored]), _rate(_hits(top_picks(v, real.group), real, groups)))
        for name, v in values.items()
    ]
    return pd.DataFrame(rows, columns=["signal", "auc", "hit_rate"])


def fit(result: Result, step: float = FIT_STEP) -> Fitted:
    """Weights of the z components with the best AUC, scored on the prefecture left out of the fit.

    AUC left out compares each prefecture's designated areas with the others of the same prefecture only, since scores of
    different fits are not on one scale; ties between weightings go to the first of the grid (more weight on the total).
    """
    alone, real = _alone(result), truth(result.facts)
    grid = _grid(step)
    values = components(alone.scenario, alone.signals)[real.scored]
    known = ~np.isnan(values)
    with np.errstate(invalid="ignore", divide="ignore"):
        scores = (grid @ np.where(known, values, 0.0).T) / (grid @ known.T.astype("float64"))
    group, positive = real.group[real.scored], real.designated[real.scored]
    pairs = _pairs(scores, positive)  # weighting × designated × other
    above, below = group[positive], group[~positive]
    total = pairs.sum(axis=(1, 2))
    best_all = int(np.argmax(total))
    hits, inside, left_out = [], [], np.full(len(group), np.nan)
    for g in np.unique(group):
        own = pairs[:, above == g][:, :, below == g]
        # What is left when rows and columns of the prefecture go; sums of halves are exact, so ties stay ties.
        left = total - pairs[:, above == g].sum(axis=(1, 2)) - pairs[:, :, below == g].sum(axis=(1, 2))
        best = int(np.argmax(left + own.sum(axis=(1, 2))))
        member = group == g
        left_out[member] = scores[best][member]
        picks = top_picks(scores[best][member], np.zeros(member.sum(), dtype=int))
        hits.append(bool((picks & positive[member]).any()))
        inside.append(own[best].ravel())
    picks_all = top_picks(scores[best_all], group)
    return Fitted(
        weights=dict(zip(COMPONENTS, (float(w) for w in grid[best_all]), strict=True)),
        auc_all=float(pairs[best_all].mean()),
        hit_all=_rate([bool((picks_all & positive)[group == g].any()) for g in np.unique(group)]),
        auc_left_out=float(np.concatenate(inside).mean()),
        hit_left_out=_rate(hits),
        left_out=tuple(left_out.tolist()),
    )


def _grid(step: float) -> np.ndarray:
    n = round(1 / step)
    shares = product(range(n, -1, -1), repeat=len(COMPONENTS))
    return np.array([s for s in shares if sum(s) == n]) / n


def _pairs(scores: np.ndarray, positive: np.ndarray) -> np.ndarray:
    difference = scores[:, positive, None] - scores[:, None, ~positive]
    return np.where(np.isnan(difference), 0.5, (difference > 0) + 0.5 * (difference == 0))


def _hits(chosen: np.ndarray, real: Truth, groups: np.ndarray) -> list[bool]:
    both = chosen & real.designated
    return [bool(both[real.group == g].any()) for g in groups]


def _sizes(real: Truth, group: int) -> tuple[int, int]:
    member = real.group == group
    return int(member.sum()), int((member & real.designated).sum())


def _rate(values: list[bool] | list[float]) -> float:
    return float(np.mean(values)) if values else float("nan")


def _prefectures(facts: Facts, real: Truth, picked: np.ndarray, selected: np.ndarray) -> pd.DataFrame:
    status = {p.pref_code: p.status for p in load_incomplete()}
    names, codes, prefectures = (facts.areas[c].to_numpy() for c in ("area_name", "pref_code", "pref_name"))
    rows = []
    for g in np.unique(real.group):
        member = np.flatnonzero(real.group == g)
        code = codes[member[0]]
        scored = bool(real.scored[member].any())
        areas, designated = _sizes(real, int(g))
        state = "scored" if scored else status.get(code, "all" if designated == areas else "none")
        rows.append(
            {
                "pref_code": code,
                "pref_name": prefectures[member[0]],
                "areas": areas,
                "status": state,
                "real": tuple(names[i] for i in member if real.designated[i]),
                "picked": tuple(names[i] for i in member if picked[i]),
                "selected": tuple(names[i] for i in member if selected[i]),
                "hit": bool((picked & real.designated)[member].any()) if scored else None,
                "selection_hit": bool((selected & real.designated)[member].any()) if scored else None,
                "random": random_hit(areas, designated, PICKS) if scored else None,
            }
        )
    return pd.DataFrame(rows)
