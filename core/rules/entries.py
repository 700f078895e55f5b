"""Entries that a person adds to a scenario about single areas; each checks itself."""

from __future__ import annotations

import math
import re
import reprlib
from collections.abc import Sequence
from dataclasses import dataclass

from core.errors import UserError
from core.rules.choices import Level, Preparation, RevalidationState
from core.vocabulary.terms import FOUR_FUNCTIONS, BedFunction

#: No file of text or workbook can hold these: control characters other than tab and line ends, halves of surrogate pairs.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_SHORT = reprlib.Repr()
_SHORT.maxstring = _SHORT.maxlong = _SHORT.maxother = 60


class FieldError(UserError):
    """A refused value. `field` names it as in a scenario file (`beds`, `functions[2]`, counted from 1; empty: the whole)."""

    def __init__(self, field: str, message: str, hint: str) -> None:
        super().__init__(message, hint)
        self.field = field


def shown(value: object) -> str:
    """A refused value for a message: quoted, and never longer than a line."""
    return _SHORT.repr(value)


def check_number(field: str, label: str, value: float, low: float, high: float) -> None:
    """Refuse what is no number within low–high."""
    if isinstance(value, bool) or not isinstance(value, int | float) or math.isnan(value) or not low <= value <= high:
        raise FieldError(
            field, f"{label}の値が正しくありません: {shown(value)}", f"{low:g} から {high:g} の数で指定してください。"
        )


def check_whole(field: str, label: str, value: int, high: int) -> None:
    """Refuse what is no whole number within 0–high."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= high:
        raise FieldError(field, f"{label}が正しくありません: {shown(value)}", f"0 から {high} の整数にしてください。")


def check_characters(field: str, label: str, value: str) -> None:
    """Refuse characters that no file can hold."""
    found = _UNWRITABLE.search(value)
    if found:
        raise FieldError(
            field,
            f"{label}に使えない文字があります: {shown(found.group())}({found.start() + 1}文字目)",
            "タブと改行を除く制御文字などを消してください。",
        )


def check_text(field: str, label: str, value: str, limit: int = 2000) -> None:
    """Refuse an empty or overlong text, or one that no file can hold."""
    if not isinstance(value, str) or not value.strip():
        raise FieldError(field, f"{label}が空です。", "文章で入力してください。")
    if len(value) > limit:
        raise FieldError(field, f"{label}が長すぎます({len(value)}字)。", f"{limit}字以内にしてください。")
    check_characters(field, label, value)


def check_choice(field: str, label: str, value: str, allowed: Sequence[str], more: str = "") -> None:
    """Refuse what is not one of the allowed words; `more` adds a sentence of advice."""
    if value not in allowed:
        raise FieldError(
            field, f"{label} {shown(value)} は使えません。", f"次のどれかにしてください: {', '.join(allowed)}。{more}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """An area chosen by hand, with the reason."""

    area_code: str
    reason: str
    level: Level = Level.SUISHIN

    def __post_init__(self) -> None:
        check_text("reason", f"固定する区域({self.area_code})の理由", self.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """An area left out by hand, with the reason."""

    area_code: str
    reason: str

    def __post_init__(self) -> None:
        check_text("reason", f"除外する区域({self.area_code})の理由", self.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Nomination:
    """An area nominated under ④: the written reason and the ids of the evidence it cites (`core.rules.evidence`)."""

    area_code: str
    reason: str
    evidence: tuple[str, ...] = ()
    source: str = ""

    def __post_init__(self) -> None:
        check_text("reason", f"④の推薦({self.area_code})の理由", self.reason)
        check_characters("source", f"④の推薦({self.area_code})の出典", self.source)


@dataclass(frozen=True, slots=True, kw_only=True)
class Revalidation:
    """One row of the ③ table: a hospital and its state at 2023-09-30 (`NONE` needs no hospital)."""

    area_code: str
    state: RevalidationState
    facility_name: str = ""

    def __post_init__(self) -> None:
        if self.state is not RevalidationState.NONE:
            check_text("facility_name", f"③の表({self.area_code})の医療機関名", self.facility_name, 200)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparing:
    """An area that prepares the way for 地域医療構想, with what it does."""

    area_code: str
    kind: Preparation
    reason: str

    def __post_init__(self) -> None:
        check_text("reason", f"モデル推進区域の取組({self.area_code})の内容", self.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Occupancy:
    """病床利用率 of 2015 of one area and function (ratio, 1 = 100 %)."""

    area_code: str
    bed_function: str
    occupancy: float

    def __post_init__(self) -> None:
        label = f"2015年の病床利用率({self.area_code})"
        check_choice("bed_function", f"{label}の病床機能", self.bed_function, FOUR_FUNCTIONS)
        check_number("occupancy", label, self.occupancy, 0, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """Beds of a gap that the 差異分析ワークシート explains by data characteristics (床, negative for a shortage).

    Of the total or one of the four functions: 高度急性期+急性期 is always the sum of its two.
    """

    area_code: str
    bed_function: str
    beds: float

    def __post_init__(self) -> None:
        more = "高度急性期+急性期の床数は、高度急性期と急性期から計算します。"
        check_choice(
            "bed_function", f"説明できる差異({self.area_code})の病床機能", self.bed_function, tuple(BedFunction), more
        )
        check_number("beds", f"説明できる差異の床数({self.area_code})", self.beds, -100_000, 100_000)
