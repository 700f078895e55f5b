"""A CSV that was passed on says what it is, and a program skips that with one number."""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import replace

import pandas as pd
import pytest

from core.data.headings import HEADINGS, LABELLED, headings_of
from core.data.schema import POPULATIONS, TABLES
from core.exports.csv_file import form_csv, table_csv
from core.exports.provenance import ROWS_ABOVE
from core.text.outside import Outside
from core.views.sources import USER, SourceBook, Sources
from core.views.table import Column, Kind, table
from tests.views.values import BOOK, ORIGIN, sample


def block(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))[:ROWS_ABOVE]


def test_above_the_table_stand_title_units_condition_source_day_hashes_and_caution() -> None:
    content = table_csv(sample(), ORIGIN)
    body = content.split(b"\r\n", ROWS_ABOVE)[-1]
    assert block(content) == [
        ["# 表題: 病床数"],
        ["# 単位: 報告病床数=床、乖離=床、乖離率=%"],
        ["# 条件: 差 = 報告 − 必要量 / 画面のリンク /area?area=1005"],
        ["# 出典: 厚生労働省「病床数の表」2025年(取得日 記録なし)"],
        [f"# 出典ファイルのSHA-256: 厚生労働省 病床数 {'ab' * 32}"],
        ["# 作成: 推進区域ダッシュボードが作成、2026-11-27、データの版 0a1b2c3d"],
        [f"# この表のSHA-256: {hashlib.sha256(body).hexdigest()}(見出しの行からファイルの終わりまで)"],
        ["# 注意: 単純に比較しない。"],
        ["# area", "beds", "gap", "rate", "note"],
        [],
    ]


def test_a_recorded_day_of_retrieval_is_told_and_one_that_nobody_recorded_is_not_invented() -> None:
    known = SourceBook({**BOOK.entries, "beds": replace(BOOK.entries["beds"], retrieved="2026-06-01")})
    assert "(取得日 2026-06-01)" in block(table_csv(sample(), replace(ORIGIN, book=known)))[3][0]
    typed = table_csv(sample((USER,)), ORIGIN)
    assert block(typed)[3:5] == [
        ["# 出典: 利用者の入力"],
        ["# 出典ファイルのSHA-256: (ファイルから読み取った値ではない)"],
    ]


@pytest.mark.parametrize("title", ["a\r\nb", '"', "a,b", "=1+1", "#", "\x00x\ud800"])
def test_whatever_a_title_holds_one_number_skips_what_stands_above(title: str) -> None:
    odd = replace(sample(), title=Outside(title))
    content = table_csv(odd, ORIGIN)
    assert content.count(b"\r\n") == ROWS_ABOVE + 1 + len(odd.rows), "a row is a line"
    read = pd.read_csv(io.BytesIO(content), skiprows=ROWS_ABOVE)
    assert list(read.columns) == ["区域", "報告病床数(床)", "乖離(床)", "乖離率(%)", "備考"]
    assert len(read) == len(odd.rows)
    assert all(row[0].startswith("# ") for row in block(content)[:-1])


def test_a_code_stands_once_more_in_a_form_that_no_spreadsheet_takes_for_a_number() -> None:
    columns = (
        Column(name="area_code", label="コード"),
        Column(name="area_name", label="区域"),
        Column(name="n", label="数", kind=Kind.NUMBER),
    )
    rows = [("0101", "南渡島", 1), ("1005", "藤岡", 2), ("", "合計", 3)]
    read = pd.read_csv(
        io.BytesIO(table_csv(table("t", "表", columns, rows, Sources((USER,))), ORIGIN)), skiprows=ROWS_ABOVE
    )
    assert list(read["構想区域(コードと名前)"].fillna("")) == ["0101 南渡島", "1005 藤岡", ""]
    bare = table("t", "表", columns[::2], [("0101", 1)], Sources((USER,)))
    assert pd.read_csv(io.BytesIO(table_csv(bare, ORIGIN)), skiprows=ROWS_ABOVE).iloc[0, 2] == "区域0101"


def test_a_form_begins_with_its_headings_because_it_is_read_back_by_them() -> None:
    assert form_csv(sample()).decode("utf-8-sig").splitlines()[0] == "区域,報告病床数(床),乖離(床),乖離率(%),備考"


def test_every_column_of_the_contract_has_one_japanese_heading_of_its_own() -> None:
    names = {c.name for t in TABLES.values() for c in t.columns}
    people = {name for name in names if name in POPULATIONS}
    assert set(HEADINGS) == names - people
    assert headings_of(people).keys() == people
    for contract in TABLES.values():
        headings = list(headings_of(c.name for c in contract.columns).values())
        assert len(set(headings)) == len(headings), contract.name
    assert set(LABELLED) <= names
    assert not names & {added for added, _ in LABELLED.values()}
