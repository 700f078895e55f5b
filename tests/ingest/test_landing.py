"""Files behind a page of links: the link is found by the file's name or by its words, or a person is told which one is missing."""

from __future__ import annotations

import hashlib
import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml

from core.data.store import Store
from core.errors import UserError
from core.exports.provenance import Origin
from core.ingest import download, landing, retrieved
from core.ingest.__main__ import main
from core.reading.base import CONTENT_DIR
from core.views.sources import Sources, sources_by_id
from tests.ingest import invented
from tests.ingest.test_download import BOOK, SHA256, Server, server

__all__ = ["server"]
URL = "https://www.example.lg.jp/stf/bunya/0000080850.html"
#: As the ministry lays out its pages: headings in between, names in wide letters, the size in brackets, an icon in the link.
PAGE = """<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>地域医療構想</title></head><body>
<div class="l-contentMain"><h3>令和6年度</h3><ul class="m-listLink">
<li><a href="/content/10800000/001.pdf">別添４①（構想区域の病床数等の状況）<span>［PDF形式：1.2MB］</span>
<img src="/common/icon.gif" alt="別ウィンドウで開く"></a></li>
<li><a class="m-link" href="../../content/10800000/002.xlsx">別添４③（構想区域の
病床数等の状況）［Excel形式：2.3MB］</a></li>
<li><a href="https://www.example.lg.jp/content/10800000/003.xlsx#top">別添５②</a></li>
<li><a name="here">別添4③.xlsx</a><a href="mailto:a@example.lg.jp">別添4③.xlsx</a></li>
</ul><p><a href="http://[bad/004.xlsx">004</a></p></div></body></html>"""


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("002.xlsx", ["/content/10800000/002.xlsx"]),
        ("*別添4③*.xlsx", ["/content/10800000/002.xlsx"]),
        ("*別添４③(構想区域の病床数等の状況)*.XLSX", ["/content/10800000/002.xlsx"]),
        ("*別添4①*.pdf", ["/content/10800000/001.pdf"]),
        ("別添5②.xlsx", ["/content/10800000/003.xlsx"]),
        ("*病床数等の状況*", ["/content/10800000/001.pdf", "/content/10800000/002.xlsx"]),
        ("2.xlsx", []),
        ("*別添4③*.pdf", []),
        ("004.xlsx", []),
    ],
)
def test_a_link_is_found_by_its_file_or_by_its_words(pattern: str, found: list[str]) -> None:
    assert landing.matching(PAGE, URL, pattern) == [f"https://www.example.lg.jp{path}" for path in found]


@pytest.mark.parametrize("charset", [None, "Shift_JIS", "no-such-charset"])
def test_a_page_is_read_by_what_the_server_or_the_page_says(charset: str | None) -> None:
    page = PAGE.replace('charset="utf-8"', 'charset="Shift_JIS"') if charset == "Shift_JIS" else PAGE
    body = page.encode("cp932" if charset == "Shift_JIS" else "utf-8")
    assert "別添４③" in landing.text_of(body, charset)
    assert "別添４③" in landing.text_of(body, None)


def registry(folder: Path, *entries: dict[str, str]) -> Path:
    file = folder / "content" / "sources.yaml"
    file.parent.mkdir(exist_ok=True)
    listed = [{"title": e["source_id"], "sha256": SHA256} | e for e in entries]
    file.write_text(yaml.safe_dump({"sources": listed}, allow_unicode=True), encoding="utf-8")
    return file


def base(server: Server) -> str:
    server.files["/stf/page.html"] = PAGE.encode()
    return f"http://127.0.0.1:{server.server_port}"


def test_the_file_behind_the_link_is_fetched_once_and_the_page_is_asked_once(tmp_path: Path, server: Server) -> None:
    page = f"{base(server)}/stf/page.html"
    other = b"another book"
    server.files["/content/10800000/001.pdf"] = other
    file = registry(
        tmp_path,
        {"source_id": "beds", "url": page, "file": "*別添4③*.xlsx"},
        {"source_id": "note", "url": page, "file": "001.pdf", "sha256": hashlib.sha256(other).hexdigest()},
    )
    said: list[str] = []
    done: list[str] = []
    found = download.fetch_all(file, tmp_path / "books", said.append, done.append)
    assert [(p.name, p.read_bytes()) for p in found] == [("002.xlsx", BOOK), ("001.pdf", other)]
    assert done == [SHA256, hashlib.sha256(other).hexdigest()]
    assert [path for path, _ in server.asked] == [
        "/stf/page.html", "/content/10800000/002.xlsx", "/content/10800000/001.pdf",
    ]  # fmt: skip
    (tmp_path / "books" / "002.xlsx").rename(tmp_path / "books" / "置いた資料.xlsx")
    again = download.fetch_all(file, tmp_path / "books", said.append, done.append)
    assert [p.name for p in again] == ["置いた資料.xlsx", "001.pdf"]
    assert (len(server.asked), len(done)) == (3, 2), "what a person put there under another name is there"


def test_a_broken_link_is_gone_on_with(tmp_path: Path, server: Server) -> None:
    file = registry(tmp_path, {"source_id": "beds", "url": f"{base(server)}/stf/page.html", "file": "002.xlsx"})
    server.cut = 1000
    with pytest.raises(UserError, match="途中で切れた"):
        download.fetch_all(file, tmp_path / "books", lambda line: None)
    [path] = download.fetch_all(file, tmp_path / "books", lambda line: None)
    assert path.read_bytes() == BOOK
    assert server.asked[-1] == ("/content/10800000/002.xlsx", "bytes=1000-")


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("*別添9*", "掲載ページ .*page.html に「\\*別添9\\*」のリンクがありません"),
        ("*病床数等の状況*", "のリンクが2つあります\\(.*001.pdf、.*002.xlsx\\)"),
    ],
)
def test_no_link_or_several_are_told_and_the_others_are_fetched(
    tmp_path: Path, server: Server, pattern: str, told: str
) -> None:
    page = f"{base(server)}/stf/page.html"
    file = registry(
        tmp_path,
        {"source_id": "lost", "url": page, "file": pattern},
        {"source_id": "beds", "url": page, "file": "002.xlsx"},
    )
    with pytest.raises(UserError, match=f"lost: .*{told}") as error:
        download.fetch_all(file, tmp_path / "books", lambda line: None)
    assert "手で取得し" in error.value.hint
    assert ("資料の題名から書いたものもあります" in error.value.hint) is ("別添9" in pattern)
    assert [p.name for p in (tmp_path / "books").iterdir()] == ["002.xlsx"]


def test_a_page_that_is_gone_and_a_replaced_file_are_both_told(tmp_path: Path, server: Server) -> None:
    file = registry(
        tmp_path,
        {"source_id": "old", "url": f"{base(server)}/gone/page.html", "file": "a.xlsx"},
        {"source_id": "new", "url": f"{base(server)}/stf/page.html", "file": "002.xlsx", "sha256": "ab" * 32},
        {"source_id": "beds", "url": f"{base(server)}/content/003.xlsx"},
    )
    said: list[str] = []
    with pytest.raises(UserError, match="取得できない資料が2件あります: old、new"):
        download.fetch_all(file, tmp_path / "books", said.append)
    assert "old: 掲載ページ" in said[1]
    assert "応答 404" in said[1]
    assert "new: " in said[2]
    assert "SHA-256 が登録簿と違います" in said[2]
    assert [p.name for p in (tmp_path / "books").iterdir()] == ["003.xlsx"]


def test_every_registered_file_on_a_page_of_the_ministry_has_a_name_to_look_for() -> None:
    entries = yaml.safe_load((CONTENT_DIR / "sources.yaml").read_text(encoding="utf-8"))["sources"]
    offered = [e for e in entries if e["sha256"] and e["url"]]
    assert len(offered) >= 11
    assert [e["source_id"] for e in offered if not (e.get("file") or e["url"].endswith((".xlsx", ".pdf")))] == []


def test_the_day_of_a_download_stands_in_the_data_and_above_every_table(
    tmp_path: Path, server: Server, source_dir: Path
) -> None:
    books = sorted(source_dir.iterdir())
    by_hand, fetched = books[0], books[1:]
    for book in fetched:
        server.files[f"/content/{book.name}"] = book.read_bytes()
    url = f"http://127.0.0.1:{server.server_port}/content"
    registry(
        tmp_path,
        *(
            {"source_id": f"book{n}", "url": f"{url}/{b.name}", "sha256": hashlib.sha256(b.read_bytes()).hexdigest()}
            for n, b in enumerate(fetched)
        ),
    )
    (tmp_path / "books").mkdir()
    shutil.copy(by_hand, tmp_path / "books")
    areas = ["--areas", str(len(invented.AREAS)), "--confirm", "試験用の資料"]
    command = ["--source", str(tmp_path / "books"), "--out", str(tmp_path)]
    assert main([*command, "--download"]) == 0
    days = retrieved.read(tmp_path / "content" / retrieved.FILE)
    assert set(days) == {hashlib.sha256(b.read_bytes()).hexdigest() for b in fetched}
    assert main([*command, *areas]) == 0
    book = sources_by_id(Store(tmp_path / "parquet"))
    origin = Origin(book=book, made=date(2026, 1, 1), edition="R7", cautions=())
    known = {s.sha256: origin.day_of(s) for s in book.of(Sources(tuple(book.entries))) if s.sha256 in days}
    assert known == {sha256: f"取得日 {day}" for sha256, day in days.items()}
