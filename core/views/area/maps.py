"""地図: where the area's institutions stand, and where its patients come from and go to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import pandas as pd

from core.data.bed_names import bed_names
from core.data.queries import areas, facilities, flows
from core.data.reader import Read
from core.data.sourced import row_at
from core.maps.arcs import COLOUR, arc_rows, flow_arc_deck
from core.maps.frames import area_feature, attribution
from core.maps.points import GATHERED, MARKS, NO_BEDS, area_points_deck, point_rows
from core.views import cells
from core.views.area.place import Area
from core.views.figure import GEOMETRY, Figure, Scene, Swatch
from core.views.section import Section
from core.views.sources import Sources, short_names, sources_of
from core.views.stated import InstitutionBeds, Parts
from core.views.table import Cell, Column, Kind, Status, Table, table
from core.views.words import Words, joined, say, strong
from core.vocabulary import labels
from core.vocabulary.terms import FOUR_FUNCTIONS, Direction, LocationBasis, PatientGroup

ANCHOR: Final = "map"
TITLE: Final = "地図: 医療機関と患者の流れ"
HEIGHT: Final = 320
#: Width in pixels that the first view must fit in, on a screen of 1280.
_NARROWEST: Final = 560
_GROUND: Final = f"{GEOMETRY}prefectures.json"
_POINTS_NOTE: Final = (
    "印の面積は病床数(休棟中等を除く)に比例し、形と色は病床数が最も多い機能。位置を特定できない施設は、"
    "市区町村の代表点に1つの白い円で集約した。"
)
_ARCS_NOTE: Final = "線の太さは割合に比例する。公表資料の表示基準に満たない相手の区域は載らない。"


def section(read: Read, area: Area, group: PatientGroup) -> Section:
    """Two maps: institutions of the latest publication, and the flow of one patient group.

    What has no place on a map stands in a table alone, or in a sentence.
    """
    listed = _institutions(read, area)
    arcs, flow_sources = _arcs(read, area, group)
    points, marks = _points_table(listed, area), point_rows(listed.rows, listed.year)
    nothing: list[Words] = []
    if marks.empty:
        nothing.append("医療機関の地図: 位置の分かる医療機関がありません。")
    if arcs.empty:
        nothing.append(
            f"流入・流出の地図: {labels.PATIENT_GROUP[group]}には、公表資料の表示基準を満たす相手の区域がありません。"
        )
    nowhere = int(listed.rows["lon"].isna().sum())
    missing = f"位置が分からない{nowhere}施設は図にない。" if nowhere else ""
    return Section(
        anchor=ANCHOR,
        title=TITLE,
        lead=_lead(points, arcs, group),
        sentences=tuple(nothing),
        figures=(
            *((_points_figure(marks, listed, points, area),) if len(marks) else ()),
            *((_arcs_figure(arcs, area, group, flow_sources),) if len(arcs) else ()),
        ),
        tables=() if len(marks) else (points,),
        notes=(f"{attribution()}。{_POINTS_NOTE}{missing}{_ARCS_NOTE}",),
        cites=flow_sources,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Listed:
    """Institutions of an area: `rows` with beds by function (NaN where not stated), `status` of those cells by facility_id."""

    rows: pd.DataFrame
    status: pd.DataFrame
    sources: Sources
    published_fy: str

    @property
    def year(self) -> int:
        """Of the report."""
        return labels.published_year(self.published_fy)


def _institutions(read: Read, area: Area) -> _Listed:
    year = read(facilities.fiscal_years)[-1]
    listed, measures = (
        read(facilities.facilities, area.area_code, year),
        read(facilities.measures, area.area_code, year),
    )
    cells = measures.frame[measures.frame["measure"] == "beds"]
    functions = [str(f) for f in FOUR_FUNCTIONS]
    beds, status = (_wide(cells, name, listed.frame, functions) for name in ("value", "value_status"))
    rows = listed.frame.assign(**{f: beds[f].astype("float64").to_numpy() for f in functions})
    located = {
        facilities.LOCATION_SOURCE[b] for b in rows["location_basis"].unique() if b in facilities.LOCATION_SOURCE
    }
    return _Listed(rows, status, sources_of(listed, measures, located), year)


def _wide(cells: pd.DataFrame, values: str, listed: pd.DataFrame, functions: list[str]) -> pd.DataFrame:
    """One row per listed institution, one column per function."""
    wide = cells.pivot(index="facility_id", columns="bed_function", values=values)
    return wide.reindex(index=listed["facility_id"], columns=functions)


def _points_table(listed: _Listed, area: Area) -> Table:
    """Every institution with its beds by function and how its place was found, in the publication's order."""
    title = (
        f"{area.area_name}の医療機関の位置と病床数({labels.published_fy(listed.published_fy)}、{len(listed.rows)}施設)"
    )
    called = bed_names(listed.year)
    columns = (
        Column(name="name", label="医療機関"),
        Column(name="municipality", label="市区町村"),
        Column(name="total", label="計", unit="床", kind=Kind.NUMBER),
        *(Column(name=str(f), label=called[f], unit="床", kind=Kind.NUMBER) for f in FOUR_FUNCTIONS),
        Column(name="basis", label="位置"),
    )
    body: list[list[Cell]] = []
    for row in listed.rows.to_dict("records"):
        figures = [_cell(row[str(f)], listed.status[str(f)][row["facility_id"]]) for f in FOUR_FUNCTIONS]
        stated = [c for c in figures if isinstance(c, int | float)]
        place = row["municipality"]
        body.append(
            [
                row["facility_name"],
                place if isinstance(place, str) else "",
                sum(stated) if stated else figures[0],
                *figures,
                labels.LOCATION_BASIS[row["location_basis"]],
            ]
        )
    made = table("institutions_rows", title, columns, body, listed.sources)
    functions = [str(f) for f in FOUR_FUNCTIONS]
    ids = listed.rows["facility_id"].tolist()
    return cells.stating(
        made,
        {
            "total": [
                _parts(area, listed, i, functions) if isinstance(r[2], int | float) else ()
                for i, r in zip(ids, body, strict=True)
            ],
            **{f: [_parts(area, listed, i, [f]) for i in ids] for f in functions},
        },
    )


def _parts(area: Area, listed: _Listed, facility_id: str, functions: Iterable[str]) -> Parts:
    return tuple(InstitutionBeds(area.area_code, listed.published_fy, facility_id, f) for f in functions)


def _cell(value: float, status: object) -> Cell:
    if not pd.isna(value):
        return float(value)
    return Status(labels.VALUE_STATUS[status]) if isinstance(status, str) else None


def _shown(listed: _Listed) -> str:
    """How many of the area's institutions stand at their own place on the map, and how many of these by older data."""
    bases = [LocationBasis(b) for b in listed.rows["location_basis"]]
    said = f"地図に表示 {sum(b.is_place for b in bases):,}施設 / この区域 {len(bases):,}施設。"
    old = bases.count(LocationBasis.P04)
    if not old:
        return said
    [origin] = short_names(Sources((facilities.LOCATION_SOURCE[LocationBasis.P04],)))
    return f"{said}うち{old:,}施設は{origin}の位置。"


def _points_figure(marks: pd.DataFrame, listed: _Listed, rows: Table, area: Area) -> Figure:
    called = bed_names(listed.year)
    said = {
        **{str(f): called[f] for f in FOUR_FUNCTIONS},
        NO_BEDS: "未報告・0床",
        GATHERED: "市区町村に集約",
    }
    largest = _largest(rows)
    most = (
        f"病床数が最も多いのは{largest[0]} {labels.beds(largest[1])}" if largest else "病床数を報告した医療機関はない"
    )
    return Figure(
        key="institutions",
        title=rows.title,
        drawing=Scene(
            build=area_points_deck,
            options=(marks, area_feature(area.area_code), _GROUND, _NARROWEST, HEIGHT),
        ),
        alt=f"{area.label}の概形の上に医療機関を病床数に応じた大きさの印で示した地図。{most}。",
        twin=rows,
        note=_shown(listed),
        legend=tuple(
            Swatch(text=said[name], fill=mark.fill, stroke=mark.stroke, shape=mark.shape)
            for name, mark in MARKS.items()
        ),
    )


def _largest(rows: Table) -> tuple[str, float] | None:
    """Name and beds of the institution with the most beds."""
    found = [
        (str(name), float(beds))
        for name, beds in zip(rows.column("name"), rows.column("total"), strict=True)
        if isinstance(beds, int | float)
    ]
    return max(found, key=lambda pair: pair[1]) if found else None


def _arcs(read: Read, area: Area, group: PatientGroup) -> tuple[pd.DataFrame, Sources]:
    flow = read(flows.flow, area.area_code)
    own = row_at(read(areas.areas).frame.set_index("area_code"), area.area_code)
    rows = arc_rows(
        flow.frame[flow.frame["patient_group"] == group],
        area.area_code,
        area.area_name,
        (float(own["lon"]), float(own["lat"])),
    )
    return rows, sources_of(flow)


def _arcs_figure(arcs: pd.DataFrame, area: Area, group: PatientGroup, sources: Sources) -> Figure:
    title = f"患者の流入と流出({labels.PATIENT_GROUP[group]})"
    columns = (
        Column(name="direction", label="方向"),
        Column(name="partner", label="相手の区域"),
        Column(name="share", label="入院患者に占める割合", kind=Kind.PERCENT, digits=1),
    )
    body = [
        (labels.DIRECTION[way], name, float(share))
        for way, name, share in zip(arcs["direction"], arcs["name"], arcs["share"], strict=True)
    ]
    return Figure(
        key="flows",
        title=title,
        drawing=Scene(
            build=flow_arc_deck,
            options=(arcs, area_feature(area.area_code), _GROUND, _NARROWEST, HEIGHT),
        ),
        alt=f"{area.label}と相手の区域を結ぶ弧の地図。{'、'.join(_most(arcs))}。",
        twin=table("flows_rows", title, columns, body, sources),
        legend=(
            Swatch(text="流入(相手の区域からこの区域へ)", fill=COLOUR[Direction.INFLOW]),
            Swatch(text="流出(この区域から相手の区域へ)", fill=COLOUR[Direction.OUTFLOW]),
        ),
    )


def _most(arcs: pd.DataFrame) -> list[str]:
    """The largest listed partner of each direction."""
    found = []
    for direction, way in ((Direction.INFLOW, "から"), (Direction.OUTFLOW, "へ")):
        mine = arcs[arcs["direction"] == direction].sort_values("share", ascending=False, kind="stable")
        word = labels.DIRECTION[direction]
        found.append(
            f"{word}が最も多いのは{mine['name'].iloc[0]}{way}の{labels.percent(float(mine['share'].iloc[0]))}"
            if len(mine)
            else f"{word}は公表資料の表示基準を満たす相手の区域がない"
        )
    return found


def _lead(points: Table, arcs: pd.DataFrame, group: PatientGroup) -> Words:
    largest = _largest(points)
    first = say("病床数が最も多いのは", strong(largest[0]), f"({labels.beds(largest[1])})。") if largest else ()
    if arcs.empty:
        return say(first)
    return say(first, f"{labels.PATIENT_GROUP[group]}の患者の", joined(_most(arcs)), "。")
