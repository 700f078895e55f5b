"""The rules once more in plain Python, area by area, from docs/rules.md: no numpy, nothing of the engine's modules but its enums.

It reads `Facts` only as the tables of figures that they are. Slow on purpose.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from core.rules.facts import Facts
from core.rules.scenario import Scenario

FOUR = ("high_acute", "acute", "recovery", "chronic")
SIGNALS = ("total", *FOUR, "acute_combined")
PARTS = {"total": FOUR, "acute_combined": ("high_acute", "acute")}
WORDS = {1: "met", 2: "to_confirm", 0: "not_met", -1: "unknown"}
nan = math.nan


def known(value: float) -> bool:
    return value == value


def ward(y: list[float], expected: list[float], rounds: int = 50) -> tuple[float, float]:
    """φ and τ² of the ward model by the recipe in the documents."""
    size = [1 / (e + 0.5) for e in expected]
    square = [v * v for v in y]
    ordered = sorted(square)
    at = 0.98 * (len(ordered) - 1)
    low = math.floor(at)
    high = min(low + 1, len(ordered) - 1)
    cap = ordered[low] + (ordered[high] - ordered[low]) * (at - low)
    square = [min(s, cap) for s in square]
    phi, tau2 = 1.0, 0.03
    for _ in range(rounds):
        w = [1 / (phi * x + tau2) ** 2 for x in size]
        total = math.fsum(w)
        mean_x = math.fsum(a * x for a, x in zip(w, size, strict=True)) / total
        mean_y = math.fsum(a * s for a, s in zip(w, square, strict=True)) / total
        above = math.fsum(a * (x - mean_x) * (s - mean_y) for a, x, s in zip(w, size, square, strict=True))
        below = math.fsum(a * (x - mean_x) ** 2 for a, x in zip(w, size, strict=True))
        slope = above / below
        phi, tau2 = max(1.0, slope), max(1e-4, mean_y - slope * mean_x)
    return phi, tau2


def bed(y: list[float], expected: list[float]) -> tuple[float, float]:
    """φ = 1 and DerSimonian–Laird's τ²."""
    if len(y) < 2:
        return 1.0, 0.0
    weight = [e + 0.5 for e in expected]
    total = math.fsum(weight)
    mean = math.fsum(w * v for w, v in zip(weight, y, strict=True)) / total
    q = math.fsum(w * (v - mean) ** 2 for w, v in zip(weight, y, strict=True))
    scale = total - math.fsum(w * w for w in weight) / total
    return 1.0, max(0.0, (q - (len(y) - 1)) / scale) if scale > 0 else 0.0


def run(
    facts: Facts, scenario: Scenario, spread: Callable[[str, list[float], list[float]], tuple[float, float]]
) -> dict[str, dict[str, Any]]:
    """area_code → cells of `Result.frame`. `spread`: φ and τ² of one signal from y and E of the areas that have both."""
    codes = list(facts.codes)
    pref = {c: str(facts.areas["pref_code"][c]) for c in codes}
    year = scenario.year
    rate = {c: 1.0 for c in codes}
    if scenario.report_rate_correction:
        rate = {c: float(facts.report_rate[year][c]) for c in codes}
    raw = {(c, s): float(facts.reported[year][s][c]) for c in codes for s in SIGNALS}
    beds = {(c, s): v / rate[c] if rate[c] > 0 else nan for (c, s), v in raw.items()}
    need = {(c, s): float(facts.required[s][c]) for c in codes for s in SIGNALS}
    given = {(e.area_code, str(e.bed_function)): e.beds for e in scenario.explained}
    cells: dict[str, dict[str, Any]] = {c: {} for c in codes}
    strength: dict[tuple[str, str], float] = {}
    state: dict[tuple[str, str], int] = {}
    side: dict[tuple[str, str], int] = {}
    group = groups(facts, scenario)
    for s in SIGNALS:
        both = [c for c in codes if known(beds[c, s]) and known(need[c, s])]
        expected, y = {}, {}
        for c in both:
            mates = [m for m in both if group[m] == group[c]] if group[c] is not None else []
            total = sum(need[m, s] for m in mates)
            alone = scenario.reference != "nation" and len(mates) < 2
            if mates and total > 0 and not alone:
                expected[c] = need[c, s] * (sum(beds[m, s] for m in mates) / total)
                y[c] = math.log((beds[c, s] + 0.5) / (expected[c] + 0.5))
        phi, tau2 = spread(s, list(y.values()), [expected[c] for c in y])
        for c in codes:
            if c not in y:
                cells[c][f"z_{s}"] = strength[c, s] = nan
                state[c, s], side[c, s] = -1, 0
                continue
            deviation = math.sqrt(phi / (expected[c] + 0.5) + tau2)
            whole = y[c] / deviation
            taken, settled = explained_beds(given, raw, need, c, s)
            rest = raw[c, s] - need[c, s] - taken
            z = math.log((max(beds[c, s] - taken, 0.0) + 0.5) / (expected[c] + 0.5)) / deviation
            sign = {"excess": 1, "shortage": -1, "both": -1 if whole < 0 else 1}[scenario.direction]
            strength[c, s] = sign * whole
            if settled:
                strength[c, s] = -math.inf if abs(rest) < 1e-6 else min(sign * whole, sign * z)
            state[c, s] = (1 if settled else 2) if strength[c, s] >= scenario.thresholds.of(s) else 0
            side[c, s] = sign
            cells[c][f"z_{s}"] = z
    for c in codes:
        judge(facts, scenario, c, pref[c], cells[c], state, side)
        score(scenario, cells[c])
    select(scenario, codes, pref, cells)
    return cells


def groups(facts: Facts, scenario: Scenario) -> dict[str, Any]:
    """Label of the areas that an area is compared with; None where it has none."""
    codes = list(facts.codes)
    if scenario.reference == "nation":
        return dict.fromkeys(codes, 0)
    if scenario.reference == "prefecture":
        return {c: str(facts.areas["pref_code"][c]) for c in codes}
    people = {c: facts.areas["population"][c] for c in codes}
    counted = sorted((c for c in codes if people[c] == people[c]), key=lambda c: (people[c], c))
    return dict.fromkeys(codes) | {c: place * 5 // len(counted) for place, c in enumerate(counted)}


def explained_beds(given: Any, raw: Any, need: Any, c: str, s: str) -> tuple[float, bool]:
    """Beds that a worksheet explains, and whether it speaks of the whole figure."""
    if s in PARTS and (c, s) not in given:
        parts = PARTS[s]
        closed = all((c, p) in given or raw[c, p] - need[c, p] == 0 for p in parts)
        return sum(given.get((c, p), 0.0) for p in parts), closed and any((c, p) in given for p in parts)
    return given.get((c, s), 0.0), (c, s) in given


def judge(facts: Facts, scenario: Scenario, c: str, pref: str, cell: dict[str, Any], state: Any, side: Any) -> None:
    """①–④ of one area."""
    for name, signals in (("total_gap", ["total"]), ("function_gap", [str(f) for f in scenario.functions])):
        codes = [state[c, s] for s in signals]
        verdict = next((v for v in (1, 2, -1) if v in codes), 0)
        signs = {side[c, s] for s in signals if state[c, s] == verdict} if verdict in (1, 2) else set()
        cell[name] = WORDS[verdict]
        cell[f"{name}_side"] = {0: None, 1: "excess" if 1 in signs else "shortage", 2: "both"}[len(signs)]
    rows = [r for r in scenario.revalidation if r.area_code == c]
    told = any(t.pref_code == pref for t in scenario.revalidation_complete) or any(r.state == "none" for r in rows)
    still = sum(r.state in ("verifying", "not_started") for r in rows)
    cell["revalidation"] = "met" if still >= 1 else "not_met" if told else "unknown"
    complete = any(t.pref_code == pref for t in scenario.nominations_complete)
    named = any(n.area_code == c for n in scenario.nominations)
    cell["other"] = "met" if named else "not_met" if complete else "unknown"


def score(scenario: Scenario, cell: dict[str, Any]) -> None:
    """Weighted mean of the z that are known, plus what ③ and ④ add."""
    turn = {"excess": lambda z: z, "shortage": lambda z: -z, "both": abs}[scenario.ranking_direction]
    z = {s: turn(cell[f"z_{s}"]) for s in SIGNALS}
    of_functions = [z[str(f)] for f in scenario.functions if known(z[str(f)])]
    values = {
        "total": z["total"],
        "functions": max(of_functions) if of_functions else nan,
        "acute_combined": z["acute_combined"],
        "chronic": z["chronic"],
    }
    weight = {name: getattr(scenario.weights, name) for name, value in values.items() if known(value)}
    cell["score"] = nan
    if sum(weight.values()) > 0:
        mean = sum(w * values[name] for name, w in weight.items()) / sum(weight.values())
        added = scenario.weights.revalidation * (cell["revalidation"] == "met")
        cell["score"] = mean + added + scenario.weights.nomination * (cell["other"] == "met")


def select(scenario: Scenario, codes: list[str], pref: dict[str, str], cells: dict[str, dict[str, Any]]) -> None:
    """Rank and pick within each prefecture."""
    pinned, excluded = ({e.area_code for e in group} for group in (scenario.pins, scenario.exclusions))
    bounds = scenario.bounds
    for p in sorted(set(pref.values())):
        own = [c for c in codes if pref[c] == p]
        for c in own:
            cells[c] |= {"rank": 0, "suishin": c in pinned}
        chosen = sum(c in pinned for c in own)
        ranked = sorted((c for c in own if known(cells[c]["score"])), key=lambda c: (-cells[c]["score"], c))
        for place, c in enumerate(ranked, 1):
            cells[c]["rank"] = place
            flagged = {cells[c]["total_gap"], cells[c]["function_gap"]} & {"met", "to_confirm"}
            if c in pinned or c in excluded or (scenario.requires_verdict and not flagged):
                continue
            if chosen < bounds.minimum or (chosen < bounds.maximum and cells[c]["score"] >= bounds.second_score):
                cells[c]["suishin"] = True
                chosen += 1
