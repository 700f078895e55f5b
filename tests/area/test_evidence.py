"""Evidence for ④: verdict, rank and their edge cases."""

from __future__ import annotations

import pytest

from core.area.evidence import rows
from core.data.store import Store
from core.rules.facts import Facts, from_store
from core.vocabulary.terms import Verdict


@pytest.fixture(scope="module")
def facts(real_store: Store) -> Facts:
    return from_store(real_store)


def test_fujioka_meets_inflow_and_faster_decline(facts: Facts) -> None:
    found = {r.item.id: r for r in rows(facts, "1005")}
    assert found["inflow_acute"].verdict is Verdict.MET
    assert found["inflow_acute"].value == "27.7%"
    assert found["population_faster_than_pref"].verdict is Verdict.MET
    assert found["few_doctors"].verdict is Verdict.NOT_MET


def test_ranks_count_from_the_side_that_speaks_for_a_nomination(facts: Facts) -> None:
    for code in ("1005", "0104", "2006"):
        for row in rows(facts, code):
            values = facts.evidence[row.item.measure].dropna()
            own = facts.evidence.at[code, row.item.measure]
            if own != own:
                assert row.rank is None
                continue
            before = [v for v in values if (v > own if row.item.side == "at_least" else v < own)]
            assert row.rank == len(before) + 1
            assert row.ranked == len(values)
            assert row.tied == sum(1 for v in values if v == own)


def test_a_missing_figure_is_unknown_and_has_no_rank(facts: Facts) -> None:
    code = str(facts.evidence.index[facts.evidence["inflow_other_pref_chronic"].isna()][0])
    row = next(r for r in rows(facts, code) if r.item.id == "inflow_chronic")
    assert (row.verdict, row.rank, row.rank_text, row.value) == (Verdict.UNKNOWN, None, "算出不可", "データなし")


def test_every_row_names_a_source_and_a_reason(facts: Facts) -> None:
    for row in rows(facts, "1005"):
        assert row.source_ids
        assert row.item.why


def test_an_unknown_area_is_an_error(facts: Facts) -> None:
    with pytest.raises(KeyError):
        rows(facts, "9999")
