"""Evidence for ④: where an area stands among all, and its edge cases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.data.store import Store
from core.rules.evidence import assess, load_evidence, standing
from core.rules.facts import Facts, from_store
from core.vocabulary.terms import Verdict


@pytest.fixture(scope="module")
def facts(real_store: Store) -> Facts:
    return from_store(real_store)


def test_ranks_count_from_the_side_that_speaks_for_a_nomination(facts: Facts) -> None:
    """Beside each other: every area's figure as the interval in which it lies."""
    for code in ("1005", "0104", "2006"):
        for item in load_evidence().items:
            found = standing(facts, item, code)
            low = {c: v for c, v in facts.evidence[item.measure].items() if v == v}
            most = facts.evidence.get(f"{item.measure}_most", {})
            high = {c: most[c] if c in most and most[c] == most[c] else v for c, v in low.items()}
            assert found.ranked == len(low)
            if code not in low:
                assert (found.rank, found.worst) == (None, None)
                continue
            others = [c for c in low if c != code]
            if item.side == "at_least":
                surely = [c for c in others if low[c] > high[code]]
                perhaps = [c for c in others if high[c] > low[code]]
            else:
                surely = [c for c in others if high[c] < low[code]]
                perhaps = [c for c in others if low[c] < high[code]]
            assert (found.rank, found.worst) == (len(surely) + 1, len(perhaps) + 1)
            assert found.tied == 1 + sum(1 for c in others if (low[c], high[c]) == (low[code], high[code]))


def test_what_is_not_published_makes_the_rank_an_interval(facts: Facts) -> None:
    """Before, only the listed part was ranked."""
    item = next(i for i in load_evidence().items if i.id == "inflow_chronic")
    found = standing(facts, item, "1005")
    assert found.rank is not None
    assert found.worst is not None
    assert found.rank < found.worst


def test_a_missing_figure_has_no_rank(facts: Facts) -> None:
    code = str(facts.evidence.index[facts.evidence["inflow_other_pref_chronic"].isna()][0])
    item = next(i for i in load_evidence().items if i.id == "inflow_chronic")
    found = standing(facts, item, code)
    assert (found.rank, found.worst, found.tied) == (None, None, 0)
    assert found.ranked == facts.evidence["inflow_other_pref_chronic"].notna().sum()


def test_an_unknown_area_is_an_error(facts: Facts) -> None:
    with pytest.raises(KeyError):
        standing(facts, load_evidence().items[0], "9999")


@pytest.mark.parametrize(
    ("low", "high", "verdict", "said"),
    [
        (0.2, 0.3, Verdict.MET, "20.0%〜30.0%"),
        (0.1999, 0.2, Verdict.UNKNOWN, "20.0%"),
        (0.19, 0.2, Verdict.UNKNOWN, "19.0%〜20.0%"),
        (0.0, 0.2, Verdict.UNKNOWN, "20.0%以下"),
        (0.0, 0.1999, Verdict.NOT_MET, "20.0%以下"),
        (0.1, 0.1, Verdict.NOT_MET, "10.0%"),
    ],
)
def test_a_share_that_is_only_partly_published_decides_only_where_both_its_ends_do(
    facts: Facts, low: float, high: float, verdict: Verdict, said: str
) -> None:
    """Before, 0.0 % stood and 非該当 was said where the rest was not published."""
    changed = facts.evidence.copy()
    changed.loc["1005", ["inflow_other_pref_acute", "inflow_other_pref_acute_most"]] = (low, high)
    [found] = [f for f in assess(replace(facts, evidence=changed), "1005") if f.criterion == "inflow_acute"]
    assert found.verdict is verdict
    assert f": {said}。" in found.sentence
    assert bool(found.needed) is (verdict is Verdict.UNKNOWN)
