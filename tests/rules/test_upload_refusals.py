"""Workbooks and tables made to break the reader: refused in words, by their size before anything is built of them."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.errors import UserError
from core.uploads.kinds import KINDS
from core.uploads.reader import MAX_COLUMNS, MAX_ROWS, MAX_TAGS, read
from tests.outside import EXAMPLES
from tests.rules import harmed_workbooks as harmed
from tests.rules.upload_files import check, csv_of, xlsx_of

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (harmed.headers(6, 8, 1), "パスワード"),
        (harmed.headers(8, 10, 99), "読めません"),
        (harmed.repacked(lambda _, part: part, 14), "読めません"),
        (harmed.scrambled(), "読めません"),
        (harmed.part("xl/worksheets/sheet1.xml", harmed.LAUGHS), "読めません"),
        (harmed.part("xl/workbook.xml", harmed.DEEP), "読めません"),
        (harmed.sheet(b'<row r="1"><c r="A1"><v>%s</v></c></row>' % (b"9" * 5000)), "読めません"),
        (harmed.sheet(b'<row r="1"><c r="ZZZZZZ1"><v>1</v></c></row>'), "読めません"),
        (harmed.sheet(b'<row r="1"><c r="A1" t="s"><v>99999</v></c></row>'), "読めません"),
        (harmed.sheet(b'<row r="1"><c r="A1"><v>1</v></c></row><row r="99999999"><c r="A99999999"><v>1</v></c></row>'), "行が多"),
        (harmed.sheet(b"".join(b'<row r="%d"><c r="XFD%d"/></row>' % (k, k) for k in range(1, MAX_ROWS))), "列が多"),
        (harmed.sheet(b'<row r="1">' + b"<c/>" * MAX_TAGS + b"</row>"), "大きすぎます"),
    ],
    ids=["encrypted", "unknown packing", "lzma", "zlib", "entities", "deep", "5000 digits", "column ZZZZZZ", "no such text", "far row", "far cells", "too many cells"],
)  # fmt: skip
def test_a_workbook_that_no_office_software_writes_is_refused_in_words(data: bytes, words: str) -> None:
    upload = check("nominations", data, "表.xlsx")
    assert upload.entries == ()
    assert words in upload.problems[0].message


def test_a_full_workbook_is_read() -> None:
    """Ten thousand rows of every column with a cell's usual formats stay far below the limits."""
    rows = [["1005", "藤岡", f"理由{i}", "", f"資料{i}"] for i in range(MAX_ROWS)]
    table = read("表.xlsx", xlsx_of(list(KINDS["nominations"].headings), *rows))
    assert len(table.rows) == MAX_ROWS


@pytest.mark.parametrize(("columns", "fits"), [(MAX_COLUMNS, True), (MAX_COLUMNS + 1, False)])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_values_beyond_the_last_column_are_refused_in_either_form(form: str, columns: int, fits: bool) -> None:
    row = [str(i) for i in range(columns)]
    data = csv_of(",".join(row)) if form == "csv" else xlsx_of(row)
    if fits:
        assert len(read(f"表.{form}", data).headings) == columns
    else:
        with pytest.raises(UserError, match=r"1行目の列が多すぎます"):
            read(f"表.{form}", data)


def test_a_cell_that_no_csv_holds_is_refused_without_a_word_of_english() -> None:
    problem = check("nominations", b'a,"' + b"x" * 200_000, "表.csv").problems[0].message
    assert "CSV として読めません" in problem
    assert "field" not in problem


@pytest.mark.parametrize("mark", ["\x01", "\x0b", "\x7f", "\ufffe"])
@pytest.mark.parametrize(
    ("kind", "heading", "line"),
    [("nominations", "理由", "1005,藤岡,{},,"), ("revalidation", "医療機関名", "1005,藤岡,検証中,{}"), ("explained", "説明できる床数", "1005,藤岡,急性期,1{}")],
)  # fmt: skip
def test_a_character_that_no_file_can_hold_is_refused_with_its_row(
    kind: str, heading: str, line: str, mark: str
) -> None:
    lines = (",".join(KINDS[kind].headings), line.format(f"甲{mark}乙"))
    problems = check(kind, csv_of(*lines)).problems
    assert [(p.row, p.column) for p in problems] == [(2, heading)]


@pytest.mark.parametrize("text", ["9" * 400, "1e308", "-" + "9" * 400, "inf", "甲" * 10_000])
def test_a_value_is_quoted_in_one_line_however_long_it_is(text: str) -> None:
    problem = check("explained", csv_of("区域コード,病床機能,説明できる床数", f"1005,急性期,{text}")).problems[0]
    assert (problem.row, problem.column) == (2, "説明できる床数")
    assert len(problem.message) < 160


@pytest.mark.outside
@settings(max_examples=EXAMPLES, deadline=None)
@given(st.sampled_from(harmed.PARTS), st.data())
@example("xl/styles.xml", None)
def test_a_workbook_with_any_part_damaged_is_read_or_refused(name: str, data: st.DataObject | None) -> None:
    def damage(part_name: str, content: bytes) -> bytes | None:
        if part_name != name or data is None:
            return None if part_name == name else content
        at = data.draw(st.integers(0, len(content)))
        length = data.draw(st.integers(0, 30))
        put = data.draw(
            st.sampled_from((b"", b"<", b'"', b"\x00", b"9" * 400, b"&#1;", b"&x;", b"-1", b"<c/>", b"\xff"))
        )
        return content[:at] + put + content[at + length :]

    upload = check("nominations", harmed.repacked(damage), "表.xlsx")
    assert upload.accepted == bool(upload.entries)
