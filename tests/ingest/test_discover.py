from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from openpyxl import Workbook as NewBook
from openpyxl.worksheet.worksheet import Worksheet

from core.errors import UserError
from core.ingest.discover import Inputs, discover, reiwa
from tests.ingest import books, detail_book, invented
from tests.ingest.invented import setting


def look(directory: Path, area_count: int = 3) -> Inputs:
    return discover(directory, area_count, lambda line: None)


@pytest.fixture
def source(source_dir: Path, tmp_path: Path) -> Path:
    """A copy of both publications that a test may change."""
    return shutil.copytree(source_dir, tmp_path / "source")


@pytest.mark.parametrize(("fiscal_year", "name"), [(2024, "R6"), (2025, "R7"), (2026, "R8")])
def test_the_publication_is_named_by_its_reiwa_year(fiscal_year: int, name: str) -> None:
    assert reiwa(fiscal_year) == name


def test_books_are_known_by_content_and_given_their_publication(source_dir: Path) -> None:
    found = look(source_dir)
    assert {y: b.file for y, b in found.beds.items()} == {2024: "a.xlsx", 2025: "b.xlsx"}
    assert {y: b.file for y, b in found.details.items()} == {2024: "c.xlsx", 2025: "d.xlsx"}
    assert {y: b.file for y, b in found.flows.items()} == {2025: "e.xlsx"}
    assert {y: b.file for y, b in found.demands.items()} == {2025: "f.xlsx"}
    assert found.hospitals is not None


def test_file_names_and_folders_mean_nothing(source: Path) -> None:
    (source / "下").mkdir()
    (source / "a.xlsx").rename(source / "下" / "別添５②.xlsx")
    (source / "c.xlsx").rename(source / "R7の表.xlsx")
    found = look(source)
    assert found.beds[2024].file == "別添５②.xlsx"
    assert found.details[2024].file == "R7の表.xlsx"


def test_a_book_of_next_year_in_the_same_layout_is_read_as_R8(source: Path) -> None:
    books.YEARS = (*books.YEARS, 2026)  # type: ignore[assignment]
    try:
        books.write_bed_book(source / "next.xlsx", 2026)
    finally:
        books.YEARS = books.YEARS[:-1]
    detail_book.write_detail_book(source / "next_detail.xlsx", 2026)
    found = look(source)
    assert found.beds[2026].file == "next.xlsx"
    assert found.details[2026].file == "next_detail.xlsx"


def test_a_copy_of_a_file_is_read_once(source: Path) -> None:
    shutil.copy(source / "a.xlsx", source / "z.xlsx")
    lines: list[str] = []
    discover(source, 3, lines.append)
    assert "  z.xlsx: a.xlsx と同じ内容のため読みません" in lines


def test_lock_files_and_hidden_files_are_left_alone(source: Path) -> None:
    (source / "~$a.xlsx").write_bytes(b"lock")
    (source / ".b.xlsx").write_bytes(b"hidden")
    assert sorted(look(source).beds) == [2024, 2025]


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.xlsx", "別添4③"), ("c.xlsx", "別添5②"), ("e.xlsx", "流入率・流出率"), ("f.xlsx", "需要推計")],
)
def test_two_books_of_one_publication_stop_the_run(source: Path, name: str, kind: str) -> None:
    def note(sheet: Worksheet) -> None:
        sheet["AZ99"] = "別の版"

    writers = {
        "a.xlsx": lambda p: books.write_bed_book(p, 2024, note),
        "c.xlsx": lambda p: detail_book.write_detail_book(p, 2024, note),
        "e.xlsx": lambda p: books.write_flow_book(p, change=note),
        "f.xlsx": lambda p: books.write_demand_book(p, note),
    }
    writers[name](source / "z.xlsx")
    with pytest.raises(UserError, match=f"{kind}の R[67] が2つあります\\(「{name}」と「z.xlsx」\\)"):
        look(source)


def test_a_workbook_of_an_unknown_form_stops_the_run(source: Path) -> None:
    book = NewBook()
    assert book.active is not None
    book.active["A1"] = "出張旅費"
    book.save(source / "メモ.xlsx")
    with pytest.raises(UserError, match="ファイル「メモ.xlsx」: シート「Sheet」セル A1「出張旅費」: 知っている様式"):
        look(source)


def test_a_zip_without_the_hospital_list_stops_the_run(source: Path) -> None:
    books.write_hospital_zip(source / "h.zip", heads=("名前", *books.HOSPITAL_HEADS[1:]))
    with pytest.raises(UserError, match="ファイル「h.zip」: 病院の一覧"):
        look(source)


def test_two_hospital_lists_stop_the_run(source: Path) -> None:
    books.write_hospital_zip(source / "h.zip", rows=books.HOSPITALS[:2])
    with pytest.raises(UserError, match="病院の一覧が2つあります"):
        look(source)


@pytest.mark.parametrize(
    ("gone", "kind"),
    [
        (("a.xlsx", "b.xlsx"), "別添4③"),
        (("c.xlsx", "d.xlsx"), "別添5②"),
        (("e.xlsx",), "流入率・流出率"),
        (("f.xlsx",), "在宅・外来の需要推計"),
    ],
)
def test_a_missing_kind_of_book_is_named(source: Path, gone: tuple[str, ...], kind: str) -> None:
    for name in gone:
        (source / name).unlink()
    with pytest.raises(UserError, match=f"{kind}.*のブックが見つかりません"):
        look(source)


def test_a_directory_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="フォルダー「.*ない」がありません"):
        look(tmp_path / "ない")


def test_a_wrong_area_count_names_file_and_sheets(source: Path) -> None:
    with pytest.raises(
        UserError,
        match="ファイル「a.xlsx」: シート「構想区域別必要量との比較」.*構想区域は 339 のはずですが、3 あります",
    ):
        look(source, area_count=339)


@pytest.mark.parametrize("name", ["b.xlsx", "c.xlsx", "e.xlsx", "f.xlsx"])
def test_a_book_that_lost_an_area_stops_the_run(source: Path, name: str) -> None:
    two = invented.AREAS[:2]
    writers = {
        "b.xlsx": lambda p: books.write_bed_book(p, 2025, areas=two),
        "c.xlsx": lambda p: detail_book.write_detail_book(p, 2024, areas=two),
        "e.xlsx": lambda p: books.write_flow_book(p, areas=two),
        "f.xlsx": lambda p: books.write_demand_book(p, areas=two),
    }
    writers[name](source / name)
    with pytest.raises(UserError, match=f"ファイル「{name}」: .*構想区域は 3 のはずですが、2 あります"):
        look(source)


def test_an_area_that_stands_twice_is_named(source: Path) -> None:
    books.write_demand_book(source / "f.xlsx", setting("B7", "0101"))
    with pytest.raises(UserError, match="ファイル「f.xlsx」: 構想区域コード 0101 が2回以上"):
        look(source)


def test_a_detail_book_that_fits_no_publication_stops_the_run(source: Path) -> None:
    detail_book.write_detail_book(source / "c.xlsx", 2024, setting("J7", 1))
    with pytest.raises(UserError, match="ファイル「c.xlsx」: .*公表年度を決められません\\(R6 は 0 区域が一致、R7 は 0"):
        look(source)
