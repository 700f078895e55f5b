"""Files as a whole: what cannot be read is refused in words, templates come back, and no bytes crash the reader."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from core.exports.csv_file import form_csv
from core.exports.upload_form import form_table, xlsx_template
from core.rules.entries import Occupancy
from core.uploads.kinds import KINDS
from core.uploads.reader import MAX_BYTES, MAX_ROWS
from tests.in_force import with_values
from tests.rules.upload_files import AREAS, GOOD, check, csv_of, xlsx_of


def test_a_formula_cell_of_a_workbook_is_refused():
    data = xlsx_of(["区域コード", "病床機能", "病床利用率(%)"], ["1005", "急性期", "=70+8"])
    problems = check("occupancy_2015", data, "x.xlsx").problems
    assert [(p.row, p.column) for p in problems] == [(2, "病床利用率(%)")]
    assert "数式" in problems[0].message


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "a.csv", "空"),
        (b"\r\n\r\n", "a.csv", "中身がありません"),
        (b"x" * (10 * 1024 * 1024), "a.csv", "大きすぎます"),
        (b"x" * (MAX_BYTES + 1), "a.csv", "大きすぎます"),
        (b"\x00\x01\x02", "a.csv", "文字の表"),
        (b"\xff\xfe\xfd\x80\xff", "a.csv", "文字コード"),
        (b"not a zip", "a.xlsx", "Excel"),
        (b"PK\x03\x04broken", "a.xlsx", "Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "a.xls", "古い形式"),
        (csv_of(GOOD[0]), "a.csv", "書き込まれた行"),
    ],
    ids=["empty", "blank lines", "10 MB", "one byte over", "binary", "no encoding", "text as xlsx", "broken zip", "xls", "headings only"],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused_in_words(data, name, words):
    upload = check("revalidation", data, name)
    assert upload.entries == ()
    assert words in upload.problems[0].message


def test_a_zip_without_a_workbook_is_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "x")
    assert "Excel" in check("revalidation", buffer.getvalue(), "a.xlsx").problems[0].message


def test_a_workbook_that_unfolds_into_a_huge_file_is_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (60 * 1024 * 1024))
    assert "展開" in check("revalidation", buffer.getvalue(), "a.xlsx").problems[0].message


def test_too_many_rows_are_refused():
    lines = ["区域コード,対応状況,医療機関名", *(f"1005,検証済,病院{i}" for i in range(MAX_ROWS + 1))]
    assert "行が多すぎます" in check("revalidation", csv_of(*lines)).problems[0].message


def csv_template(kind, areas):
    return form_csv(form_table(kind, areas))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("make", [csv_template, xlsx_template])
def test_a_template_comes_back_without_problems_once_a_row_is_filled(kind, make):
    upload = check(kind, make(KINDS[kind], AREAS), "雛形.xlsx" if make is xlsx_template else "雛形.csv")
    assert [p.message for p in upload.problems] == ["書き込まれた行がありません。雛形の行を埋めてください。"]
    assert upload.blank == len(form_table(KINDS[kind], AREAS).rows)


def test_a_filled_template_is_taken_over_and_the_blank_rows_are_counted():
    book = load_workbook(io.BytesIO(xlsx_template(KINDS["occupancy_2015"], AREAS)))
    book.worksheets[0]["D3"] = 81.2
    buffer = io.BytesIO()
    book.save(buffer)
    upload = check("occupancy_2015", buffer.getvalue(), "雛形.xlsx")
    assert upload.entries == (Occupancy(area_code="0101", bed_function="acute", occupancy=81.2 / 100),)
    assert upload.blank == 7


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(sorted(KINDS)), st.sampled_from(["a.csv", "a.xlsx"]))
def test_no_bytes_at_all_crash_the_reader(data, kind, name):
    upload = check(kind, data, name)
    assert upload.accepted == bool(upload.entries)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(st.text(max_size=8), min_size=1, max_size=4), max_size=5), st.sampled_from(sorted(KINDS)))
def test_no_cells_at_all_crash_the_reader(cells, kind):
    heading = ",".join(KINDS[kind].headings)
    body = "\r\n".join(",".join(c.replace("\x00", "") for c in row) for row in cells)
    upload = check(kind, f"{heading}\r\n{body}".encode("utf-8", "ignore"))
    assert upload.accepted == bool(upload.entries)


def test_a_file_may_call_recovery_by_either_name_and_a_form_uses_that_of_its_year(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with_values(monkeypatch, comprehensive_from_year=2026)
    named = [list(dict.fromkeys(r[2] for r in form_table(KINDS["explained"], AREAS, y).texts())) for y in (2025, 2026)]
    assert named == [["高度急性期", "急性期", "回復期", "慢性期"], ["高度急性期", "急性期", "包括期", "慢性期"]]
    for word in ("回復期", "包括期"):
        upload = check("explained", f"区域コード,病床機能,説明できる床数\n1005,{word},0\n".encode())
        assert [e.bed_function for e in upload.entries] == ["recovery"], upload.problems
