"""病床数: table ⑥ as the form has it, its files, and the trend."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import openpyxl
import pytest

from core.area.form_table import SIGN_NOTE, SUM_LABEL
from core.area.worksheet import Explanation, Worksheet
from core.data.queries import beds as queries
from core.data.reader import Read, reader
from core.data.store import Store
from core.exports.sheets import Sheet
from core.exports.xlsx import workbook
from core.views.area import beds, worksheet
from core.views.area.place import Area, area_of
from core.views.sources import USER, SourceBook
from core.views.table import Status
from core.views.words import raw_text
from core.vocabulary import labels
from core.vocabulary.terms import FOUR_FUNCTIONS, BedFunction
from tests.area.sheets import FUJIOKA_SHEET
from tests.views.area.odd import AREAS
from tests.views.checks import holds

DAY = date(2026, 11, 27)
#: As the form has it; only the years follow the data.
HEADINGS = (
    "機能",
    "2015年 病床数",
    "2025年度 病床機能報告 (A)",
    "2026年の予定病床数 (B)",
    "2025年 病床数の必要量 (C)",
    "差し引き (C)-(A)",
    "差し引き (C)-(B)",
)


def figures(read: Read, code: str) -> dict[tuple[str, str, int], int]:
    rows = read(queries.area_beds, code).frame.to_dict("records")
    return {
        (r["bed_function"], r["series"], r["year"]): int(r["beds"]) for r in rows if r["value_status"] == "observed"
    }


@pytest.mark.parametrize("code", AREAS)
def test_table_and_trend_say_the_same_on_screen_and_in_files(read: Read, book: SourceBook, code: str) -> None:
    area = area_of(read, code)
    for reported, planned in ((2025, 2026), (2018, 2025)):
        holds(beds.form(read, area, reported, planned), book)
    holds(beds.trend(read, area), book)


@pytest.mark.parametrize("code", AREAS)
@pytest.mark.parametrize(("reported", "planned"), [(2025, 2026), (2018, 2025)])
def test_the_table_has_the_words_and_the_sign_of_the_form(read: Read, code: str, reported: int, planned: int) -> None:
    table = beds.form(read, area_of(read, code), reported, planned).table("form")
    known = figures(read, code)
    expected = []
    for function in (*FOUR_FUNCTIONS, BedFunction.TOTAL):
        a, b = known[function, "reported", reported], known[function, "planned", planned]
        need = known[function, "required", 2025]
        name = SUM_LABEL if function == BedFunction.TOTAL else labels.BED_FUNCTION[function]
        expected.append((name, known[function, "reported", 2015], a, b, need, need - a, need - b))
    assert table.rows == tuple(expected)
    if (reported, planned) == (2025, 2026):
        assert table.headings == HEADINGS
    assert raw_text(table.note) == SIGN_NOTE


def test_a_blank_cell_is_its_word_and_gives_no_difference(store: Store) -> None:
    area = Area("1002", "乙", "10", "群馬県", None)
    first = beds.form(reader(store), area, 2025, 2026).table("form").rows[0]
    assert first[1] == Status("データなし(公表資料が空欄)")
    missing = beds.form(reader(store), area, 2019, 2026).table("form")
    assert missing.texts()[1][2] == "データなし"
    assert missing.texts()[1][5] == "算出不可"


@pytest.mark.parametrize("code", AREAS)
def test_the_sentences_name_sum_and_extremes(read: Read, code: str) -> None:
    area, known = area_of(read, code), figures(read, code)
    differences = {f: known[f, "required", 2025] - known[f, "reported", 2025] for f in FOUR_FUNCTIONS}
    total = known["total", "required", 2025] - known["total", "reported", 2025]
    lead = raw_text(beds.form(read, area, 2025, 2026).lead)
    assert f"差し引き(必要量 − 報告)は{labels.signed(total, '床')}。" in lead
    top, low = max(differences.values()), min(differences.values())
    assert ("最も上回るのは" in lead) == (top > 0)
    assert ("最も下回るのは" in lead) == (low < 0)
    for value in (top, low):
        [*named] = [labels.BED_FUNCTION[f] for f, d in differences.items() if d == value]
        assert any(f"{name}({labels.signed(value, '床')})" in lead for name in named)
    change = known["total", "reported", 2025] - known["total", "reported", 2015]
    assert raw_text(beds.trend(read, area).lead).endswith(f"へ{labels.signed(change, '床')}。")


def test_the_years_to_choose_from_are_those_of_the_data(read: Read) -> None:
    reported, planned = beds.years(read, area_of(read, "1005"))
    assert (reported[0], reported[-1], planned) == (2015, 2025, (2025, 2026))


def test_what_is_pasted_is_the_forms_four_rows(read: Read) -> None:
    area = area_of(read, "1005")
    lines = [line.split("\t") for line in beds.pasted(read, area, 2025, 2026).split("\n")]
    table = beds.form(read, area, 2025, 2026).table("form")
    assert lines == [list(HEADINGS), *([str(cell) for cell in row] for row in table.rows[:4])]


SHEET = Worksheet(
    area_code="1005",
    area_name="藤岡",
    year=2025,
    gaps={"high_acute": -71, "acute": 137, "recovery": -136, "chronic": None, "total": None},
    explanations=(
        Explanation(bed_function="acute", cause="ward", beds=80, basis="=県の分析", note="-案"),
        Explanation(bed_function="recovery", cause="flow", beds=-36, basis="NDB"),
    ),
)


def opened(read: Read, book: SourceBook, sheet: Worksheet | None) -> Any:
    table = beds.form(read, area_of(read, "1005"), 2025, 2026).table("form")
    sheets = [Sheet(tab=beds.FORM_TAB, tables=(table,))]
    if sheet is not None:
        sheets.append(Sheet(tab=worksheet.TAB, tables=worksheet.tables(sheet, table.sources)))
    return openpyxl.load_workbook(io.BytesIO(workbook(sheets, book, made=DAY)))


def test_the_workbook_holds_the_forms_headings_numbers_sign_and_sources(read: Read, book: SourceBook) -> None:
    sheet = opened(read, book, None)["様式⑥"]
    rows = [[c.value for c in row] for row in sheet.iter_rows()]
    assert rows[0][0] == "⑥ 各時点の機能別病床数 藤岡(群馬県)(床)"
    assert rows[1] == list(HEADINGS)
    assert rows[3] == ["急性期", 545, 451, 451, 314, -137, -137]
    assert rows[7][0] == SIGN_NOTE
    assert str(rows[8][0]).startswith("出典: ")


def test_the_workbook_carries_the_worksheet_as_its_second_sheet_where_there_is_one(
    read: Read, book: SourceBook
) -> None:
    assert opened(read, book, None).sheetnames == ["様式⑥", "出典"]
    both = opened(read, book, SHEET)
    assert both.sheetnames == ["様式⑥", "差異分析", "出典"]
    rows = [tuple(r) for r in both["差異分析"].iter_rows(values_only=True)]
    by_function = {r[0]: r[1:4] for r in rows[2:7]}
    assert by_function["急性期"] == (137, 80, 57)
    assert by_function["回復期"] == (-136, -36, -100)
    assert by_function["慢性期"] == ("算出不可", 0, "算出不可")
    assert ("急性期", "病棟単位の報告", 80, "=県の分析", "-案") in [r[:5] for r in rows]
    assert {c.data_type for row in both["差異分析"].iter_rows() for c in row if c.value is not None} <= {"s", "n"}


def test_the_workbook_lists_every_source_that_went_in(read: Read, book: SourceBook) -> None:
    table = beds.form(read, area_of(read, "1005"), 2025, 2025).table("form")
    rows = read(queries.area_beds, "1005").frame
    used = {str(s) for s in rows["source_id"]}
    assert used <= set(table.sources.ids)
    listed = [c.value for c in opened(read, book, FUJIOKA_SHEET)["出典"]["A"]]
    for source in (*used, USER):
        assert book.entries[source].title in listed
