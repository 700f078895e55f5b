"""Fitted weights against a plain recomputation, and what a fit does not depend on."""

from __future__ import annotations

from dataclasses import asdict, replace

import numpy as np
import pytest

from core.data.store import Store
from core.rules import backtest, engine, sensitivity
from core.rules.choices import RevalidationState
from core.rules.entries import Exclusion, Nomination, Pin, Revalidation
from core.rules.facts import from_store
from core.rules.scenario import Bounds, ModelBounds, Scenario, Thresholds, Weights
from core.rules.scores import PICKS
from core.rules.selection import COMPONENTS, components


def plainly_left_out(result: engine.Result, step: float) -> list[bool]:
    """Hit of each scored prefecture with weights fitted on the others: one loop per pair, no array tricks."""
    real = backtest.truth(result.facts)
    values = components(result.scenario, result.signals)
    n = round(1 / step)
    grid = [
        (a / n, b / n, c / n, (n - a - b - c) / n)
        for a in range(n, -1, -1)
        for b in range(n - a, -1, -1)
        for c in range(n - a - b, -1, -1)
    ]

    def score(weights: tuple[float, ...], i: int) -> float:
        known = [(w, v) for w, v in zip(weights, values[i], strict=True) if not np.isnan(v)]
        total = sum(w for w, _ in known)
        return sum(w * v for w, v in known) / total if total else float("nan")

    members = {int(g): [i for i in np.flatnonzero(real.scored) if real.group[i] == g] for g in real.groups()}
    hits = []
    scores = [[score(w, i) for i in range(len(values))] for w in grid]
    for left_out, own in members.items():
        others = [i for g, m in members.items() if g != left_out for i in m]
        above, below = [i for i in others if real.designated[i]], [i for i in others if not real.designated[i]]
        best, best_auc = 0, -1.0
        for k, s in enumerate(scores):
            wins = sum(1.0 if s[a] > s[b] else 0.5 if s[a] == s[b] or s[a] != s[a] or s[b] != s[b] else 0.0 for a in above for b in below)  # fmt: skip
            if wins > best_auc:
                best, best_auc = k, wins
        ranked = sorted((i for i in own if scores[best][i] == scores[best][i]), key=lambda i: (-scores[best][i], i))
        hits.append(any(real.designated[i] for i in ranked[:PICKS]))
    return hits


def test_the_fit_without_a_prefecture_equals_a_plain_recomputation(real_store: Store) -> None:
    result = engine.run(from_store(real_store), Scenario())
    assert len(COMPONENTS) == 4
    hits = plainly_left_out(result, step=0.25)
    assert backtest.fit(result, step=0.25).hit_left_out == pytest.approx(sum(hits) / len(hits))


def test_a_fit_depends_on_no_weight_threshold_bound_name_or_decision_by_hand(real_store: Store) -> None:
    facts = from_store(real_store)
    plain = Scenario()
    changed = replace(
        plain,
        name="別の名前",
        note="説明",
        thresholds=Thresholds(total=1.0),
        weights=Weights(total=3.0),
        bounds=Bounds(maximum=1),
        model_bounds=ModelBounds(maximum=11),
        pins=(Pin(area_code="1005", reason="例"),),
        exclusions=(Exclusion(area_code="1001", reason="例"),),
        nominations=(Nomination(area_code="1002", reason="例"),),
        revalidation=(Revalidation(area_code="1003", state=RevalidationState.VERIFYING, facility_name="甲"),),
    )
    assert asdict(backtest.fit(engine.run(facts, changed))) == asdict(backtest.fit(engine.run(facts, plain)))
    assert backtest.by_signals_alone(changed) == backtest.by_signals_alone(plain)
    assert backtest.by_signals_alone(replace(plain, year=2023)) != backtest.by_signals_alone(plain)


def test_random_weightings_depend_on_no_threshold(real_store: Store) -> None:
    facts = from_store(real_store)
    plain = sensitivity.random_weightings(engine.run(facts, Scenario()), draws=100)
    moved = sensitivity.random_weightings(engine.run(facts, Scenario(thresholds=Thresholds(total=0.5))), draws=100)
    assert moved.equals(plain)
