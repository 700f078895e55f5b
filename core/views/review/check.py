"""点検表: the areas of the nation or of a prefecture beside the figures that the check of areas names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from core.data.reader import Read
from core.data.schema import PopulationYears
from core.maps.class_map import MapClass
from core.maps.signs import PLUS
from core.review import own
from core.review.check import ACTIVITIES, Activity, Checked
from core.review.size import Size, people, tiny, words
from core.views import class_map
from core.views.figure import Figure
from core.views.review import facts
from core.views.section import Section
from core.views.sources import Sources
from core.views.table import Cell, Column, Kind, Status, Table, table
from core.views.words import Words, say, strong
from core.vocabulary import labels, palette
from core.vocabulary.terms import PatientGroup, Verdict

NATION: Final = "全国"
_UNKNOWN: Final = labels.VERDICT[Verdict.UNKNOWN]
#: Fills of the classes from the one that asks for a look to the one that does not; the middle has a sign, since it is near the last.
_CLASSES: Final = ((palette.KEY, ""), (palette.KEY_LIGHT, PLUS), (palette.KEY_PALE, ""))


@dataclass(frozen=True, slots=True)
class Way:
    """One way to colour the map: its label, the classes in words, and the class of an area."""

    label: str
    classes: Callable[[], tuple[str, ...]]
    of: Callable[[Checked], str]

    def named(self, years: PopulationYears) -> str:
        """Its label with the years of this edition's figures of people."""
        return self.label.format_map(years._asdict())


def _sizes() -> tuple[str, ...]:
    return tuple(words(s) for s in (Size.SMALL, Size.BETWEEN, Size.LARGE))


def _shares() -> tuple[str, ...]:
    low, high = (labels.percent(x, 0) for x in own.lines())
    return (f"{low}未満", f"{low}〜{high}", f"{high}以上")


def _share_class(row: Checked, group: PatientGroup) -> str:
    stay = row.stays.get(group)
    under = [own.below(stay.own if stay else None, line) for line in own.lines()]
    low, middle, high = _shares()
    if None in under:
        return _UNKNOWN
    return low if under[0] else middle if under[1] else high


#: By key in the URL.
WAYS: Final[dict[str, Way]] = {
    "later": Way(f"人口({facts.LATER})", _sizes, lambda row: words(row.size_later)),
    "now": Way("人口({now}年)", _sizes, lambda row: words(row.size_now)),
    "acute": Way("自区域の割合(急性期)", _shares, lambda row: _share_class(row, PatientGroup.ACUTE)),
    "comprehensive": Way("自区域の割合(包括期)", _shares, lambda row: _share_class(row, PatientGroup.COMPREHENSIVE)),
    "chronic": Way("自区域の割合(慢性期)", _shares, lambda row: _share_class(row, PatientGroup.CHRONIC)),
}


def section(read: Read, pref_code: str, way: str) -> Section:
    """The map by one of `WAYS`, the table of the areas, and for the nation a row for each prefecture."""
    rows, named = read(facts.every)
    inside = tuple(row for row in rows if row.pref_code == pref_code or not pref_code)
    name = inside[0].pref_name if pref_code else NATION
    named = named | facts.rules()
    tables = (_areas(inside, name, named),)
    return Section(
        anchor="check",
        title=f"{name}の点検表({len(inside)}区域)",
        lead=lead(inside, name),
        figures=(_map(rows, name, WAYS[way], named, pref_code),),
        tables=tables if pref_code else (*tables, _prefectures(inside, named)),
        notes=(facts.rules_note(),),
    )


_ACTIVITY_NOTE: Final = (
    "救急車・全身麻酔手術・手術の「最大」は、区域の件数に占める最も多い医療機関の割合。医療機関の数は1件以上と公表されているもので、"
    "少数のため * とされた医療機関は数に入らない(区域の件数には含まれる)。"
)


def lead(rows: Sequence[Checked], name: str) -> Words:
    """How many areas lie below the figures, today and later, and where many residents go elsewhere."""
    small = words(Size.SMALL)
    now, later = (sum(getattr(r, f) is Size.SMALL for r in rows) for f in ("size_now", "size_later"))
    least_now, least_later = (sum(p is not None and p < tiny() for p in ps) for ps in ([r.now for r in rows], [r.later for r in rows]))  # fmt: skip
    line = own.lines()[1]
    away = sum(own.below(r.stays[PatientGroup.ACUTE].own, line) is True for r in rows if PatientGroup.ACUTE in r.stays)
    return say(
        f"{name}の{len(rows)}区域のうち、人口が{small}の区域は{rows[0].years.now}年に",
        strong(f"{now}区域"),
        f"(うち{people(tiny(), digits=0)}未満 {least_now})、{facts.LATER}には",
        strong(f"{later}区域"),
        f"(同 {least_later})。急性期の入院患者のうち自区域に入院する割合が{labels.percent(line, 0)}に満たない区域は",
        strong(f"{away}区域"),
        "。",
    )


def sentence(row: Checked) -> Words:
    """One area in one sentence: its size today and later, who stays, where the others go, and who carries the ambulances."""
    parts: list[Words] = [
        strong(labels.area(row.area_name, row.pref_name)),
        f"は{row.years.now}年に{people(row.now)}({words(row.size_now)})、{facts.LATER}に{people(row.later)}({words(row.size_later)})。",
    ]
    stay = row.stays.get(PatientGroup.ACUTE)
    if stay is None:
        parts.append(f"急性期の流出は{labels.NO_DATA}。")
    else:
        parts.append(say("急性期の入院患者の", strong(facts.share_text(stay.own)), "が自区域に入院し"))
        partner = stay.partner
        parts.append(
            f"、ほかで最も多いのは{partner.name}({labels.percent(partner.share)})。"
            if partner
            else "、ほかの行き先は公表資料に載っていない。"
        )
    ambulance = row.activities.get("ambulance_arrivals")
    if ambulance and ambulance.share is not None:
        parts.append(
            f"救急車は{ambulance.institutions}医療機関が受け入れ、最も多い{ambulance.largest}が{labels.percent(ambulance.share, 0)}。"
        )
    else:
        parts.append("救急車を受け入れた医療機関の件数は公表されていない。")
    return say(*parts)


def sentences(read: Read, pref_code: str) -> tuple[Words, ...]:
    """One sentence for each area of a prefecture, in code order."""
    return tuple(sentence(row) for row in read(facts.every)[0] if row.pref_code == pref_code)


def sentence_of(read: Read, area_code: str) -> Words:
    """The sentence of one area. Raises KeyError for an unknown code."""
    found = {row.area_code: row for row in read(facts.every)[0]}
    return sentence(found[area_code])


def _stay_columns(group: PatientGroup) -> tuple[Column, ...]:
    short = facts.SHORT[group]
    return (
        Column(name=f"own_{group}", label=f"{short} 自区域", kind=Kind.PERCENT, digits=1, help=facts.STAY_NOTE),
        Column(name=f"partner_{group}", label=f"{short} 最も多い流出先"),
        Column(name=f"origin_{group}", label=f"{short} 最も多い流入元", help=facts.STAY_NOTE),
    )


def _activity_columns(measure: str) -> tuple[Column, Column]:
    label = ACTIVITIES[measure]
    return (
        Column(name=f"{measure}_institutions", label=label, unit="医療機関", kind=Kind.NUMBER, help=_ACTIVITY_NOTE),
        Column(
            name=f"{measure}_share",
            label=f"{label} 最大",
            kind=Kind.PERCENT,
            missing=labels.NOT_COMPUTABLE,
            help=_ACTIVITY_NOTE,
        ),
    )


_AREA_COLUMNS: Final = (
    Column(name="area_name", label="区域"),
    Column(name="pref_name", label="都道府県"),
    Column(name="population_census", label="人口 {census}年", unit="人", kind=Kind.NUMBER),
    Column(name="population_now", label="人口 {now}年", unit="人", kind=Kind.NUMBER),
    Column(name="population_later", label=f"人口 {facts.LATER}", unit="人", kind=Kind.NUMBER),
    Column(name="size_now", label="大きさ {now}年"),
    Column(name="size_later", label=f"大きさ {facts.LATER}"),
    *(column for group in PatientGroup for column in _stay_columns(group)),
    *(column for measure in ACTIVITIES for column in _activity_columns(measure)),
    Column(name="doctors", label="医師 常勤", unit="人", kind=Kind.NUMBER),
    Column(
        name="home_growth",
        label="在宅の需要{demand}",
        kind=Kind.SIGNED_PERCENT,
        digits=0,
        missing=labels.NOT_COMPUTABLE,
    ),
    Column(name="area_code", label="コード"),
)


def _stay_cells(row: Checked, group: PatientGroup) -> tuple[Cell, ...]:
    stay = row.stays.get(group)
    if stay is None:
        return (Status(labels.NO_DATA),) * 3
    return facts.share_cell(stay.own), facts.partner_cell(stay.partner), facts.partner_cell(stay.origin)


def _activity_cells(found: Activity | None) -> tuple[Cell, Cell]:
    if found is None:
        return Status(labels.NO_DATA), Status(labels.NO_DATA)
    return found.institutions, found.share


def _cells(row: Checked) -> tuple[Cell, ...]:
    return (
        row.area_name,
        row.pref_name,
        row.census,
        row.now,
        row.later,
        words(row.size_now),
        words(row.size_later),
        *(cell for group in PatientGroup for cell in _stay_cells(row, group)),
        *(cell for measure in ACTIVITIES for cell in _activity_cells(row.activities.get(measure))),
        row.doctors,
        row.home_growth,
        row.area_code,
    )


def _areas(rows: Sequence[Checked], name: str, sources: Sources) -> Table:
    return table(
        "check",
        f"点検表({name})",
        facts.dated(_AREA_COLUMNS, rows),
        [_cells(row) for row in rows],
        sources,
        note=f"{facts.STAY_NOTE}{_ACTIVITY_NOTE}",
    )


_PREFECTURE_COLUMNS: Final = (
    Column(name="pref_name", label="都道府県"),
    Column(name="areas", label="区域", kind=Kind.NUMBER),
    Column(name="small_now", label="{small} {now}年", kind=Kind.NUMBER, help="人口が目安の低い方に満たない区域の数"),
    Column(name="small_later", label=f"{{small}} {facts.LATER}", kind=Kind.NUMBER),
    *(
        Column(name=f"away_{group}", label=f"{facts.SHORT[group]} 自区域{{line}}未満", kind=Kind.NUMBER)
        for group in PatientGroup
    ),
    Column(
        name="unknown",
        label="割合が分からない区域",
        kind=Kind.NUMBER,
        help="3つの区分のどれかで、線をまたぐか、載っていない",
    ),
)


def _prefectures(rows: Sequence[Checked], sources: Sources) -> Table:
    """One row per prefecture in code order; each counts areas."""
    line = own.lines()[1]
    cells: list[tuple[Cell, ...]] = []
    for code in dict.fromkeys(row.pref_code for row in rows):
        inside = [row for row in rows if row.pref_code == code]
        under = [{g: own.below(r.stays[g].own if g in r.stays else None, line) for g in PatientGroup} for r in inside]
        cells.append(
            (
                inside[0].pref_name,
                len(inside),
                sum(r.size_now is Size.SMALL for r in inside),
                sum(r.size_later is Size.SMALL for r in inside),
                *(sum(u[g] is True for u in under) for g in PatientGroup),
                sum(None in u.values() for u in under),
            )
        )
    note = f"どの列も区域の数。自区域{labels.percent(line, 0)}未満: 自区域の割合が{labels.percent(line, 0)}に満たないと分かる区域。"
    return table("prefectures", "都道府県ごとの数", facts.dated(_PREFECTURE_COLUMNS, rows), cells, sources, note=note)


def _map(rows: Sequence[Checked], name: str, way: Way, sources: Sources, pref_code: str) -> Figure:
    drawn = pd.DataFrame(
        {
            "code": [r.area_code for r in rows],
            "word": [way.of(r) for r in rows],
            "name": [r.area_name for r in rows],
            "pref": [r.pref_name for r in rows],
            "detail": [_detail(r) for r in rows],
        }
    )
    classes = [MapClass(text, fill, sign=sign) for text, (fill, sign) in zip(way.classes(), _CLASSES, strict=True)]
    return class_map.figure(
        "map",
        f"{name}の{way.named(rows[0].years)}",
        drawn,
        (*classes, MapClass(_UNKNOWN, palette.NO_DATA)),
        sources,
        subtitle="人口の目安と、自区域に入院する割合の線は、設定の基準ではない。",
        pref_code=pref_code,
    )


def _detail(row: Checked) -> str:
    stay = row.stays.get(PatientGroup.ACUTE)
    return f"{facts.LATER} {people(row.later)}、急性期の自区域 {facts.share_text(stay.own if stay else None)}"
