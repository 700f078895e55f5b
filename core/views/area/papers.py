"""会議資料: the sections of an area that a person picks for the paper of a meeting, as the page shows them."""

from __future__ import annotations

from collections.abc import Callable, Collection
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

    `worksheet`: what a person filled in; without it the paper has no such section. `council`: inputs of the calculation.
    """

    function: BedFunction = BedFunction.TOTAL
    year: int | None = None
    group: PatientGroup = PatientGroup.ACUTE
    form_year: int | None = None
    form_plan: int | None = None
    council: Inputs | None = None
    peers: comparison.Choice | None = None
    worksheet: Worksheet | None = None
    gap_function: BedFunction = BedFunction.ACUTE


@dataclass(frozen=True, slots=True)
class Entry:
    """One choice: name in the list, and the sections that it puts on paper."""

    name: str
    sections: Callable[[Read, Area, Shown], tuple[Section, ...]]
    exists: Callable[[Area, Shown], bool] = lambda area, shown: True


def _beds(read: Read, area: Area, shown: Shown) -> tuple[Section, ...]:
    return beds.on_paper(read, area, shown.form_year, shown.form_plan)


def _position(read: Read, area: Area, shown: Shown) -> tuple[Section, ...]:
    return (position.section(read, area, shown.function, shown.year or read(queries.reported_years)[-1]),)


def _council(read: Read, area: Area, shown: Shown) -> tuple[Section, ...]:
    return (council.section(read, area, shown.council or started(read, area)),)


def _peers(read: Read, area: Area, shown: Shown) -> tuple[Section, ...]:
    choice = shown.peers or comparison.similar(read, area, DEFAULT_FEATURES)
    return (comparison.section(read, area, choice),)


def _worksheet(read: Read, area: Area, shown: Shown) -> tuple[Section, ...]:
    sheet = shown.worksheet or worksheet.blank(read, area)
    return (worksheet.section(read, area, sheet, shown.gap_function),)


#: In the order of the page. The maps stay on screen: their rows are those of the institutions and the flows.
ENTRIES: Final[dict[str, Entry]] = {
    "profile": Entry("概況", lambda read, area, shown: (profile.section(read, area),)),
    "beds": Entry("病床数(様式⑥と推移)", _beds),
    "position": Entry(position.TITLE, _position),
    "hospitals": Entry(hospitals.TITLE, lambda read, area, shown: (hospitals.section(read, area, hospitals.Chosen()),)),
    "flow": Entry("流入・流出", lambda read, area, shown: (flow.section(read, area, shown.group),)),
    "council": Entry(council.TITLE, _council),
    "opinions": Entry(
        "協議会の意見と回答",
        # Topic by topic or as a table, not both.
        lambda read, area, shown: (replace(opinions.opinions(area), tables=()),),
        lambda area, shown: opinions.has_opinions(area),
    ),
    "utilization": Entry("病床利用率(試算)", lambda read, area, shown: (utilization.section(read, area),)),
    "demand": Entry("在宅・外来の需要の見通し", lambda read, area, shown: (demand.section(read, area),)),
    "peers": Entry("ほかの区域との比較", _peers),
    "worksheet": Entry("差異分析ワークシート", _worksheet, lambda area, shown: shown.worksheet is not None),
    "evidence": Entry("④の推薦理由で引ける根拠", lambda read, area, shown: (nomination.section(read, area),)),
}
#: Picked at first: what a meeting on beds starts from.
USUAL: Final = ("profile", "beds", "position", "flow", "council")


def offered(area: Area, shown: Shown) -> dict[str, str]:
    """Names of the entries that the area has, by key, in reading order."""
    return {key: entry.name for key, entry in ENTRIES.items() if entry.exists(area, shown)}


def sections(
    read: Read, area: Area, shown: Shown, keys: Collection[str], *, whole: bool = False
) -> tuple[Section, ...]:
    """The sections of the picked entries in reading order, whatever order they were picked in.

    `whole`: for a workbook, which has room for every figure of every institution.
    """
    found = tuple(s for key in offered(area, shown) if key in keys for s in ENTRIES[key].sections(read, area, shown))
    if not whole:
        return found
    return tuple(_whole(read, area, s) if s.anchor == "hospitals" and s.tables else s for s in found)


def _whole(read: Read, area: Area, section: Section) -> Section:
    return replace(section, figures=(), tables=(hospitals.whole(read, area),))


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
