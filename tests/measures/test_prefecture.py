"""A prefecture is the sum of its areas, and missing where one of them is."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.data.queries import beds
from core.data.store import Store
from core.measures import gap
from core.measures.prefecture import SUMMED, by_prefecture
from core.vocabulary.terms import BedFunction
from tests import oracle
from tests.data import twins


def compared(areas: list[tuple[str, int | None]]) -> pd.DataFrame:
    """One bed function of one prefecture: name and reported beds of each area."""
    return pd.DataFrame(
        {
            "area_code": [f"10{n:02d}" for n in range(len(areas))],
            "area_name": [name for name, _ in areas],
            "pref_code": "10",
            "pref_name": "群馬県",
            "bed_function": "total",
            "reported": pd.array([v for _, v in areas], dtype="Int64"),
            "reported_status": ["observed" if v is not None else "not_reported" for _, v in areas],
            **{c: pd.array([100] * len(areas), dtype="Int64") for c in SUMMED[1:]},
        }
    )


@pytest.mark.parametrize("year", [2015, 2025])
def test_every_prefecture_equals_its_twin(real_store: Store, year: int) -> None:
    frame = beds.comparison(real_store, year).frame
    data = twins.tables(real_store.root, ["beds", "area", "report_rate", "designation"])
    expected = twins.prefectures([r for r in twins.comparison(data) if r["year"] == year])
    found = {(r["pref_code"], r["bed_function"]): r for r in oracle.rows_of(by_prefecture(frame))}
    assert found.keys() == expected.keys()
    assert len(found) == 47 * len(BedFunction)
    for key, row in expected.items():
        assert {c: found[key][c] for c in row} == row, key


def test_a_prefecture_with_an_area_that_left_its_cell_empty_has_no_sum_and_names_the_area(real_store: Store) -> None:
    frame = beds.comparison(real_store, 2025).frame
    cell = (frame["area_code"] == "0102") & (frame["bed_function"] == BedFunction.HIGH_ACUTE)
    frame.loc[cell, ["reported", "reported_status"]] = [None, "blank"]
    rows = by_prefecture(frame)
    measured = gap.measured(rows, BedFunction.HIGH_ACUTE).set_index("pref_code")
    hokkaido = measured.loc["01"]
    assert hokkaido[["gap", "gap_rate", "fill_rate", "vs_2015", "z"]].isna().all()
    assert (hokkaido["missing_areas"], hokkaido["reported_status"]) == ("南檜山", "blank")
    assert measured["gap"].isna().sum() == 1


@given(st.lists(st.tuples(st.sampled_from("甲乙丙"), st.none() | st.integers(0, 9999)), min_size=1, max_size=6))
def test_a_sum_is_there_when_every_part_is_and_nothing_is_taken_for_zero(areas: list[tuple[str, int | None]]) -> None:
    [row] = oracle.rows_of(by_prefecture(compared(areas)))
    values = [v for _, v in areas]
    assert row["reported"] == (None if None in values else sum(v for v in values if v is not None))
    assert row["required"] == 100 * len(areas)
    assert row["missing_areas"] == "、".join(name for name, v in areas if v is None)
    assert row["areas"] == len(areas)
