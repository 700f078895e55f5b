"""Entries that a person adds to a scenario about single areas; each checks itself."""

from __future__ import annotations

import math
from dataclasses import dataclass

from core.errors import UserError
from core.rules.terms import Level, Preparation, RevalidationState


def check_number(label: str, value: float, low: float, high: float) -> None:
    """Refuse what is no number within low–high."""
    if isinstance(value, bool) or not isinstance(value, int | float) or math.isnan(value) or not low <= value <= high:
        raise UserError(f"{label}の値が正しくありません: {value}", f"{low:g} から {high:g} の数で指定してください。")


def check_text(label: str, value: str, limit: int = 2000) -> None:
    """Refuse an empty or overlong text."""
    if not isinstance(value, str) or not value.strip():
        raise UserError(f"{label}が空です。", "文章で入力してください。")
    if len(value) > limit:
        raise UserError(f"{label}が長すぎます({len(value)}字)。", f"{limit}字以内にしてください。")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """An area chosen by hand, with the reason."""

    area_code: str
    reason: str
    level: Level = Level.SUISHIN

    def __post_init__(self) -> None:
        check_text(f"固定する区域({self.area_code})の理由", self.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """An area left out by hand, with the reason."""

    area_code: str
    reason: str

    def __post_init__(self) -> None:
        check_text(f"除外する区域({self.area_code})の理由", self.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Nomination:
    """An area nominated under ④: the written reason and the ids of the evidence it cites (`core.rules.evidence`)."""

    area_code: str
    reason: str
    evidence: tuple[str, ...] = ()
    source: str = ""

    def __post_init__(self) -> None:
        check_text(f"④の推薦({self.area_code})の理由", self.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Revalidation:
    """One row of the ③ table: a hospital and its state at 2023-09-30 (`NONE` needs no hospital)."""

    area_code: str
    state: RevalidationState
    facility_name: str = ""

    def __post_init__(self) -> None:
        if self.state is not RevalidationState.NONE:
            check_text(f"③の表({self.area_code})の医療機関名", self.facility_name, 200)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparing:
    """An area that prepares the way for 地域医療構想, with what it does."""

    area_code: str
    kind: Preparation
    reason: str

    def __post_init__(self) -> None:
        check_text(f"モデル推進区域の取組({self.area_code})の内容", self.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Occupancy:
    """病床利用率 of 2015 of one area and function (ratio, 1 = 100 %)."""

    area_code: str
    bed_function: str
    occupancy: float

    def __post_init__(self) -> None:
        check_number(f"2015年の病床利用率({self.area_code})", self.occupancy, 0, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """Beds of a gap that the 差異分析ワークシート explains by data characteristics (床, negative for a shortage)."""

    area_code: str
    bed_function: str
    beds: float

    def __post_init__(self) -> None:
        check_number(f"説明できる差異の床数({self.area_code})", self.beds, -100_000, 100_000)
