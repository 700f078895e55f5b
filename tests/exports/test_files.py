"""Files hold what the screen shows: read again and compared cell by cell."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.data.schema import TABLES
from core.exports import html, xlsx
from core.exports.csv_file import frame_csv, table_csv
from core.exports.sheets import Sheet, of_sections
from core.text.outside import Outside
from core.views.section import Section
from core.views.sources import OURS, USER, Sources
from core.views.table import Cell, Column, Kind, Status, table
from core.views.topic import Topic
from core.views.words import raw_text, say, strong
from tests.views.values import BOOK, ORIGIN, csv_rows, sample

DAY = date(2026, 11, 27)
HOSTILE = [
    "=cmd|' /C calc'!A0",
    "@SUM(1)",
    "+1+1",
    "-2+3",
    "\tx",
    "\n=1",
    "＝1+1",
    "＠SUM(1)",
    "<img src=x onerror=alert(1)>",
    "![x](http://h/)",
    "\x00\ud800",
]


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def test_a_csv_opens_in_excel_with_units_in_its_headings_and_words_for_missing_figures() -> None:
    content = table_csv(sample(), ORIGIN)
    assert content.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in content
    assert csv_rows(content) == [
        ["区域", "報告病床数(床)", "乖離(床)", "乖離率(%)", "備考"],
        ["藤岡", "1234", "-56", "4.9", "'=1+1"],
        ["木曽", "未報告", "算出不可", "算出不可", ""],
        ["合計", "1234", "-56", "0.0", "-"],
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_a_formula_in_a_csv(text: str) -> None:
    only = Column(name="x", label="理由")
    cell = csv_rows(table_csv(table("t", "表", [only], [(Outside(text),)], Sources((USER,))), ORIGIN))[1][0]
    assert cell[:1] not in {*"=+-@\t\n＝＋－＠"}


@pytest.mark.parametrize("text", ["－", "＋", "-", "－12", "+3.5%", "‐", "ー"])
def test_a_sign_or_a_number_stays_as_it_is_in_a_csv(text: str) -> None:
    only = Column(name="x", label="理由")
    assert csv_rows(table_csv(table("t", "表", [only], [(Outside(text),)], Sources((USER,))), ORIGIN))[1] == [text]


def test_a_table_of_the_contract_keeps_its_numbers_and_disarms_its_texts() -> None:
    frame = pd.DataFrame({"title": ["=1", "甲"], "beds": [-1, 2]})
    content = frame_csv(frame, TABLES["source"], Sources(("beds",)), ORIGIN, {})
    assert csv_rows(content) == [["title", "beds"], ["'=1", "-1"], ["甲", "2"]]


def test_a_sheet_holds_title_headings_figures_in_their_format_note_and_sources() -> None:
    sheet = opened(xlsx.workbook([sample()], BOOK, made=DAY))["病床数"]
    assert [c.value for c in sheet[1]][0] == "病床数"
    assert [c.value for c in sheet[2]] == ["区域", "報告病床数(床)", "乖離(床)", "乖離率", "備考"]
    assert [c.value for c in sheet[3]] == ["藤岡", 1234, -56, 0.0488, "=1+1"]
    assert [c.value for c in sheet[4]][:4] == ["木曽", "未報告", "算出不可", "算出不可"]
    assert [c.number_format for c in sheet[3]][1:4] == ["#,##0", "+#,##0;-#,##0;±0", "+0.0%;-0.0%;±0.0%"]
    assert sheet["E3"].data_type == "s"
    assert sheet["A6"].value == "差 = 報告 − 必要量"
    assert sheet["A7"].value == "出典: 厚生労働省 病床数"


def test_a_sheet_is_ready_to_print() -> None:
    sheet = opened(xlsx.workbook([sample()], BOOK, made=DAY))["病床数"]
    assert sheet.freeze_panes == "A3"
    assert sheet.print_title_rows == "$2:$2"
    assert sheet.page_setup.paperSize == 9
    assert (sheet.page_setup.fitToWidth, sheet.sheet_properties.pageSetUpPr.fitToPage) == (1, True)
    assert sheet.oddFooter.center.text == "&P / &N"


def test_a_signed_figure_that_rounds_to_nothing_has_no_sign_in_a_workbook_either() -> None:
    columns = (
        Column(name="a", label="床", kind=Kind.SIGNED),
        Column(name="b", label="率", kind=Kind.SIGNED_PERCENT, digits=1),
    )
    rows = [(-0.4, -0.0004), (0.4, 0.0004), (0.0, 0.0), (-0.6, -0.0006)]
    shown = table("t", "差", columns, rows, Sources((USER,)))
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx.workbook([shown], BOOK, made=DAY))).worksheets[0]
    assert [tuple(c.value for c in row) for row in sheet["A3:B6"]] == rows, "cells stay numbers"
    formats = [tuple(c.number_format for c in row) for row in sheet["A3:B6"]]
    signed = ("+#,##0;-#,##0;±0", "+0.0%;-0.0%;±0.0%")
    assert formats == [('"±0"', '"±0.0%"'), ('"±0"', '"±0.0%"'), signed, signed]
    assert shown.texts()[0] == ("±0", "±0.0%")


def test_long_words_wrap_and_their_rows_are_as_high_as_their_lines() -> None:
    long = "とても長い注意の文。" * 20
    columns = (Column(name="a", label="区域"), Column(name="n", label="長い見出しの報告病床数の列", kind=Kind.NUMBER))
    shown = table("t", "表", columns, [("短い", 1), (long, 2)], Sources(("beds",)), note=long)
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx.workbook([shown], BOOK, made=DAY))).worksheets[0]
    assert sheet["A4"].alignment.wrap_text
    assert sheet.row_dimensions[3].height is None
    assert sheet.row_dimensions[4].height > 3 * 15
    note = sheet["A5"]
    assert (note.value, note.alignment.wrap_text) == (long, True)
    assert sheet.row_dimensions[5].height > 3 * 15
    merged = {str(r) for r in sheet.merged_cells.ranges}
    assert {m.split(":")[0] for m in merged} == {"A1", "A5", "A6"}, "title, note, sources"
    assert sheet["B4"].value == 2, "figures are in cells of their own"


def test_every_printed_page_says_its_day_and_where_the_cautions_are() -> None:
    words = Sheet(tab="文だけ", tables=(), lines=("一つ目",))
    book = openpyxl.load_workbook(io.BytesIO(xlsx.workbook([sample(), words], BOOK, made=DAY, cautions=("注意",))))
    assert [s.oddHeader.right.text for s in book.worksheets] == ["推進区域ダッシュボード(作成日 2026-11-27)"] * 3
    assert all("注意書き" in s.oddHeader.left.text and "「出典」" in s.oddHeader.left.text for s in book.worksheets)
    assert [c.value for c in book["文だけ"]["A"]] == ["文だけ", "一つ目"]
    assert book["出典"].cell(book["出典"].max_row, 1).value == "※ 注意"


def test_headings_are_repeated_in_print_where_they_belong_to_all_rows_of_the_sheet() -> None:
    one, two = Sheet(tab="一つ", tables=(sample(),)), Sheet(tab="二つ", tables=(sample(), sample()))
    book = openpyxl.load_workbook(io.BytesIO(xlsx.workbook([one, two], BOOK, made=DAY)))
    assert [s.print_title_rows for s in book.worksheets] == ["$2:$2", None, "$2:$2"]


def test_sections_become_sheets_with_all_that_they_say() -> None:
    parts = Section(
        anchor="beds",
        title="病床数",
        lead=say("報告は", strong("1,234床"), "。"),
        sentences=("ほかの文。",),
        topics=(Topic(key="t", heading="経緯", lines=("一つ目",), quotes=("原文",), note="補足"),),
        tables=(sample(),),
        notes=("読み方。",),
        cautions=("注意。",),
    )
    (sheet,) = of_sections([parts])
    assert (sheet.tab, sheet.tables) == ("病床数", (sample(),))
    assert [raw_text(line) for line in sheet.lines] == [
        "報告は1,234床。",
        "ほかの文。",
        "■ 経緯",
        "・一つ目",
        "・原文",
        "補足",
        "読み方。",
        "※ 注意。",
    ]


def test_the_last_sheet_lists_title_publisher_date_url_and_hash_of_every_source_once() -> None:
    book = opened(xlsx.workbook([sample(), sample(("beds", OURS))], BOOK, made=DAY, cautions=["単純に比較しない。"]))
    sheet = book[book.sheetnames[-1]]
    assert sheet.title == "出典"
    assert sheet["A1"].value == "出典(作成日 2026-11-27、推進区域ダッシュボード)"
    assert [c.value for c in sheet[3]] == [
        "病床数の表", "厚生労働省", "2025年", "https://example.invalid/beds", "ab" * 32, "公共データ利用規約",
    ]  # fmt: skip
    assert [c.value for c in sheet[4]] == ["このダッシュボードの定義", *["記載なし"] * 5]
    assert sheet["A5"].value == "※ 単純に比較しない。"


def test_sheets_of_one_name_and_names_that_excel_refuses_are_told_apart() -> None:
    odd = table("t", "①/②[x]:?*" + "長" * 40, sample().columns, [], Sources(("beds",)))
    names = opened(xlsx.workbook([odd, odd], BOOK, made=DAY)).sheetnames
    assert names[0] == ("①_②_x____" + "長" * 40)[:31]
    assert names[1] != names[0]
    assert max(map(len, names)) <= 31


def test_several_tables_stand_on_one_sheet_with_the_mark_in_each_title() -> None:
    both = Sheet(tab="試算", tables=(sample(), sample()), lines=("注記",))
    sheet = opened(xlsx.workbook([both], BOOK, made=DAY, mark="【試算】"))["試算"]
    titles = [c.value for c in sheet["A"] if isinstance(c.value, str) and c.value.startswith("病床数")]
    assert titles == ["病床数 【試算】"] * 2
    assert sheet.cell(sheet.max_row, 1).value == "出典: 厚生労働省 病床数"


def test_the_same_content_and_day_give_the_same_cells() -> None:
    one, two = (opened(xlsx.workbook([sample()], BOOK, made=DAY)) for _ in range(2))
    assert [[c.value for c in r] for r in one["病床数"]] == [[c.value for c in r] for r in two["病床数"]]


CELLS = st.one_of(
    st.none(),
    st.integers(-(10**6), 10**6),
    st.floats(-(10**6), 10**6, allow_nan=False).map(lambda v: round(v, 3)),
    st.sampled_from([Status("非公表"), Status("未報告")]),
)


@given(st.lists(st.tuples(st.text(max_size=20), CELLS), max_size=6), st.sampled_from(list(Kind)))
def test_a_workbook_read_again_holds_every_figure_and_every_word(rows: list[tuple[str, Cell]], kind: Kind) -> None:
    if kind is Kind.TEXT:
        rows = [(name, "") for name, _ in rows]
    columns = [Column(name="n", label="名称"), Column(name="v", label="値", kind=kind, digits=1)]
    made = table("t", "表", columns, [(Outside(name), cell) for name, cell in rows], Sources(("beds",)))
    sheet = opened(xlsx.workbook([made], BOOK, made=DAY))["表"]
    for number, (_, cell) in enumerate(rows):
        value = sheet.cell(3 + number, 2).value
        if isinstance(cell, int | float):
            assert value == pytest.approx(cell)
        elif kind is not Kind.TEXT:
            assert value == made.texts()[number][1]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_markup_in_html(text: str) -> None:
    only = Column(name="x", label="<b>理由</b>")
    shown = html.table_html(table("t", say("<i>", Outside(text)), [only], [(Outside(text),)], Sources((USER,))))
    assert "<img" not in shown
    assert "<b>" not in shown
    assert "<i>" not in shown


def test_a_table_with_sentences_names_the_column_in_every_cell_for_a_screen_that_stacks_them() -> None:
    """On a telephone most of a row was empty beside its sentences."""
    columns = [
        Column(name="a", label="時期"),
        Column(name="b", label='補足"<b>', wide=True),
        Column(name="c", label="状態"),
    ]
    shown = html.table_html(table("t", "日程", columns, [("5月", "長い文", "済")], Sources((USER,))))
    assert '<table class="figures stacked">' in shown
    assert '<th scope="row" class="left">5月</th>' in shown
    assert '<td class="wide" data-of="補足&#34;&lt;b&gt;">長い文</td><td class="left" data-of="状態">済</td>' in shown
    short = html.table_html(
        table("t", "日程", [Column(name=c.name, label=c.label) for c in columns], [], Sources((USER,)))
    )
    assert "stacked" not in short


def test_strong_words_are_bold_in_html() -> None:
    assert html.words_html(say("全国", strong("<5>"), Outside("&"))) == "全国<strong>&lt;5&gt;</strong>&amp;"


def test_a_scrolling_table_can_be_reached_by_keyboard_and_names_itself() -> None:
    shown = html.table_html(sample(), height=300)
    assert 'tabindex="0" role="region" aria-label="病床数"' in shown
    assert "<caption" in shown
    assert html.table_html(sample()).count("<tr") == 4
