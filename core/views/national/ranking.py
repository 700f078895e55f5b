"""Ranking of the areas by the chosen measure, and which of them some words name."""

from __future__ import annotations

from typing import Final

import pandas as pd

from core import parameters
from core.data.reader import Read
from core.measures.gap import GapMeasure
from core.text.outside import Outside
from core.text.search import holds
from core.views import cells
from core.views.national.scope import Scope, of_level, within
from core.views.section import Section
from core.views.sources import sources_of
from core.views.table import Column, Kind, Table, table_from
from core.views.words import Words, say, strong
from core.vocabulary import labels
from core.vocabulary.terms import Designation, Level

#: Short words, since the column is narrow; the page of the area has the whole.
_DESIGNATION: Final = {Designation.SUISHIN: "推進", Designation.MODEL: "モデル"}
#: Orders of the rows by key in the URL; areas without the measure stand last in those by value.
ORDERS: Final = {"high": "大きい順", "low": "小さい順", "code": "コードの順"}
SUM_NOTE: Final = "都道府県の値は区域の合計から計算する。報告の数値がない区域が1つでもあれば、合計は出さない。"
_NO_WORDS: Final = Outside("")
_UNREAD: Final = pd.Series(dtype=object)
#: What the title adds to 「…の順」.
_WAY: Final = {"high": "", "low": f"、{ORDERS['low']}に表示", "code": f"、{ORDERS['code']}に表示"}
_FORMS: Final = {
    "gap": (Kind.SIGNED, 0),
    "gap_rate": (Kind.SIGNED_PERCENT, 1),
    "fill_rate": (Kind.PERCENT, 1),
    "vs_2015": (Kind.PERCENT, 1),
    "z": (Kind.SIGNED, 2),
}


def section(
    read: Read,
    scope: Scope,
    measure: GapMeasure,
    words: Outside = _NO_WORDS,
    readings: pd.Series = _UNREAD,
    order: str = "high",
) -> Section:
    """The table for the scope's areas, narrowed to those that `words` name.

    `readings`: hiragana by area_code; `order`: a key of `ORDERS`. An empty result says so and how to look otherwise.
    """
    rows = within(of_level(read, scope), scope.whole)
    if words.raw:
        rows = rows.where(matches(rows.frame, words.raw, readings))
    by_pref = scope.level is Level.PREFECTURE
    each = "、都道府県別" if by_pref else ""
    title = f"{scope.function_label}の{measure.label}の順({scope.year}年{each}{_WAY[order]})"
    if rows.frame.empty:
        what, how = ("都道府県", "都道府県名の一部") if by_pref else ("構想区域", "区域名の一部、よみ、都道府県名")
        nothing = say("「", words, f"」に当てはまる{what}はありません。{how}でさがせます。")
        return Section(anchor="ranking", title=title, sentences=(nothing,), cites=sources_of(rows))
    frame = ranked(rows.frame, measure)
    columns = (
        Column(
            name="rank",
            label="順位",
            kind=Kind.PLAIN_NUMBER,
            missing=labels.NOT_COMPUTABLE,
            help=f"選んだ指標の大きい順。算出不可の{scope.unit}には順位がない",
        ),
        *(() if by_pref else (Column(name="area_name", label="区域"),)),
        Column(name="pref_name", label="都道府県"),
        measure_column(measure),
        Column(name="reported", label="報告", unit="床", kind=Kind.NUMBER),
        Column(name="required", label=labels.SERIES["required"], unit="床", kind=Kind.NUMBER),
        *(
            ()
            if by_pref
            else (Column(name="designation", label="指定", help="公表で確認できた推進区域・モデル推進区域"),)
        ),
        Column(name="pref_code" if by_pref else "area_code", label="コード"),
    )
    lead = _lead(table_from("ranking", title, columns, frame, sources_of(rows)), measure, by_pref)
    frame = _ordered(frame, order)
    table = table_from("ranking", title, columns, frame, sources_of(rows), status={"reported": "reported_status"})
    return Section(
        anchor="ranking",
        title=title,
        lead=lead,
        tables=(stating(scope, table, frame, gap_column(measure)),),
        notes=(
            f"{len(frame)}{scope.unit}。{SUM_NOTE if by_pref else ''}{labels.NOT_COMPUTABLE}は、必要量または{parameters.words('{base_year}年')}の値が0・空欄。{measure.label} = {measure.formula}。",
        ),
    )


def stating(scope: Scope, shown: Table, frame: pd.DataFrame, gap: str = "") -> Table:
    """A table of areas or prefectures, one row for each of `frame`, with what its figures of beds state. `gap`: the column of 乖離."""
    rows = [(str(code), scope.function) for code in frame["area_code"]]  # that of a prefecture is its own
    return cells.stating_gap(shown, rows, scope.year, gap)


def gap_column(measure: GapMeasure) -> str:
    """The column that holds 乖離 in beds; empty where the measure is another."""
    return "value" if measure.key == "gap" else ""


def measure_column(measure: GapMeasure) -> Column:
    """The column `value` of a measure, in its form: shares as shares, beds as beds."""
    kind, digits = _FORMS[measure.key]
    return Column(
        name="value",
        label=measure.label.split("(")[0],
        unit="床" if measure.unit == "床" else "",
        kind=kind,
        digits=digits,
        missing=labels.NOT_COMPUTABLE,
        help=measure.formula,
    )


def ranked(rows: pd.DataFrame, measure: GapMeasure) -> pd.DataFrame:
    """Rows in rank order: area_code, pref_code, rank, area_name, pref_name, value, reported, reported_status, required, designation.

    `rows`: `gap.measured`. A rank is null where the measure cannot be computed; those areas stand last.
    """
    value = rows[measure.key]
    table = pd.DataFrame(
        {
            "area_code": rows["area_code"],
            "pref_code": rows["area_code"].str[:2],
            "rank": value.rank(ascending=False, method="min").astype("Int64"),
            "area_name": rows["area_name"],
            "pref_name": rows["pref_name"],
            "value": value,
            "reported": rows["reported"].astype("Int64"),
            "reported_status": rows["reported_status"],
            "required": rows["required"].astype("Int64"),
            "designation": rows["designation"].map(_DESIGNATION).astype(object).where(rows["designation"].notna(), ""),
        }
    )
    return table.sort_values(["rank", "area_code"], na_position="last", ignore_index=True)


def _ordered(frame: pd.DataFrame, order: str) -> pd.DataFrame:
    """`ranked` rows in another order."""
    if order == "code":
        return frame.sort_values("area_code", ignore_index=True)
    by = ["value", "area_code"]
    return frame.sort_values(by, na_position="last", ignore_index=True) if order == "low" else frame


def matches(rows: pd.DataFrame, words: str, readings: pd.Series) -> pd.Series:
    """Which rows contain every word in area name, prefecture, code or reading (`readings` by area_code)."""
    named = zip(rows["area_name"], rows["pref_name"], rows["area_code"], strict=True)
    hits = [holds(words, f"{area} {pref} {code} {readings.get(code, '')}") for area, pref, code in named]
    return pd.Series(hits, index=rows.index, dtype=bool)


def _lead(table: Table, measure: GapMeasure, by_pref: bool) -> Words:
    places = [c.name for c in table.columns]
    known = [row for row in table.rows if row[places.index("rank")] is not None]
    if not known:
        return say(f"{measure.label}を計算できる{'都道府県' if by_pref else '区域'}はありません。")
    texts = dict(zip(places, (c.text for c in table.columns), strict=True))

    def named(row: tuple[object, ...]) -> str:
        cells = dict(zip(places, row, strict=True))
        value = texts["value"](cells["value"])  # type: ignore[arg-type]
        return f"{cells['pref_name']}{value}" if by_pref else f"{cells['area_name']}({cells['pref_name']}){value}"

    if len(known) == 1:
        return say("当てはまるのは", strong(named(known[0])), "。")
    return say("最も大きいのは", strong(named(known[0])), "、最も小さいのは", strong(named(known[-1])), "。")
