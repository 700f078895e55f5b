"""What the function between 急性期 and 慢性期 is called, by the year of the report."""

from __future__ import annotations

from core import parameters
from core.parameters import Key
from core.vocabulary import labels
from core.vocabulary.terms import BedFunction, PatientGroup


def function_name(function: BedFunction, year: int) -> str:
    """Name of a bed function in the reports of a year: 回復期 is called 包括期 from the year that the rules say."""
    renamed = function is BedFunction.RECOVERY and year >= parameters.whole(Key.COMPREHENSIVE_FROM_YEAR)
    return labels.PATIENT_GROUP[PatientGroup.COMPREHENSIVE] if renamed else labels.BED_FUNCTION[function]


def note() -> str:
    """Both names, where they meet, and how sure the change is."""
    known = parameters.parameter(Key.COMPREHENSIVE_FROM_YEAR)
    old, new = labels.BED_FUNCTION[BedFunction.RECOVERY], labels.PATIENT_GROUP[PatientGroup.COMPREHENSIVE]
    return (
        f"病床機能の{old}は{known.value}年度の報告から{new}となる(二次情報、要確認)。流出の表の{new}は患者の区分で、"
        f"いまの{old}と同じものではない。"
    )
