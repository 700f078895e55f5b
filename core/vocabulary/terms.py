"""The field's standard terms as enums, and the normal form of area and prefecture codes.

Japanese labels live in `core.vocabulary.labels`; this module holds only the stable values that stand in the data.
"""

from __future__ import annotations

import re
from enum import StrEnum


class BedFunction(StrEnum):
    """病床機能, in the order every official table uses, the total first."""

    TOTAL = "total"
    HIGH_ACUTE = "high_acute"
    ACUTE = "acute"
    RECOVERY = "recovery"
    CHRONIC = "chronic"


#: The four functions that add up to the total.
FOUR_FUNCTIONS: tuple[BedFunction, ...] = (
    BedFunction.HIGH_ACUTE,
    BedFunction.ACUTE,
    BedFunction.RECOVERY,
    BedFunction.CHRONIC,
)


class Series(StrEnum):
    """What a bed count is: 実績 / 見込量 / 必要量."""

    REPORTED = "reported"
    PLANNED = "planned"
    REQUIRED = "required"


class ValueStatus(StrEnum):
    """Why a value is there or not. The value is null unless `OBSERVED`."""

    OBSERVED = "observed"
    BLANK = "blank"  # 空欄
    NOT_APPLICABLE = "not_applicable"  # -
    NOT_DISCLOSED = "not_disclosed"  # *
    NOT_REPORTED = "not_reported"  # 未報告
    NOT_CALCULATED = "not_calculated"  # XXX


class Verdict(StrEnum):
    """Result of a criterion; UNKNOWN is never read as NOT_MET. TO_CONFIRM is for ①② alone: large, and not analysed yet."""

    MET = "met"  # 該当
    TO_CONFIRM = "to_confirm"  # 要確認
    NOT_MET = "not_met"  # 非該当
    UNKNOWN = "unknown"  # 判定不能


class Noise(StrEnum):
    """What chance moves in reported beds: whole wards (the default) or single beds. Estimated in `core.measures.noise`."""

    WARD = "ward"  # 病棟単位
    BED = "bed"  # 病床単位


class Designation(StrEnum):
    """推進区域 / モデル推進区域; a model area is a 推進区域 too."""

    SUISHIN = "suishin"
    MODEL = "model"


class PatientGroup(StrEnum):
    """Patient groups of the NDB flow tables."""

    ACUTE = "acute"  # 高度急性期+急性期
    COMPREHENSIVE = "comprehensive"  # 包括期
    CHRONIC = "chronic"  # 慢性期


class Direction(StrEnum):
    """Direction of patient flow as seen from the area."""

    INFLOW = "inflow"
    OUTFLOW = "outflow"


class LocationBasis(StrEnum):
    """What the place of an institution rests on: the hospital list by name, the register of 医療情報ネット, 国土数値情報 P04, or less."""

    EXACT = "exact"
    NORMALIZED = "normalized"
    REGISTERED = "iryojoho"
    P04 = "p04"
    MUNICIPALITY = "municipality"
    NONE = "none"

    @property
    def is_place(self) -> bool:
        """The institution's own place, not the middle of its municipality."""
        return self not in (LocationBasis.MUNICIPALITY, LocationBasis.NONE)


class Care(StrEnum):
    """Kinds of care in the demand projection."""

    HOME_CARE = "home_care"  # 在宅(訪問診療)
    OUTPATIENT = "outpatient"  # 外来


class Level(StrEnum):
    """What one row of the overview is: a 構想区域, or a 都道府県 as the sum of its areas."""

    AREA = "area"
    PREFECTURE = "pref"


_AREA_CODE = re.compile(r"\d{3,4}")


def area_code(value: object) -> str:
    """Normal form of a 構想区域 code: four digits, zero-padded (`101.0` → `"0101"`).

    Raises ValueError when the value is no code of three or four digits.
    """
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()
    if not _AREA_CODE.fullmatch(text):
        raise ValueError(f"not an area code: {value!r}")
    return text.zfill(4)


def pref_code(area: str) -> str:
    """Two-digit prefecture code of an area code."""
    return area_code(area)[:2]
