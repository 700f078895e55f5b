"""The sections of an area that leave its page, in one list: for a screen in a room, for 会議資料 and for 会議用一式."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from core.area.peers import DEFAULT_FEATURES
from core.area.worksheet import Worksheet
from core.data.queries import beds as queries
from core.data.reader import Read
from core.views.area import (
    beds,
    comparison,
    council,
    council_bases,
    demand,
    flow,
    hospitals,
    maps,
    nomination,
    opinions,
    position,
    profile,
    utilization,
    worksheet,
)
from core.views.area.council import Inputs
from core.views.area.place import Area
from core.views.section import Section
from core.vocabulary.terms import BedFunction, PatientGroup


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a reader has chosen in the sections. None: as the section starts, with the newest year.

    `council`, `peers`: asked for only when their section is made; `worksheet`: what a person filled in, without it there is no such
    section.
    """

    function: BedFunction = BedFunction.TOTAL
    year: int | None = None
    group: PatientGroup = PatientGroup.ACUTE
    arcs: PatientGroup = PatientGroup.ACUTE
    institutions: hospitals.Chosen = hospitals.Chosen()
    form_year: int | None = None
    form_plan: int | None = None
    council: Callable[[], Inputs] | None = None
    peers: Callable[[], comparison.Choice] | None = None
    worksheet: Worksheet | None = None
    gap_function: BedFunction = BedFunction.ACUTE


def _always(read: Read, area: Area, shown: Shown) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Part:
    """One section: its anchor, a short name, what makes it, and whether the area has it."""

    anchor: str
    name: str
    make: Callable[[Read, Area, Shown], Section]
    exists: Callable[[Read, Area, Shown], bool] = _always


@dataclass(frozen=True, slots=True)
class Chapter:
    """Sections that are chosen together, with the name of the choice. `printed`: False for one that only a screen can show."""

    name: str
    parts: tuple[Part, ...]
    printed: bool = True

    def offered(self, read: Read, area: Area, shown: Shown) -> tuple[Part, ...]:
        """Its sections that the area has."""
        return tuple(part for part in self.parts if part.exists(read, area, shown))


def _form(read: Read, area: Area, shown: Shown) -> Section:
    reported, planned = beds.years(read, area)
    if not reported or not planned:
        return beds.without_beds()
    year = shown.form_year if shown.form_year in reported else reported[-1]
    plan = shown.form_plan if shown.form_plan in planned else planned[-1]
    return beds.form(read, area, year, plan)


def _has_trend(read: Read, area: Area, shown: Shown) -> bool:
    return all(beds.years(read, area))


def _position(read: Read, area: Area, shown: Shown) -> Section:
    return position.section(read, area, shown.function, shown.year or read(queries.reported_years)[-1])


def _council(read: Read, area: Area, shown: Shown) -> Section:
    return council.section(read, area, shown.council() if shown.council else started(read, area))


def _opinions(read: Read, area: Area, shown: Shown) -> Section:
    """Passages alone: their rows as a table would say the same again."""
    return replace(opinions.opinions(area), tables=())


def _peers(read: Read, area: Area, shown: Shown) -> Section:
    choice = shown.peers() if shown.peers else comparison.similar(read, area, DEFAULT_FEATURES)
    return comparison.section(read, area, choice)


def _worksheet(read: Read, area: Area, shown: Shown) -> Section:
    return worksheet.section(read, area, shown.worksheet or worksheet.blank(read, area), shown.gap_function)


def _one(
    anchor: str,
    short: str,
    make: Callable[[Read, Area, Shown], Section],
    exists: Callable[[Read, Area, Shown], bool] = _always,
    *,
    name: str = "",
    printed: bool = True,
) -> Chapter:
    return Chapter(name or short, (Part(anchor, short, make, exists),), printed)


#: In the order of the page. The maps stay on screen: their rows are those of the institutions and the flows.
CHAPTERS: Final[dict[str, Chapter]] = {
    "profile": _one("profile", "概況", lambda read, area, shown: profile.section(read, area)),
    "beds": Chapter(
        "病床数(様式⑥と推移)",
        (
            Part("beds", "様式⑥", _form),
            Part("trend", "病床数の推移", lambda read, area, shown: beds.trend(read, area), _has_trend),
        ),
    ),
    "position": _one("position", position.TITLE, _position),
    "hospitals": _one(
        "hospitals", hospitals.TITLE, lambda read, area, shown: hospitals.section(read, area, shown.institutions)
    ),
    "flow": _one("flow", flow.TITLE, lambda read, area, shown: flow.section(read, area, shown.group)),
    "map": _one("map", "地図", lambda read, area, shown: maps.section(read, area, shown.arcs), printed=False),
    "council": _one("council", council.TITLE, _council),
    "opinions": _one(
        "opinions", opinions.OPINIONS_TITLE, _opinions, lambda read, area, shown: opinions.has_opinions(area)
    ),
    "utilization": _one("utilization", utilization.TITLE, lambda read, area, shown: utilization.section(read, area)),
    "demand": _one(
        "demand", "在宅・外来の需要", lambda read, area, shown: demand.section(read, area), name=demand.TITLE
    ),
    "peers": _one("peers", comparison.TITLE, _peers),
    "worksheet": _one(
        "worksheet",
        worksheet.TAB,
        _worksheet,
        lambda read, area, shown: shown.worksheet is not None,
        name=worksheet.TITLE,
    ),
    "evidence": _one(
        "evidence", "④の根拠", lambda read, area, shown: nomination.section(read, area), name=nomination.TITLE
    ),
}


def in_the_room(section: Section) -> Section:
    """For a screen or a slide: the sentence of 概況 holds the roles that its table lists."""
    return replace(section, tables=()) if section.anchor == "profile" else section


def started(
    read: Read,
    area: Area,
    basis: str | None = None,
    numbers: tuple[int | None, float | None, int | None] = (None, None, None),
) -> Inputs:
    """Inputs of the 調整会議 calculation: beds, share (percent) and 基準病床数 as typed, the rest as the section starts."""
    begun, known = council_bases.start(read, area), council_bases.bases(read, area)
    key = council_bases.chosen(known, basis, numbers)
    beds_used, share, standard = numbers
    start = next(b.start for b in known if b.key == key)
    return Inputs(
        begun.beds if beds_used is None else beds_used,
        key,
        start if share is None else share,
        begun.standard_beds if standard is None else standard,
    )
