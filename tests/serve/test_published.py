"""A published data set over HTTP: fetched whole, checked, shown by one switch; what is wrong leaves the last edition in place."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from core.data.editions import Editions
from core.errors import UserError
from core.serve import keeper, published
from core.serve.published import MANIFEST, Published, main
from tests import factory
from tests.browser.server import ROOT


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing."""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """The folder that a web server shows."""
    folder = tmp_path / "source"
    (folder / "parquet").mkdir(parents=True)
    factory.write_tables(folder / "parquet", factory.small_tables())
    (folder / "reconciliation.json").write_text("{}")
    assert main([str(folder)]) == 0
    return folder


@pytest.fixture
def following(source: Path, tmp_path: Path) -> Iterator[Published]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(source))) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield Published(f"http://127.0.0.1:{server.server_port}/", tmp_path / "cache")
        server.shutdown()
        thread.join()


def other_edition(source: Path) -> None:
    """One area less, published with its manifest."""
    tables = factory.small_tables()
    factory.write_tables(source / "parquet", tables | {"designation": tables["designation"].iloc[:0]})
    assert main([str(source)]) == 0


def test_an_edition_is_fetched_once_and_the_next_one_is_shown_by_a_running_app(
    following: Published, source: Path
) -> None:
    assert following.look()
    assert not following.look()
    editions = Editions(following.shown / "parquet")
    first = editions.newest()
    assert editions.newest() is first
    other_edition(source)
    assert following.look()
    assert editions.newest().edition != first.edition
    assert editions.trouble is None
    # The edition before stays for pages that are open; older ones go.
    kept = {p.name for p in following.shown.parent.iterdir() if not p.is_symlink()}
    assert len(kept) == 2
    (source / MANIFEST).write_text((source / MANIFEST).read_text() + "\n")
    assert following.look()
    assert len({p.name for p in following.shown.parent.iterdir() if not p.is_symlink()}) == 2


FAULTS = {
    "changed": (lambda s: (s / "parquet" / "beds.parquet").write_bytes(b"PAR1"), "beds.parquet が MANIFEST"),
    "missing": (lambda s: (s / "parquet" / "beds.parquet").unlink(), "beds.parquet を取得できません"),
    "no manifest": (lambda s: (s / MANIFEST).unlink(), "MANIFEST.json を取得できません"),
    "no json": (lambda s: (s / MANIFEST).write_text("<html>"), "MANIFEST.json を読めません"),
    "no file named": (lambda s: (s / MANIFEST).write_text(json.dumps({"files": {}})), "MANIFEST.json を読めません"),
    "gone": (shutil.rmtree, "MANIFEST.json を取得できません"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_published_wrongly_is_told_and_the_last_edition_stays(
    following: Published, source: Path, fault: str
) -> None:
    following.look()
    shown = Editions(following.shown / "parquet").newest().edition
    other_edition(source)
    harm, words = FAULTS[fault]
    harm(source)
    with pytest.raises(UserError, match=words):
        following.look()
    assert Editions(following.shown / "parquet").newest().edition == shown
    assert not list(following.shown.parent.glob("fetch-*"))


@pytest.mark.parametrize(
    ("place", "fetched"),
    [
        ("", False),
        ("/srv/data", False),
        ("D:\\data", False),
        ("https://data.example.lg.jp/suishin", True),
        ("http://127.0.0.1:1/x", True),
        ("s3://bucket/suishin", True),
    ],
)
def test_a_folder_is_read_as_it_is_and_an_address_is_fetched(place: str, fetched: bool) -> None:
    assert published.is_address(place) is fetched


@pytest.mark.parametrize("place", ["http://data.example.lg.jp", "ftp://x/y", "file:///etc"])
def test_an_address_that_nobody_has_tried_or_that_is_not_safe_is_refused(place: str) -> None:
    with pytest.raises(UserError, match="使えません"):
        published.is_address(place)


def test_the_app_reads_the_folder_that_is_named_and_the_service_one_that_follows_an_address(
    following: Published, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = [sys.executable, "-c", "from core.data.store import PARQUET_DIR; print(PARQUET_DIR)"]
    named = subprocess.run(asked, cwd=ROOT, env=os.environ | {"KOSO_DATA": str(source)}, capture_output=True, text=True)
    assert named.stdout.strip() == str(source / "parquet")
    over = threading.Event()
    over.set()
    monkeypatch.setenv("KOSO_DATA", str(source))
    assert keeper._data(tmp_path / "kept", over) == {}
    monkeypatch.setenv("KOSO_DATA", following.address)
    told = keeper._data(tmp_path / "kept", over)
    assert (
        Editions(Path(told["KOSO_DATA"]) / "parquet").newest().edition == Editions(source / "parquet").newest().edition
    )
    shutil.rmtree(source)  # the next start does without it
    assert keeper._data(tmp_path / "kept", over) == told
    with pytest.raises(UserError, match="取得できません"):
        keeper._data(tmp_path / "empty", over)


def test_a_folder_without_an_edition_gets_no_manifest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 2
    assert "parquet" in capsys.readouterr().err
    assert not (tmp_path / MANIFEST).exists()
