"""差異分析ワークシート: what is left of each gap when a person has named its causes, and the published figures that give a clue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd

from core import parameters
from core.area import profile, waterfall, worksheet_rows
from core.area.worksheet import CAUSE_LABEL, Worksheet, cause_help
from core.charts.area_waterfall import KINDS, waterfall_chart, waterfall_rows
from core.charts.named import ROWS
from core.data.bed_names import bed_names
from core.data.queries import area as area_queries
from core.data.queries import beds, places
from core.data.reader import Read
from core.data.sourced import collect
from core.text.outside import Outside
from core.views import cells
from core.views.area.flow import ndb
from core.views.area.place import Area
from core.views.figure import Chart, Figure
from core.views.section import Section
from core.views.sources import OURS, USER, Sources, sources_of
from core.views.stated import Beds, ListedBeds, Parts
from core.views.table import Cell, Column, Kind, Status, Table, table
from core.views.words import Words, say, strong
from core.vocabulary import labels
from core.vocabulary.terms import FOUR_FUNCTIONS, BedFunction, Direction, Series, ValueStatus

ANCHOR: Final = "worksheet"
TITLE: Final = "差異分析ワークシート"
#: Name of its sheet in workbooks.
TAB: Final = "差異分析"
_HEIGHT: Final = 125


def blank(read: Read, area: Area, year: int | None = None) -> Worksheet:
    """A worksheet of a reported year (the latest unless told) with its gaps and no line."""
    rows = read(beds.area_beds, area.area_code)
    year = read(beds.reported_years)[-1] if year is None else year
    return Worksheet(
        area_code=area.area_code, area_name=area.area_name, year=year, gaps=worksheet_rows.gaps(rows.frame, year)
    )


def section(read: Read, area: Area, sheet: Worksheet, function: BedFunction) -> Section:
    """Gap, explained beds and rest of each function, one function as a waterfall, the lines, clues and causes.

    `sheet`: of this area; its basis and note are a person's words.
    """
    called = bed_names(sheet.year)
    rows = read(beds.area_beds, area.area_code).frame
    rest, lines = tables(sheet, _gap_sources(rows, sheet.year))
    rest = _stating(rest, sheet, worksheet_rows.gaps(rows, sheet.year), area.area_code)
    begins = dict(zip((r.bed_function for r in sheet.results()), rest.stated[-1].rows, strict=True))
    rest, figure = cells.found(read, rest), _waterfall(sheet, function, rest.sources, begins[function])
    nothing: tuple[Words, ...] = (
        f"図: {labels.NO_DATA}。報告病床数または必要量がないため、{called[function]}の乖離を計算できません。",
    )
    return Section(
        anchor=ANCHOR,
        title=TITLE,
        lead=_lead(sheet),
        sentences=() if figure else nothing,
        figures=(figure,) if figure else (),
        tables=(
            rest,
            *((lines,) if sheet.explanations else ()),
            cells.found(read, _clues(read, area, sheet.year)),
            _causes(),
        ),
        notes=(_note(sheet.year),),
    )


def tables(sheet: Worksheet, sources: Sources) -> tuple[Table, Table]:
    """乖離, explained beds and rest per function; then every line with its basis, for the screen and for any workbook.

    `sources`: where the 乖離 are from; what a person typed is named beside them.
    """
    typed, called = Sources((USER,)), bed_names(sheet.year)
    missing = labels.NOT_COMPUTABLE
    rest = table(
        "worksheet_rest",
        say(f"{TITLE} ", Outside(sheet.area_name), "(", Outside(sheet.area_code), f")、{sheet.year}年の報告病床数"),
        (
            Column(name="function", label="機能"),
            Column(name="gap", label="乖離", unit="床", kind=Kind.SIGNED, missing=missing),
            Column(name="explained", label="説明できる分", unit="床", kind=Kind.SIGNED),
            Column(name="rest", label="説明できない残り", unit="床", kind=Kind.SIGNED, missing=missing),
        ),
        [(called[r.bed_function], r.gap, r.explained, r.rest) for r in sheet.results()],
        sources | typed if sheet.explanations else sources,
        sums=(len(FOUR_FUNCTIONS),),
    )
    lines = table(
        "worksheet_lines",
        "要因ごとに説明できる床数",
        (
            Column(name="function", label="機能"),
            Column(name="cause", label="要因"),
            Column(name="beds", label="説明できる床数", unit="床", kind=Kind.SIGNED),
            Column(name="basis", label="根拠", wide=True),
            Column(name="note", label="備考", wide=True),
            Column(name="to", label="相手の機能", help="反対の符号で同じ床数が入る機能"),
        ),
        [
            (
                called[e.bed_function],
                CAUSE_LABEL[e.cause],
                e.beds,
                Outside(e.basis),
                Outside(e.note),
                called[e.to_function] if e.to_function else "",
            )
            for e in sheet.explanations
        ],
        typed,
        note=_note(sheet.year),
    )
    return rest, lines


def _stating(rest: Table, sheet: Worksheet, gaps: Mapping[str, int | None], area_code: str) -> Table:
    """The table with the two figures that make each 乖離 of the publications; a file may carry that of an earlier edition."""
    both = cells.reported_and_required(sheet.year).values()
    rows = [
        tuple(Beds(area_code, f, *key) for key in both)
        if (gap := sheet.gaps.get(f)) is not None and gap == gaps[f]
        else ()
        for f in (r.bed_function for r in sheet.results())
    ]
    return cells.stating(rest, {"gap": rows}, sign="−")


def _note(year: int) -> str:
    return (
        f"乖離 = {year}年の報告病床数 − {parameters.words('{required_year}年')}の必要量。説明できる床数と根拠は利用者の入力。"
        "残りが0でも、差異の評価は調整会議の協議による。"
    )


def _gap_sources(rows: pd.DataFrame, year: int) -> Sources:
    """Of the report and the 必要量 that the gaps are made of, not of other years. `rows`: of `queries.beds.area_beds`."""
    reported = (rows["series"] == Series.REPORTED) & (rows["year"] == year)
    used = collect(rows[reported | (rows["series"] == Series.REQUIRED)])
    return Sources(used or collect(rows))


def _lead(sheet: Worksheet) -> Words:
    total = BedFunction.TOTAL
    gap, rest = (
        labels.signed(v, "床", missing=labels.NOT_COMPUTABLE) for v in (sheet.gaps.get(total), sheet.rest(total))
    )
    if not sheet.explanations:
        return say(f"{sheet.year}年の乖離は合計 ", strong(gap), "。説明できる床数はまだ入力されていません。")
    return say(
        f"{sheet.year}年の乖離は合計 {gap}、説明できる分は{labels.signed(sheet.explained(total), '床')}、説明できない残りは",
        strong(rest),
        "。",
    )


def _waterfall(sheet: Worksheet, function: BedFunction, sources: Sources, begins: Parts) -> Figure | None:
    """From the gap to its rest; None where the gap cannot be computed. `begins`: the figures that make the gap."""
    steps = waterfall.steps(sheet, function)
    if steps.empty:
        return None
    name = bed_names(sheet.year)[function]
    changes = [end if kind != "explained" else end - start for kind, start, end in steps[["kind", "start", "end"]].itertuples(index=False)]  # fmt: skip
    parts = "、".join(f"{label} {text}" for label, text in zip(steps["label"], steps["text"], strict=True))
    title = f"{name}の乖離と要因({sheet.year}年、床)"
    twin = table(
        "waterfall_rows",
        title,
        (
            Column(name="label", label="項目"),
            Column(name="kind", label="区分"),
            Column(name="beds", label="床数", unit="床", kind=Kind.SIGNED),
        ),
        [(label, KINDS[k], beds) for label, k, beds in zip(steps["label"], steps["kind"], changes, strict=True)],
        sources,
    )
    return Figure(
        key="waterfall",
        title=title,
        drawing=Chart(build=waterfall_chart, options=(_HEIGHT,), data={ROWS: waterfall_rows(steps)}),
        alt=f"{name}の乖離を要因ごとに分けた滝の図。{parts}。",
        twin=cells.stating(twin, {"beds": [begins if k == "gap" else () for k in steps["kind"]]}, sign="−"),
    )


def _clues(read: Read, area: Area, year: int) -> Table:
    """Published figures that may explain a gap, in one row."""
    measures = read(area_queries.measures, area.area_code)
    rates = read(area_queries.report_rates, area.area_code)
    flows = read(places.flow_rates, (area.area_code,))
    beds_of = {"beds_closed": "床", "hospitals_unreported": "施設", "clinics_unreported": "施設"}
    names = ("休棟中等", "未報告の病院", "未報告の有床診療所")
    columns = (
        *(Column(name=m, label=n, unit=u, kind=Kind.NUMBER) for n, (m, u) in zip(names, beds_of.items(), strict=True)),
        Column(name="report_rate", label=f"報告率({year}年)", kind=Kind.PERCENT, digits=1),
        Column(name="inflow", label="流入率", kind=Kind.PERCENT, digits=1),
        Column(name="outflow", label="流出率", kind=Kind.PERCENT, digits=1),
    )
    latest = profile.latest(measures.frame)
    latest = latest[latest.index.isin(beds_of)]
    rate = rates.frame[rates.frame["year"] == year]
    row = (
        *(_stated(latest[latest.index == m], "value") for m in beds_of),
        _stated(rate, "rate"),
        *(_stated(flows.frame[flows.frame["direction"] == d], "share") for d in Direction),
    )
    note = f"休棟中等は報告病床数に含まれない。流入率・流出率は高度急性期+急性期({ndb(read).name})。"
    sources = sources_of(collect(latest), collect(rate), flows)  # of the figures shown alone, not of earlier years
    made = table("clues", "手がかりになる公表値", columns, [row], sources, note=note)
    closed = [
        ListedBeds(area.area_code, str(fy), "closed") for fy in latest[latest.index == "beds_closed"]["published_fy"]
    ]
    return cells.stating(made, {"beds_closed": [tuple(closed)]})


def _stated(rows: pd.DataFrame, column: str) -> Cell:
    """The one figure of the rows, or the word that says why there is none."""
    if rows.empty:
        return None
    row = rows.iloc[0]
    if row["value_status"] != ValueStatus.OBSERVED:
        return Status(labels.VALUE_STATUS[row["value_status"]])
    return float(row[column])


def _causes() -> Table:
    columns = (Column(name="cause", label="要因"), Column(name="help", label="説明", wide=True))
    return table(
        "causes", "要因の説明", columns, [(CAUSE_LABEL[c], cause_help(c)) for c in CAUSE_LABEL], Sources((OURS,))
    )
