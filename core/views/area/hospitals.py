"""医療機関: every reporting institution of the area, this year and beside last year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from core.area import facilities, facility_table
from core.area.facility_table import BY_KEY, COLUMNS
from core.area.institutions import Institutions, institutions
from core.charts.area_facilities import IN_ONE_LINE, facility_beds_chart, facility_rows
from core.charts.named import ROWS
from core.data.bed_names import bed_names
from core.data.queries import facilities as queries
from core.data.reader import Read
from core.text.outside import Outside
from core.views.area.place import Area
from core.views.cells import WORD, placed, stating, text, traced
from core.views.figure import Chart, Figure
from core.views.origins import Origin, of_institutions
from core.views.plot import Plot, PlotKind, Series
from core.views.section import Section
from core.views.sources import Sources
from core.views.stated import InstitutionBeds, Parts
from core.views.table import Cell, Column, Kind, Status, Table, cell_of, table
from core.views.words import Words, raw_text, say, strong
from core.vocabulary import labels, palette
from core.vocabulary.terms import FOUR_FUNCTIONS

TITLE: Final = "医療機関"
NOTE: Final = (
    "非公表 = NDBの利用ガイドラインにより公表されない値(*)、未報告 = 病床機能報告の報告がない、該当なし = その機能の病床がない(-)。"
    "病床計は休棟中等を含まない。診療実績は非公表により実際より少なく出ることがある。医療機関に年度をまたぐIDはない。"
)
UNMATCHED: Final = Status("対応なし")
#: Bars of the picture; an area has up to 333 institutions.
_BARS: Final = 10
#: Pixels of a bar with its gap, and of the axis and legend, so that the section fits one screen and names
#: do not touch where the type is larger (a window of 1920).
_BAR_STEP, _TWO_LINES, _AROUND = 20, 29, 125
#: Figures of beds, and which cells of `facility_trace` they are read from.
_PARTS: Final = {
    "beds_total": tuple(map(str, FOUR_FUNCTIONS)),
    **{key: (function,) for function, key in facilities.BEDS.items()},
    "beds_closed": ("closed",),
}
_NAME: Final = (Column(name="name", label="医療機関"), Column(name="place", label="所在地"))


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which figures (a key of `facility_table.GROUPS`), the order (a key of `COLUMNS`), and which institutions."""

    group: str = "beds"
    sort: str = "beds_total"
    function: str = ""
    role: str = ""
    words: Outside = Outside("")


@dataclass(frozen=True, slots=True)
class Years:
    """The newest publication's institutions, those of the one before, and which of them are the same."""

    now: Institutions
    before: Institutions | None
    #: previous_id and match_basis by facility_id (`facilities.match_years`); empty without a year before.
    matched: pd.DataFrame

    @property
    def sources(self) -> Sources:
        """Both publications."""
        ids = (*self.now.source_ids, *(self.before.source_ids if self.before else ()))
        return Sources(tuple(sorted(set(ids))))


def years(read: Read, area: Area) -> Years:
    """The two newest publications that list institutions."""
    known = read(queries.fiscal_years)
    now = read(institutions, area.area_code, known[-1])
    before = read(institutions, area.area_code, known[-2]) if len(known) > 1 else None
    return Years(now, before, facilities.match_years(now.values, before.values) if before else pd.DataFrame())


def section(read: Read, area: Area, chosen: Chosen) -> Section:
    """The institutions that are asked for, in the order asked for, and the first of them as bars."""
    found = years(read, area)
    now = found.now
    if now.values.empty:
        nothing = f"医療機関: {labels.NO_DATA}。{now.label}の公表資料に、この区域の医療機関がありません。"
        return Section(anchor="hospitals", title=TITLE, sentences=(nothing,))
    ordered = facility_table.ordered(now.values, chosen.sort)
    rows = facility_table.filtered(ordered, chosen.words.raw, chosen.role, chosen.function)
    count = say(strong(f"医療機関 {len(rows):,}件"), f"(全{len(now.values):,}件、{now.label})")
    if rows.empty:
        again = "条件に当てはまる医療機関はありません。条件をゆるめてください。"
        return Section(
            anchor="hospitals",
            title=TITLE,
            lead=say(count, "。"),
            sentences=(again,),
            notes=(NOTE,),
            cites=found.sources,
        )
    figure = _figure(found, rows, area, chosen.sort)
    return Section(
        anchor="hospitals",
        title=TITLE,
        lead=say(count, _largest(rows)),
        sentences=() if figure else ("条件に当てはまる医療機関に、報告された病床数がありません。",),
        figures=(figure,) if figure else (),
        tables=(_listed(read, found, facility_table.named_first(rows, chosen.words.raw), area, chosen),),
        notes=(NOTE,),
    )


def whole(read: Read, area: Area, *, with_cells: bool = False) -> Table:
    """Every institution with every figure, this year and last, and the basis of the match. For files.

    `with_cells`: with columns that say where in the publications each figure of beds stands.
    """
    found = years(read, area)
    now, ids = found.now, [str(i) for i in found.now.values.index]
    columns: list[Column] = [*_NAME, Column(name="roles", label="役割")]
    here = of_institutions(read, area.area_code, now.published_fy) if with_cells else {}
    places = dict[str, list[str]]()
    body: list[Iterable[Cell]] = [*_names(now.values), [facilities.roles_text(row) for _, row in now.values.iterrows()]]
    for figure in COLUMNS:
        columns.append(column(figure.of(now.year), now))
        body.append(cells(now, ids, figure))
        places[columns[-1].name] = _places(here, ids, figure)
    if found.before is not None:
        before, previous = found.before, _previous(found, ids)
        there = of_institutions(read, area.area_code, before.published_fy) if with_cells else {}
        names = before.values["facility_name"].to_dict()
        columns += [Column(name="match", label="前年度との対応"), Column(name="name_before", label="前年度の名称")]
        body += [_basis(found, ids), [UNMATCHED if p is None else str(names[p]) for p in previous]]
        for figure in COLUMNS:
            columns.append(column(figure.of(before.year), before))
            body.append(cells(before, previous, figure))
            places[columns[-1].name] = _places(there, previous, figure)
    columns.append(Column(name="located", label="位置の根拠"))
    body.append([labels.LOCATION_BASIS[basis] for basis in now.values["location_basis"]])
    title = f"{area.label}の医療機関({now.label})"
    made = table("all", title, columns, zip(*body, strict=True) if ids else (), found.sources)
    return traced(placed(made, places)) if with_cells else made


def _listed(read: Read, found: Years, rows: pd.DataFrame, area: Area, chosen: Chosen) -> Table:
    """As asked for. Its beds name their cells alone, its note the sheet: an area has hundreds of them."""
    now, ids = found.now, [str(i) for i in rows.index]
    known, places = of_institutions(read, area.area_code, now.published_fy), dict[str, list[str]]()
    columns: list[Column] = [*_NAME]
    body: list[Iterable[Cell]] = [*_names(rows)]
    both = chosen.group == "years" and found.before is not None
    previous = _previous(found, ids) if both else []
    if both and found.before is not None:
        known |= of_institutions(read, area.area_code, found.before.published_fy)
    for figure in (c for c in COLUMNS if chosen.group in c.groups):
        columns.append(column(figure.of(now.year), now if both else None))
        body.append(cells(now, ids, figure))
        places[columns[-1].name] = _places(known, ids, figure, book=False)
        if both and found.before is not None:
            columns.append(column(figure.of(found.before.year), found.before))
            body.append(cells(found.before, previous, figure))
            places[columns[-1].name] = _places(known, previous, figure, book=False)
    if both:
        columns.append(Column(name="match", label="前年度との対応"))
        body.append(_basis(found, ids))
    else:
        columns.append(Column(name="roles", label="役割"))
        body.append([facilities.roles_text(row) for _, row in rows.iterrows()])
    title = f"{area.label}の医療機関({now.label})"
    marks = range(int(facility_table.named(rows, chosen.words.raw).sum()))  # they stand in front
    note = f"病床数の{WORD}: {'、'.join(dict.fromkeys(o.book for o in known.values()))}。" if known else ""
    made = table("institutions", title, columns, zip(*body, strict=True), found.sources, marks=marks, note=note)
    return placed(made, places)


def _places(
    known: Mapping[tuple[str, str], Origin],
    ids: Sequence[str | None],
    figure: facility_table.Figure,
    *,
    book: bool = True,
) -> list[str]:
    """Where one column's beds stand in the books, the sum of the functions as its parts; nothing for other figures."""
    found = [[known.get((str(i), part)) for part in _PARTS.get(figure.key, ())] for i in ids]
    return [
        text(*each) if book else text(*each).removeprefix(f"{each[0].book} ") if each and each[0] else ""
        for each in found
    ]


def stated(
    area_code: str, year: Institutions, ids: Iterable[str | None], keys: Iterable[str]
) -> dict[str, list[Parts]]:
    """By key of a figure what it states of each institution, of the sum of the functions its parts; nothing of other figures."""
    listed = list(ids)
    return {
        key: [
            () if i is None else tuple(InstitutionBeds(area_code, year.published_fy, i, kind) for kind in _PARTS[key])
            for i in listed
        ]
        for key in keys
        if key in _PARTS
    }


def column(figure: facility_table.Figure, year: Institutions | None) -> Column:
    """`year`: named in the heading, where two years stand beside each other."""
    name = f"{figure.key}_{year.published_fy}" if year else figure.key
    if figure.unit == "%":
        label = f"{figure.label} {year.label}" if year else figure.label
        return Column(name=name, label=label, kind=Kind.PERCENT, digits=figure.digits)
    if year:
        return Column(name=name, label=f"{figure.heading} {year.label}", kind=Kind.NUMBER, digits=figure.digits)
    return Column(name=name, label=figure.label, unit=figure.unit, kind=Kind.NUMBER, digits=figure.digits)


def cells(year: Institutions, ids: Sequence[str | None], figure: facility_table.Figure) -> list[Cell]:
    """One column's cells by facility_id: the figure, or 非公表 / 未報告 / 該当なし / データなし; 対応なし where there is no id."""
    known = year.values[figure.key].to_dict() if figure.key in year.values.columns else {}
    reasons = year.status[figure.key].to_dict() if figure.key in year.status.columns else {}
    out: list[Cell] = []
    for facility_id in ids:
        if facility_id is None:
            out.append(UNMATCHED)
            continue
        value = cell_of(known.get(facility_id))
        if isinstance(value, int | float):
            out.append(value / 100 if figure.unit == "%" else value)
        else:
            out.append(Status(facilities.missing_word(reasons.get(facility_id))))
    return out


def _names(rows: pd.DataFrame) -> tuple[list[Cell], list[Cell]]:
    names: list[Cell] = [str(name) for name in rows["facility_name"]]
    places: list[Cell] = [
        place if isinstance(place, str) and place else Status(labels.NO_DATA) for place in rows["municipality"]
    ]
    return names, places


def _previous(found: Years, ids: Sequence[str]) -> list[str | None]:
    known = found.matched["previous_id"].to_dict()
    return [known[i] if isinstance(known[i], str) else None for i in ids]


def _basis(found: Years, ids: Sequence[str]) -> list[Cell]:
    known = found.matched["match_basis"].to_dict()
    return [facilities.MATCH_LABEL[str(known[i])] for i in ids]


def _largest(rows: pd.DataFrame) -> Words:
    known = rows.dropna(subset=["beds_total"])
    if known.empty:
        return "。"
    top = known.sort_values("beds_total", ascending=False, kind="stable").iloc[0]
    share = f"、区域の{labels.percent(top['share'] / 100)}" if not pd.isna(top["share"]) else ""
    start = "。最も病床が多いのは" if len(rows) > 1 else "。"
    return say(start, strong(str(top["facility_name"])), f"({labels.beds(top['beds_total'])}{share})。")


def _figure(found: Years, rows: pd.DataFrame, area: Area, sort: str) -> Figure | None:
    """Beds of the first institutions by function; None where none of them states beds."""
    top = rows.dropna(subset=["beds_total"]).head(_BARS)
    if top.empty:
        return None
    now, heading, ids = found.now, BY_KEY[sort].of(found.now.year).heading, [str(i) for i in top.index]
    drawn = pd.concat(
        pd.DataFrame(
            {
                "facility_id": ids,
                "name": top["facility_name"].to_numpy(),
                "place": top["municipality"].to_numpy(),
                "bed_function": function,
                "beds": top[column].to_numpy(),
                "share": top["share"].to_numpy() / 100,
            }
        )
        for function, column in facilities.BEDS.items()
    )
    keys = ("beds_total", *(facilities.BEDS[str(f)] for f in FOUR_FUNCTIONS), "share")
    title = f"{heading}の大きい順 上位{len(top)}件の機能別の病床数(床、{now.label})"
    columns = (_NAME[0], *(column(BY_KEY[key].of(now.year), None) for key in keys))
    rows_of_bars = zip(_names(top)[0], *(cells(now, ids, BY_KEY[key]) for key in keys), strict=True)
    twin = stating(
        table("bars_rows", f"{area.label} {title}", columns, rows_of_bars, found.sources),
        stated(area.area_code, now, ids, keys),
    )
    parts = facility_rows(drawn, now.year)
    step = _TWO_LINES if parts["name"].str.len().max() > IN_ONE_LINE else _BAR_STEP
    return Figure(
        key="bars",
        title=title,
        drawing=Chart(
            build=facility_beds_chart,
            options=(len(top), step * len(top) + _AROUND, now.year),
            data={ROWS: parts},
        ),
        alt=_alt(twin, bed_names(now.year)),
        twin=twin,
        note=f"上位{len(top)}件で区域の病床の{labels.percent(float(top['share'].sum()) / 100)}。",
        plot=_plot(twin, bed_names(now.year)),
    )


def _plot(twin: Table, called: dict[str, str]) -> Plot:
    series = (
        Series(name=called[f], at=facilities.BEDS[str(f)], colour=palette.BED_FUNCTION[f]) for f in FOUR_FUNCTIONS
    )
    axis = "病床数(床、休棟中等を除く)"
    return Plot(kind=PlotKind.STACKED, table=twin, series=tuple(series), labels="name", axis=axis, floor=0.0)


def _alt(twin: Table, called: dict[str, str]) -> str:
    """The first and the last bar with their parts."""
    texts = twin.texts()
    functions = [called[f] for f in FOUR_FUNCTIONS]

    def said(row: tuple[str, ...]) -> str:
        name, total, *parts = row[: 2 + len(functions)]
        return f"{name} {total}床({'、'.join(f'{f} {p}' for f, p in zip(functions, parts, strict=True))})"

    ends = said(texts[0]) if len(texts) == 1 else f"先頭は{said(texts[0])}、最後は{said(texts[-1])}"
    return f"{raw_text(twin.title)}の積み上げ横棒。{ends}。"
