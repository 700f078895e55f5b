"""How firm a result is: membership as a threshold moves, and under random plausible weightings (vectorised)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from core.rules.choices import COLUMN, Signal
from core.rules.engine import Result
from core.rules.model import MET, UNKNOWN, Criterion, any_of
from core.rules.selection import COMPONENTS, components, standing_out

#: Grid of thresholds (z) that the chart walks.
GRID: np.ndarray = np.round(np.arange(0.0, 4.0001, 0.1), 2)
#: A move of a threshold (z) that `near` calls small.
NEAR = 0.25
DRAWS = 1_000
SEED = 20240328


def membership(result: Result, grid: np.ndarray = GRID) -> pd.DataFrame:
    """Number of areas 要確認 or 該当 under ① and ② as one common threshold moves: one row per threshold × criterion.

    Columns: threshold (z), criterion (total_gap / function_gap / either), areas, unknown (areas 判定不能 there).
    """
    strength = result.signals.strength
    total = _codes(strength[:, [COLUMN[Signal.TOTAL]]], grid)
    functions = _codes(strength[:, [COLUMN[s] for s in result.scenario.functions]], grid)
    both = any_of(np.stack([total, functions], axis=-1))
    rows = []
    for name, codes in (
        (Criterion.TOTAL_GAP.value, total),
        (Criterion.FUNCTION_GAP.value, functions),
        ("either", both),
    ):
        rows.append(
            pd.DataFrame(
                {
                    "threshold": grid,
                    "criterion": name,
                    "areas": (codes == MET).sum(axis=1),
                    "unknown": (codes == UNKNOWN).sum(axis=1),
                }
            )
        )
    return pd.concat(rows, ignore_index=True)


def _codes(strength: np.ndarray, grid: np.ndarray) -> np.ndarray:
    """threshold × area verdict codes of "any of these signals reaches the threshold"."""
    known = ~np.isnan(strength).any(axis=1)
    top = np.nanmax(np.where(np.isnan(strength), -np.inf, strength), axis=1)
    met = top[None, :] >= grid[:, None]
    return np.where(met, MET, np.where(known[None, :], 0, UNKNOWN)).astype(np.int8)


def near(result: Result, width: float = NEAR) -> pd.DataFrame:
    """Areas that a small move of a threshold brings in or takes out, nearest first within each signal.

    One row per area × signal (① and those of ②) whose strength lies less than `width` from the scenario's own threshold:
    signal, area_code, area_name, pref_name, strength (z in the scenario's direction), threshold, met (bool).
    """
    facts, parts = result.facts, []
    codes, names, prefs = facts.codes, *(facts.areas[c].to_numpy() for c in ("area_name", "pref_name"))
    for signal in (Signal.TOTAL, *result.scenario.functions):
        strength, limit = result.signals.strength[:, COLUMN[signal]], result.scenario.thresholds.of(signal)
        distance = np.nan_to_num(np.abs(strength - limit), nan=np.inf)
        close = np.argsort(distance, kind="stable")[: int((distance < width).sum())]
        parts += [
            (signal.value, codes[i], names[i], prefs[i], float(strength[i]), limit, bool(strength[i] >= limit))
            for i in close
        ]
    columns = ["signal", "area_code", "area_name", "pref_name", "strength", "threshold", "met"]
    return pd.DataFrame(parts, columns=columns)


def selection_size(result: Result, grid: np.ndarray | None = None) -> pd.DataFrame:
    """Number of 推進区域 as the limit for a second area moves.

    One row per value: second_score (z), areas, real_hits (areas of the real designation among them).
    """
    values = np.round(np.arange(-1.0, 4.0001, 0.25), 2) if grid is None else grid
    score = result.selection.score.value
    real = np.isin(result.facts.codes, list(result.facts.designation))
    chosen = select_many(result, np.tile(score, (len(values), 1)), values)
    return pd.DataFrame(
        {"second_score": values, "areas": chosen.sum(axis=1), "real_hits": (chosen & real[None, :]).sum(axis=1)}
    )


def random_weightings(result: Result, draws: int = DRAWS, seed: int = SEED) -> pd.DataFrame:
    """Share of random weightings in which each area is selected; the same seed gives the same shares.

    A weighting divides the whole weight between the z values of `COMPONENTS` at random (every division equally likely:
    Dirichlet(1, …, 1)); what ③ and ④ add, the bounds, pins and exclusions stay as in the scenario.
    Columns: area_code, area_name, pref_code, pref_name, share (0–1), suishin (bool, in the scenario itself).
    """
    weights = np.random.default_rng(seed).dirichlet(np.ones(len(COMPONENTS)), draws)
    values = components(result.scenario, result.signals)
    known = ~np.isnan(values)
    divisor = weights @ known.T.astype("float64")
    with np.errstate(invalid="ignore", divide="ignore"):
        scores = (weights @ np.where(known, values, 0.0).T) / divisor
    scores += result.selection.score.parts[:, len(COMPONENTS) :].sum(axis=1)[None, :]
    areas = result.facts.areas
    frame = areas.reset_index()[["area_code", "area_name", "pref_code", "pref_name"]]
    frame["share"] = select_many(result, scores).mean(axis=0)
    frame["suishin"] = result.selection.selected
    return frame


def select_many(result: Result, scores: np.ndarray, second_scores: np.ndarray | None = None) -> np.ndarray:
    """`core.rules.selection.select` for many score vectors at once: draws × areas → selected (bool).

    `second_scores`: limit for areas beyond the minimum per draw; the scenario's own unless given.
    """
    facts, bounds = result.facts, result.scenario.bounds
    pinned = np.isin(facts.codes, [p.area_code for p in result.scenario.pins])
    excluded = np.isin(facts.codes, [e.area_code for e in result.scenario.exclusions])
    if result.scenario.requires_verdict:
        excluded |= ~standing_out(result.verdicts)
    chosen = np.zeros(scores.shape, dtype=bool)
    chosen[:, pinned] = True
    limit = np.full(len(scores), bounds.second_score) if second_scores is None else second_scores
    groups = facts.prefecture_groups()
    for group in range(groups.max() + 1):
        member = np.flatnonzero((groups == group) & ~pinned & ~excluded)
        fixed = int((pinned & (groups == group)).sum())
        block = scores[:, member]
        # Stable sort on rows that stand in code order: equal scores keep the order of codes.
        order = np.argsort(-np.nan_to_num(block, nan=-np.inf), axis=1, kind="stable")
        ranked = np.take_along_axis(block, order, axis=1)
        place = fixed + np.arange(len(member))[None, :]
        good = ~np.isnan(ranked) & (place < bounds.maximum) & ((place < bounds.minimum) | (ranked >= limit[:, None]))
        picked = np.zeros_like(good)
        np.put_along_axis(picked, order, good, axis=1)
        chosen[:, member] = picked
    return chosen
