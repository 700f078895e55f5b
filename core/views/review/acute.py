"""急性期の協議資料: the institutions of an area, or of some taken together, by what they do. Each figure alone, no total score."""

from __future__ import annotations

from typing import Final

from core import parameters
from core.area import facilities
from core.area.facility_table import BY_KEY
from core.area.institutions import Institutions
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
from core.views.figure import Chart, Figure
from core.views.plot import Mark, Plot, PlotKind, Series
from core.views.review import acute_rows, facts
from core.views.review.acute_rows import ACUTE_BEDS, ACUTE_SIDE, Institution
from core.views.review.added import own_cells, own_columns
from core.views.review.chosen import Chosen
from core.views.section import Section
from core.views.sources import USER, Sources, sources_of
from core.views.table import Cell, Column, Kind, Status, Table, table
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
_LABEL: Final = {ACUTE_SIDE: f"{labels.ACUTE_COMBINED}の病床"}
_UNIT: Final = {ACUTE_SIDE: "床"}
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


def section(read: Read, picked: Chosen, measure: str, added: Brought | None = None) -> Section:
    """Institutions in the order of one of `MEASURES`, what they carry together, and what a guideline would come to.

    `added`: columns that a person brought.
    """
    listed, published = acute_rows.listed(read, picked)
    named = sources_of(published, picked.sources)
    title = f"急性期の協議資料: {picked.title}({label(measure)}の順)"
    if not listed:
        nothing = f"医療機関: {labels.NO_DATA}。公表資料に、この区域の医療機関がありません。"
        return Section(anchor="acute", title=title, sentences=(nothing,), cites=named)
    values = acute_rows.values(listed, measure)
    total = _total(picked, measure, list(values.values()))
    order = steps(values.items(), total)
    by_key = {one.key: one for one in listed}
    ranked = [by_key[key] for key in dict.fromkeys([*(step.key for step in order), *by_key])]
    before = next((one.year.before for one in listed if one.year.before), None)
    return Section(
        anchor="acute",
        title=title,
        lead=_lead(order, total, listed, measure),
        sentences=(_hubs(picked),),
        figures=(_curve(order, by_key, measure, named),) if order else (),
        tables=(
            _table(order, ranked, before, measure, picked, named, added),
            *([_earlier(ranked, before, picked, named)] if before else []),
        ),
        notes=(NOTE, _hub_note()),
        cites=sources_of([parameters.parameter(Key.REVIEW_HUB_FEWEST).source_id]),
    )


def _total(picked: Chosen, measure: str, values: list[float | None]) -> float | None:
    """Of the areas as published; beds are of the institutions, since the area's own figure leaves 休棟中等 out."""
    if measure == ACUTE_SIDE:
        return sum(v for v in values if v is not None) or None
    return joined.total(r.counts.get(measure) for r in picked.rows)


def _text(value: float | None, measure: str) -> str:
    return labels.number(value, unit(measure))


def _lead(order: tuple[Step, ...], total: float | None, listed: list[Institution], measure: str) -> Words:
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


def _curve(order: tuple[Step, ...], by_key: dict[str, Institution], measure: str, sources: Sources) -> Figure:
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
    if measure == ACUTE_SIDE:
        twin = cells.stating(twin, {"value": acute_rows.beds((by_key[s.key] for s in shown), measure)})
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


_SHOWN: Final = (
    "ambulance_arrivals",
    "general_anaesthesia_operations",
    "operations",
    "deliveries",
    "doctors_fulltime",
    *ACUTE_BEDS,
    "doctors_per_100_beds",
)


def _table(
    order: tuple[Step, ...],
    ranked: list[Institution],
    before: Institutions | None,
    measure: str,
    picked: Chosen,
    sources: Sources,
    added: Brought | None,
) -> Table:
    placed = {step.key: step for step in order}
    columns = [
        Column(name="rank", label="順", kind=Kind.PLAIN_NUMBER, missing="―"),
        Column(name="name", label="医療機関"),
        *([Column(name="area", label="区域")] if len(picked.rows) > 1 else []),
        Column(name="place", label="所在地"),
        Column(name="share", label=f"{label(measure)} 割合", kind=Kind.PERCENT, digits=1, missing="―"),
        Column(name="up_to", label="ここまで", kind=Kind.PERCENT, digits=1, missing="―"),
        *(hospitals.column(BY_KEY[m], None) for m in _SHOWN),
    ]
    if before:
        columns.append(
            Column(name="before", label=f"{label(measure)} {before.label}", unit=unit(measure), kind=Kind.NUMBER)
        )
    extra = own_columns(added)
    columns += [*extra, Column(name="roles", label="役割")]
    shown = acute_rows.of_this_year(ranked, _SHOWN)
    earlier = acute_rows.of_the_year_before(ranked, measure) if before else {}
    brought_of = brought.by_institution(added) if added else {}
    body = []
    for one in ranked:
        step = placed.get(one.key)
        row: list[Cell] = [step.rank if step else None, one.name]
        row += [one.area_name] if len(picked.rows) > 1 else []
        row += [one.place or Status(labels.NO_DATA), step.share if step else None, step.up_to if step else None]
        row += [column[one.key] for column in shown]
        row += [earlier[one.key]] if before else []
        place = (one.key.split("/")[0], facilities.normalized(one.name))
        row += own_cells(extra, brought_of.get(place))
        row.append(one.roles)
        body.append(row)
    title = f"{picked.title}の医療機関({label(measure)}の順)"
    made = table("institutions", title, columns, body, sources | Sources((USER,)) if extra else sources)
    stated = {key: acute_rows.beds(ranked, key) for key in ACUTE_BEDS}
    return cells.stating(
        made,
        stated
        | ({"before": acute_rows.beds(ranked, measure, before=True)} if before and measure == ACUTE_SIDE else {}),
    )


def _earlier(ranked: list[Institution], before: Institutions, picked: Chosen, sources: Sources) -> Table:
    """All the figures of the publication before, in the same order."""
    shown = [acute_rows.of_the_year_before(ranked, m) for m in _SHOWN]
    several = len(picked.rows) > 1
    columns = [
        Column(name="name", label="医療機関"),
        *([Column(name="area", label="区域")] if several else []),
        *(hospitals.column(BY_KEY[m], None) for m in _SHOWN),
    ]
    body = [[one.name, *([one.area_name] if several else []), *(c[one.key] for c in shown)] for one in ranked]
    made = table("institutions_before", f"{picked.title}の医療機関({before.label}の値)", columns, body, sources)
    return cells.stating(made, {key: acute_rows.beds(ranked, key, before=True) for key in ACUTE_BEDS})
