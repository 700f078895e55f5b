"""What a working file holds: pages as they were left, scenario, worksheets, plans, ticks.

Lists are in a fixed order, so that the same work gives the same bytes. What a value may be says each part itself (scenario,
worksheet), so that a file of its own and the working file refuse the same.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator, ConfigDict, Field, StringConstraints, with_config

from core.area.worksheet import Worksheet
from core.checks import Flag, Real, Whole, Written
from core.errors import FieldError, UserError
from core.review.brought import Brought
from core.rules import scenario_json
from core.rules.scenario import Scenario
from core.subsidy.plan_rows import MOST
from core.workfile.agenda import Items

T = TypeVar("T")

_Code = Annotated[Written, StringConstraints(pattern=r"^\d{4}$")]
_Name = Annotated[Written, StringConstraints(min_length=1, max_length=200)]
_Note = Annotated[Written, StringConstraints(max_length=500)]
_Link = Annotated[Written, StringConstraints(max_length=20_000)]
_Beds = Annotated[Whole, Field(ge=0, le=MOST["床"])] | None


def _read_by(reader: Callable[[Any], T], kind: type[T]) -> Callable[[Any], T]:
    """A reader of a part's own; what it refuses keeps its words and gets its place in the file from pydantic."""

    def read(value: Any) -> T:
        if isinstance(value, kind):
            return value
        try:
            return reader(value)
        except FieldError:
            raise
        except UserError as error:
            raise FieldError("", error.message, error.hint) from error

    return read


_Scenario = Annotated[Scenario, BeforeValidator(_read_by(scenario_json.from_dict, Scenario))]
_Worksheet = Annotated[Worksheet, BeforeValidator(_read_by(lambda v: Worksheet.from_json(json.dumps(v)), Worksheet))]


@with_config(ConfigDict(extra="forbid", defer_build=True))
@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """A page as it was left: its route and the query of its link."""

    route: Annotated[Written, StringConstraints(max_length=40)]
    query: dict[_Link, _Link]


@with_config(ConfigDict(extra="forbid", defer_build=True))
@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """A scenario kept for comparison, under the name it was kept by."""

    name: _Name
    scenario: _Scenario


@with_config(ConfigDict(extra="forbid", defer_build=True))
@dataclass(frozen=True, slots=True, kw_only=True)
class PlanEntry:
    """減床の計画 of one institution as it stands in the tables: 床 and %, None where a cell is empty.

    `picked`: whether the institution is in the calculation; `stays_in_area`: whether handed-over beds stay in the area;
    `reorganised`: whether it takes part in a 再編統合; `h30_typed`: whether a person put in what stands in the cells of H30 (files of the
    first edition lack it: the latest published beds stood there until somebody wrote over them).
    """

    area_code: _Code
    institution: _Name
    picked: Flag = True
    permitted: _Beds = None
    operating: _Beds = None
    operating_2020: _Beds = None
    occupancy: Annotated[Real, Field(ge=0, le=MOST["%"])] | None = None
    excluded_since_h30: _Beds = None
    current: _Beds = None
    cut_high_acute: _Beds = None
    cut_acute: _Beds = None
    cut_chronic: _Beds = None
    to_recovery: _Beds = None
    to_care: _Beds = None
    transferred: _Beds = None
    stays_in_area: Flag | None = None
    reorganised: Flag = False
    h30_typed: Flag = False


@with_config(ConfigDict(extra="forbid", defer_build=True))
@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A box of a list: ticked or not, with a note."""

    id: Annotated[Written, StringConstraints(min_length=1, max_length=100)]
    done: Flag = False
    note: _Note = ""


@with_config(ConfigDict(extra="forbid", defer_build=True))
@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """All of it. `scenario` None: none but the default; `checklist` and `trial` hold only boxes with an entry; `agenda` in the order chosen."""

    pages: Annotated[tuple[PageLink, ...], Field(max_length=50)] = ()
    scenario: _Scenario | None = None
    remembered: Annotated[tuple[Remembered, ...], Field(max_length=100)] = ()
    worksheets: Annotated[tuple[_Worksheet, ...], Field(max_length=400)] = ()
    plans: Annotated[tuple[PlanEntry, ...], Field(max_length=20_000)] = ()
    checklist: Annotated[tuple[Entry, ...], Field(max_length=1_000)] = ()
    trial: Annotated[tuple[Entry, ...], Field(max_length=1_000)] = ()
    agenda: Items = ()
    columns: Annotated[tuple[Brought, ...], Field(max_length=2)] = ()

    def __post_init__(self) -> None:
        self._order("pages", lambda p: p.route, "画面")
        self._order("remembered", lambda r: r.name, "記憶したシナリオ")
        self._order("worksheets", lambda w: w.area_code, "区域")
        self._order("plans", lambda p: (p.area_code, p.institution), "医療機関")
        self._order("checklist", lambda e: e.id, "項目")
        self._order("trial", lambda e: e.id, "項目")
        self._order("columns", lambda c: c.kind, "表")

    def _order(self, name: str, key: Callable[[Any], Any], what: str) -> None:
        entries: Iterable[Any] = getattr(self, name)
        ordered = sorted(entries, key=key)
        for one, two in zip(ordered, ordered[1:], strict=False):
            if key(one) == key(two):
                raise FieldError(name, f"同じ{what}が2回あります: {key(one)}", "どちらか1つを消してください。")
        object.__setattr__(self, name, tuple(ordered))

    def parts(self) -> dict[str, Any]:
        """The parts that hold something, by name."""
        return {f.name: value for f in fields(self) if (value := getattr(self, f.name)) not in ((), None)}
