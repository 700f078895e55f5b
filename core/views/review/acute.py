"""急性期の協議資料: the institutions of an area, or of some taken together, by what they do. Each figure alone, no total score."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from core import parameters
from core.area import facilities
from core.area.facility_table import BY_KEY
from core.charts.named import ROWS
from core.charts.review_curve import curve_chart, curve_rows
from core.data.reader import Read
from core.parameters import Key
from core.review import brought, joined
from core.review.brought import Brought
from core.review.institutions import Step, carried, steps
from core.review.size import people
from core.views import cells
from core.views.area import hospitals
from core.views.area.hospitals import Years
from core.views.area.place import area_of
from core.views.figure import Chart, Figure
from core.views.plot import Mark, Plot, PlotKind, Series
from core.views.review import facts
from core.views.review.added import own_cells, own_columns
from core.views.review.chosen import Chosen
from core.views.section import Section
from core.views.sources import USER, Sources, sources_of
from core.views.stated import Parts
from core.views.table import Cell, Column, Kind, Status, Table, cell_of, table
from core.views.words import Words, say, strong
from core.vocabulary import labels, palette

#: Figures that the institutions can be ordered by.
MEASURES: Final = (
    "ambulance_arrivals",
    "general_anaesthesia_operations",
    "operations",
    "deliveries",
    "doctors_fulltime",
    "beds_acute_side",
)
#: The measure that is the sum of two functions.
_ACUTE_SIDE: Final = "beds_acute_side"
_ACUTE_BEDS: Final = ("beds_high_acute", "beds_acute")
_LABEL: Final = {_ACUTE_SIDE: f"{labels.ACUTE_COMBINED}の病床"}
_UNIT: Final = {_ACUTE_SIDE: "床"}
#: Share of the whole that the leading institutions are counted for.
_HALF: Final = 0.5
_MAN: Final = 10_000
NOTE: Final = (
    "1つの件数だけの順で、総合点は付けない。非公表(*)は少数のため公表されない件数、未報告は病床機能報告の報告がない医療機関。"
    "割合は区域の公表された合計(非公表の分を含む)に対するもの。緊急手術、築年数、病床の稼働率、災害拠点などは、医療機関ごとの公表資料にない。"
)


def label(measure: str) -> str:
    """`救急車`, `高度急性期+急性期の病床`."""
    return _LABEL.get(measure) or BY_KEY[measure].label


def unit(measure: str) -> str:
    """`件/年`, `人`, `床`."""
    return _UNIT.get(measure) or BY_KEY[measure].unit


@dataclass(frozen=True, slots=True)
class _One:
    """One institution of one of the areas."""

    key: str
    name: str
    place: str
    area_name: str
    year: Years
    facility_id: str
    roles: str


def section(read: Read, picked: Chosen, measure: str, added: Brought | None = None) -> Section:
    """Institutions in the order of one of `MEASURES`, what they carry together, and what a guideline would come to.

    `added`: columns that a person brought.
    """
    years = [(r, hospitals.years(read, area_of(read, r.area_code))) for r in picked.rows]
    listed = [
        _One(f"{area.area_code}/{i}", str(row["facility_name"]), _place(row["municipality"]), area.area_name, year, str(i), facilities.roles_text(row))
        for area, year in years
        for i, row in year.now.values.iterrows()
    ]  # fmt: skip
    named = sources_of(*(year.sources for _, year in years), picked.sources)
    title = f"急性期の協議資料: {picked.title}({label(measure)}の順)"
    if not listed:
        nothing = f"医療機関: {labels.NO_DATA}。公表資料に、この区域の医療機関がありません。"
        return Section(anchor="acute", title=title, sentences=(nothing,), cites=named)
    values = _values(listed, measure)
    total = _total(picked, measure, list(values.values()))
    order = steps(values.items(), total)
    return Section(
        anchor="acute",
        title=title,
        lead=_lead(order, total, listed, measure),
        sentences=(_hubs(picked),),
        figures=(_curve(order, {o.key: o for o in listed}, measure, named),) if order else (),
        tables=(_table(order, listed, measure, picked, named, added),),
        notes=(NOTE, _hub_note()),
        cites=sources_of([parameters.parameter(Key.REVIEW_HUB_FEWEST).source_id]),
    )


def figures(measure: str) -> tuple[str, ...]:
    """The published figures that a measure is the sum of."""
    return _ACUTE_BEDS if measure == _ACUTE_SIDE else (measure,)


def _place(value: object) -> str:
    return value if isinstance(value, str) else ""


def _values(listed: list[_One], measure: str) -> dict[str, float | None]:
    """The figure of every institution; None where it is not public."""
    names = figures(measure)
    found: dict[str, float | None] = {}
    for year, ones in _by_year(listed):
        columns = [year.now.values[n].to_dict() if n in year.now.values.columns else {} for n in names]
        for one in ones:
            found[one.key] = joined.total(_number(column.get(one.facility_id)) for column in columns)
    return found


def _number(value: object) -> float | None:
    cell = cell_of(value)
    return float(cell) if isinstance(cell, int | float) else None


def _total(picked: Chosen, measure: str, values: list[float | None]) -> float | None:
    """Of the areas as published; beds are of the institutions, since the area's own figure leaves 休棟中等 out."""
    if measure == _ACUTE_SIDE:
        return sum(v for v in values if v is not None) or None
    return joined.total(r.counts.get(measure) for r in picked.rows)


def _text(value: float | None, measure: str) -> str:
    return labels.number(value, unit(measure))


def _lead(order: tuple[Step, ...], total: float | None, listed: list[_One], measure: str) -> Words:
    some = [step for step in order if step.value > 0]
    if not some or not total:
        return f"{label(measure)}の件数が公表されている医療機関はない。"
    names = {one.key: one.name for one in listed}
    half = carried(order, _HALF)
    return say(
        f"{label(measure)}は{_text(total, measure)}。最も多い",
        strong(names[some[0].key]),
        f"が{labels.percent(some[0].share)}",
        f"、多い順に{half}医療機関で半分に達する。" if half and half > 1 else "。",
    )


def _hubs(picked: Chosen) -> Words:
    per = parameters.number(Key.REVIEW_HUB_FEWEST), parameters.number(Key.REVIEW_HUB_MOST)
    _, now, later = joined.people(picked.rows)
    parts: list[Words] = []
    for year, population in ((f"{picked.rows[0].years.now}年", now), (facts.LATER, later)):
        found = joined.hubs(population, per)
        if found is None:
            parts.append(f"{year}は{labels.NO_DATA}")
        else:
            low, high = (labels.number(n, digits=1 if n >= 1 else 2) for n in found)
            parts.append(say(f"{year}({people(population)})は", strong(f"{low}〜{high}か所分")))
    few, many = (int(n) // _MAN for n in per)
    return say(
        f"急性期拠点機能は人口{few}〜{many}万人に1つという目安(報道、要確認)では、", parts[0], "、", parts[1], "。"
    )


def _hub_note() -> str:
    few, many = (parameters.parameter(k) for k in (Key.REVIEW_HUB_FEWEST, Key.REVIEW_HUB_MOST))
    return (
        f"急性期拠点機能の目安は人口{few.value // 10_000}〜{many.value // 10_000}万人に1つ(報道 {few.effective_from}、要確認)。"
        "流出入によって幅を持つとされ、数を決めるものではない。"
    )


def _beds(ones: Iterable[_One], measure: str, *, before: bool = False) -> list[Parts]:
    """What a figure of beds states of each institution, of its number in the list of the year (before)."""
    keys = [key for key in figures(measure) if key in _ACUTE_BEDS]
    found: list[Parts] = []
    for one in ones:
        year, facility_id = one.year.now, one.facility_id
        if before:
            match = one.year.matched["previous_id"].get(one.facility_id) if one.year.before else None
            if one.year.before is None or not isinstance(match, str):
                found.append(())
                continue
            year, facility_id = one.year.before, match
        stated = hospitals.stated(one.key.split("/")[0], year, [facility_id], keys)
        found.append(tuple(part for key in keys for part in stated[key][0]))
    return found


def _curve(order: tuple[Step, ...], by_key: dict[str, _One], measure: str, sources: Sources) -> Figure:
    shown = [step for step in order if step.value > 0] or list(order[:1])
    drawn = curve_rows((by_key[s.key].name, _text(s.value, measure), s.rank, s.share, s.up_to) for s in shown)
    title = f"{label(measure)}の多い順に数えた割合"
    columns = (
        Column(name="number", label="何番目まで", kind=Kind.PLAIN_NUMBER),
        Column(name="name", label="医療機関"),
        Column(name="value", label=label(measure), unit=unit(measure), kind=Kind.NUMBER),
        Column(name="share", label="割合", kind=Kind.PERCENT, digits=1, missing=labels.NOT_COMPUTABLE),
        Column(name="up_to", label="ここまでの割合", kind=Kind.PERCENT, digits=1, missing=labels.NOT_COMPUTABLE),
    )
    twin = table(
        "curve_rows",
        title,
        columns,
        [(n, by_key[s.key].name, s.value, s.share, s.up_to) for n, s in enumerate(shown, start=1)],
        sources,
    )
    if measure == _ACUTE_SIDE:
        twin = cells.stating(twin, {"value": _beds((by_key[s.key] for s in shown), measure)})
    last = shown[-1].up_to
    return Figure(
        key="curve",
        title=title,
        drawing=Chart(build=curve_chart, options=(label(measure), len(shown)), data={ROWS: drawn}),
        alt=f"{title}の折れ線。1番目は{by_key[shown[0].key].name}の{labels.percent(shown[0].share)}、"
        f"{len(shown)}番目までで{labels.percent(last)}。",
        twin=twin,
        note="右端が100%に届かない分は、件数が公表されていない医療機関のもの。",
        plot=Plot(
            kind=PlotKind.LINE,
            table=twin,
            series=(Series(name="ここまでの割合", at="up_to", colour=palette.KEY, mark=Mark.CIRCLE),),
            labels="number",
            axis="区域の件数に占める割合",
            floor=0.0,
            top=1.0,
        ),
    )


_SHOWN: Final = ("ambulance_arrivals", "general_anaesthesia_operations", "operations", "deliveries", "doctors_fulltime")


def _table(
    order: tuple[Step, ...], listed: list[_One], measure: str, picked: Chosen, sources: Sources, added: Brought | None
) -> Table:
    by_key, placed = {one.key: one for one in listed}, {step.key: step for step in order}
    ranked = [by_key[s.key] for s in order] + [one for one in listed if one.key not in placed]
    before = next((o.year.before for o in listed if o.year.before), None)
    columns = [
        Column(name="rank", label="順", kind=Kind.PLAIN_NUMBER, missing="―"),
        Column(name="name", label="医療機関"),
        *([Column(name="area", label="区域")] if len(picked.rows) > 1 else []),
        Column(name="place", label="所在地"),
        Column(name="share", label=f"{label(measure)} 割合", kind=Kind.PERCENT, digits=1, missing="―"),
        Column(name="up_to", label="ここまで", kind=Kind.PERCENT, digits=1, missing="―"),
        *(hospitals.column(BY_KEY[m], None) for m in _SHOWN),
        *(hospitals.column(BY_KEY[m], None) for m in _ACUTE_BEDS),
        hospitals.column(BY_KEY["doctors_per_100_beds"], None),
    ]
    past = before is not None
    if past and before is not None:
        columns.append(
            Column(name="before", label=f"{label(measure)} {before.label}", unit=unit(measure), kind=Kind.NUMBER)
        )
    extra = own_columns(added)
    columns += [*extra, Column(name="roles", label="役割")]
    shown = _columns_of(listed, (*_SHOWN, *_ACUTE_BEDS, "doctors_per_100_beds"))
    earlier = _before(listed, measure) if past else {}
    brought_of = brought.by_institution(added) if added else {}
    body = []
    for one in ranked:
        step = placed.get(one.key)
        row: list[Cell] = [step.rank if step else None, one.name]
        row += [one.area_name] if len(picked.rows) > 1 else []
        row += [one.place or Status(labels.NO_DATA), step.share if step else None, step.up_to if step else None]
        row += [column[one.key] for column in shown]
        row += [earlier[one.key]] if past else []
        place = (one.key.split("/")[0], facilities.normalized(one.name))
        row += own_cells(extra, brought_of.get(place))
        row.append(one.roles)
        body.append(row)
    title = f"{picked.title}の医療機関({label(measure)}の順)"
    made = table("institutions", title, columns, body, sources | Sources((USER,)) if extra else sources)
    stated = {key: _beds(ranked, key) for key in _ACUTE_BEDS}
    return cells.stating(
        made, stated | ({"before": _beds(ranked, measure, before=True)} if past and measure == _ACUTE_SIDE else {})
    )


def _columns_of(listed: list[_One], keys: tuple[str, ...]) -> list[dict[str, Cell]]:
    """One figure of this year after the other, each by institution."""
    found: list[dict[str, Cell]] = [{} for _ in keys]
    for year, ones in _by_year(listed):
        for column, key in zip(found, keys, strict=True):
            taken = hospitals.cells(year.now, [o.facility_id for o in ones], BY_KEY[key])
            column.update(zip((o.key for o in ones), taken, strict=True))
    return found


def _before(listed: list[_One], measure: str) -> dict[str, Cell]:
    """The figure of the year before, where the institution is the same."""
    found: dict[str, Cell] = {}
    for year, ones in _by_year(listed):
        if year.before is None:
            found |= {o.key: Status(labels.NO_DATA) for o in ones}
            continue
        previous = year.matched["previous_id"].to_dict()
        ids = [p if isinstance(p := previous.get(o.facility_id), str) else None for o in ones]
        parts = [hospitals.cells(year.before, ids, BY_KEY[name]) for name in figures(measure)]
        found.update(zip((o.key for o in ones), map(_sum, *parts), strict=True))
    return found


def _sum(*cells: Cell) -> Cell:
    """Of the cells of one institution; a part that is no figure says so for the whole."""
    figures = [float(cell) for cell in cells if isinstance(cell, int | float)]
    return (
        math.fsum(figures) if len(figures) == len(cells) else next(c for c in cells if not isinstance(c, int | float))
    )


def _by_year(listed: list[_One]) -> list[tuple[Years, list[_One]]]:
    groups: dict[int, tuple[Years, list[_One]]] = {}
    for one in listed:
        groups.setdefault(id(one.year), (one.year, []))[1].append(one)
    return list(groups.values())
