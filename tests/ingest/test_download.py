"""Fetching the books of the registry from a server of the tests: whole, gone on with, damaged, absent."""

from __future__ import annotations

import hashlib
import http.server
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.errors import UserError
from core.ingest import download
from core.ingest.__main__ import main
from tests.ingest.test_damaged import files_up_to

BOOK = bytes(range(256)) * 400
SHA256 = hashlib.sha256(BOOK).hexdigest()


class Server(http.server.ThreadingHTTPServer):
    """Gives `BOOK` under any name but those of `files`. `ranges`: whether it gives parts; `cut`: bytes after which it breaks off once."""

    ranges, cut = True, 0
    asked: list[tuple[str, str]]
    files: dict[str, bytes]


class Handler(http.server.BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        wanted = self.headers.get("Range", "")
        self.server.asked.append((self.path, wanted))
        if self.path in self.server.files:
            self.send_response(200)
            self.send_header("Content-Length", str(len(self.server.files[self.path])))
            self.end_headers()
            self.wfile.write(self.server.files[self.path])
            return
        if "gone" in self.path:
            self.send_error(404)
            return
        begin = int(match[1]) if self.server.ranges and (match := re.fullmatch(r"bytes=(\d+)-", wanted)) else 0
        if begin >= len(BOOK):
            self.send_error(416)
            return
        body = BOOK[begin:]
        self.send_response(206 if begin else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: self.server.cut or None])
        self.server.cut = 0

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    server = Server(("127.0.0.1", 0), Handler)
    server.asked, server.files = [], {}
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def registry(folder: Path, server: Server, path: str = "/content/001.xlsx", sha256: str = SHA256) -> Path:
    file = folder / "sources.yaml"
    url = f"http://127.0.0.1:{server.server_port}{path}"
    file.write_text(
        f"sources:\n  - {{source_id: beds, title: 病床数, url: '{url}', sha256: {sha256}}}\n"
        f"  - {{source_id: page, title: 掲載ページ, url: 'https://example.invalid/page.html', sha256: {sha256}}}\n"
        "  - {source_id: paper, title: 資料, url: 'https://example.invalid/a.xlsx'}\n",
        encoding="utf-8",
    )
    return file


def fetch(tmp_path: Path, server: Server, **what: str) -> tuple[list[Path], list[str]]:
    said: list[str] = []
    return download.fetch_all(registry(tmp_path, server, **what), tmp_path / "books", said.append), said


def test_a_file_is_fetched_whole_once_and_others_are_named(tmp_path: Path, server: Server) -> None:
    [path], said = fetch(tmp_path, server)
    assert (path.name, path.read_bytes()) == ("001.xlsx", BOOK)
    assert said[0] == "取得先の分からない資料(掲載ページから手で取得してください): page"
    _, said = fetch(tmp_path, server)
    assert said[1] == "  beds: 取得済み(001.xlsx)"
    assert server.asked == [("/content/001.xlsx", "")]
    assert [p.name for p in (tmp_path / "books").iterdir()] == ["001.xlsx"]


@pytest.mark.parametrize("ranges", [True, False])
def test_a_file_that_broke_off_is_gone_on_with(tmp_path: Path, server: Server, ranges: bool) -> None:
    server.ranges, server.cut = ranges, 1000
    with pytest.raises(UserError, match="beds: http.*から取得できません\\(途中で切れた\\)") as error:
        fetch(tmp_path, server)
    assert "続きから" in error.value.hint
    assert (tmp_path / "books" / "001.xlsx.part").read_bytes() == BOOK[:1000]
    [path], _ = fetch(tmp_path, server)
    assert path.read_bytes() == BOOK
    assert server.asked[-1] == ("/content/001.xlsx", "bytes=1000-")


def test_a_disk_that_is_full_is_told_in_words_and_the_file_is_gone_on_with_afterwards(
    tmp_path: Path, server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "content").mkdir()
    registry(tmp_path / "content", server)
    command = ["--download", "--source", str(tmp_path / "books"), "--out", str(tmp_path)]
    with files_up_to(3000):
        assert main(command) == 1
    assert "書けるファイルの大きさの上限を超えます" in capsys.readouterr().err
    assert [(p.name, p.stat().st_size) for p in (tmp_path / "books").iterdir()] == [("001.xlsx.part", 3000)]
    assert not (tmp_path / "content" / "retrieved.csv").exists(), "nothing was retrieved"
    assert main(command) == 0
    assert (tmp_path / "books" / "001.xlsx").read_bytes() == BOOK


def test_a_part_that_is_the_whole_already_is_put_into_place(tmp_path: Path, server: Server) -> None:
    (tmp_path / "books").mkdir()
    (tmp_path / "books" / "001.xlsx.part").write_bytes(BOOK)
    [path], _ = fetch(tmp_path, server)
    assert path.read_bytes() == BOOK


def test_another_file_than_the_registered_one_is_not_put_into_place(tmp_path: Path, server: Server) -> None:
    with pytest.raises(UserError, match="beds: .*SHA-256 が登録簿と違います"):
        fetch(tmp_path, server, sha256="ab" * 32)
    assert list((tmp_path / "books").iterdir()) == []


def test_a_file_that_is_gone_or_a_server_that_is_not_there_is_told(tmp_path: Path, server: Server) -> None:
    with pytest.raises(UserError, match="応答 404"):
        fetch(tmp_path, server, path="/gone/001.xlsx")
    file = registry(tmp_path, server)
    file.write_text(re.sub(r"127.0.0.1:\d+", "127.0.0.1:1", file.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(UserError, match="つながらない") as error:
        download.fetch_all(file, tmp_path / "books", lambda line: None)
    assert "HTTPS_PROXY" in error.value.hint


def test_a_file_larger_than_any_book_is_given_up(
    tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(download, "LIMIT", 1000)
    with pytest.raises(UserError, match="大きすぎます"):
        fetch(tmp_path, server)


def test_the_proxy_of_the_environment_is_asked(tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{server.server_port}")
    file = registry(tmp_path, server)
    file.write_text(
        re.sub(r"http://127.0.0.1:\d+", "http://books.invalid", file.read_text(encoding="utf-8")), encoding="utf-8"
    )
    [path] = download.fetch_all(file, tmp_path / "books", lambda line: None)
    assert path.read_bytes() == BOOK
    assert server.asked == [("http://books.invalid/content/001.xlsx", "")]


@pytest.mark.parametrize("path", ["/content/..%2F..%2Fevil.xlsx", "/content/.hidden.xlsx", "/a/..%5Cevil.xlsx"])
def test_the_name_of_a_file_leads_nowhere_else(tmp_path: Path, server: Server, path: str) -> None:
    [file], _ = fetch(tmp_path, server, path=path)
    assert file.parent == tmp_path / "books"
    assert not file.name.startswith(".")


def test_a_registry_without_addresses_of_files_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--download", "--source", str(tmp_path), "--out", str(tmp_path)]) == 1
    assert "URL と SHA-256 のそろった資料がありません" in capsys.readouterr().err
