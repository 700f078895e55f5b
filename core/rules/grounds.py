"""Which laid-down values a result stands on, each with its source, and whether the scenario put its own in their place."""

from __future__ import annotations

from dataclasses import dataclass

from core.content.source_short import cited
from core.parameters import Key, Parameter, amount, parameter
from core.rules.choices import Signal
from core.rules.model import Criterion
from core.rules.scenario import Scenario

_WEIGHTS = {
    "total": Key.WEIGHT_TOTAL,
    "functions": Key.WEIGHT_FUNCTIONS,
    "acute_combined": Key.WEIGHT_ACUTE_COMBINED,
    "chronic": Key.WEIGHT_CHRONIC,
    "revalidation": Key.WEIGHT_REVALIDATION,
    "nomination": Key.WEIGHT_NOMINATION,
}


@dataclass(frozen=True, slots=True)
class Ground:
    """One value that decided something: the parameter, and the value that was used in its place or as it stands."""

    parameter: Parameter
    used: float

    @property
    def changed(self) -> bool:
        """True where the scenario has a value of its own."""
        return self.used != self.parameter.value

    @property
    def sentence(self) -> str:
        """`事項①のしきい値 z 1.96(このツールの決めごと…、2026-11-22から)`; a changed value names the laid-down one."""
        p = self.parameter
        if self.changed:
            return f"{p.label} {amount(self.used, p.unit)}(シナリオで変更。規則の値は{p.amount}、{cited(p)})"
        return f"{p.label} {p.amount}({cited(p)})"


def ground(key: Key, used: float | None = None) -> Ground:
    """A parameter in force, used as it stands unless a value is given."""
    entry = parameter(key)
    return Ground(entry, entry.value if used is None else used)


def threshold(scenario: Scenario, signal: Signal) -> Ground:
    """The limit of z of one signal, ① for the total and ② for the others."""
    key = Key.THRESHOLD_TOTAL_GAP if signal is Signal.TOTAL else Key.THRESHOLD_FUNCTION_GAP
    return ground(key, scenario.thresholds.of(signal))


def of_criterion(scenario: Scenario, criterion: Criterion) -> tuple[Ground, ...]:
    """What one of ①–④ is judged by; ④ is a person's statement and has no laid-down value. Equal limits of ② stand once."""
    if criterion is Criterion.TOTAL_GAP:
        return threshold(scenario, Signal.TOTAL), ground(Key.REQUIRED_YEAR)
    if criterion is Criterion.FUNCTION_GAP:
        limits = dict.fromkeys(threshold(scenario, s) for s in scenario.functions)
        return *limits, ground(Key.REQUIRED_YEAR)
    return (ground(Key.REVALIDATION_HOSPITALS),) if criterion is Criterion.REVALIDATION else ()


def of_score(scenario: Scenario) -> tuple[Ground, ...]:
    """The weights of the priority score."""
    return tuple(ground(key, getattr(scenario.weights, name)) for name, key in _WEIGHTS.items())


def of_selection(scenario: Scenario) -> tuple[Ground, ...]:
    """How many 推進区域 a prefecture may have, and what an area beyond the minimum needs."""
    b = scenario.bounds
    return (
        ground(Key.SUISHIN_MINIMUM, b.minimum),
        ground(Key.SUISHIN_MAXIMUM, b.maximum),
        ground(Key.SECOND_SCORE, b.second_score),
    )


def of_models(scenario: Scenario) -> tuple[Ground, ...]:
    """How many モデル推進区域 there may be, and the year that changes are counted from."""
    b = scenario.model_bounds
    return ground(Key.MODEL_MINIMUM, b.minimum), ground(Key.MODEL_MAXIMUM, b.maximum), ground(Key.BASE_YEAR)


def of_scenario(scenario: Scenario) -> tuple[Ground, ...]:
    """All of them, each once, in the order of the rules."""
    judged = (g for criterion in Criterion for g in of_criterion(scenario, criterion))
    parts = (*judged, *of_score(scenario), *of_selection(scenario), *of_models(scenario))
    return tuple(dict.fromkeys((ground(Key.DEFAULT_YEAR, scenario.year), *parts)))
