"""Japanese words, units and number formats of every term: the one home of words that several screens share."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Final

from core.vocabulary.terms import (
    BedFunction,
    Care,
    Designation,
    Direction,
    LocationBasis,
    Noise,
    PatientGroup,
    Series,
    ValueStatus,
    Verdict,
)

APP_TITLE: Final = "推進区域ダッシュボード"
#: Of a day of retrieval that neither a person nor the download stated.
UNRECORDED: Final = "記録なし"
NO_DATA: Final = "データなし"
NOT_COMPUTABLE: Final = "算出不可"
#: Of a verdict, and of a value of the rules that no paper at hand confirms.
TO_CONFIRM: Final = "要確認"

BED_FUNCTION: Final[dict[str, str]] = {
    BedFunction.TOTAL: "合計",
    BedFunction.HIGH_ACUTE: "高度急性期",
    BedFunction.ACUTE: "急性期",
    BedFunction.RECOVERY: "回復期",
    BedFunction.CHRONIC: "慢性期",
}
#: 高度急性期 and 急性期 taken together.
ACUTE_COMBINED: Final = f"{BED_FUNCTION[BedFunction.HIGH_ACUTE]}+{BED_FUNCTION[BedFunction.ACUTE]}"
SERIES: Final[dict[str, str]] = {
    Series.REPORTED: "報告病床数(実績)",
    Series.PLANNED: "見込量",
    Series.REQUIRED: "必要量",
}
VALUE_STATUS: Final[dict[str, str]] = {
    ValueStatus.OBSERVED: "値あり",
    ValueStatus.BLANK: "データなし(公表資料が空欄)",
    ValueStatus.NOT_APPLICABLE: "該当なし(-)",
    ValueStatus.NOT_DISCLOSED: "非公表(*)",
    ValueStatus.NOT_REPORTED: "未報告",
    ValueStatus.NOT_CALCULATED: "算出なし(XXX)",
}
#: Words of missing values for the cells of a table.
VALUE_STATUS_SHORT: Final[dict[str, str]] = {
    ValueStatus.BLANK: NO_DATA,
    ValueStatus.NOT_APPLICABLE: "該当なし",
    ValueStatus.NOT_DISCLOSED: "非公表",
    ValueStatus.NOT_REPORTED: "未報告",
    ValueStatus.NOT_CALCULATED: "算出なし",
}
VERDICT: Final[dict[str, str]] = {
    Verdict.MET: "該当",
    Verdict.TO_CONFIRM: TO_CONFIRM,
    Verdict.NOT_MET: "非該当",
    Verdict.UNKNOWN: "判定不能",
}
#: How the scatter of areas is measured.
NOISE: Final[dict[str, str]] = {Noise.WARD: "病棟単位のばらつき", Noise.BED: "病床単位のばらつき"}
DESIGNATION: Final[dict[str, str]] = {Designation.SUISHIN: "推進区域", Designation.MODEL: "モデル推進区域"}
#: How a map outlines them.
OUTLINE: Final[dict[str, str]] = {Designation.SUISHIN: "太線の枠", Designation.MODEL: "二重の枠"}
PATIENT_GROUP: Final[dict[str, str]] = {
    PatientGroup.ACUTE: ACUTE_COMBINED,
    PatientGroup.COMPREHENSIVE: "包括期",
    PatientGroup.CHRONIC: "慢性期",
}
DIRECTION: Final[dict[str, str]] = {Direction.INFLOW: "流入", Direction.OUTFLOW: "流出"}
CARE: Final[dict[str, str]] = {Care.HOME_CARE: "在宅(訪問診療)", Care.OUTPATIENT: "外来"}
LOCATION_BASIS: Final[dict[str, str]] = {
    LocationBasis.EXACT: "医療機関の位置(名称一致)",
    LocationBasis.NORMALIZED: "医療機関の位置(正規化名称一致)",
    LocationBasis.REGISTERED: "医療機関の位置(医療情報ネットの登録と照合)",
    LocationBasis.P04: "医療機関の位置(国土数値情報)",
    LocationBasis.MUNICIPALITY: "市区町村の代表点",
    LocationBasis.NONE: "位置不明",
}


def is_missing(value: float | None) -> bool:
    """True for None and NaN."""
    return value is None or (isinstance(value, float) and math.isnan(value))


def number(value: float | None, unit: str = "", digits: int = 0, missing: str = NO_DATA) -> str:
    """`12,345床`; the word of `missing` where there is no value. What rounds to nothing has no sign."""
    if value is None or math.isnan(value):
        return missing
    shown = 0 if round(value, digits) == 0 else value  # never -0
    return f"{shown:,.{digits}f}{unit}"


def beds(value: float | None, missing: str = NO_DATA) -> str:
    """Beds with separators and unit: `1,190,821床`."""
    return number(value, "床", missing=missing)


def man_beds(value: float | None, digits: int = 1) -> str:
    """Beds of headlines in 万床 with one decimal: `119.1万床`."""
    return number(None if is_missing(value) else value / 10_000, "万床", digits)  # type: ignore[operator]


def signed(value: float | None, unit: str = "", digits: int = 0, missing: str = NO_DATA) -> str:
    """Signed number: `+1,234床`, `-56床`, `±0床`."""
    if value is None or math.isnan(value):
        return missing
    if round(value, digits) == 0:
        return f"±{0:.{digits}f}{unit}"
    return f"{value:+,.{digits}f}{unit}"


def percent(share: float | None, digits: int = 1, missing: str = NO_DATA) -> str:
    """Share 0–1 as percent: `96.7%`."""
    return number(None if is_missing(share) else share * 100, "%", digits, missing)  # type: ignore[operator]


def between(low: float, high: float, text: Callable[[float], str]) -> str:
    """A share of which only a part is published: `27.7%〜32.2%`, `4.5%以下`; one that is published whole as it is."""
    least, most = text(low), text(high)
    if least == most:
        return most
    return f"{least}〜{most}" if low else f"{most}以下"


def signed_percent(share: float | None, digits: int = 1, missing: str = NOT_COMPUTABLE) -> str:
    """Signed share as percent: `+48.8%`."""
    return signed(None if is_missing(share) else share * 100, "%", digits, missing)  # type: ignore[operator]


#: Eras by their first day, the newest first; a year belongs to the era that begins in it.
_ERAS: Final = {"令和": "2019-05-01", "平成": "1989-01-08"}
_ERA_YEARS: Final = {era: int(day[:4]) for era, day in _ERAS.items()}


def wareki(year: int) -> str:
    """Western year with 令和/平成 beside it: `2025年(令和7)`."""
    return f"{year}年({era_year(year)})"


def era_year(year: int) -> str:
    """A western year by its era: `令和7`, `令和元`."""
    era = next((e for e, first in _ERA_YEARS.items() if year >= first), "平成")
    n = year - _ERA_YEARS[era] + 1
    return f"{era}{'元' if n == 1 else n}"


def western_year(text: str) -> int | None:
    """The first year of an era that a text names, as a western one: `平成27年7月1日時点` → 2015; None without any."""
    found = re.search(rf"({'|'.join(_ERA_YEARS)})(元|\d+)", text)
    return None if found is None else _ERA_YEARS[found[1]] - 1 + (1 if found[2] == "元" else int(found[2]))


def published_year(value: str) -> int:
    """`R7` → 2025."""
    return _ERA_YEARS["令和"] - 1 + int(value[1:])


def published_fy(value: str) -> str:
    """`R7` → `令和7年度公表`."""
    return f"令和{value[1:]}年度公表"


def area(area_name: str, pref_name: str) -> str:
    """Area with its prefecture, since area names repeat between prefectures: `藤岡(群馬県)`."""
    return f"{area_name}({pref_name})"
