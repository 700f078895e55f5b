"""Each derived table against its twin in plain Python, value by value, on committed, small and generated data."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from core.data import derived
from core.data.schema import PopulationYears
from core.data.store import Store
from core.rules import facts
from tests import factory, oracle
from tests.data import twins
from tests.data.stores import stores


def differences(store: Store, table: str) -> list[str]:
    """Rows and values of a derived table that are not those of its twin, in words."""
    twin = twins.TWINS[table]
    expected = {tuple(row[k] for k in twin.key): row for row in twin.rows(store.root)}
    rows = oracle.rows_of(store.frame(f'SELECT * FROM "{table}"'))
    found = {tuple(row[k] for k in twin.key): row for row in rows}
    lines = [f"{len(rows) - len(found)} rows stand twice"] if len(rows) != len(found) else []
    lines += [f"{row}: only on one side" for row in sorted(expected.keys() ^ found.keys())]
    for row in expected.keys() & found.keys():
        if expected[row].keys() != found[row].keys():
            lines.append(f"{row}: other columns {expected[row].keys() ^ found[row].keys()}")
            continue
        lines += [
            f"{row} {column}: {found[row][column]!r}, not {value!r}"
            for column, value in expected[row].items()
            if not same(column, found[row][column], value)
        ]
    return lines


def same(column: str, value: Any, expected: Any) -> bool:
    """Sources as a set; numbers of a float column up to the order of additions; everything else exactly."""
    if column == "source_id":
        return frozenset(filter(None, (value or "").split(","))) == expected
    if isinstance(expected, float) and isinstance(value, int | float):
        return math.isclose(value, expected, rel_tol=1e-12, abs_tol=1e-15)
    return bool(value == expected) and (value is None) == (expected is None)


@pytest.mark.parametrize("table", twins.TWINS)
def test_a_derived_table_of_the_committed_data_equals_its_twin(real_store: Store, table: str) -> None:
    assert differences(real_store, table) == []


@pytest.mark.parametrize("table", twins.TWINS)
def test_a_derived_table_of_the_small_store_equals_its_twin(store: Store, table: str) -> None:
    assert differences(store, table) == []


@settings(max_examples=25)
@given(stores())
def test_the_derived_tables_of_any_store_equal_their_twins(tmp_path_factory: pytest.TempPathFactory, data: Any) -> None:
    root: Path = tmp_path_factory.mktemp("store")
    factory.write_tables(root, data)
    store = Store(root)
    assert {table: found for table in twins.TWINS if (found := differences(store, table))} == {}


def test_every_derived_table_has_a_twin() -> None:
    made = {
        statement.split("CREATE TABLE ")[1].split()[0]
        for statement, _ in derived.statements(PopulationYears(2020, 2024, 2040))
    }
    assert made == set(twins.TWINS)


def test_the_evidence_that_the_rules_look_at_is_the_twins_column_by_column(real_store: Store) -> None:
    expected = {row["area_code"]: row for row in twins.TWINS["evidence"].rows(real_store.root)}
    seen = facts.from_store(real_store).evidence
    assert set(seen.columns) == set(next(iter(expected.values()))) - {"area_code", "source_id"}
    for column in seen.columns:
        values = {code: None if math.isnan(value) else value for code, value in seen[column].items()}
        assert values.keys() == expected.keys()
        assert [code for code in values if not same(column, values[code], as_float(expected[code][column]))] == []


def as_float(value: float | None) -> float | None:
    return None if value is None else float(value)
