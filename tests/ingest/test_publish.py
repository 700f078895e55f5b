"""A new edition in the place of the old one: whenever the run is killed, whoever reads has one of the two, whole."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

import pytest

from core.data.edition_place import place_of
from core.errors import UserError
from core.ingest import publish

#: Moves of a publish over an edition that has one before it.
MOVES = 7


def edition(folder: Path, name: str) -> Path:
    (folder / "parquet").mkdir(parents=True)
    for table in ("area", "beds"):
        (folder / "parquet" / f"{table}.parquet").write_text(f"{table} of {name}")
    (folder / "reconciliation.json").write_text(f"report of {name}")
    return folder


def seen(out: Path) -> set[str]:
    """Which editions the parts that can be read now are of."""
    report, parquet = place_of(out / "reconciliation.json"), place_of(out / "parquet")
    texts = [report.read_text(), *(p.read_text() for p in sorted(parquet.iterdir()))]
    assert len(texts) == 3
    return {text.rsplit(" ", 1)[1] for text in texts}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """`old` is shown, `older` is the last edition, `new` is ready."""
    edition(tmp_path, "old")
    edition(tmp_path / "previous", "older")
    edition(tmp_path / "ready", "new")
    return tmp_path


def in_a_process_killed_before(move: int, work: Any) -> bool:
    """Run `work` in a process of its own that dies (kill −9) before its nth move. Gives whether it died."""
    child = os.fork()
    if child == 0:
        rename, count = os.rename, 0

        def counted(source: Any, target: Any) -> None:
            nonlocal count
            count += 1
            if count == move:
                os.kill(os.getpid(), signal.SIGKILL)
            rename(source, target)

        os.rename = counted
        try:
            work()
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


@pytest.mark.parametrize("move", range(1, MOVES + 2))
def test_killed_at_any_step_one_whole_edition_is_seen_and_the_next_run_finishes_it(out: Path, move: int) -> None:
    died = in_a_process_killed_before(move, lambda: publish.publish(out / "ready", out))
    assert died is (move <= MOVES)
    switched = move > 1
    assert seen(out) == ({"new"} if switched else {"old"})
    publish.settle(out)
    assert seen(out) == ({"new"} if switched else {"old"})
    assert seen(out / "previous") == ({"old"} if switched else {"older"})
    assert {p.name for p in out.iterdir()} <= {"parquet", "reconciliation.json", "previous", "ready"}
    if switched:
        publish.roll_back(out)
        assert seen(out) == {"old"}


@pytest.mark.parametrize("move", range(1, MOVES))
def test_a_rollback_killed_at_any_step_shows_one_whole_edition(out: Path, move: int) -> None:
    assert in_a_process_killed_before(move, lambda: publish.roll_back(out)) is (move < MOVES)
    assert seen(out) == ({"older"} if move > 1 else {"old"})
    publish.settle(out)
    assert seen(out / "previous") == ({"old"} if move > 1 else {"older"})


def test_a_rollback_twice_is_where_it_began(out: Path) -> None:
    publish.roll_back(out)
    assert (seen(out), seen(out / "previous")) == ({"older"}, {"old"})
    publish.roll_back(out)
    assert (seen(out), seen(out / "previous")) == ({"old"}, {"older"})


def test_without_a_last_edition_there_is_nothing_to_go_back_to(tmp_path: Path) -> None:
    edition(tmp_path, "old")
    with pytest.raises(UserError, match="戻せる前の版"):
        publish.roll_back(tmp_path)
    assert seen(tmp_path) == {"old"}


def test_the_same_edition_again_is_no_new_one_and_the_last_stays_the_last(out: Path) -> None:
    edition(out / "again", "old")
    assert publish.publish(out / "again", out) is False
    assert (seen(out), seen(out / "previous")) == ({"old"}, {"older"})


def test_two_runs_at_once_are_told_in_words_and_a_killed_one_holds_nothing(tmp_path: Path) -> None:
    ready, hold = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        with publish.alone(tmp_path):
            os.write(ready[1], b".")
            os.read(hold[0], 1)
        os._exit(0)
    os.read(ready[0], 1)
    with pytest.raises(UserError, match=f"別の取り込みが動いています.*プロセス {child}"), publish.alone(tmp_path):
        pass
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with publish.alone(tmp_path), publish.alone(tmp_path):
        assert (tmp_path / publish.LOCK).exists()
    assert list(tmp_path.iterdir()) == []
