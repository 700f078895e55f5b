"""病床数: the official table ⑥, and the trend against 必要量."""

from __future__ import annotations

from typing import Final

import pandas as pd

from core import parameters
from core.area import form_table as forms
from core.area.form_table import FormRow, FormTable
from core.charts.named import MARK, ROWS
from core.charts.trend import trend_chart, trend_names, trend_rows, trend_years
from core.content.cautions import official_sentences
from core.data.queries import beds
from core.data.reader import Read
from core.data.sourced import Sourced, years_of
from core.views import cells
from core.views.area.place import Area
from core.views.figure import Chart, Figure
from core.views.national.trend import trend_alt, trend_key, trend_plot, trend_table
from core.views.origins import Origin, Origins, of_area
from core.views.section import Section
from core.views.sources import sources_of
from core.views.table import Cell, Column, Kind, Status, Table, table
from core.views.words import Words, joined, say, strong
from core.vocabulary import labels
from core.vocabulary.terms import FOUR_FUNCTIONS, BedFunction, Series

ANCHOR: Final = "beds"
TITLE: Final = "⑥ 各時点の機能別病床数(区域対応方針の様式、床)"
TREND_TITLE: Final = "病床数の推移と{required_year}年の必要量(床)"
#: Tab of the form in its workbook.
FORM_TAB: Final = "様式⑥"
#: Tab of the years, where the file says from which cells they were read.
TREND_TAB: Final = "推移"
#: Pixels of the trend, so that the section fits one screen.
_TREND_HEIGHT: Final = 260
_NAMES: Final = ("function", "base", "a", "b", "c", "c_minus_a", "c_minus_b")


def years(read: Read, area: Area) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Years that can stand in columns (A) and (B), ascending; empty where the publications state none."""
    rows = read(beds.area_beds, area.area_code).frame
    reported, planned = (years_of(rows, series) for series in (Series.REPORTED, Series.PLANNED))
    return reported, planned


def form(read: Read, area: Area, reported_year: int, planned_year: int) -> Section:
    """Table ⑥ in the form's words and with the form's sign."""
    rows = read(beds.area_beds, area.area_code)
    found = forms.form_table(rows.frame, reported_year, planned_year)
    read_from = _read_from(found, of_area(read, area.area_code))
    return Section(
        anchor=ANCHOR,
        title=TITLE,
        lead=_lead(found),
        tables=(_form(found, area, rows, read_from),),
        notes=(f"⑥の{where}",) if (where := cells.note(_short(found), read_from)) else (),
        cautions=official_sentences(),
    )


def without_beds() -> Section:
    """What stands there when the publications state no reported beds or no 見込量 of the area."""
    why = f"病床数: {labels.NO_DATA}。この区域の報告病床数または見込量が公表資料から読み取れませんでした。"
    return Section(anchor=ANCHOR, title=TITLE, sentences=(why,), cautions=official_sentences())


def on_paper(
    read: Read, area: Area, reported_year: int | None = None, planned_year: int | None = None
) -> tuple[Section, ...]:
    """⑥ and the trend, at the newest years unless told; the sentence of `without_beds` where the publications state none."""
    reported, planned = years(read, area)
    if not reported or not planned:
        return (without_beds(),)
    return form(read, area, reported_year or reported[-1], planned_year or planned[-1]), trend(read, area)


def pasted(read: Read, area: Area, reported_year: int, planned_year: int) -> str:
    """The form's four rows as tab-separated text, to paste into Excel."""
    return forms.form_table(read(beds.area_beds, area.area_code).frame, reported_year, planned_year).tsv()


def trend(read: Read, area: Area) -> Section:
    """Four functions over the years."""
    rows = read(beds.area_beds, area.area_code)
    drawn = trend_rows(rows.frame)
    planned = max(years_of(rows.frame, Series.PLANNED), default=None)
    twin = trend_table(
        rows.frame,
        (*FOUR_FUNCTIONS, BedFunction.TOTAL),
        sources_of(rows),
        key="trend_rows",
        title=f"{area.label}の病床数の推移",
        place=area.area_code,
    )
    figure = Figure(
        key="trend",
        title=f"{area.label}の{parameters.words(TREND_TITLE)}",
        drawing=Chart(
            build=trend_chart,
            options=(trend_years(drawn), FOUR_FUNCTIONS, False, _TREND_HEIGHT),
            data={ROWS: drawn, MARK: trend_names(drawn, _TREND_HEIGHT)},
        ),
        alt=trend_alt(rows.frame, FOUR_FUNCTIONS, area.label),
        twin=twin,
        plot=trend_plot(twin, FOUR_FUNCTIONS),
    )
    return Section(
        anchor="trend",
        title=parameters.words(TREND_TITLE),
        lead=_trend_lead(rows.frame),
        figures=(figure,),
        notes=(trend_key(rows.frame, f"{planned}年の見込量"),),
    )


def _read_from(found: FormTable, origins: Origins) -> dict[str, list[Origin | None]]:
    """By column of figures, for each row of the table the cell of the ministry's book that it was read from."""
    wanted = {
        "base": (Series.REPORTED, found.base_year),
        "a": (Series.REPORTED, found.reported_year),
        "b": (Series.PLANNED, found.planned_year),
        "c": (Series.REQUIRED, found.required_year),
    }
    return {
        name: [origins.get((row.bed_function, series, year)) for row in (*found.rows, found.total)]
        for name, (series, year) in wanted.items()
    }


def _short(found: FormTable) -> dict[str, str]:
    """The columns of figures by their letters."""
    return {"base": f"{found.base_year}年", "a": "(A)", "b": "(B)", "c": "(C)"}


def _form(found: FormTable, area: Area, rows: Sourced, read_from: dict[str, list[Origin | None]]) -> Table:
    form_rows = (*found.rows, found.total)
    kinds = (Kind.TEXT, *[Kind.NUMBER] * (len(_NAMES) - 1))
    columns = [
        Column(name=name, label=heading, kind=kind, missing=labels.NOT_COMPUTABLE)
        for name, heading, kind in zip(_NAMES, found.headings, kinds, strict=True)
    ]
    made = table(
        "form",
        f"⑥ 各時点の機能別病床数 {area.label}(床)",
        columns,
        [_row(row, found.names) for row in form_rows],
        sources_of(rows),
        sums=(len(found.rows),),
        note=forms.SIGN_NOTE,
    )
    texts = {name: [cells.text(o) for o in found_in] for name, found_in in read_from.items()}
    for name in ("a", "b"):
        both = zip(form_rows, read_from["c"], read_from[name], strict=True)
        texts[f"c_minus_{name}"] = [
            "" if getattr(row, f"c_minus_{name}") is None else cells.text(needed, stated, sign="−")
            for row, needed, stated in both
        ]
    return cells.placed(made, texts)


def _row(row: FormRow, names: dict[str, str]) -> tuple[Cell, ...]:
    def cell(name: str, value: int | None) -> Cell:
        return Status(row.why[name]) if value is None else value

    return (
        names[row.bed_function],
        cell("base", row.base),
        cell("a", row.a),
        cell("b", row.b),
        cell("c", row.c),
        row.c_minus_a,
        row.c_minus_b,
    )


def _lead(found: FormTable) -> Words:
    """The sums, and the functions whose 必要量 differs most from what is reported, either way."""
    total = found.total
    start = say(
        f"{found.reported_year}年の報告は合計{labels.beds(total.a)}、{found.required_year}年の必要量は"
        f"{labels.beds(total.c)}で、差し引き(必要量 − 報告)は",
        strong(labels.signed(total.c_minus_a, "床", missing=labels.NOT_COMPUTABLE)),
        "。",
    )
    known = sorted((row.c_minus_a, row.bed_function) for row in found.rows if row.c_minus_a is not None)
    ends = []
    if known and known[-1][0] > 0:
        ends.append(say("必要量が最も上回るのは", _difference(*known[-1], found.names)))
    if known and known[0][0] < 0:
        ends.append(say("最も下回るのは" if ends else "必要量が最も下回るのは", _difference(*known[0], found.names)))
    return say(start, joined(ends), "。") if ends else start


def _difference(value: int, function: str, names: dict[str, str]) -> Words:
    return say(strong(names[function]), f"({labels.signed(value, '床')})")


def _trend_lead(rows: pd.DataFrame) -> Words:
    columns = (rows[name].tolist() for name in ("year", "beds", "bed_function", "series"))
    known = sorted(
        (int(year), int(beds))
        for year, beds, function, series in zip(*columns, strict=True)
        if function == BedFunction.TOTAL and series == Series.REPORTED and not pd.isna(beds)
    )
    if len(known) < 2:
        return ""
    (first, before), (last, now) = known[0], known[-1]
    return say(
        f"報告病床数の合計は{first}年の{labels.beds(before)}から{last}年の{labels.beds(now)}へ",
        strong(labels.signed(now - before, "床")),
        "。",
    )
