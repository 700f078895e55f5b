"""A scenario: everything a person can choose in the simulator, as one frozen and self-checking value.

A scenario together with the data decides the result completely; the same scenario gives the same result byte for byte.
`core.rules.scenario_json` turns it into JSON and back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from functools import partial
from typing import Literal

from pydantic import with_config

from core import parameters
from core.checks import (
    Flag,
    Real,
    Whole,
    Written,
    check_characters,
    check_choice,
    check_number,
    check_text,
    check_whole,
    check_year,
)
from core.errors import FieldError
from core.parameters import Key
from core.reading.refusals import shown
from core.rules.choices import FUNCTION_SIGNALS, GapDirection, Reference, Signal
from core.rules.entries import (
    OCCUPANCY,
    STRICT,
    Completeness,
    Exclusion,
    Explained,
    ModelRequest,
    Nomination,
    Occupancy,
    Pin,
    Preparing,
    Revalidation,
)
from core.vocabulary.terms import Noise


def _number(key: Key) -> Callable[[], float]:
    return partial(parameters.number, key)


def _whole(key: Key) -> Callable[[], int]:
    return partial(parameters.whole, key)


@with_config(STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Limits of z per signal; reached exactly counts as 該当. Unit: standard deviations. Defaults are dated parameters."""

    total: Real = field(default_factory=_number(Key.THRESHOLD_TOTAL_GAP))
    high_acute: Real = field(default_factory=_number(Key.THRESHOLD_FUNCTION_GAP))
    acute: Real = field(default_factory=_number(Key.THRESHOLD_FUNCTION_GAP))
    recovery: Real = field(default_factory=_number(Key.THRESHOLD_FUNCTION_GAP))
    chronic: Real = field(default_factory=_number(Key.THRESHOLD_FUNCTION_GAP))
    acute_combined: Real = field(default_factory=_number(Key.THRESHOLD_FUNCTION_GAP))

    def __post_init__(self) -> None:
        for signal in Signal:
            check_number(signal.value, f"しきい値({signal})", self.of(signal), 0, 20)

    def of(self, signal: Signal) -> float:
        """The limit of one signal."""
        return float(getattr(self, signal))


@with_config(STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Weights of the priority score.

    The first four are relative weights of z values (the score is their weighted mean, so it stays in units of z);
    the last two are added, in units of z, when ③ or ④ is 該当. By default the score is z of 高度急性期+急性期 alone:
    no weight is fitted to the real designation. How well that meets it is shown by `core.rules.backtest`.
    """

    total: Real = field(default_factory=_number(Key.WEIGHT_TOTAL))
    functions: Real = field(default_factory=_number(Key.WEIGHT_FUNCTIONS))  # the largest z of the functions of ②
    acute_combined: Real = field(default_factory=_number(Key.WEIGHT_ACUTE_COMBINED))
    chronic: Real = field(default_factory=_number(Key.WEIGHT_CHRONIC))
    revalidation: Real = field(default_factory=_number(Key.WEIGHT_REVALIDATION))
    nomination: Real = field(default_factory=_number(Key.WEIGHT_NOMINATION))

    def __post_init__(self) -> None:
        for item in fields(self):
            check_number(item.name, f"重み({item.name})", getattr(self, item.name), 0, 10)
        if self.total + self.functions + self.acute_combined + self.chronic <= 0:
            raise FieldError(
                "",
                "合計・機能別・高度急性期+急性期・慢性期の重みがすべて0です。",
                "少なくとも1つを0より大きくしてください。",
            )


@with_config(STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Number of 推進区域 in each prefecture. Beyond the minimum an area needs a score of at least `second_score` (z)."""

    minimum: Whole = field(default_factory=_whole(Key.SUISHIN_MINIMUM))
    maximum: Whole = field(default_factory=_whole(Key.SUISHIN_MAXIMUM))
    second_score: Real = field(default_factory=_number(Key.SECOND_SCORE))

    def __post_init__(self) -> None:
        check_whole("minimum", "都道府県あたりの下限", self.minimum, 30)
        check_whole("maximum", "都道府県あたりの上限", self.maximum, 30)
        if self.minimum > self.maximum:
            raise FieldError(
                "minimum",
                f"都道府県あたりの下限({self.minimum})が上限({self.maximum})を超えています。",
                "下限を上限以下にしてください。",
            )
        check_number("second_score", "2か所目のスコアの基準", self.second_score, -20, 20)


@with_config(STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class ModelBounds:
    """Number of モデル推進区域 nationwide."""

    minimum: Whole = field(default_factory=_whole(Key.MODEL_MINIMUM))
    maximum: Whole = field(default_factory=_whole(Key.MODEL_MAXIMUM))

    def __post_init__(self) -> None:
        check_whole("minimum", "モデル推進区域の下限", self.minimum, parameters.whole(Key.AREA_COUNT))
        check_whole("maximum", "モデル推進区域の上限", self.maximum, parameters.whole(Key.AREA_COUNT))
        if self.minimum > self.maximum:
            raise FieldError(
                "minimum",
                f"モデル推進区域の下限({self.minimum})が上限({self.maximum})を超えています。",
                "下限を上限以下にしてください。",
            )


@with_config(STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """Everything chosen in the simulator. Raises UserError (Japanese) when the choices contradict each other.

    `direction` is what ①② look at; `ranking_direction` is what the score turns z to. `requires_verdict`: only areas whose ① or
    ② is 要確認 or 該当 are picked by rank. `converted_from`: the format that the scenario was read from when not the present one
    (`core.rules.first_edition`); it decides nothing.
    """

    name: Written = "高度急性期+急性期の過剰(既定)"
    note: Written = ""
    year: Whole = field(default_factory=_whole(Key.DEFAULT_YEAR))
    reference: Reference = Reference.NATION
    noise: Noise = Noise.WARD
    direction: GapDirection = GapDirection.BOTH
    ranking_direction: GapDirection = GapDirection.EXCESS
    report_rate_correction: Flag = False
    thresholds: Thresholds = field(default_factory=Thresholds)
    functions: tuple[Signal, ...] = FUNCTION_SIGNALS
    weights: Weights = field(default_factory=Weights)
    bounds: Bounds = field(default_factory=Bounds)
    requires_verdict: Flag = False
    model_bounds: ModelBounds = field(default_factory=ModelBounds)
    pins: tuple[Pin, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    nominations: tuple[Nomination, ...] = ()
    nominations_complete: tuple[Completeness, ...] = ()
    revalidation: tuple[Revalidation, ...] = ()
    revalidation_complete: tuple[Completeness, ...] = ()
    preparing: tuple[Preparing, ...] = ()
    model_requests: tuple[ModelRequest, ...] = ()
    occupancy_2015: tuple[Occupancy, ...] = ()
    explained: tuple[Explained, ...] = ()
    converted_from: Literal["", "suishin-scenario/1"] = ""

    def __post_init__(self) -> None:
        check_text("name", "シナリオの名前", self.name, 100)
        check_characters("note", "シナリオの説明", self.note)
        check_year("year", "対象年", self.year)
        for number, signal in enumerate(self.functions, 1):
            check_choice(f"functions[{number}]", "事項②で見る病床機能", signal, FUNCTION_SIGNALS)
        if not self.functions:
            raise FieldError(
                "functions",
                "事項②で見る病床機能が1つも選ばれていません。",
                f"次から1つ以上選んでください: {', '.join(FUNCTION_SIGNALS)}。",
            )
        allowed = f"使える値: {', '.join(FUNCTION_SIGNALS)}。"
        _once("functions[{}]", "事項②で見る病床機能に同じ機能", list(self.functions), allowed)
        _once("pins[{}].area_code", "固定する区域に同じ区域", [p.area_code for p in self.pins])
        _once("exclusions[{}].area_code", "除外する区域に同じ区域", [e.area_code for e in self.exclusions])
        _once("nominations[{}].area_code", "④の推薦に同じ区域", [n.area_code for n in self.nominations])
        _once(
            "model_requests[{}].area_code", "モデル推進区域の要望に同じ区域", [r.area_code for r in self.model_requests]
        )
        for name, ticks in (
            ("nominations_complete", self.nominations_complete),
            ("revalidation_complete", self.revalidation_complete),
        ):
            _once(f"{name}[{{}}].pref_code", "「これで全部」の確認に同じ都道府県", [t.pref_code for t in ticks])
        tabled = {r.area_code[:2] for r in self.revalidation}
        for number, tick in enumerate(self.revalidation_complete, 1):
            # A link carries no table: without its rows the tick would make every area of the prefecture 非該当.
            if tick.pref_code not in tabled:
                raise FieldError(
                    f"revalidation_complete[{number}].pref_code",
                    f"③の表に行のない都道府県に「この表で全部」の確認があります: {shown(tick.pref_code)}",
                    "③の表を入れてから確認してください。対象の医療機関がない区域は「対象なし」の行にします。",
                )
        for name, label, rows in (
            ("occupancy_2015", parameters.words(OCCUPANCY), self.occupancy_2015),
            ("explained", "説明できる差異", self.explained),
        ):
            _once(f"{name}[{{}}]", f"{label}に同じ区域と病床機能", [f"{r.area_code}・{r.bed_function}" for r in rows])
        excluded = {e.area_code for e in self.exclusions}
        for number, pin in enumerate(self.pins, 1):
            if pin.area_code in excluded:
                raise FieldError(
                    f"pins[{number}].area_code",
                    f"固定と除外の両方に指定された区域があります: {pin.area_code}",
                    "どちらか一方にしてください。",
                )

    def area_codes(self) -> set[str]:
        """Every area code that the scenario mentions."""
        groups = (
            self.pins,
            self.exclusions,
            self.nominations,
            self.revalidation,
            self.preparing,
            self.model_requests,
            self.occupancy_2015,
            self.explained,
        )
        return {item.area_code for group in groups for item in group}

    def pref_codes(self) -> set[str]:
        """Every prefecture code that the scenario mentions by itself."""
        return {tick.pref_code for tick in (*self.nominations_complete, *self.revalidation_complete)}


def _once(field: str, label: str, keys: list[str], more: str = "") -> None:
    """Refuse a key that stands twice; `field` names the entry, its number to be filled in."""
    seen: set[str] = set()
    for number, key in enumerate(keys, 1):
        if key in seen:
            raise FieldError(
                field.format(number), f"{label}が2回あります: {shown(str(key))}", f"重複を消してください。{more}"
            )
        seen.add(key)
