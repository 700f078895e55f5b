"""病床数: the official table ⑥, and the trend against 必要量."""

from __future__ import annotations

from typing import Final

import pandas as pd

from core.area import form_table as forms
from core.area.form_table import FormRow, FormTable
from core.area.worksheet import CAUSE_LABEL, Worksheet
from core.charts.named import ROWS
from core.charts.trend import trend_chart, trend_rows, trend_years
from core.content.cautions import official_sentences
from core.data.queries import beds
from core.data.reader import Read
from core.data.sourced import Sourced
from core.text.outside import Outside
from core.views.area.place import Area
from core.views.figure import Chart, Figure
from core.views.national.trend import trend_alt, trend_table
from core.views.section import Section
from core.views.sources import USER, Sources, sources_of
from core.views.table import Cell, Column, Kind, Status, Table, table
from core.views.words import Words, joined, say, strong
from core.vocabulary import labels
from core.vocabulary.terms import FOUR_FUNCTIONS, BedFunction, Series

TITLE: Final = "⑥ 各時点の機能別病床数(区域対応方針の様式、床)"
TREND_TITLE: Final = "病床数の推移と2025年の必要量(床)"
#: Tabs of the form's workbook.
FORM_TAB: Final = "様式⑥"
WORKSHEET_TAB: Final = "差異分析"
#: Pixels of the trend, so that the section fits one screen.
_TREND_HEIGHT: Final = 260
_NAMES: Final = ("function", "base", "a", "b", "c", "c_minus_a", "c_minus_b")


def years(read: Read, area: Area) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Years that can stand in columns (A) and (B), ascending; empty where the publications state none."""
    rows = read(beds.area_beds, area.area_code).frame

    def of(series: Series) -> tuple[int, ...]:
        return tuple(sorted({int(y) for y in rows.loc[rows["series"] == series, "year"]}))

    return of(Series.REPORTED), of(Series.PLANNED)


def form(read: Read, area: Area, reported_year: int, planned_year: int) -> Section:
    """Table ⑥ in the form's words and with the form's sign."""
    rows = read(beds.area_beds, area.area_code)
    found = forms.form_table(rows.frame, reported_year, planned_year)
    return Section(
        anchor="beds", title=TITLE, lead=_lead(found), tables=(_form(found, area, rows),), cautions=official_sentences()
    )


def without_beds() -> Section:
    """What stands there when the publications state no reported beds or no 見込量 of the area."""
    why = f"病床数: {labels.NO_DATA}。この区域の報告病床数または見込量が公表資料から読み取れませんでした。"
    return Section(anchor="beds", title=TITLE, sentences=(why,), cautions=official_sentences())


def pasted(read: Read, area: Area, reported_year: int, planned_year: int) -> str:
    """The form's four rows as tab-separated text, to paste into Excel."""
    return forms.form_table(read(beds.area_beds, area.area_code).frame, reported_year, planned_year).tsv()


def trend(read: Read, area: Area) -> Section:
    """Four functions over the years."""
    rows = read(beds.area_beds, area.area_code)
    drawn = trend_rows(rows.frame)
    planned = rows.frame.loc[rows.frame["series"] == Series.PLANNED, "year"].max()
    figure = Figure(
        key="trend",
        title=f"{area.label}の{TREND_TITLE}",
        drawing=Chart(
            build=trend_chart, options=(trend_years(drawn), FOUR_FUNCTIONS, False, _TREND_HEIGHT), data={ROWS: drawn}
        ),
        alt=trend_alt(rows.frame, FOUR_FUNCTIONS, area.label),
        twin=trend_table(
            rows.frame,
            (*FOUR_FUNCTIONS, BedFunction.TOTAL),
            sources_of(rows),
            key="trend_rows",
            title=f"{area.label}の病床数の推移",
        ),
    )
    return Section(
        anchor="trend",
        title=TREND_TITLE,
        lead=_trend_lead(rows.frame),
        figures=(figure,),
        notes=(
            f"実線と点 = 実績、ひし形 = {planned}年の見込量、破線 = 2025年の必要量。2016・2017年はこの公表資料にない。",
        ),
    )


def worksheet_tables(sheet: Worksheet, sources: Sources) -> tuple[Table, Table]:
    """The 差異分析ワークシート: 乖離, explained beds and rest per function; then every line with its basis.

    `sources`: where its 乖離 are from; what a person typed is named beside them.
    """
    both = sources | Sources((USER,))
    missing = labels.NOT_COMPUTABLE
    result = table(
        "worksheet_rest",
        say(
            "差異分析ワークシート ",
            Outside(sheet.area_name),
            "(",
            Outside(sheet.area_code),
            f")、{sheet.year}年の報告病床数",
        ),
        (
            Column(name="function", label="機能"),
            Column(name="gap", label="乖離", unit="床", kind=Kind.SIGNED, missing=missing),
            Column(name="explained", label="説明できる分", unit="床", kind=Kind.SIGNED),
            Column(name="rest", label="説明できない残り", unit="床", kind=Kind.SIGNED, missing=missing),
        ),
        [(labels.BED_FUNCTION[r.bed_function], r.gap, r.explained, r.rest) for r in sheet.results()],
        both,
        sums=(len(FOUR_FUNCTIONS),),
        note="乖離 = 報告病床数 − 2025年の必要量。",
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
        ),
        [
            (labels.BED_FUNCTION[e.bed_function], CAUSE_LABEL[e.cause], e.beds, Outside(e.basis), Outside(e.note))
            for e in sheet.explanations
        ],
        both,
        note="説明できる床数と根拠は利用者の入力です。残りが0でも、差異の評価は調整会議の協議によります。",
    )
    return result, lines


def _form(found: FormTable, area: Area, rows: Sourced) -> Table:
    kinds = (Kind.TEXT, *[Kind.NUMBER] * (len(_NAMES) - 1))
    columns = [
        Column(name=name, label=heading, kind=kind, missing=labels.NOT_COMPUTABLE)
        for name, heading, kind in zip(_NAMES, found.headings, kinds, strict=True)
    ]
    return table(
        "form",
        f"⑥ 各時点の機能別病床数 {area.label}(床)",
        columns,
        [_row(row) for row in (*found.rows, found.total)],
        sources_of(rows),
        sums=(len(found.rows),),
        note=forms.SIGN_NOTE,
    )


def _row(row: FormRow) -> tuple[Cell, ...]:
    def cell(name: str, value: int | None) -> Cell:
        return Status(row.why[name]) if value is None else value

    name = forms.SUM_LABEL if row.bed_function == BedFunction.TOTAL else labels.BED_FUNCTION[row.bed_function]
    return (
        name,
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
        ends.append(say("必要量が最も上回るのは", _difference(*known[-1])))
    if known and known[0][0] < 0:
        ends.append(say("最も下回るのは" if ends else "必要量が最も下回るのは", _difference(*known[0])))
    return say(start, joined(ends), "。") if ends else start


def _difference(value: int, function: str) -> Words:
    return say(strong(labels.BED_FUNCTION[function]), f"({labels.signed(value, '床')})")


def _trend_lead(rows: pd.DataFrame) -> Words:
    total = rows[(rows["bed_function"] == BedFunction.TOTAL) & (rows["series"] == Series.REPORTED)]
    known = total.dropna(subset=["beds"]).sort_values("year")
    if len(known) < 2:
        return ""
    first, last = known.iloc[0], known.iloc[-1]
    change = int(last["beds"]) - int(first["beds"])
    return say(
        f"報告病床数の合計は{first['year']}年の{labels.beds(int(first['beds']))}から"
        f"{last['year']}年の{labels.beds(int(last['beds']))}へ",
        strong(labels.signed(change, "床")),
        "。",
    )
