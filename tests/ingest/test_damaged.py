"""Damaged, protected and hostile files among the books and beside them: words with the file's name, and the old data whole."""

from __future__ import annotations

import errno
import os
import random
import resource
import shutil
import struct
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from openpyxl import Workbook as Writer

from core.errors import UserError
from core.ingest import archive, publish
from core.ingest.__main__ import main
from core.ingest.forms.bed_blocks import read_bed_blocks
from core.ingest.forms.hospital_list import read_hospital_list
from core.ingest.workbook import Workbook
from tests.ingest import books, detail_book
from tests.ingest.conftest import run
from tests.ingest.invented import setting

_CENTRAL = b"PK\x01\x02"


def patched(path: Path, offset: int, form: str, value: int) -> None:
    """Write a number into the last entry of a zip's directory."""
    data = bytearray(path.read_bytes())
    struct.pack_into(form, data, data.rindex(_CENTRAL) + offset, value)
    path.write_bytes(data)


def bomb(path: Path) -> None:
    """A member that says of itself that it has 3 GB."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/worksheets/sheet1.xml", b"0" * 1000)
    patched(path, 24, "<I", 3 << 30)


def hidden_bomb(path: Path) -> None:
    """A member that unpacks to more than it says."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/worksheets/sheet1.xml", b"0" * 3_000_000)
    patched(path, 24, "<I", 1000)


def encrypted(path: Path) -> None:
    """A member that says that it needs a password."""
    books.write_demand_book(path)
    patched(path, 8, "<H", 1)


def far_cell(address: str) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        book = Writer()
        sheet = book.active
        assert sheet is not None
        sheet[address] = 1
        book.save(path)

    return write


def unknown_method(path: Path) -> None:
    books.write_demand_book(path)
    patched(path, 10, "<H", 99)


def without(part: str) -> Callable[[Path], None]:
    """A workbook that lacks one of its parts."""

    def write(path: Path) -> None:
        books.write_demand_book(path)
        with zipfile.ZipFile(path) as old:
            parts = {n: old.read(n) for n in old.namelist() if n != part}
        with zipfile.ZipFile(path, "w") as new:
            for name, data in parts.items():
                new.writestr(name, data)

    return write


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (bomb, "展開すると大きすぎます\\(3,072 MB"),
        (hidden_bomb, "「xl/worksheets/sheet1.xml」が壊れています"),
        (encrypted, "パスワードがかかっています"),
        (unknown_method, "が壊れています"),
        (far_cell("XFD1048576"), "表から大きく離れた行 1048576"),
        (far_cell("A100000"), "表から大きく離れた行 100000"),
        (far_cell("BA10000"), "表から大きく離れたセル BA10000"),
        (without("xl/workbook.xml"), "Excel ブックとして開けません"),
        (without("xl/worksheets/sheet1.xml"), "Excel ブックとして開けません"),
        (lambda p: p.write_bytes(b"\xd0\xcf\x11\xe0" * 100), "Excel ブックとして開けません"),
        (lambda p: p.write_bytes(b""), "Excel ブックとして開けません"),
    ],
)
def test_a_workbook_that_cannot_be_read_is_named(tmp_path: Path, harm: Callable[[Path], None], words: str) -> None:
    harm(tmp_path / "x.xlsx")
    with pytest.raises(UserError, match=f"ファイル「x.xlsx」.*{words}"):
        [*Workbook(tmp_path / "x.xlsx").sheets()]


@pytest.mark.parametrize("address", ["A99999", "AZ99999", "ZZ9999"])
def test_a_cell_within_the_limits_is_read(tmp_path: Path, address: str) -> None:
    far_cell(address)(tmp_path / "x.xlsx")
    archive.check(tmp_path / "x.xlsx", "Excel ブックとして")


def test_a_file_too_large_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "x.xlsx").open("wb") as file:
        file.truncate(archive.FILE_LIMIT + 1)
    with pytest.raises(UserError, match="ファイル「x.xlsx」が大きすぎます\\(100 MB。"):
        Workbook(tmp_path / "x.xlsx")


def test_a_flipped_bit_is_told_or_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    books.write_bed_book(path, 2024)
    whole, good = path.read_bytes(), read_bed_blocks(Workbook(path)).areas
    chance, told = random.Random(8), list[str]()
    for _ in range(60):
        place, bit = chance.randrange(len(whole)), chance.randrange(8)
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1 << bit]) + whole[place + 1 :])
        try:
            found = read_bed_blocks(Workbook(path)).areas
        except UserError as error:
            told.append(error.message)
        else:
            assert found == good, (place, bit)
    assert len(told) > 40
    assert [message for message in told if "「a.xlsx」" not in message] == []


def test_a_book_that_ends_within_a_block_is_named(source_dir: Path, tmp_path: Path) -> None:
    source = shutil.copytree(source_dir, tmp_path / "source")
    detail_book.write_detail_book(source / "d.xlsx", 2025, lambda sheet: sheet.delete_rows(11, 20))
    with pytest.raises(UserError, match="「d.xlsx」: 表が途中で終わっているか"):
        run(source, tmp_path / "out")


@pytest.mark.parametrize("value", [1e308, 1e10, -1e10])
def test_a_figure_of_an_absurd_size_is_named_with_its_cell(source_dir: Path, tmp_path: Path, value: float) -> None:
    source = shutil.copytree(source_dir, tmp_path / "source")
    detail_book.write_detail_book(source / "d.xlsx", 2025, setting("AB14", value, "101北海道きた"))
    with pytest.raises(UserError, match="「d.xlsx」シート「101北海道きた」セル AB14: 1,000,000,000 までの数値"):
        run(source, tmp_path / "out")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"ID,\xe6\xad\xa3\x00\n", "がありません|CSV として読めません"),
        (
            "ID,正式名称,都道府県コード,市区町村コード,所在地,所在地座標（緯度）,所在地座標（経度）\n1,き,01,202,函館,1e308,140\n",
            "範囲に",
        ),
        (
            'ID,正式名称,都道府県コード,市区町村コード,所在地,所在地座標（緯度）,所在地座標（経度）\n"'
            + "あ" * 140_000,
            "CSV として",
        ),
    ],
)
def test_a_broken_list_of_hospitals_is_named(tmp_path: Path, content: str | bytes, words: str) -> None:
    with zipfile.ZipFile(tmp_path / "g.zip", "w") as parts:
        parts.writestr("list.csv", content)
    if isinstance(content, bytes):
        assert read_hospital_list(tmp_path / "g.zip") is None
        return
    with pytest.raises(UserError, match=f"「g.zip」の list.csv .*{words}"):
        read_hospital_list(tmp_path / "g.zip")


DESIGNATIONS = "area_code,area_name,designation,as_of,source_id\n"
ONE = "0101,きた,model,2024-07-31,mhlw_r7_beds\n"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("content/sources.yaml", "sources: [", "sources.yaml"),
        ("content/sources.yaml", "sources: 出典".encode("cp932"), "sources.yaml: 文字コードが UTF-8 ではありません"),
        ("content/sources.yaml", "sources: [a]", "sources.yaml の項目 a"),
        ("content/known_defects.yaml", "a: [", "known_defects.yaml"),
        ("content/known_defects.yaml", "", "known_defects.yaml: 「defects:」の下に"),
        ("content/known_defects.yaml", "defects: [a]", "known_defects.yaml の項目 a"),
        (
            "content/designations.csv",
            (DESIGNATIONS + ONE).encode("cp932"),
            "「designations.csv」の文字コードが UTF-8 では",
        ),
        ("content/designations.csv", "区域\n0101\n", "「designations.csv」に列 area_code、area_name"),
        ("content/designations.csv", DESIGNATIONS + "0101,きた\n", "designations.csv 2行目: 列の数が見出しと違います"),
        (
            "content/designations.csv",
            DESIGNATIONS + ONE[:-1] + ",x\n",
            "designations.csv 2行目: 列の数が見出しと違います",
        ),
        ("content/designations.csv", DESIGNATIONS + ONE + ONE, "designations.csv 3行目: 構想区域コード「0101」が2回"),
        (
            "content/designations.csv",
            DESIGNATIONS + '"' + "x" * 140_000,
            "designations.csv 2行目: CSV として読めません",
        ),
        ("geo/area_points.csv", "area_code,lon,lat\n0101,東,41\n", "area_points.csv 2行目: lon が数値ではありません"),
        (
            "geo/area_points.csv",
            "area_code,lon,lat\n0101,140,1e308\n",
            "area_points.csv 2行目: lat が経度・緯度の範囲に",
        ),
        ("geo/area_points.csv", "area_code,lon,lat\n0101,140,nan\n", "area_points.csv 2行目: lat が経度・緯度の範囲に"),
        ("geo/municipality_points.csv", b"\xff\xfe", "「municipality_points.csv」の文字コードが UTF-8 では"),
    ],
)
def test_a_broken_file_beside_the_books_is_named(
    source_dir: Path, tmp_path: Path, name: str, content: str | bytes, words: str
) -> None:
    (tmp_path / name).parent.mkdir()
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(UserError, match=words):
        run(source_dir, tmp_path)
    assert not (tmp_path / "parquet").exists()


@pytest.fixture
def published(source_dir: Path, tmp_path: Path) -> Path:
    """A folder with an edition of other books than `source_dir`."""
    source = shutil.copytree(source_dir, tmp_path / "source")
    books.write_demand_book(source / "f.xlsx", setting("F6", 999.5))
    return run(source, tmp_path / "data").out


@contextmanager
def files_up_to(size: int) -> Iterator[None]:
    """No file can grow beyond a size, as on a disk that is full then."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_is_told_in_words_and_leaves_the_data_whole(
    source_dir: Path, published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {p: p.read_bytes() for p in published.rglob("*") if p.is_file()}
    with files_up_to(3000):
        done = main(["--source", str(source_dir), "--out", str(published), "--areas", "3", "--confirm", "試験"])
    assert done == 1
    assert "書けるファイルの大きさの上限を超えます" in capsys.readouterr().err
    assert {p: p.read_bytes() for p in published.rglob("*") if p.is_file()} == before


def test_the_last_edition_comes_back_on_a_disk_without_any_space(source_dir: Path, published: Path) -> None:
    last = (published / "parquet" / "demand.parquet").read_bytes()
    run(source_dir, published)
    assert (published / "parquet" / "demand.parquet").read_bytes() != last
    with files_up_to(0), publish.alone(published):
        publish.settle(published)
        publish.roll_back(published)
    assert (published / "parquet" / "demand.parquet").read_bytes() == last
    assert not (published / "ingest.lock").exists()


def test_a_report_that_finds_no_space_is_told_and_none_of_it_is_left(
    source_dir: Path, published: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "report"
    check = ["--check", "--source", str(source_dir), "--out", str(published), "--areas", "3", "--report", str(folder)]
    main(check)
    whole = {p.name: p.read_bytes() for p in folder.iterdir()}
    assert sorted(whole) == ["公表前の確認.html", "公表前の確認.xlsx"]
    capsys.readouterr()
    with files_up_to(max(map(len, whole.values())) * 9 // 10):
        done = main(check)
    assert done == 1
    assert "空き容量" in capsys.readouterr().err
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == whole, "the report that was there"


def test_a_disk_that_cannot_be_written_is_told_in_words(
    source_dir: Path, published: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_only(*args: object, **options: object) -> int:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(os, "open", read_only)
    done = main(["--source", str(source_dir), "--out", str(published), "--areas", "3"])
    monkeypatch.undo()
    assert done == 1
    assert "に書けません" in capsys.readouterr().err


def test_a_console_of_another_encoding_is_no_reason_to_stop(source_dir: Path, tmp_path: Path) -> None:
    import io
    import sys

    console, kept = io.TextIOWrapper(io.BytesIO(), encoding="cp932"), sys.stdout
    sys.stdout = console
    try:
        done = main(["--source", str(source_dir), "--out", str(tmp_path), "--areas", "3", "--confirm", "試験"])
    finally:
        sys.stdout = kept
    assert done == 0
    console.flush()
    assert "照合結果" in console.buffer.getvalue().decode("cp932")  # type: ignore[attr-defined]
