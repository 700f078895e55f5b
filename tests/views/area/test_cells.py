"""元のセル: beside the figure on screen, in a sentence for paper, and as columns of a file for those who ask."""

from __future__ import annotations

import io
import itertools
from dataclasses import replace
from datetime import date

import openpyxl
import pandas as pd
import pytest

from core.data.queries import beds as queries
from core.data.reader import Read
from core.data.store import Store
from core.exports.html import table_html
from core.exports.xlsx import workbook
from core.measures.gap import MEASURES
from core.text.outside import Outside
from core.views import cells
from core.views.area import beds, comparison, hospitals, position, sheet, worksheet
from core.views.area.place import area_of
from core.views.national import funnel, headline, ranking, trend
from core.views.national import map as national_map
from core.views.national.scope import Scope, scope_of
from core.views.origins import Origin, many
from core.views.sources import SourceBook, Sources
from core.views.table import Column, Kind, Table
from core.views.words import raw_text
from core.vocabulary.terms import BedFunction, Level
from tests.views import traced
from tests.views.checks import read_again
from tests.views.traced import FUNCTIONS, Where, column, joined

ORIGIN = Origin("R7", "必要量との比較", "AX37")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["F28"], ["F28"]),
        (["F29", "F28", "F30"], ["F28:F30"]),
        (["F28", "F29", "F31"], ["F28:F29", "F31"]),
        (["Z9", "AA10", "Z10"], ["Z9:Z10", "AA10"]),
        (["F28", "G29"], ["F28", "G29"]),
        ([], []),
    ],
)
def test_cells_below_each_other_are_one_range(given: list[str], said: list[str]) -> None:
    assert cells.ranges(given) == said


def test_an_origin_names_publication_sheet_and_cell() -> None:
    assert str(ORIGIN) == "令和7年度公表 シート「必要量との比較」 AX37"
    assert cells.text(None) == ""


def test_the_note_groups_by_book_and_leaves_out_what_nobody_states() -> None:
    older = Origin("R6", "表", "N5")
    said = cells.note({"a": "(A)", "b": "(B)"}, {"a": [ORIGIN, None], "b": [older]})
    assert said == "元のセル: 令和7年度公表 シート「必要量との比較」 — (A) AX37。令和6年度公表 シート「表」 — (B) N5。"
    assert cells.note({"a": "(A)"}, {"a": [None]}) == ""


def test_a_cell_without_origin_has_no_title_and_markup_in_a_sheet_name_stays_text() -> None:
    shown = Table(
        key="t",
        title="表",
        columns=(Column(name="f", label="機能"), Column(name="n", label="床", kind=Kind.NUMBER)),
        rows=(("急性期", 1), ("慢性期", 2)),
        sources=Sources(("mhlw_r7_beds",)),
        origins=(("", str(Origin("R7", '<b>"', "A1"))), ("", "")),
    )
    html = table_html(shown)
    assert html.count("title=") == 1
    assert "&lt;b&gt;" in html
    assert cells.traced(shown).rows == (("急性期", 1, str(Origin("R7", '<b>"', "A1"))), ("慢性期", 2, ""))
    with pytest.raises(ValueError, match="origins and cells differ"):
        Table(key="t", title="表", columns=shown.columns, rows=shown.rows, sources=shown.sources, origins=(("", ""),))


def test_table_6_says_on_screen_and_paper_where_each_figure_stands(read: Read, book: SourceBook) -> None:
    made = beds.form(read, area_of(read, "1005"), 2024, 2026)
    shown = made.table("form")
    known = {
        (r["bed_function"], r["series"], r["year"]): r for r in read(queries.cells, ("1005",)).frame.to_dict("records")
    }
    row = known["acute", "reported", 2024]
    assert row["published_fy"] == "R6"
    expected = f"令和6年度公表 シート「{row['sheet']}」 {row['cell']}"
    assert shown.origins[1][2] == expected
    assert f'title="{expected}"' in table_html(shown)
    assert [bool(o) for o in shown.origins[0]] == [False, *[True] * 6]
    assert column(shown, "c_minus_b")[1] == joined(column(shown, "c")[1], column(shown, "b")[1], sign="−")
    said = raw_text(made.notes[0])
    first, last = known["total", "reported", 2024]["cell"], known["chronic", "reported", 2024]["cell"]
    assert f"令和6年度公表 シート「{row['sheet']}」 — (A) {first}:{last}" in said
    assert "(C)" in said
    read_again(cells.traced(shown), book)


@pytest.fixture(scope="module")
def where(real_store: Store) -> Where:
    return traced.where(real_store)


@pytest.mark.parametrize(("code", "year"), [("1005", 2025), ("1005", 2024), ("2405", 2025)])
def test_the_place_in_the_nation_names_the_cells_of_reports_and_of_what_is_required(
    read: Read, book: SourceBook, where: Where, code: str, year: int
) -> None:
    shown = position.section(read, area_of(read, code), BedFunction.ACUTE, year).table("functions")
    assert column(shown, "reported") == [where[code, f, "reported", year] for f in FUNCTIONS]
    assert column(shown, "required") == [where[code, f, "required", 2025] for f in FUNCTIONS]
    assert not any(column(shown, "z"))
    assert f'title="{where[code, "acute", "reported", year]}"' in table_html(shown)
    read_again(cells.traced(shown), book)


def test_the_comparison_names_the_cells_of_areas_and_of_sums_those_that_are_added_up(
    read: Read, book: SourceBook, where: Where
) -> None:
    choice = comparison.by_hand(["2405", "1004"])
    shown = comparison.section(read, area_of(read, "1005"), choice).table("comparison")
    for name, (series, year) in {
        "base": ("reported", 2015),
        "reported": ("reported", 2025),
        "required": ("required", 2025),
    }.items():
        areas = [[where[code, f, series, year] for code in ("1005", "2405", "1004")] for f in FUNCTIONS]
        sums = [[places_of_sum(where, place, f, series, year) for place in ("10", "")] for f in FUNCTIONS]
        assert column(shown, name) == [t for one, more in zip(areas, sums, strict=True) for t in (*one, *more)]
    assert column(shown, "gap")[5] == joined(column(shown, "reported")[5], column(shown, "required")[5], sign="−")
    assert not any(column(shown, "gap_rate"))
    assert [c.label for c in cells.traced(shown).columns[-4:]] == [f"{c.label} 元のセル" for c in shown.columns[2:6]]
    read_again(cells.traced(shown), book)


def places_of_sum(where: Where, place: str, function: str, series: str, year: int) -> str:
    """The cells of a prefecture or the nation as one range: in the book an area's block follows that before it."""
    parts = [text for (code, *key), text in where.items() if code.startswith(place) and key == [function, series, year]]
    book, addresses = parts[0].rpartition(" ")[0], [part.rpartition(" ")[2] for part in parts]
    letters = {a.rstrip("0123456789") for a in addresses}
    lines = sorted(int(a.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for a in addresses)
    assert len(letters) == 1
    assert {b - a for a, b in itertools.pairwise(lines)} == {15}
    [letter] = letters
    return f"{book} {letter}{lines[0]}:{letter}{lines[-1]} の15行ごとの{len(lines)}セルの合計"


def test_figures_of_the_nation_and_of_a_prefecture_name_the_cells_that_are_added_up(
    read: Read, where: Where, book: SourceBook
) -> None:
    for place in ("", "10"):
        scope = scope_of(read, BedFunction.ACUTE, 2025, place)
        card = headline.section(read, scope).card_row("headline").cards[2]
        reported, required = (places_of_sum(where, place, "acute", s, 2025) for s in ("reported", "required"))
        assert card.origin == f"報告病床数(実績) {reported}、必要量 {required}"
        twin = cells.found(read, trend.section(read, scope).figures[0].twin)
        row = [(f, s) for f, s, *_ in twin.rows].index(("急性期", "報告病床数(実績)"))
        assert column(twin, "2024")[row] == places_of_sum(where, place, "acute", "reported", 2024)
        read_again(cells.traced(twin), book)
    by_pref = scope_of(read, BedFunction.ACUTE, 2025, level=Level.PREFECTURE)
    for twin in (
        ranking.section(read, by_pref, MEASURES["gap"]).table("ranking"),
        national_map.section(read, by_pref, MEASURES["gap"]).figures[0].twin,
    ):
        found = cells.found(read, twin)
        row = found.column("pref_code").index("10")
        reported, required = (places_of_sum(where, "10", "acute", s, 2025) for s in ("reported", "required"))
        assert (column(found, "reported")[row], column(found, "required")[row]) == (reported, required)
        assert column(found, "value")[row] == f"{reported} − {required.partition('」 ')[2]}"


def test_pictures_of_all_areas_name_the_cells_behind_their_rows_and_nothing_is_read_before_they_are_asked_for(
    read: Read, where: Where
) -> None:
    scope = Scope(BedFunction.ACUTE, 2024)
    asked: list[object] = []

    def noted(query, /, *args, **kwargs):
        asked.append(query)
        return read(query, *args, **kwargs)

    twins = [
        funnel.section(noted, scope).figures[0].twin,
        national_map.section(noted, scope, MEASURES["gap_rate"]).figures[0].twin,
        ranking.section(noted, scope, MEASURES["gap_rate"]).table("ranking"),
    ]
    assert queries.cells not in asked
    for twin in twins:
        found = cells.found(read, twin)
        codes = [str(code) for code in found.column("area_code")]
        assert column(found, "reported") == [where[code, "acute", "reported", 2024] for code in codes]
        assert column(found, "required") == [where[code, "acute", "required", 2025] for code in codes]
        assert cells.found(read, found) is found


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([12], "O12"),
        ([12, 27], "O12・O27の2セルの合計"),
        ([12, 27, 42], "O12:O42 の15行ごとの3セルの合計"),
        ([12, 13, 14], "O12:O14の3セルの合計"),
        ([12, 27, 42, 44, 59, 74], "O12:O42 の15行ごと、O44:O74 の15行ごとの6セルの合計"),
    ],
)
def test_cells_of_a_sum_are_ranges_with_their_step(lines: list[int], said: str) -> None:
    assert many("O", lines) == said


def test_a_gap_names_the_two_cells_it_is_the_difference_of(read: Read, book: SourceBook, where: Where) -> None:
    area = area_of(read, "1005")
    for year in (2025, 2024):  # what is required is of R7: the book of the report of 2025, not of that of 2024
        blank = worksheet.blank(read, area, year)
        shown = worksheet.section(read, area, blank, BedFunction.ACUTE).table("worksheet_rest")
        reported, required = where["1005", "acute", "reported", year], where["1005", "acute", "required", 2025]
        one = joined(reported, required, sign="−") if year == 2025 else f"{reported} − {required}"
        assert column(shown, "gap")[1] == one
        assert all(column(shown, "gap"))
        assert not any(column(shown, "rest"))
        read_again(cells.traced(shown), book)


def test_a_gap_that_is_not_that_of_the_publications_names_no_cell(read: Read) -> None:
    """A file may have been written with an earlier edition."""
    area = area_of(read, "1005")
    blank = worksheet.blank(read, area)
    other = replace(blank, gaps={**blank.gaps, "acute": (blank.gaps["acute"] or 0) + 1, "chronic": None})
    places = column(worksheet.section(read, area, other, BedFunction.ACUTE).table("worksheet_rest"), "gap")
    assert [bool(p) for p in places] == [True, False, True, False, True]


def test_a_sum_names_the_cells_of_all_its_parts_or_none() -> None:
    other, older = Origin("R7", "必要量との比較", "AX40"), Origin("R6", "表", "N5")
    assert cells.text(ORIGIN, other) == "令和7年度公表 シート「必要量との比較」 AX37 + AX40"
    assert cells.text(older, other) == "令和6年度公表 シート「表」 N5 + 令和7年度公表 シート「必要量との比較」 AX40"
    assert cells.text(ORIGIN, None) == cells.text() == ""


def test_a_table_without_any_known_cell_stays_as_it_was(read: Read) -> None:
    shown = ranking.section(read, Scope(BedFunction.ACUTE, 2025), MEASURES["gap"]).table("ranking")
    assert cells.placed(shown, {"reported": [""] * len(shown.rows)}) is shown
    assert cells.traced(shown) is shown


def test_beds_of_institutions_name_their_cells_the_sum_its_four_and_the_note_the_sheets(
    real_store: Store, read: Read, book: SourceBook
) -> None:
    area = area_of(read, "1005")
    stated = {
        r["facility_id"]: r
        for r in real_store.frame("SELECT * FROM facility_trace JOIN facility USING (facility_id)").to_dict("records")
        if r["area_code"] == "1005"
    }
    shown = hospitals.section(read, area, hospitals.Chosen(group="years")).table("institutions")
    now = {r["facility_name"]: r for r in stated.values() if r["published_fy"] == "R7"}
    parts = ("high_acute", "acute", "recovery", "chronic")
    for row, name in enumerate(map(str, shown.column("name"))):
        addresses = {f: f"{now[name][f'{f}_column']}{now[name]['row']}" for f in (*parts, "closed")}
        for function in parts:
            assert column(shown, f"beds_{function}_R7")[row] == addresses[function]
        assert column(shown, "beds_closed_R7")[row] == addresses["closed"]
        assert column(shown, "beds_total_R7")[row] == " + ".join(addresses[f] for f in parts)
        assert bool(column(shown, "beds_acute_R6")[row]) == (shown.column("beds_acute_R6")[row] != hospitals.UNMATCHED)
    assert not any(column(shown, "operations_R7"))
    for fy, said in (("R7", "令和7年度公表"), ("R6", "令和6年度公表")):
        [sheet_name] = {r["sheet"] for r in stated.values() if r["published_fy"] == fy}
        assert f"{said} シート「{sheet_name}」" in raw_text(shown.note)

    asked, plain = hospitals.whole(read, area, with_cells=True), hospitals.whole(read, area)
    first = asked.column("beds_acute_R7_cell")[0]
    own = stated[f"R7-1005-{1:03d}"]
    assert first == f"令和7年度公表 シート「{own['sheet']}」 {own['acute_column']}{own['row']}"
    assert asked.rows[0][: len(plain.columns)] == plain.rows[0]
    read_again(asked, book)


def test_the_sheet_of_an_area_has_no_room_for_them(read: Read) -> None:
    """It is two pages; with the ranges it became three."""
    made = sheet.sections(read, area_of(read, "1005"))
    assert not any("元のセル" in raw_text(note) for section in made for note in section.notes)


def test_the_workbook_has_the_cells_as_columns_only_when_asked(read: Read, book: SourceBook) -> None:
    twin = cells.found(read, beds.trend(read, area_of(read, "1005")).figure("trend").twin)
    sheets = openpyxl.load_workbook(
        io.BytesIO(workbook([twin, cells.traced(twin)], book, made=date(2026, 11, 27)))
    ).worksheets
    plain, asked = ([c.value for c in sheet[2]] for sheet in sheets[:2])
    assert not any("元のセル" in str(h) for h in plain)
    assert "2025年 元のセル" in asked
    at = asked.index("2025年 元のセル")
    assert all("シート「" in str(sheet_row[at].value) for sheet_row in sheets[1].iter_rows(min_row=3, max_row=3))


def test_the_ranking_names_the_cells_of_its_figures(read: Read) -> None:
    scope = Scope(BedFunction.ACUTE, 2025)
    shown = ranking.section(read, scope, MEASURES["gap"], Outside(""), pd.Series(dtype=str)).table("ranking")
    asked = cells.traced(cells.found(read, shown))
    row = asked.column("area_code").index("1005")
    found = read(queries.cells, ("1005",)).frame.set_index(["bed_function", "series", "year"])
    for name, key in (("reported", ("acute", "reported", 2025)), ("required", ("acute", "required", 2025))):
        assert str(asked.column(f"{name}_cell")[row]).endswith(f" {found.loc[key, 'cell']}")
    assert len(asked.rows) == 339
    assert all(asked.column("reported_cell"))
