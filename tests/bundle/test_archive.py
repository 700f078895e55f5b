"""What lies in the zip: what git tracks, and nothing else of the folder; files that Windows and Linux can read."""

from __future__ import annotations

import hashlib
import subprocess
import zipfile
from pathlib import Path

import pytest

from core.bundle import archive
from core.bundle.targets import Target
from core.errors import UserError
from tests.bundle.made import wheel

TARGETS = [Target("linux", "3.11"), Target("windows", "3.11"), Target("windows", "3.12")]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A working tree of git with a tracked file, one that was changed, one that is gone, and a secret that git does not know."""
    root = tmp_path / "project"
    (root / "data").mkdir(parents=True)
    for name in ("app.py", "data/値.csv", "gone.py"):
        (root / name).write_text(name, encoding="utf-8")
    subprocess.run(["git", "init", "-q", root], check=True)
    subprocess.run(["git", "-C", root, "add", "."], check=True)
    (root / "data" / "値.csv").write_text("new", encoding="utf-8")
    (root / "gone.py").unlink()
    (root / "login.toml").write_text("client_secret", encoding="utf-8")
    return root


def packed(root: Path, name: str = "bundle.zip") -> zipfile.ZipFile:
    path = root.parent / name
    archive.write(path, root, [wheel(root.parent, "a", "1.0")], archive.put(TARGETS, "abc"))
    return zipfile.ZipFile(path)


def test_the_zip_holds_the_tracked_files_as_they_are_and_no_other(project: Path) -> None:
    with packed(project) as bundle:
        assert {n.removeprefix(f"{archive.TOP}/") for n in bundle.namelist()} == {
            "app.py", "data/値.csv", "wheels/a-1.0-py3-none-any.whl", "wheels/index.json", "start.bat", "start.sh", "読み方.txt", "MANIFEST.txt",
        }  # fmt: skip
        assert bundle.read(f"{archive.TOP}/data/値.csv") == b"new"


def test_the_manifest_has_the_hash_of_every_other_file(project: Path) -> None:
    with packed(project) as bundle:
        lines = bundle.read(f"{archive.TOP}/MANIFEST.txt").decode().splitlines()
        listed = dict(reversed(line.split("  ")) for line in lines)
        names = {n.removeprefix(f"{archive.TOP}/") for n in bundle.namelist()} - {"MANIFEST.txt"}
        assert listed == {n: hashlib.sha256(bundle.read(f"{archive.TOP}/{n}")).hexdigest() for n in names}


def test_the_same_files_make_the_same_zip(project: Path) -> None:
    packed(project, "one.zip").close()
    packed(project, "two.zip").close()
    assert (project.parent / "one.zip").read_bytes() == (project.parent / "two.zip").read_bytes()
    assert not list(project.parent.glob("*.tmp"))


def test_start_files_are_what_each_system_reads(project: Path) -> None:
    with packed(project) as bundle:
        batch, script = bundle.read(f"{archive.TOP}/start.bat"), bundle.getinfo(f"{archive.TOP}/start.sh")
        page = bundle.read(f"{archive.TOP}/読み方.txt")
    assert script.external_attr >> 16 & 0o111 == 0o111
    assert page.startswith(b"\xef\xbb\xbf")
    assert "Windows x64" in page.decode("utf-8-sig")
    assert "@" not in page.decode("utf-8-sig")
    for data in (batch, page):
        assert data.count(b"\n") == data.count(b"\r\n") > 0
    words = batch.decode("cp932")
    assert "Python がありません" in words
    # Where the code page is another one, no second byte of a letter may mean something to cmd.exe.
    seconds = {letter.encode("cp932")[1:] for letter in words if len(letter.encode("cp932")) == 2}
    assert not seconds & {b"\\", b"|", b"^", b"%", b"&", b"<", b">", b"(", b")", b'"'}


def test_a_bundle_for_one_system_has_one_start_file() -> None:
    assert {n for n in archive.put(TARGETS[:1], "") if n.startswith("start")} == {"start.sh"}
    assert {n for n in archive.put(TARGETS[1:], "") if n.startswith("start")} == {"start.bat"}


def test_a_folder_without_git_is_refused_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(UserError, match="git の作業フォルダーではありません"):
        archive.tracked(tmp_path)


def test_the_edition_says_whether_files_were_changed(project: Path) -> None:
    who = ["-c", "user.name=a", "-c", "user.email=a@example.invalid"]
    subprocess.run(["git", "-C", project, *who, "commit", "-qam", "a"], check=True)
    clean = archive.edition(project)
    assert len(clean) == 12
    (project / "app.py").write_text("other")
    assert archive.edition(project) == f"{clean}(手元の変更を含む)"
