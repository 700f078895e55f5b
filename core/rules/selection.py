"""From criteria to 推進区域: the priority score, and one or two areas in each prefecture."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from core.rules.choices import COLUMN, Signal
from core.rules.criteria import Verdicts
from core.rules.facts import Facts
from core.rules.model import CRITERIA, MARK, MET, UNKNOWN, Criterion, flagged
from core.rules.scenario import Scenario
from core.rules.signals import SignalTable


class Basis(StrEnum):
    """Why an area is in or out, in the order the rules are applied."""

    PINNED = "pinned"  # in: by hand
    EXCLUDED = "excluded"  # out: by hand
    MINIMUM = "minimum"  # in: needed to reach the prefecture's minimum
    ABOVE_SECOND = "above_second"  # in: beyond the minimum, score reaches the limit
    BELOW_SECOND = "below_second"  # out: beyond the minimum, score below the limit
    FULL = "full"  # out: the prefecture's maximum was reached first
    NO_SCORE = "no_score"  # out: no score can be computed
    NO_VERDICT = "no_verdict"  # out: ① or ② is asked for, and neither is 要確認 or 該当


#: Names of the weighed z values, as in `Weights`.
COMPONENTS: tuple[str, ...] = ("total", "functions", "acute_combined", "chronic")

IN: frozenset[Basis] = frozenset({Basis.PINNED, Basis.MINIMUM, Basis.ABOVE_SECOND})


class NoticeKind(StrEnum):
    """Kinds of notices about a selection."""

    CONVERTED = "converted"
    PREFECTURE_SHORT = "prefecture_short"
    PREFECTURE_OVER = "prefecture_over"
    NO_CRITERION = "no_criterion"  # all four 非該当
    OPEN_CRITERION = "open_criterion"  # none 該当 or 要確認, some 判定不能
    MODEL_SHORT = "model_short"
    MODEL_OVER = "model_over"
    MODEL_CUT = "model_cut"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader must know about the result (`CONVERTED`: its scenario is of an older format); `where` is a prefecture or area code, empty for the nation."""

    kind: NoticeKind
    where: str
    message: str


@dataclass(frozen=True, slots=True, eq=False)
class Score:
    """Priority score per area (units of z, NaN when nothing can be computed) and its parts.

    `parts`: area × (total, functions, acute_combined, chronic, ③, ④), the addends of the score. `partial`: some z signal with
    weight was missing, so the mean is over the others.
    """

    value: np.ndarray
    parts: np.ndarray
    partial: np.ndarray


@dataclass(frozen=True, slots=True, eq=False)
class Selection:
    """Result in area order: `selected` (bool), `basis` (`Basis`), `rank` in the prefecture (1 = first, 0 = no score)."""

    selected: np.ndarray
    basis: np.ndarray
    rank: np.ndarray
    score: Score
    notices: tuple[Notice, ...]


def components(scenario: Scenario, signals: SignalTable) -> np.ndarray:
    """area × `COMPONENTS`: the z values that the score weighs, turned to the direction of the ranking."""
    strength = signals.ranking
    chosen = strength[:, [COLUMN[s] for s in scenario.functions]]
    known = ~np.isnan(chosen).all(axis=1)
    functions = np.full(len(chosen), np.nan)
    functions[known] = np.nanmax(chosen[known], axis=1)
    return np.column_stack(
        [
            strength[:, COLUMN[Signal.TOTAL]],
            functions,
            strength[:, COLUMN[Signal.ACUTE_COMBINED]],
            strength[:, COLUMN[Signal.CHRONIC]],
        ]
    )


def priority(scenario: Scenario, signals: SignalTable, verdicts: Verdicts) -> Score:
    """Weighted mean of the z components plus what ③ and ④ add. An unknown ③ or ④ adds nothing."""
    w = scenario.weights
    weight = np.array([getattr(w, name) for name in COMPONENTS])
    values = components(scenario, signals)
    known = ~np.isnan(values)
    total = (known * weight).sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = np.where(known, values, 0.0) * weight / total[:, None]
    added = np.column_stack(
        [
            (verdicts.of(Criterion.REVALIDATION) == MET) * w.revalidation,
            (verdicts.of(Criterion.OTHER) == MET) * w.nomination,
        ]
    )
    parts = np.column_stack([shares, added])
    value = np.where(total > 0, parts.sum(axis=1), np.nan)
    return Score(value, parts, (~known & (weight > 0)).any(axis=1))


def select(facts: Facts, scenario: Scenario, score: Score, verdicts: Verdicts) -> Selection:
    """Choose 推進区域 prefecture by prefecture: pins, then by score; ties by area code; exclusions never.

    Where the scenario requires a verdict, an area is picked by score only when its ① or ② is 要確認 or 該当.
    """
    codes, prefs = facts.codes, facts.areas["pref_code"].to_numpy()
    pinned = {p.area_code for p in scenario.pins}
    excluded = {e.area_code for e in scenario.exclusions}
    barred = np.zeros(len(codes), dtype=bool)
    if scenario.requires_verdict:
        barred = np.logical_not(standing_out(verdicts))
    # lexsort: last key first; an area without a score comes last, ties keep the order of codes.
    order = np.lexsort((codes, -np.nan_to_num(score.value, nan=-np.inf), prefs))
    basis = np.empty(len(codes), dtype=object)
    rank = np.zeros(len(codes), dtype=np.int64)
    counts = dict.fromkeys(sorted(set(prefs)), 0)
    for code, pref in zip(codes, prefs, strict=True):
        counts[pref] += code in pinned
    place = dict.fromkeys(counts, 0)
    for i in order:
        code, pref = codes[i], prefs[i]
        unscored = bool(np.isnan(score.value[i]))
        if not unscored:
            place[pref] += 1
            rank[i] = place[pref]
        out = (
            Basis.EXCLUDED
            if code in excluded
            else Basis.NO_SCORE
            if unscored
            else Basis.NO_VERDICT
            if barred[i]
            else None
        )
        basis[i] = Basis.PINNED if code in pinned else out or _basis(scenario, counts[pref], float(score.value[i]))
        counts[pref] += basis[i] in (Basis.MINIMUM, Basis.ABOVE_SECOND)
    selected = np.array([b in IN for b in basis])
    return Selection(selected, basis, rank, score, _notices(facts, scenario, counts, basis, verdicts))


def standing_out(verdicts: Verdicts) -> np.ndarray:
    """Areas whose ① or ② is 要確認 or 該当 (bool)."""
    found: np.ndarray = np.logical_or(
        flagged(verdicts.of(Criterion.TOTAL_GAP)), flagged(verdicts.of(Criterion.FUNCTION_GAP))
    )
    return found


def _basis(scenario: Scenario, chosen: int, score: float) -> Basis:
    if chosen < scenario.bounds.minimum:
        return Basis.MINIMUM
    if chosen >= scenario.bounds.maximum:
        return Basis.FULL
    return Basis.ABOVE_SECOND if score >= scenario.bounds.second_score else Basis.BELOW_SECOND


def _notices(
    facts: Facts, scenario: Scenario, counts: dict[str, int], basis: np.ndarray, verdicts: Verdicts
) -> tuple[Notice, ...]:
    names = dict(zip(facts.areas["pref_code"].tolist(), facts.areas["pref_name"].tolist(), strict=True))
    low, high = scenario.bounds.minimum, scenario.bounds.maximum
    notices = []
    for pref, count in counts.items():
        if count < low:
            text = f"{names[pref]}: 選べる区域が{count}か所しかなく、下限の{low}か所に届きません。"
            notices.append(Notice(NoticeKind.PREFECTURE_SHORT, pref, text))
        if count > high:
            text = (
                f"{names[pref]}: 固定された区域が{count}か所あり、上限の{high}か所を超えています。固定を優先しました。"
            )
            notices.append(Notice(NoticeKind.PREFECTURE_OVER, pref, text))
    by_rule = np.isin(basis, [Basis.MINIMUM, Basis.ABOVE_SECOND])
    codes, area, home = facts.codes, facts.areas["area_name"].to_numpy(), facts.areas["pref_name"].to_numpy()
    for i in np.flatnonzero(by_rule & ~flagged(verdicts.by_criterion).any(axis=1)):
        unknown = [MARK[c] for c in CRITERIA if verdicts.of(c)[i] == UNKNOWN]
        kind = NoticeKind.OPEN_CRITERION if unknown else NoticeKind.NO_CRITERION
        found = f"{'・'.join(unknown)}は判定不能で、ほかは非該当" if unknown else "事項①〜④はすべて非該当"
        notices.append(Notice(kind, codes[i], f"{area[i]}({home[i]}): {found}ですが、県内の順位で選ばれています。"))
    return tuple(notices)
