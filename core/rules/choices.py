"""Words of a scenario as enums: signals, references, directions, states."""

from __future__ import annotations

from enum import StrEnum


class Signal(StrEnum):
    """Bed counts whose gap is tested. `ACUTE_COMBINED` is 高度急性期+急性期, since small areas report no 高度急性期 ward."""

    TOTAL = "total"
    HIGH_ACUTE = "high_acute"
    ACUTE = "acute"
    RECOVERY = "recovery"
    CHRONIC = "chronic"
    ACUTE_COMBINED = "acute_combined"


#: Columns of every array of area × signal.
SIGNALS: tuple[Signal, ...] = tuple(Signal)
COLUMN: dict[Signal, int] = {signal: i for i, signal in enumerate(SIGNALS)}
#: Signals that criterion ② looks at, all of them unless the scenario narrows them.
FUNCTION_SIGNALS: tuple[Signal, ...] = tuple(s for s in Signal if s is not Signal.TOTAL)
#: What a combined signal is the sum of.
PARTS: dict[Signal, tuple[Signal, ...]] = {Signal.ACUTE_COMBINED: (Signal.HIGH_ACUTE, Signal.ACUTE)}


class Reference(StrEnum):
    """What an area is compared with."""

    NATION = "nation"
    POPULATION = "population"  # the fifth of areas nearest in population
    PREFECTURE = "prefecture"


class GapDirection(StrEnum):
    """Which side of the shared pattern counts."""

    EXCESS = "excess"
    SHORTAGE = "shortage"
    BOTH = "both"


class RevalidationState(StrEnum):
    """State of a 再検証対象医療機関 at 2023-09-30. `NONE`: the prefecture states that the area has no such hospital."""

    VERIFYING = "verifying"
    NOT_STARTED = "not_started"
    DONE = "done"
    NONE = "none"


class Preparation(StrEnum):
    """How an area is preparing the way (モデル推進区域, second route)."""

    ANALYSIS = "analysis"  # 医療提供体制上の課題の分析
    CORPORATION = "corporation"  # 地域医療連携推進法人


class Level(StrEnum):
    """How far a pin reaches; a model area is a 推進区域 too."""

    SUISHIN = "suishin"
    MODEL = "model"
