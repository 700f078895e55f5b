"""Rules as dated parameters: every threshold, count, weight and year that a rule names, with its source and its first day.

A value is never overwritten: a new entry with a later `effective_from` is added beside the old one, and the date of the
rules (`as_of.yaml`) decides which is in force. The clock plays no part, so a scenario has the same result on every day.
The rulebook is read once per process, since derived tables and cached results stand on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Final, Protocol, TypeVar

from pydantic import Field, PlainValidator, Strict

from core.errors import UserError
from core.reading.base import CONTENT_DIR, Content, Slug, Text
from core.reading.files import check_unique, load
from core.reading.refusals import clipped

RULES_DIR: Final = CONTENT_DIR / "rules"
AS_OF: Final = "as_of.yaml"
#: Files of the folder with shapes of their own (`core.rules.evidence`, `core.subsidy.bands`); their entries are dated too.
OWN_SHAPE: Final = frozenset({AS_OF, "evidence.yaml", "subsidy.yaml"})
#: source_id of what this tool lays down itself, as in `core.views.sources`.
OURS: Final = "@ours"
#: No rule comes near it, and what has more digits cannot be computed with.
_BEYOND: Final = 10**15
_HINT: Final = "値の直し方は docs/rules.md の「規則の値を直す」にあります。"


class Key(StrEnum):
    """The parameters that code asks for; each must have a value in force."""

    BASE_YEAR = "base_year"
    REQUIRED_YEAR = "required_year"
    ESTIMATE_YEAR = "estimate_year"
    DEFAULT_YEAR = "default_year"
    GAP_LIMIT_NEAR = "gap_limit_near"
    GAP_LIMIT_FAR = "gap_limit_far"
    THRESHOLD_TOTAL_GAP = "threshold_total_gap"
    THRESHOLD_FUNCTION_GAP = "threshold_function_gap"
    REVALIDATION_HOSPITALS = "revalidation_hospitals"
    POPULATION_GROUPS = "population_groups"
    SUISHIN_MINIMUM = "suishin_minimum"
    SUISHIN_MAXIMUM = "suishin_maximum"
    MODEL_MINIMUM = "model_minimum"
    MODEL_MAXIMUM = "model_maximum"
    AREA_COUNT = "area_count"
    PREFECTURE_COUNT = "prefecture_count"
    WEIGHT_TOTAL = "weight_total"
    WEIGHT_FUNCTIONS = "weight_functions"
    WEIGHT_ACUTE_COMBINED = "weight_acute_combined"
    WEIGHT_CHRONIC = "weight_chronic"
    WEIGHT_REVALIDATION = "weight_revalidation"
    WEIGHT_NOMINATION = "weight_nomination"
    SECOND_SCORE = "second_score"
    YEAR_MINIMUM = "year_minimum"
    YEAR_MAXIMUM = "year_maximum"
    TEXT_LENGTH = "text_length"
    REVIEW_POPULATION_TINY = "review_population_tiny"
    REVIEW_POPULATION_SMALL = "review_population_small"
    REVIEW_POPULATION_GUIDE = "review_population_guide"
    REVIEW_HUB_FEWEST = "review_hub_fewest"
    REVIEW_HUB_MOST = "review_hub_most"
    REVIEW_OWN_SHARE_LOW = "review_own_share_low"
    REVIEW_OWN_SHARE = "review_own_share"
    COMPREHENSIVE_FROM_YEAR = "comprehensive_from_year"
    NATIONAL_CHANGE_LIMIT = "national_change_limit"


#: Unit of every key: another unit would change what the code computes.
UNITS: Final[Mapping[Key, str]] = {
    **dict.fromkeys((k for k in Key if k.value.endswith(("_year", "year_minimum", "year_maximum"))), "年"),
    **dict.fromkeys((Key.GAP_LIMIT_NEAR, Key.GAP_LIMIT_FAR, Key.SECOND_SCORE), "z"),
    **dict.fromkeys((Key.THRESHOLD_TOTAL_GAP, Key.THRESHOLD_FUNCTION_GAP), "z"),
    **dict.fromkeys((Key.SUISHIN_MINIMUM, Key.SUISHIN_MAXIMUM, Key.MODEL_MINIMUM, Key.MODEL_MAXIMUM), "区域"),
    **dict.fromkeys((k for k in Key if k.value.startswith("weight_")), "重み"),
    Key.AREA_COUNT: "区域",
    Key.PREFECTURE_COUNT: "都道府県",
    Key.REVALIDATION_HOSPITALS: "医療機関",
    Key.POPULATION_GROUPS: "組",
    Key.TEXT_LENGTH: "字",
    **dict.fromkeys((Key.REVIEW_POPULATION_TINY, Key.REVIEW_POPULATION_SMALL, Key.REVIEW_POPULATION_GUIDE), "人"),
    **dict.fromkeys((Key.REVIEW_HUB_FEWEST, Key.REVIEW_HUB_MOST), "人"),
    **dict.fromkeys((Key.REVIEW_OWN_SHARE_LOW, Key.REVIEW_OWN_SHARE), "割合"),
    Key.NATIONAL_CHANGE_LIMIT: "割合",
}
#: Units that count whole things.
WHOLE: Final = frozenset({"年", "区域", "都道府県", "医療機関", "組", "字", "人"})
_ASCENDING: Final = (
    (Key.GAP_LIMIT_NEAR, Key.GAP_LIMIT_FAR),
    (Key.SUISHIN_MINIMUM, Key.SUISHIN_MAXIMUM),
    (Key.MODEL_MINIMUM, Key.MODEL_MAXIMUM),
    (Key.YEAR_MINIMUM, Key.YEAR_MAXIMUM),
    (Key.BASE_YEAR, Key.REQUIRED_YEAR),
    (Key.REVIEW_POPULATION_TINY, Key.REVIEW_POPULATION_SMALL),
    (Key.REVIEW_POPULATION_SMALL, Key.REVIEW_POPULATION_GUIDE),
    (Key.REVIEW_HUB_FEWEST, Key.REVIEW_HUB_MOST),
    (Key.REVIEW_OWN_SHARE_LOW, Key.REVIEW_OWN_SHARE),
)


def _number(value: object) -> int | float:
    """A number as it stands in the file: 2 stays a whole number, 2.0 does not become one."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < _BEYOND:  # NaN is not less
        raise ValueError("数で書いてください")
    return value


class Parameter(Content):
    """One dated value. `page`: place in the source, or that the value is this tool's own; `source_id` is then `OURS`."""

    id: Slug
    label: Text
    value: Annotated[int | float, PlainValidator(_number)]
    unit: Text
    effective_from: Annotated[date, Strict()]
    source_id: Text
    page: Text
    note: str = ""

    @property
    def amount(self) -> str:
        """The value with its unit: `z 1.96`, `2区域`, `90%`, `2,280千円/床`."""
        return amount(self.value, self.unit)


def amount(value: float, unit: str) -> str:
    """A value of a parameter with its unit, as people write it."""
    if unit == "z":
        return f"z {value:.2f}"
    if unit == "割合":
        return f"{value:.0%}"
    if unit in ("年", "重み"):
        return f"{value:g}{unit.removesuffix('重み')}"
    return f"{value:,.10g}{unit}"


class RuleFile(Content):
    """One file of parameters about one subject."""

    title: Text
    parameters: tuple[Parameter, ...] = Field(min_length=1)


class AsOf(Content):
    """The date of the rules."""

    as_of: Annotated[date, Strict()]


class Dated(Protocol):
    """What is known by an id and holds from a day on."""

    @property
    def id(self) -> str: ...
    @property
    def effective_from(self) -> date: ...


P = TypeVar("P", bound=Dated)


def in_force(entries: Iterable[P], on: date) -> tuple[P, ...]:
    """Of each id the entry in force on a day: the latest `effective_from` not after it; ids in the order they first stand in."""
    found: dict[str, P] = {}
    for entry in entries:
        if entry.effective_from > on:
            continue
        known = found.get(entry.id)
        if known is None or entry.effective_from > known.effective_from:
            found[entry.id] = entry
    return tuple(found.values())


def check_dates(entries: Iterable[Dated]) -> None:
    """ValueError (for use inside model validators) where one id has two entries with one first day."""
    check_unique(entries, lambda e: f"{e.id}({e.effective_from}から)", "項目")


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The parameters in force on one day."""

    as_of: date
    parameters: Mapping[Key, Parameter]

    def parameter(self, key: Key) -> Parameter:
        """The whole entry, for those who must name its source."""
        return self.parameters[key]

    def number(self, key: Key) -> float:
        """Its value as a number with decimals."""
        return float(self.parameters[key].value)

    def whole(self, key: Key) -> int:
        """Its value as a whole number. Raises KeyError for a key that counts nothing."""
        if UNITS[key] not in WHOLE:
            raise KeyError(key)
        return int(self.parameters[key].value)


def rules_date(folder: Path = RULES_DIR) -> date:
    """The day whose rules hold. Raises UserError when the file is wrong."""
    return load(AsOf, folder / AS_OF).as_of


@lru_cache(maxsize=16)
def rulebook(on: date | None = None, folder: Path = RULES_DIR) -> Rulebook:
    """The rules in force on a day, `rules_date()` unless given. Raises UserError naming file and item of what is wrong."""
    day = rules_date(folder) if on is None else on
    files = {p.name: load(RuleFile, p) for p in sorted(folder.glob("*.yaml")) if p.name not in OWN_SHAPE}
    for name, file in files.items():
        for entry in file.parameters:
            _check(entry, name)
    entries = [entry for file in files.values() for entry in file.parameters]
    try:
        check_dates(entries)
    except ValueError as error:
        raise UserError(f"{folder.name} フォルダー: {error}。", _HINT) from error
    found = {Key(entry.id): entry for entry in in_force(entries, day)}
    missing = [key.value for key in Key if key not in found]
    if missing:
        raise UserError(
            f"{folder.name} フォルダー: 基準日 {day} に有効な値がない項目があります: {'、'.join(missing)}",
            f"effective_from が {day} 以前の値を書き足すか、{AS_OF} の基準日を確かめてください。{_HINT}",
        )
    for low, high in _ASCENDING:
        if found[low].value > found[high].value:
            raise UserError(
                f"{folder.name} フォルダー: {low}({found[low].value})が {high}({found[high].value})より大きくなっています。",
                _HINT,
            )
    return Rulebook(day, found)


def _check(entry: Parameter, file: str) -> None:
    """Refuse an id that no rule asks for, another unit, and a value that the unit cannot have."""
    where = f"{file}: 項目「{clipped(entry.id)}」"
    if entry.id not in set(Key):
        raise UserError(f"{where} という規則の値はありません。使える id: {'、'.join(Key)}", _HINT)
    unit = UNITS[Key(entry.id)]
    if entry.unit != unit:
        raise UserError(f"{where} の unit は「{unit}」です(書かれている値: {clipped(entry.unit)})。", _HINT)
    if unit in WHOLE and not isinstance(entry.value, int):
        raise UserError(f"{where} の value は整数で書いてください(書かれている値: {entry.value})。", _HINT)
    if entry.value < 0 and entry.id != Key.SECOND_SCORE:
        raise UserError(f"{where} の value は 0 以上で書いてください(書かれている値: {entry.value})。", _HINT)


def words(text: str) -> str:
    """Our own words with the years of the rules filled in: `{base_year}年比` → `2015年比`."""
    if "{" not in text and "}" not in text:  # as most labels are, of which a map writes one for each area
        return text
    return text.format_map({key.value: entry.value for key, entry in rulebook().parameters.items()})


def parameter(key: Key) -> Parameter:
    """The entry in force."""
    return rulebook().parameter(key)


def number(key: Key) -> float:
    """The value in force as a number with decimals."""
    return rulebook().number(key)


def whole(key: Key) -> int:
    """The value in force of a parameter that counts (a year, areas, institutions)."""
    return rulebook().whole(key)
