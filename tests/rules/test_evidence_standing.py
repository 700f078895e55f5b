"""Evidence for ④: where an area stands among all, and its edge cases."""

from __future__ import annotations

import pytest

from core.data.store import Store
from core.rules.evidence import load_evidence, standing
from core.rules.facts import Facts, from_store


@pytest.fixture(scope="module")
def facts(real_store: Store) -> Facts:
    return from_store(real_store)


def test_ranks_count_from_the_side_that_speaks_for_a_nomination(facts: Facts) -> None:
    for code in ("1005", "0104", "2006"):
        for item in load_evidence().items:
            found = standing(facts, item, code)
            values = facts.evidence[item.measure].dropna()
            own = facts.evidence.at[code, item.measure]
            if own != own:
                assert found.rank is None
                continue
            before = [v for v in values if (v > own if item.side == "at_least" else v < own)]
            assert found.rank == len(before) + 1
            assert found.ranked == len(values)
            assert found.tied == sum(1 for v in values if v == own)


def test_a_missing_figure_has_no_rank(facts: Facts) -> None:
    code = str(facts.evidence.index[facts.evidence["inflow_other_pref_chronic"].isna()][0])
    item = next(i for i in load_evidence().items if i.id == "inflow_chronic")
    found = standing(facts, item, code)
    assert (found.rank, found.tied) == (None, 0)
    assert found.ranked == facts.evidence["inflow_other_pref_chronic"].notna().sum()


def test_an_unknown_area_is_an_error(facts: Facts) -> None:
    with pytest.raises(KeyError):
        standing(facts, load_evidence().items[0], "9999")
