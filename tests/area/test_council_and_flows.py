"""Whose beds are these: the council's calculation and the shares it rests on."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.area.council import across_prefecture, resident_use
from core.area.flows import HIDDEN, hidden_share, joined, partners, split
from core.content.council import load_council
from core.data.queries import flows
from core.data.store import Store
from core.errors import UserError


def test_the_calculation_of_fujiokas_council_member() -> None:
    found = resident_use(862, 0.3, 595)
    assert round(found.residents) == 603
    assert found.against_standard == pytest.approx(8.4)
    assert round(found.others) == 259


def test_the_prefill_of_fujioka_is_the_content_of_its_council() -> None:
    council = load_council("1005")
    assert council is not None
    assert council.calculation is not None
    one = council.calculation
    assert (one.beds, one.inflow_share, one.standard_beds) == (862, 0.3, 595)


def test_without_a_standard_there_is_no_difference() -> None:
    assert resident_use(100, 0.1).against_standard is None


@pytest.mark.parametrize(
    ("beds", "share", "standard"), [(-1, 0.1, None), (1, -0.01, None), (1, 1.01, None), (1, 0.5, -1)]
)
def test_impossible_inputs_are_refused_in_words(beds: float, share: float, standard: float | None) -> None:
    with pytest.raises(UserError) as error:
        resident_use(beds, share, standard)
    assert error.value.hint


@settings(deadline=None)
@given(st.floats(0, 1e6), st.floats(0, 1))
def test_residents_and_others_make_up_all_beds(beds: float, share: float) -> None:
    found = resident_use(beds, share)
    assert found.residents + found.others == pytest.approx(beds)


def flow(rows: list[tuple[str, float]]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "partner_area_code": [c for c, _ in rows],
            "partner_name": [c for c, _ in rows],
            "partner_pref_code": [c[:2] for c, _ in rows],
            "partner_pref_name": [c[:2] for c, _ in rows],
            "share": [s for _, s in rows],
        }
    )


def test_the_own_area_stands_first_and_the_unlisted_part_last() -> None:
    rows = partners(flow([("1109", 0.3), ("1005", 0.4), ("1004", 0.2)]), "1005")
    assert list(rows["partner_area_code"]) == ["1005", "1109", "1004", HIDDEN]
    assert list(rows["kind"]) == ["own", "across", "within", "hidden"]
    assert rows["share"].sum() == pytest.approx(1.0)


def test_a_rounding_remainder_is_no_hidden_part() -> None:
    assert hidden_share(pd.Series([0.6, 0.39991])) == 0.0
    assert hidden_share(pd.Series([0.6, 0.39])) == pytest.approx(0.01)


@settings(deadline=None)
@given(st.lists(st.floats(0.001, 0.2), min_size=1, max_size=5))
def test_the_four_parts_always_add_up_to_one(shares: list[float]) -> None:
    codes = ["1005", "1001", "1109", "1302", "1004"]
    found = split(flow(list(zip(codes, shares, strict=False))), "1005")
    assert found.own + found.within + found.across + found.hidden == pytest.approx(1.0, abs=0.001)


def test_listed_partners_of_other_prefectures_count_as_across_at_least_and_the_unlisted_part_at_most() -> None:
    found = across_prefecture(flow([("1005", 0.5), ("1004", 0.2), ("1109", 0.2), ("1302", 0.05)]), "10")
    assert (found.low, found.high) == (pytest.approx(0.25), pytest.approx(0.3))
    assert not found.exact
    whole = across_prefecture(flow([("1005", 0.8), ("1109", 0.2)]), "10")
    assert whole.exact
    none = across_prefecture(flow([("1005", 0.9)]), "10")
    assert (none.low, none.high) == (0, pytest.approx(0.1))


@settings(deadline=None)
@given(st.lists(st.floats(0.001, 0.2), min_size=1, max_size=5))
def test_what_is_partly_published_lies_between_its_two_ends(shares: list[float]) -> None:
    codes = ["1005", "1001", "1109", "1302", "1004"]
    found = split(flow(list(zip(codes, shares, strict=False))), "1005")
    for listed in (found.within, found.across):
        ends = found.between(listed)
        assert ends.low <= ends.high
        assert ends.high - ends.low == pytest.approx(found.hidden)


def test_fujioka_draws_27_7_percent_of_its_acute_inpatients_from_northern_saitama(real_store: Store) -> None:
    rows = flows.flow(real_store, "1005").frame
    acute = rows[(rows["direction"] == "inflow") & (rows["patient_group"] == "acute")]
    listed = partners(acute, "1005")
    top = listed[listed["kind"] == "across"].iloc[0]
    assert (top["partner_pref_name"], top["partner_name"]) == ("埼玉県", "北部")
    assert round(float(top["share"]) * 100, 1) == 27.7
    assert round(split(acute, "1005").hidden * 100, 1) == 4.5


def test_mie_has_no_patient_survey_estimate_but_an_ndb_rate(real_store: Store) -> None:
    totals = flows.totals(real_store, "2405").frame.set_index(["direction", "basis"])
    missing = totals.loc[("inflow", "patient_survey_2023")]
    assert missing["value_status"] == "not_calculated"
    assert pd.isna(missing["share"])
    assert totals.loc[("inflow", "ndb_2024"), "share"] > 0


def test_partners_beyond_the_largest_are_summed_up_by_prefecture_and_the_shares_still_add_up() -> None:
    codes = ["1005", *(f"11{i:02}" for i in range(1, 7)), *(f"10{i:02}" for i in range(6, 10))]
    shares = [0.4, *(0.09 - i / 100 for i in range(6)), *(0.02, 0.02, 0.01, 0.01)]
    flow = pd.DataFrame({"partner_area_code": codes, "share": shares})
    listed = partners(flow, "1005")
    short = joined(listed, 3)
    assert short["partner_area_code"].tolist() == ["1005", "1101", "1102", "1103", "rest", "rest", "hidden"]
    assert short["kind"].tolist()[4:] == ["within", "across", "hidden"]
    assert short["joined"].tolist() == [1, 1, 1, 1, 4, 3, 0]
    assert short["share"].sum() == pytest.approx(listed["share"].sum()) == pytest.approx(1)
    assert joined(listed, 9)["partner_area_code"].tolist() == listed["partner_area_code"].tolist()
