"""Entries that a person adds to a scenario about single areas; each checks itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date
from typing import Final

from pydantic import ConfigDict, with_config

from core import parameters
from core.checks import Real, Written, check_characters, check_choice, check_number, check_text
from core.errors import FieldError
from core.reading.refusals import shown
from core.rules.choices import Level, Preparation, RevalidationState
from core.vocabulary.terms import FOUR_FUNCTIONS, BedFunction

#: How a file is read into these (`core.rules.scenario_json`): an item that nobody knows is refused.
STRICT: Final = ConfigDict(extra="forbid", defer_build=True)
#: Name of the table `occupancy_2015`, for `core.parameters.words`.
OCCUPANCY: Final = "{base_year}年の病床利用率"


@with_config(STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """An area chosen by hand, with the reason."""

    area_code: Written
    reason: Written
    level: Level = Level.SUISHIN

    def __post_init__(self) -> None:
        check_text("reason", f"固定する区域({self.area_code})の理由", self.reason)


@with_config(STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """An area left out by hand, with the reason."""

    area_code: Written
    reason: Written

    def __post_init__(self) -> None:
        check_text("reason", f"除外する区域({self.area_code})の理由", self.reason)


@with_config(STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Nomination:
    """An area nominated under ④: the written reason and the ids of the evidence it cites (`core.rules.evidence`)."""

    area_code: Written
    reason: Written
    evidence: tuple[Written, ...] = ()
    source: Written = ""

    def __post_init__(self) -> None:
        check_text("reason", f"④の推薦({self.area_code})の理由", self.reason)
        check_characters("source", f"④の推薦({self.area_code})の出典", self.source)


@with_config(STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Revalidation:
    """One row of the ③ table: a hospital and its state at 2023-09-30 (`NONE` needs no hospital)."""

    area_code: Written
    state: RevalidationState
    facility_name: Written = ""

    def __post_init__(self) -> None:
        check_characters("facility_name", f"③の表({self.area_code})の医療機関名", self.facility_name)
        if self.state is not RevalidationState.NONE:
            check_text("facility_name", f"③の表({self.area_code})の医療機関名", self.facility_name, 200)


@with_config(STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Preparing:
    """An area that prepares the way for 地域医療構想, with what it does."""

    area_code: Written
    kind: Preparation
    reason: Written

    def __post_init__(self) -> None:
        check_text("reason", f"モデル推進区域の取組({self.area_code})の内容", self.reason)


@with_config(STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class ModelRequest:
    """A prefecture's own request that an area be a モデル推進区域 (third route), with the reason and where it stands."""

    area_code: Written
    reason: Written
    source: Written = ""

    def __post_init__(self) -> None:
        check_text("reason", f"モデル推進区域の要望({self.area_code})の理由", self.reason)
        check_characters("source", f"モデル推進区域の要望({self.area_code})の出典", self.source)


@with_config(STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """A person's word that what is entered for a prefecture is all there is: who said so, on which day (ISO 8601)."""

    pref_code: Written
    name: Written
    date: Written

    def __post_init__(self) -> None:
        label = f"「これで全部」の確認({self.pref_code})"
        check_text("name", f"{label}をした人の名前", self.name, 100)
        try:
            day = Date.fromisoformat(self.date)
        except ValueError:
            day = None
        if day is None or day.isoformat() != self.date:
            raise FieldError(
                "date",
                f"{label}の日付が正しくありません: {shown(self.date)}",
                "年-月-日を4桁・2桁・2桁の数字で書いてください。",
            )


@with_config(STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Occupancy:
    """病床利用率 of the base year of one area and function (ratio, 1 = 100 %)."""

    area_code: Written
    bed_function: Written
    occupancy: Real

    def __post_init__(self) -> None:
        label = f"{parameters.words(OCCUPANCY)}({self.area_code})"
        check_choice("bed_function", f"{label}の病床機能", self.bed_function, FOUR_FUNCTIONS)
        check_number("occupancy", label, self.occupancy, 0, 2)


@with_config(STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """Beds of a gap that the 差異分析ワークシート explains by data characteristics (床, negative for a shortage).

    Of the total or one of the four functions: 高度急性期+急性期 is always the sum of its two.
    """

    area_code: Written
    bed_function: Written
    beds: Real

    def __post_init__(self) -> None:
        more = "高度急性期+急性期の床数は、高度急性期と急性期から計算します。"
        check_choice(
            "bed_function", f"説明できる差異({self.area_code})の病床機能", self.bed_function, tuple(BedFunction), more
        )
        check_number("beds", f"説明できる差異の床数({self.area_code})", self.beds, -100_000, 100_000)
