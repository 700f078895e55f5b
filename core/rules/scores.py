"""What an order of areas is worth against the real designation: four measures, each with an interval over prefectures.

An order is a score by area. Only scored areas go in (`core.rules.backtest.truth`); a prefecture is the unit that is drawn, because
its areas are designated together. A missing score ranks last and ties with every other missing one.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import comb
from typing import Final

import numpy as np

#: Picks per prefecture that a hit is counted in; the ministry set one or two.
PICKS: Final = 2
#: Draws of the bootstrap over prefectures, its fixed seed and the ends of its interval (95 %).
DRAWS: Final = 4000
SEED: Final = 20240705
_ENDS: Final = (2.5, 97.5)


@dataclass(frozen=True, slots=True)
class Interval:
    """A rate (0–1) with the ends of its 95 % interval; NaN where it cannot be told."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """Counts by prefecture, in order of prefectures.

    `hits` (0/1, chance 0–1 for random choice): a designated area among the first `PICKS`. `correct`: designated areas among the
    first n, where n = `real`, the number really designated. `wins`[p, q]: pairs of a designated area of p and another one of q in
    which the first ranks higher (a tie counts half); `pairs`: how many there are. `pooled`: scores of different prefectures are
    on one scale.
    """

    hits: np.ndarray
    correct: np.ndarray
    real: np.ndarray
    wins: np.ndarray
    pairs: np.ndarray
    pooled: bool = True


@dataclass(frozen=True, slots=True)
class Rates:
    """Hit rate of two picks, precision at the real number, AUC over all pairs, AUC over pairs of one prefecture."""

    hit: Interval
    at_real: Interval
    auc: Interval
    auc_within: Interval


def tally(score: np.ndarray, designated: np.ndarray, group: np.ndarray, *, pooled: bool = True) -> Tally:
    """Counts of one order. All three in the same order of areas, ties broken by it (areas come in order of their codes)."""
    groups, place = np.unique(group, return_inverse=True)
    ranked = ranks(score, place)
    real = np.bincount(place, designated)
    chosen = designated & (ranked < PICKS)
    first = designated & (ranked < real[place])
    above, below = np.flatnonzero(designated), np.flatnonzero(~designated)
    filled = np.nan_to_num(score, nan=-np.inf)
    won = (filled[above, None] > filled[None, below]) + 0.5 * (filled[above, None] == filled[None, below])
    size = len(groups)
    cell = place[above, None] * size + place[None, below]
    wins = np.bincount(cell.ravel(), won.ravel(), size * size).reshape(size, size)
    pairs = np.bincount(cell.ravel(), minlength=size * size).reshape(size, size).astype("float64")
    return Tally((np.bincount(place, chosen) > 0) * 1.0, np.bincount(place, first), real, wins, pairs, pooled)


def random_tally(designated: np.ndarray, group: np.ndarray) -> Tally:
    """What choice by lot gives on average: hypergeometric chances, half of the pairs."""
    _, place = np.unique(group, return_inverse=True)
    areas, real = np.bincount(place), np.bincount(place, designated)
    hits = np.array([random_hit(int(n), int(r), PICKS) for n, r in zip(areas, real, strict=True)])
    pairs = real[:, None] * (areas - real)[None, :]
    return Tally(hits, real * real / areas, real, pairs / 2, pairs.astype("float64"))


def random_hit(areas: int, designated: int, picks: int) -> float:
    """Chance that `picks` areas drawn at random from a prefecture include a designated one."""
    picks = min(picks, areas)
    return 1 - comb(areas - designated, picks) / comb(areas, picks)


def rates(counts: Tally) -> Rates:
    """The four measures with their intervals."""
    drawn = _draws(len(counts.hits))
    once = np.ones((1, len(counts.hits)))
    return Rates(*(_interval(measure(counts, once), measure(counts, drawn)) for measure in _MEASURES))


def hit_difference(one: Tally, other: Tally) -> Interval:
    """Hit rate of one order less that of another, with a paired interval: both are scored on the same draws."""
    drawn, once = _draws(len(one.hits)), np.ones((1, len(one.hits)))
    return _interval(_hit(one, once) - _hit(other, once), _hit(one, drawn) - _hit(other, drawn))


def ranks(score: np.ndarray, group: np.ndarray) -> np.ndarray:
    """0 for the highest score of each prefecture, then 1, 2 …; equal ones in the order given, missing ones last."""
    order = np.lexsort((np.arange(len(score)), -np.nan_to_num(score, nan=-np.inf), group))
    places = np.empty(len(score), dtype="int64")
    places[order] = np.arange(len(score)) - np.searchsorted(group[order], group[order])
    return places


def _draws(prefectures: int) -> np.ndarray:
    """How often each prefecture is in each draw: draws × prefectures."""
    drawn = np.random.default_rng(SEED).integers(0, prefectures, (DRAWS, prefectures))
    cells = np.arange(DRAWS)[:, None] * prefectures + drawn
    return np.bincount(cells.ravel(), minlength=DRAWS * prefectures).reshape(DRAWS, prefectures).astype("float64")


def _hit(counts: Tally, times: np.ndarray) -> np.ndarray:
    return _ratio(times @ counts.hits, times.sum(axis=1))


def _at_real(counts: Tally, times: np.ndarray) -> np.ndarray:
    return _ratio(times @ counts.correct, times @ counts.real)


def _auc(counts: Tally, times: np.ndarray) -> np.ndarray:
    if not counts.pooled:
        return np.full(len(times), np.nan)
    return _ratio(*(((times @ matrix) * times).sum(axis=1) for matrix in (counts.wins, counts.pairs)))


def _auc_within(counts: Tally, times: np.ndarray) -> np.ndarray:
    return _ratio(times @ np.diag(counts.wins), times @ np.diag(counts.pairs))


def _ratio(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    found: np.ndarray = np.divide(part, whole, out=np.full(len(part), np.nan), where=whole > 0)
    return found


def _interval(value: np.ndarray, drawn: np.ndarray) -> Interval:
    known = drawn[~np.isnan(drawn)]
    low, high = np.percentile(known, _ENDS) if len(known) else (np.nan, np.nan)
    return Interval(float(value[0]), float(low), float(high))


_MEASURES: Final = (_hit, _at_real, _auc, _auc_within)


def f1(picked: np.ndarray, correct: np.ndarray, real: np.ndarray) -> Interval:
    """F1 of a choice of areas, 2 × correct ÷ (picked + real): counts by prefecture, in one order."""
    drawn, once = _draws(len(picked)), np.ones((1, len(picked)))
    rate, draws = (_ratio(2 * (times @ correct), times @ (picked + real)) for times in (once, drawn))
    return _interval(rate, draws)
