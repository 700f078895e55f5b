"""差異分析ワークシート as a section: what it says, what leaves in files, whose words are whose."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pandas as pd
import pytest

from core.area.worksheet import CAUSE_LABEL, Explanation, Worksheet
from core.charts.named import ROWS
from core.data.queries import area as area_queries
from core.data.queries import beds, places
from core.data.reader import Read
from core.exports.sheets import Sheet
from core.exports.xlsx import workbook
from core.text.outside import Outside
from core.views import cells
from core.views.area import worksheet
from core.views.area.place import area_of
from core.views.section import Section
from core.views.sources import OURS, USER, SourceBook, Sources
from core.views.table import Status
from core.views.words import raw_text
from core.vocabulary.terms import BedFunction
from tests.views.checks import DAY, holds

#: A zero 必要量, a 三重県 area with XXX, the smallest, the largest, an ordinary one.
CODES = ["0102", "2405", "2006", "0104", "1005"]
LINES = (
    Explanation(bed_function="acute", cause="ward", beds=80, basis="=県の分析", note="-案"),
    Explanation(bed_function="recovery", cause="flow", beds=-36, basis="![x](http://h/p.png)"),
)
#: Without the gap of 慢性期.
SHEET = Worksheet(
    area_code="1005",
    area_name="藤岡",
    year=2025,
    gaps={"high_acute": -71, "acute": 137, "recovery": -136, "chronic": None, "total": None},
    explanations=LINES,
)


def filled(read: Read, code: str) -> Worksheet:
    blank = worksheet.blank(read, area_of(read, code))
    return Worksheet(area_code=code, area_name=blank.area_name, year=blank.year, gaps=blank.gaps, explanations=LINES)


def section(read: Read, code: str, sheet: Worksheet | None = None, function: str = "acute") -> Section:
    area = area_of(read, code)
    return worksheet.section(read, area, sheet or worksheet.blank(read, area), BedFunction(function))


def opened(section: Section, book: SourceBook) -> Any:
    whole = Sheet(tab=worksheet.TAB, tables=section.every_table())
    return openpyxl.load_workbook(io.BytesIO(workbook([whole], book, made=DAY)))


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("function", list(BedFunction))
def test_every_function_says_the_same_on_screen_and_in_files(
    read: Read, book: SourceBook, code: str, function: str
) -> None:
    holds(section(read, code, function=function), book)
    holds(section(read, code, filled(read, code), function), book)


@pytest.mark.parametrize("code", CODES)
def test_gaps_are_those_of_the_cells_and_the_rest_is_what_nobody_explained(read: Read, code: str) -> None:
    cells = {
        (r["bed_function"], r["series"], r["year"]): r["beds"]
        for r in read(beds.area_beds, code).frame.to_dict("records")
    }
    rows = section(read, code, filled(read, code)).table("worksheet_rest").rows
    for row, function in zip(rows, [*list(BedFunction)[1:], BedFunction.TOTAL], strict=True):
        gap = cells[function, "reported", 2025] - cells[function, "required", 2025]
        explained = sum(e.beds for e in LINES if function in (e.bed_function, "total"))
        assert row[1:] == (gap, explained, gap - explained)


@pytest.mark.parametrize("code", CODES)
def test_clues_are_the_published_figures_or_the_word_that_says_why_not(read: Read, code: str) -> None:
    table = section(read, code).table("clues")
    measures = read(area_queries.measures, code).frame
    newest = measures["published_fy"].max()
    stated = {
        r["measure"]: r["value"] if r["value_status"] == "observed" else None
        for r in measures.to_dict("records")
        if r["published_fy"] == newest and pd.isna(r["bed_function"])
    }
    for name in ("beds_closed", "hospitals_unreported", "clinics_unreported"):
        [cell] = table.column(name)
        assert cell == stated[name] if stated[name] is not None else isinstance(cell, Status)
    rates = {r["year"]: r["rate"] for r in read(area_queries.report_rates, code).frame.to_dict("records")}
    assert table.column("report_rate") == [rates[2025]]
    flows = {r["direction"]: r["share"] for r in read(places.flow_rates, (code,)).frame.to_dict("records")}
    assert [table.column(d) for d in ("inflow", "outflow")] == [[flows["inflow"]], [flows["outflow"]]]
    assert "高度急性期+急性期(NDB 2024年度)" in raw_text(table.note)


def test_the_workbook_names_every_source_that_went_in(read: Read, book: SourceBook) -> None:
    """Failed before: the sources of closed beds, report rates and flows were missing in the file and under the section."""
    made = section(read, "1005", filled(read, "1005"))
    measures = read(area_queries.measures, "1005").frame
    newest = measures[measures["published_fy"] == measures["published_fy"].max()]
    wanted = {*newest["source_id"], *read(places.flow_rates, ("1005",)).source_ids, USER, OURS, "mhlw_r7_beds"}
    assert made.sources is not None
    assert set(made.sources.ids) == wanted
    listed = [c.value for c in opened(made, book)["出典"]["A"]]
    for source in wanted:
        assert book.entries[source].title in listed


def test_the_file_holds_gap_explained_and_rest_of_each_function_and_every_line(read: Read, book: SourceBook) -> None:
    made = opened(section(read, "1005", SHEET), book)
    rows = [tuple(r) for r in made[worksheet.TAB].iter_rows(values_only=True)]
    by_function = {r[0]: r[1:4] for r in rows}
    assert by_function["急性期"] == ("病棟単位の報告", 80, "=県の分析")
    assert ("急性期", 137, 80, 57) in [r[:4] for r in rows]
    assert ("回復期", -136, -36, -100) in [r[:4] for r in rows]
    assert ("慢性期", "算出不可", 0, "算出不可") in [r[:4] for r in rows]
    assert ("急性期", "病棟単位の報告", 80, "=県の分析", "-案") in [r[:5] for r in rows]
    assert any(str(r[0]).startswith("出典: ") for r in rows)


def test_typed_text_never_becomes_a_formula(read: Read, book: SourceBook) -> None:
    sheet = opened(section(read, "1005", SHEET), book)[worksheet.TAB]
    assert {c.data_type for row in sheet.iter_rows() for c in row if c.value is not None} <= {"s", "n"}


def test_what_a_person_wrote_is_marked_as_such(read: Read) -> None:
    lines = section(read, "1005", SHEET).table("worksheet_lines")
    assert lines.column("basis") == [Outside("=県の分析"), Outside("![x](http://h/p.png)")]
    assert lines.column("note") == [Outside("-案"), Outside("")]
    assert lines.sources == Sources((USER,))
    foreign = worksheet.tables(Worksheet(area_code="<b>", area_name="*x*", year=2025, gaps={}), Sources(("a",)))[0]
    assert {Outside("*x*"), Outside("<b>")} <= set(foreign.title)


def test_nothing_typed_names_no_person_and_says_so(read: Read) -> None:
    made = section(read, "1005")
    assert not made.has("worksheet_lines")
    assert made.table("worksheet_rest").sources == Sources(("mhlw_r7_beds",))
    assert raw_text(made.lead) == "2025年の乖離は合計 -56床。説明できる床数はまだ入力されていません。"


def test_the_lead_says_what_is_left(read: Read) -> None:
    made = section(read, "1005", filled(read, "1005"))
    assert raw_text(made.lead) == "2025年の乖離は合計 -56床、説明できる分は+44床、説明できない残りは-100床。"


def test_a_gap_that_cannot_be_computed_has_a_sentence_instead_of_a_picture(read: Read) -> None:
    made = section(read, "1005", SHEET, "chronic")
    assert made.figures == ()
    assert "慢性期の乖離を計算できません" in raw_text(made.sentences[0])
    assert "算出不可" in raw_text(made.lead)


def test_the_waterfall_is_one_picture_with_the_rows_of_its_area(read: Read) -> None:
    one, same, other = (
        section(read, code, filled(read, code)).figure("waterfall").drawing for code in ("1005", "1005", "0104")
    )
    assert one.key == same.key == other.key, "one spec for all areas"  # type: ignore[union-attr]
    rows, again, others = (drawing.data[ROWS] for drawing in (one, same, other))  # type: ignore[union-attr]
    assert rows.equals(again)
    assert not rows.equals(others)
    twin = section(read, "1005", SHEET).figure("waterfall").twin
    assert twin.rows == (
        ("乖離", "乖離", 137),
        ("病棟単位の報告", "説明できる分", -80),
        ("残り", "説明できない残り", 57),
    )


def test_every_cause_is_explained(read: Read) -> None:
    assert section(read, "1005").table("causes").column("cause") == list(CAUSE_LABEL.values())


def test_the_first_bar_of_the_waterfall_names_its_cells_and_what_a_person_typed_none(read: Read) -> None:
    twin = section(read, "1005", filled(read, "1005")).figure("waterfall").twin
    first, *others = (row[-1] for row in cells.found(read, twin).origins)
    assert " − " in first, "the report minus 必要量, each with its cell"
    assert not any(others)
