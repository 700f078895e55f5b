"""What the builders hand over: table rows in schema order, defects, and facts for the reconciliation."""

from __future__ import annotations

from dataclasses import dataclass, field

Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Defect:
    """One known fault of a publication and what was done about it."""

    defect_id: str
    source_id: str
    location: str
    description: str
    handling: str


@dataclass(slots=True)
class Built:
    """Rows by table, defects, and the reconciliation's sections (plain JSON values)."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    defects: list[Defect] = field(default_factory=list)
    report: dict[str, object] = field(default_factory=dict)
    #: Columns whose name carries a year, by what the contract calls them: what this edition's books make of it.
    named: dict[str, str] = field(default_factory=dict)


def source_id(kind: str, fiscal_year: int) -> str:
    """`beds`, 2024 → `mhlw_r6_beds`. Kinds: beds (別添4③), area (別添5②), flow, demand."""
    return f"mhlw_r{fiscal_year - 2018}_{kind}"


HOSPITAL_LIST_SOURCE = "mhlw_hospital_list"
