"""Explained beds of the 差異分析ワークシート: what they may be, and which figures a worksheet has settled.

An explained number has the sign of the gap (報告 − 必要量, as reported) and does not exceed it. What is refused is told row by row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from core.data.bed_names import bed_names
from core.errors import UserError
from core.measures.explained import Fault, fault
from core.reading.refusals import told
from core.rules.choices import COLUMN, SIGNALS, Signal
from core.rules.entries import Explained
from core.rules.facts import Facts
from core.rules.scenario import Scenario
from core.vocabulary import labels
from core.vocabulary.terms import FOUR_FUNCTIONS, BedFunction

_FOUR: Final = [COLUMN[Signal(f)] for f in FOUR_FUNCTIONS]
_COMBINED: Final = [COLUMN[Signal.HIGH_ACUTE], COLUMN[Signal.ACUTE]]
_HINT: Final = "説明できる床数は、差異(報告−必要量)と同じ符号で、差異を超えない数にしてください。"
#: Beds are whole; a rest nearer to zero is rounding.
_WHOLE: Final = 1e-6
#: (area_code, bed_function) → gap in beds, NaN where it cannot be computed.
Gaps = Mapping[tuple[str, str], float]


@dataclass(frozen=True, slots=True, eq=False)
class ExplainedBeds:
    """Arrays of area × signal. `beds`: explained (床). `settled`: a worksheet speaks of the whole figure. `rest`: gap less `beds`.

    The total follows from the four functions unless it is given itself, 高度急性期+急性期 always from its two. Such a sum is settled only
    when every part with a gap has an entry (0 床 is one: nothing is explained).
    """

    beds: np.ndarray
    settled: np.ndarray
    rest: np.ndarray


def gaps(facts: Facts, year: int) -> dict[tuple[str, str], float]:
    """報告 − 必要量 (床) of every area and function, the total too; a year without data gives none."""
    if year not in facts.reported:
        return {}
    columns = [Signal(f) for f in BedFunction]
    values = (facts.reported[year][columns] - facts.required[columns]).to_numpy()
    return {
        (str(code), f.value): float(values[i, k])
        for i, code in enumerate(facts.codes)
        for k, f in enumerate(BedFunction)
    }


def refusal(gap: float, beds: float) -> str:
    """Why a number of explained beds cannot be; empty where it can."""
    found = fault(gap, beds)
    if found is Fault.NO_GAP:
        return "差異を計算できないため(報告病床数か必要量がない)、説明できる床数は入れられません"
    amount, whole = labels.signed(beds, "床"), labels.signed(gap, "床")
    if found is Fault.SIGN:
        return f"説明できる床数 {amount} の符号が差異 {whole} と逆です"
    if found is Fault.BEYOND:
        return f"説明できる床数 {amount} が差異 {whole} を超えています"
    return ""


def refused(entries: Iterable[Explained], known: Gaps) -> list[tuple[int, Explained, str]]:
    """Every entry that cannot be: its number (from 1), itself, why."""
    found = []
    for number, entry in enumerate(entries, 1):
        why = refusal(known.get((entry.area_code, str(entry.bed_function)), np.nan), entry.beds)
        if why:
            found.append((number, entry, why))
    return found


def check(facts: Facts, scenario: Scenario) -> None:
    """Raise UserError naming each row of explained beds that cannot be."""
    if not scenario.explained:
        return
    wrong = refused(scenario.explained, gaps(facts, scenario.year))
    if wrong:
        names = facts.areas["area_name"]
        lines = (
            (
                f"シナリオの explained[{n}]: {names[e.area_code]}・{bed_names(scenario.year)[e.bed_function]}: {why}。",
                _HINT,
            )
            for n, e, why in wrong
        )
        raise UserError(*told(lines))


def compute(facts: Facts, scenario: Scenario) -> ExplainedBeds:
    """Explained beds of all areas. Raises UserError for numbers that cannot be."""
    check(facts, scenario)
    shape = (len(facts.areas), len(SIGNALS))
    beds, own = np.zeros(shape), np.zeros(shape, dtype=bool)
    gap = facts.reported[scenario.year].to_numpy(dtype="float64") - facts.required.to_numpy(dtype="float64")
    if not scenario.explained:
        return ExplainedBeds(beds, own, gap)
    row = {code: i for i, code in enumerate(facts.codes)}
    for item in scenario.explained:
        place = row[item.area_code], COLUMN[Signal(item.bed_function)]
        beds[place], own[place] = item.beds, True
    settled = own.copy()
    for signal, parts in ((Signal.ACUTE_COMBINED, _COMBINED), (Signal.TOTAL, _FOUR)):
        given, whole = own[:, parts].any(axis=1), (own[:, parts] | (gap[:, parts] == 0)).all(axis=1)
        follows = ~own[:, COLUMN[signal]]
        beds[:, COLUMN[signal]] = np.where(follows, beds[:, parts].sum(axis=1), beds[:, COLUMN[signal]])
        settled[:, COLUMN[signal]] = np.where(follows, given & whole, settled[:, COLUMN[signal]])
    rest = gap - beds
    rest[np.abs(rest) < _WHOLE] = 0.0
    return ExplainedBeds(beds, settled, rest)
