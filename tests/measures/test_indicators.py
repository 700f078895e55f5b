"""Indicators against their twins in plain Python; what is missing stays missing, in a sum too."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.data.store import Store
from core.measures.indicators import INDICATORS, Form, by_prefecture, valued
from core.views.national import indicator as view
from core.vocabulary.terms import BedFunction
from tests.data import twins

TABLES = ["area", "beds", "demand", "flow", "flow_total", "utilization", "area_measure", "facility"]
#: Every indicator, with each function and year that tells something of its own.
ASKED = [
    *(("home_care", BedFunction.TOTAL, y) for y in (2024, 2040, 2050)),
    ("outpatient", BedFunction.TOTAL, 2035),
    *((k, BedFunction.TOTAL, 0) for k in INDICATORS if k.startswith("own_")),
    *((k, BedFunction.TOTAL, 0) for k in ("population", "inflow", "ambulances", "anaesthesia")),
    *(("against_plan", f, 2025) for f in BedFunction),
    *(("year_change", f, y) for f, y in ((BedFunction.TOTAL, 2025), (BedFunction.HIGH_ACUTE, 2019))),
    *(("utilization", f, 2025) for f in BedFunction),
]


@pytest.fixture(scope="module")
def data(real_store: Store) -> twins.Tables:
    """The tables as rows; of the institutions' half a million figures only the two that are asked for."""
    named = [("measure", "in", ["ambulance_arrivals", "general_anaesthesia_operations"])]
    figures = pq.read_table(real_store.root / "facility_measure.parquet", filters=named).to_pylist()
    return {**twins.tables(real_store.root, TABLES), "facility_measure": figures}


def same(found: float, expected: float | None) -> bool:
    return math.isnan(found) if expected is None else math.isclose(found, expected, rel_tol=1e-12, abs_tol=1e-12)


@pytest.mark.parametrize(("name", "function", "year"), ASKED)
def test_every_indicator_of_every_area_and_prefecture_equals_its_twin(
    real_store: Store, data: twins.Tables, name: str, function: BedFunction, year: int
) -> None:
    indicator = INDICATORS[name]
    rows = view.rows(real_store, name, function, year)
    found = valued(rows.frame, indicator).set_index("area_code")
    expected = twins.indicator(data, name, str(function), year)
    assert set(found.index) == set(expected)
    wrong = [c for c in expected if not same(found.loc[c, "value"], twins.of_form(indicator.form, *expected[c]))]
    assert wrong == []
    assert (found["why"] == "").equals(found["value"].notna()), "a missing value has its word, and no other"
    assert rows.source_ids
    if not indicator.summed:
        with pytest.raises(ValueError, match=name):
            by_prefecture(rows.frame, indicator)
        return
    sums = valued(by_prefecture(rows.frame, indicator), indicator).set_index("pref_code")
    assert len(sums) == 47
    nothing = data_without_beds(data, name, str(function))
    for pref, members in _by_prefecture(expected).items():
        pair = twins.summed(members, nothing)
        assert same(sums.loc[pref, "value"], twins.of_form(indicator.form, *pair)), pref


def data_without_beds(data: twins.Tables, name: str, function: str) -> set[str]:
    """Areas that have no beds of a function: they add nothing to a sum of 病床利用率."""
    if name != "utilization":
        return set()
    return {code for code, functions in twins.functions_with_beds(data, function).items() if not functions}


def _by_prefecture(values: dict[str, Any]) -> dict[str, dict[str, Any]]:
    groups: dict[str, dict[str, Any]] = {}
    for code, pair in values.items():
        groups.setdefault(code[:2], {})[code] = pair
    return groups


def rows_of(pairs: list[tuple[float | None, float | None]], status: str = "observed") -> pd.DataFrame:
    return pd.DataFrame(
        {
            "area_code": [f"10{n:02d}" for n in range(len(pairs))],
            "area_name": [f"区域{n}" for n in range(len(pairs))],
            "pref_code": "10",
            "pref_name": "群馬県",
            "part": [p for p, _ in pairs],
            "whole": [w for _, w in pairs],
            "value_status": [status if None in pair else "observed" for pair in pairs],
            "source_id": "s",
        }
    )


BEDS = st.none() | st.integers(0, 500)


@given(st.lists(st.tuples(BEDS, BEDS), min_size=1, max_size=5), st.sampled_from(["against_plan", "year_change"]))
def test_a_sum_has_a_value_only_when_every_part_has_both_figures(pairs: list[Any], name: str) -> None:
    indicator = INDICATORS[name]
    [row] = valued(by_prefecture(rows_of(pairs, "not_reported"), indicator), indicator).to_dict("records")
    silent = [f"区域{n}" for n, pair in enumerate(pairs) if None in pair]
    assert row["missing_areas"] == "、".join(silent)
    if silent:
        assert (math.isnan(row["value"]), row["why"]) == (True, "未報告")
    else:
        whole = sum(w for _, w in pairs)
        expected = None if whole == 0 else sum(p for p, _ in pairs) / whole - (indicator.form is Form.CHANGE)
        assert same(row["value"], expected)
        assert row["why"] == ("算出不可" if whole == 0 else "")


@pytest.mark.parametrize(
    ("status", "word"),
    [
        ("not_disclosed", "非公表(*)"),
        ("not_reported", "未報告"),
        ("not_calculated", "算出なし(XXX)"),
        (None, "データなし"),
    ],
)
def test_each_kind_of_missing_value_keeps_its_word(status: str | None, word: str) -> None:
    rows = rows_of([(None, None)])
    rows["value_status"] = pd.Series([status], dtype=object)
    assert list(valued(rows, INDICATORS["inflow"])["why"]) == [word]
