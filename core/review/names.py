"""What to say where the patients' 包括期 and the beds' 回復期 meet."""

from __future__ import annotations

from core import parameters
from core.parameters import Key
from core.vocabulary import labels
from core.vocabulary.terms import BedFunction, PatientGroup


def note(year: int) -> str:
    """Both names, where they meet beside the beds reported in a year, and how sure the change is."""
    known = parameters.parameter(Key.COMPREHENSIVE_FROM_YEAR)
    old, new = labels.BED_FUNCTION[BedFunction.RECOVERY], labels.PATIENT_GROUP[PatientGroup.COMPREHENSIVE]
    if year >= parameters.whole(Key.COMPREHENSIVE_FROM_YEAR):
        return (
            f"病床機能の{new}は、{known.value}年度より前の報告と{parameters.whole(Key.REQUIRED_YEAR)}年の必要量では{old}"
            f"(二次情報、要確認)。流出の表の{new}は患者の区分で、病床機能の{new}と同じものではない。"
        )
    return (
        f"病床機能の{old}は{known.value}年度の報告から{new}となる(二次情報、要確認)。流出の表の{new}は患者の区分で、"
        f"いまの{old}と同じものではない。"
    )
