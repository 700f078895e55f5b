"""Put a finished edition in the place of the one that is shown: one switch, after which the new one is the edition, whatever happens.

A publish renames its finished folder to `incoming/`; from that moment whoever reads takes a part from there (`core.data.edition_place`).
The rest is moving: the old parts into `previous/`, the new ones into their places. A run that is killed meanwhile is finished by
the next (`settle`); one that fails puts everything back. `previous/` is the last edition, and `roll_back` publishes it again.
"""

from __future__ import annotations

import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from core.data.edition_place import INCOMING, PARTS
from core.errors import UserError

PREVIOUS: Final = "previous"
LOCK: Final = "ingest.lock"
_STAGING: Final = "ingest.tmp-"
_held: set[Path] = set()
_RETIRED, _OUTDATED = "retired.tmp-old", "outdated.tmp-old"


@contextmanager
def alone(out: Path) -> Iterator[None]:
    """Hold the folder for one run: a second one is told so, at once. The system frees it when a run is killed."""
    if out.absolute() in _held:  # by this run itself
        yield
        return
    try:
        out.mkdir(parents=True, exist_ok=True)
        file = _locked(out / LOCK)
    except _HeldError as error:
        raise UserError(
            f"「{out}」には、別の取り込みが動いています({error})。",
            "その取り込みが終わってから、もう一度実行してください。",
        ) from error
    except OSError as error:
        raise UserError(
            f"書き出し先「{out}」に書けません。", "フォルダーの場所、書き込みの権限、空き容量を確かめてください。"
        ) from error
    _held.add(out.absolute())
    try:
        yield
    finally:
        _held.discard(out.absolute())
        if sys.platform != "win32":  # where an open file cannot be taken away; there it stays, unlocked
            (out / LOCK).unlink(missing_ok=True)
        os.close(file)


class _HeldError(Exception):
    """Another run holds the lock."""


def _locked(path: Path) -> int:
    while True:
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            _lock(file)
        except OSError as error:
            told = path.read_text(encoding="utf-8", errors="replace") if sys.platform != "win32" else ""
            os.close(file)
            raise _HeldError(told.strip() or "実行中") from error
        try:
            current = os.stat(path).st_ino == os.fstat(file).st_ino
        except FileNotFoundError:
            current = False
        if current:  # else its last holder has taken the file away in between
            with suppress(
                OSError
            ):  # a disk without space has none for the name of the holder either; the lock holds without
                os.truncate(file, 0)
                os.write(file, f"{socket.gethostname()} のプロセス {os.getpid()}".encode())
            return file
        os.close(file)


def _lock(file: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def staging(out: Path) -> Iterator[Path]:
    """A folder beside the places for a new edition; what is left of it in the end is removed, and what killed runs left."""
    for left in out.glob(f"{_STAGING}*"):
        shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=_STAGING, dir=out))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def publish(ready: Path, out: Path) -> bool:
    """Make the finished edition in `ready` the one that is shown. False where it is the same already, to the byte.

    Raises OSError after a failure; then everything is as it was.
    """
    if _same(ready, out):
        return False
    for path in ready.rglob("*"):
        if path.is_file():
            _flush(path)
    undo: list[tuple[Path, Path]] = []
    try:
        _move(ready, out / INCOMING, undo)  # the switch
        _take_places(out, undo)
    except OSError:
        _put_back(out, undo)
        raise
    _clear(out)
    return True


def settle(out: Path) -> bool:
    """Finish what a run that was killed after its switch has left. Gives whether there was anything."""
    left = (out / INCOMING).is_dir() or (out / _RETIRED).is_dir()
    if left:
        _take_places(out, [])
    _clear(out)
    return left


def roll_back(out: Path) -> None:
    """Show the last edition again; the one that is shown becomes the last. Raises UserError where there is none."""
    before = out / PREVIOUS
    missing = [name for name in PARTS if not (before / name).exists()]
    if missing:
        raise UserError(
            f"戻せる前の版が「{before}」にありません。",
            "版を入れ替えたあとに1つ前だけが残ります。公表資料から取り込み直してください。",
        )
    undo: list[tuple[Path, Path]] = []
    try:
        _move(before, out / INCOMING, undo)
        _take_places(out, undo)
    except OSError:
        _put_back(out, undo)
        raise
    _clear(out)


def _take_places(out: Path, undo: list[tuple[Path, Path]]) -> None:
    """Each new part into its place, the old ones into `previous/`. Whatever of it is done already is not done again."""
    retired = out / _RETIRED
    incoming = out / INCOMING
    if not retired.is_dir() and any((out / name).exists() and (incoming / name).exists() for name in PARTS):
        retired.mkdir()
    for name in PARTS:
        if not (incoming / name).exists():
            continue
        if (out / name).exists():
            _move(out / name, retired / name, undo)
        _move(incoming / name, out / name, undo)
    if retired.is_dir():
        if (out / PREVIOUS).exists():
            _move(out / PREVIOUS, out / _OUTDATED, undo)
        _move(retired, out / PREVIOUS, undo)


def _move(source: Path, target: Path, undo: list[tuple[Path, Path]]) -> None:
    os.rename(source, target)
    undo.append((target, source))


def _put_back(out: Path, undo: list[tuple[Path, Path]]) -> None:
    for now, before in reversed(undo):
        os.rename(now, before)
    if (out / _RETIRED).is_dir():
        (out / _RETIRED).rmdir()


def _clear(out: Path) -> None:
    shutil.rmtree(out / INCOMING, ignore_errors=True)
    shutil.rmtree(out / _OUTDATED, ignore_errors=True)


def _same(ready: Path, out: Path) -> bool:
    """Every file of the new edition stands in its place with the same bytes, and no other."""
    return all(_files(ready / name) == _files(out / name) for name in PARTS)


def _files(part: Path) -> dict[str, bytes]:
    files = [part] if part.is_file() else [p for p in part.rglob("*") if p.is_file()]
    return {p.relative_to(part.parent).as_posix(): p.read_bytes() for p in files}


def _flush(path: Path) -> None:
    """On the disk before the switch, so that a power cut after it finds whole files."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
