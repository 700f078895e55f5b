"""New data in the place of old: taken over whole, or the old edition stays and the reason is known."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from core.data.editions import Editions
from core.data.store import Store
from core.errors import UserError
from tests import factory


def change(root: Path, name: str, how: Callable[[pd.DataFrame], object]) -> None:
    """Rewrite one table; what `how` gives is a frame or an arrow table."""
    path = root / f"{name}.parquet"
    new = how(pq.read_table(path).to_pandas())
    pq.write_table(new if isinstance(new, pa.Table) else pa.Table.from_pandas(new, preserve_index=False), path)


FAULTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (lambda r: (r / "beds.parquet").unlink(), "beds.parquet が見つかりません"),
    "empty": (lambda r: (r / "beds.parquet").write_bytes(b""), "beds.parquet"),
    "cut": (lambda r: os.truncate(r / "beds.parquet", 300), "beds.parquet"),
    "a folder": (lambda r: [(r / "beds.parquet").unlink(), (r / "beds.parquet").mkdir()], "beds.parquet"),
    "renamed column": (
        lambda r: change(r, "beds", lambda f: f.rename(columns={"year": "nendo"})),
        "beds.parquet に列 year がありません",
    ),
    "text in a number": (
        lambda r: change(r, "beds", lambda f: f.assign(beds="多い")),
        "beds.parquet の列 beds が整数ではありません",
    ),
    "number in a text": (
        lambda r: change(r, "area", lambda f: f.assign(area_code=range(len(f)))),
        "area.parquet の列 area_code が文字ではありません",
    ),
    "no area": (lambda r: factory.write_tables(r, {}), "構想区域が1つもありません"),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    factory.write_tables(tmp_path, factory.small_tables())
    return tmp_path


@pytest.mark.parametrize("fault", FAULTS)
def test_data_that_breaks_the_contract_are_refused_in_words_without_the_place_on_the_server(
    root: Path, fault: str
) -> None:
    harm, words = FAULTS[fault]
    harm(root)
    with pytest.raises(UserError, match=words) as error:
        Store(root)
    assert str(root.parent) not in str(error.value)
    assert "core.ingest" in error.value.hint


def test_where_the_place_was_named_by_hand_that_is_what_to_look_at(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address is followed by the service alone: a plain start with one finds nothing, and must not be sent to make data."""
    monkeypatch.setenv("KOSO_DATA", "s3://bucket/koso")
    (root / "beds.parquet").unlink()
    with pytest.raises(UserError) as error:
        Store(root)
    assert "KOSO_DATA" in error.value.hint
    assert "core.serve" in error.value.hint


@pytest.mark.parametrize("fault", FAULTS)
def test_the_last_good_edition_stays_while_new_data_are_bad_and_goes_when_they_are_good(root: Path, fault: str) -> None:
    editions = Editions(root)
    good = editions.newest()
    harm, words = FAULTS[fault]
    harm(root)
    assert editions.newest() is good
    assert editions.trouble is not None
    assert words in editions.trouble.message
    assert len(good.frame("SELECT * FROM beds")) > 0
    if (root / "beds.parquet").is_dir():
        (root / "beds.parquet").rmdir()
    tables = factory.small_tables()
    factory.write_tables(root, tables | {"beds": tables["beds"].iloc[:-1]})
    assert editions.newest() is not good
    assert editions.trouble is None


def test_without_any_good_edition_each_call_says_why(root: Path) -> None:
    (root / "flow.parquet").unlink()
    editions = Editions(root)
    for _ in range(2):
        with pytest.raises(UserError, match="flow"):
            editions.newest()


def test_files_that_change_while_they_are_read_give_no_mixed_edition(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half of the tables from before, half from after: the opening is refused, the next one sees the new edition."""
    contract = Store._hold_against_the_contract

    def meanwhile(store: Store) -> None:
        contract(store)
        tables = factory.small_tables()
        factory.write_tables(root, tables | {"beds": tables["beds"].iloc[:-1]})

    monkeypatch.setattr(Store, "_hold_against_the_contract", meanwhile)
    with pytest.raises(UserError, match="途中"):
        Store(root)
    monkeypatch.undo()
    assert Editions(root).newest().is_current()


def test_an_edition_is_named_by_its_content_alone(tmp_path: Path) -> None:
    names = []
    for place in ("a", "b"):
        factory.write_tables(tmp_path / place, factory.small_tables())
        names.append(Store(tmp_path / place).edition)
    tables = factory.small_tables()
    factory.write_tables(tmp_path / "c", tables | {"beds": tables["beds"].iloc[:-1]})
    assert names[0] == names[1] != Store(tmp_path / "c").edition


def test_an_edition_on_its_way_to_its_place_is_taken_over_once_and_with_its_own_report(tmp_path: Path) -> None:
    """Between the switch and the moves of a publish, a server that starts or runs shows the new edition, and keeps it after them."""
    root, waiting = tmp_path / "parquet", tmp_path / "incoming"
    tables = factory.small_tables()
    factory.write_tables(root, tables)
    (tmp_path / "reconciliation.json").write_text("old report")
    editions = Editions(root)
    old = editions.newest()
    factory.write_tables(waiting / "parquet", tables | {"beds": tables["beds"].iloc[:-1]})
    (waiting / "reconciliation.json").write_text("new report")
    new = editions.newest()
    assert (old.reconciliation, new.reconciliation) == ("old report", "new report")
    assert new.parquet_bytes("beds") == (waiting / "parquet" / "beds.parquet").read_bytes() != old.parquet_bytes("beds")
    (tmp_path / "retired").mkdir()
    os.rename(root, tmp_path / "retired" / "parquet")
    assert Editions(root).newest().edition == new.edition
    os.rename(waiting / "parquet", root)
    assert editions.newest() is new
    os.rename(waiting / "reconciliation.json", tmp_path / "reconciliation.json")
    assert editions.newest() is new
    assert editions.trouble is None
