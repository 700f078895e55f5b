"""What a bed function is called, by the year of the report: 回復期 is called 包括期 from a year that the rules state."""

from __future__ import annotations

from core import parameters
from core.parameters import Key
from core.vocabulary import labels
from core.vocabulary.terms import BedFunction, PatientGroup


def bed_names(*years: int | None) -> dict[str, str]:
    """Name of every bed function in the reports of some years, in the official order.

    Where both names of a function meet, both: `回復期・包括期`. Without a year (none, or None where it is not
    known) the names of the data, as in `labels`.
    """
    first, told = parameters.whole(Key.COMPREHENSIVE_FROM_YEAR), [year for year in years if year is not None]
    old, new = labels.BED_FUNCTION[BedFunction.RECOVERY], labels.PATIENT_GROUP[PatientGroup.COMPREHENSIVE]
    found = [name for name, used in ((old, any(y < first for y in told)), (new, any(y >= first for y in told))) if used]
    return labels.BED_FUNCTION | {BedFunction.RECOVERY: "・".join(found) or old}


def bed_words() -> dict[str, BedFunction]:
    """Every name that a report of any year gives a bed function, for reading what a person brings; the total is none."""
    first = parameters.whole(Key.COMPREHENSIVE_FROM_YEAR)
    return {
        name: BedFunction(function)
        for year in (first - 1, first)
        for function, name in bed_names(year).items()
        if function != BedFunction.TOTAL
    }
