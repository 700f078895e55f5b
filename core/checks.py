"""Checks of single values that several readers share; a refusal names its field and says what is allowed.

`Word`, `Written`, `Filled`, `Whole`, `Integral`, `Real` and `Flag` are types for what comes from a file: pydantic takes no text for a
number and no number for a flag, and `Written` and `Filled` no character that no file can hold.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Strict, StringConstraints

from core import parameters
from core.errors import FieldError
from core.parameters import Key
from core.reading.refusals import shown

#: No file of text or workbook can hold these: control characters other than tab and line ends, halves of surrogate pairs.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def check_number(field: str, label: str, value: float, low: float, high: float) -> None:
    """Refuse what is no number within low–high."""
    if isinstance(value, bool) or not isinstance(value, int | float) or math.isnan(value) or not low <= value <= high:
        raise FieldError(
            field, f"{label}の値が正しくありません: {shown(value)}", f"{low:g} から {high:g} の数で指定してください。"
        )


def check_whole(field: str, label: str, value: int, high: int, low: int = 0) -> None:
    """Refuse what is no whole number within low–high."""
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise FieldError(
            field, f"{label}が正しくありません: {shown(value)}", f"{low:,} から {high:,} の整数にしてください。"
        )


def check_year(field: str, label: str, value: int) -> None:
    """Refuse what is no year that the data could ever have."""
    low, high = parameters.whole(Key.YEAR_MINIMUM), parameters.whole(Key.YEAR_MAXIMUM)
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        unit = "年" if isinstance(value, int) else ""
        raise FieldError(
            field,
            f"{label}が正しくありません: {shown(value)}{unit}",
            f"西暦の年を {low} から {high} の整数で指定してください。",
        )


def check_characters(field: str, label: str, value: str) -> None:
    """Refuse characters that no file can hold."""
    found = _UNWRITABLE.search(value)
    if found:
        raise FieldError(
            field,
            f"{label}に使えない文字があります: {shown(found.group())}({found.start() + 1}文字目)",
            "タブと改行を除く制御文字などを消してください。",
        )


def check_text(field: str, label: str, value: str, limit: int | None = None) -> None:
    """Refuse an empty or overlong text (`Key.TEXT_LENGTH` unless a limit is given), or one that no file can hold."""
    limit = parameters.whole(Key.TEXT_LENGTH) if limit is None else limit
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


def _writable(value: str) -> str:
    check_characters("", "文字", value)
    return value


def _real(value: object) -> object:
    """A whole number too long for a float is out of every range; infinity says so."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 10**300:
        return math.inf if value > 0 else -math.inf
    return value


def _integral(value: object) -> object:
    """A spreadsheet writes 80 as 80.0; any other number with decimals stays what it is, and is refused."""
    return int(value) if isinstance(value, float) and math.isfinite(value) and value.is_integer() else value


Word = Annotated[str, Strict()]
Written = Annotated[Word, AfterValidator(_writable)]
#: Not empty once blanks around it are gone; in this order, since pydantic would cut them off after it has measured a `Written`.
Filled = Annotated[Word, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_writable)]
Whole = Annotated[int, Strict()]
Integral = Annotated[int, Strict(), BeforeValidator(_integral)]
Real = Annotated[float, Strict(), BeforeValidator(_real)]
Flag = Annotated[bool, Strict()]
