from __future__ import annotations

import pandas as pd
import pytest

from core.data.queries import area, areas, beds, meta
from core.data.sourced import collect
from core.data.store import Store
from tests import oracle


@pytest.fixture(params=["small", "committed"])
def any_store(request: pytest.FixtureRequest) -> Store:
    return request.getfixturevalue("store" if request.param == "small" else "real_store")


def test_national_sums_equal_a_loop_over_the_cells(any_store: Store) -> None:
    expected = oracle.national_sums(oracle.rows_of(any_store.frame("SELECT * FROM beds")))
    answer = {
        (r["bed_function"], r["series"], r["year"]): (r["beds"], r["areas"], r["missing"])
        for r in oracle.rows_of(beds.scope_beds(any_store).frame)
    }
    assert answer == expected


def test_comparison_rows_equal_the_cells(any_store: Store) -> None:
    cells = {
        (r["area_code"], r["bed_function"], r["series"], r["year"]): r["beds"]
        for r in oracle.rows_of(any_store.frame("SELECT * FROM beds"))
    }
    latest = beds.reported_years(any_store)[-1]
    plan = max(y for _, _, s, y in cells if s == "planned")
    rows = oracle.rows_of(beds.comparison(any_store, latest).frame)
    assert len(rows) == len(areas.areas(any_store).frame) * 5
    for row in rows:
        key = (row["area_code"], row["bed_function"])
        assert row["reported"] == cells[(*key, "reported", latest)]
        assert row["base_2015"] == cells[(*key, "reported", 2015)]
        assert row["planned"] == cells[(*key, "planned", plan)]
        assert row["required"] == cells[(*key, "required", 2025)]


def test_a_blank_cell_stays_missing_and_is_counted(store: Store) -> None:
    rows = beds.scope_beds(store).frame.set_index(["bed_function", "series", "year"])
    assert rows.loc[("high_acute", "reported", 2015), "missing"] == 1
    row = beds.comparison(store, 2015).frame.set_index(["area_code", "bed_function"]).loc[("1002", "high_acute")]
    assert pd.isna(row["reported"])
    assert row["reported_status"] == "blank"


def test_every_frame_names_its_sources(any_store: Store) -> None:
    known = set(meta.sources(any_store).frame["source_id"])
    latest = beds.reported_years(any_store)[-1]
    for sourced in (
        beds.scope_beds(any_store),
        beds.comparison(any_store, latest),
        beds.area_beds(any_store, "1001"),
    ):
        assert sourced.source_ids
        assert set(sourced.source_ids) <= known


def test_row_counts_equal_the_tables(any_store: Store) -> None:
    assert meta.table_rows(any_store) == {
        name: len(any_store.frame(f'SELECT 1 FROM "{name}"')) for name in meta.table_rows(any_store)
    }


def test_prefectures_come_in_code_order(any_store: Store) -> None:
    codes = list(areas.prefectures(any_store).frame["pref_code"])
    assert codes == sorted(codes)


def test_joined_source_ids_are_taken_apart() -> None:
    assert collect(pd.DataFrame({"source_id": ["b,a", "a", None]})) == ("a", "b")


def test_people_and_km2_are_from_the_books_that_state_them(real_store: Store) -> None:
    """別添4 has the census and km² (`core.ingest.forms.bed_blocks`), the demand book the years 2024 and 2040."""
    assert area.populations(real_store, "1005").source_ids == ("mhlw_r7_beds", "mhlw_r7_demand")
