"""The institutions: matching across years, words for missing values, order, filters, 病床利用率."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.area import facilities, facility_table, utilization
from core.area.facilities import match_years, normalized
from core.area.institutions import institutions
from core.data.queries import area as area_queries
from core.data.queries import facilities as queries
from core.data.store import Store
from tests.views.area.institution_cells import cell_text


def year(*rows: tuple[str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["facility_id", "facility_name", "municipality"]).set_index("facility_id")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("医療法人社団三思会 くすの木病院", "（医社）三思会くすの木病院"),
        ("医療法人 育生会 篠塚病院", "（医）育生会篠塚病院"),
        ("ＪＡ北海道厚生連", "JA北海道厚生連"),
        ("三ヶ島病院", "三ケ島病院"),
    ],
)
def test_the_same_institution_in_two_writings_has_one_normal_form(one: str, other: str) -> None:
    assert normalized(one) == normalized(other)


def test_the_corporations_own_name_is_not_thrown_away() -> None:
    assert normalized("医療法人甲会中央病院") != normalized("医療法人乙会中央病院")


def test_exact_names_match_before_normalised_ones_and_the_basis_is_kept() -> None:
    now = year(("n1", "中央病院", "甲市"), ("n2", "（医）乙会病院", "甲市"), ("n3", "新病院", "甲市"))
    before = year(("b1", "中央病院", "甲市"), ("b2", "医療法人 乙会 病院", "甲市"))
    found = match_years(now, before)
    assert found["previous_id"].tolist() == ["b1", "b2", None]
    assert found["match_basis"].tolist() == ["exact", "normalized", "none"]


def test_the_same_name_elsewhere_is_another_institution() -> None:
    found = match_years(year(("n1", "中央病院", "甲市")), year(("b1", "中央病院", "乙市")))
    assert found.loc["n1"].tolist() == [None, "none"]


def test_two_of_the_same_name_and_place_are_not_guessed() -> None:
    now = year(("n1", "中央病院", "甲市"), ("n2", "中央病院", "甲市"))
    assert match_years(now, year(("b1", "中央病院", "甲市")))["match_basis"].tolist() == ["ambiguous", "ambiguous"]
    found = match_years(year(("n1", "中央病院", "甲市")), year(("b1", "中央病院", "甲市"), ("b2", "中央病院", "甲市")))
    assert found.loc["n1"].tolist() == [None, "ambiguous"]


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["甲病院", "（医）甲病院", "乙"]), st.sampled_from(["a", "b"])), max_size=6))
def test_no_institution_of_last_year_is_used_twice(rows: list[tuple[str, str]]) -> None:
    frame = year(*[(f"x{i}", n, m) for i, (n, m) in enumerate(rows)])
    used = match_years(frame, frame)["previous_id"].dropna().tolist()
    assert len(used) == len(set(used))


def loaded(store: Store, code: str, fiscal: str = "R7") -> tuple[pd.DataFrame, pd.DataFrame]:
    rows = queries.facilities(store, code, fiscal).frame
    return facility_table.with_totals(*facilities.wide(rows, queries.measures(store, code, fiscal).frame))


def text(store: Store, code: str, number: int, key: str) -> str:
    return cell_text(institutions(store, code, "R7"), f"R7-{code}-{number:03d}", key)


#: Typed from the official workbook (R7 別添5).
@pytest.mark.parametrize(
    ("number", "key", "expected"),
    [
        (1, "beds_total", "343"),
        (1, "beds_closed", "52"),
        (1, "doctors_fulltime", "81"),
        (1, "doctors_per_100_beds", "24.7"),
        (1, "ambulance_arrivals", "4,250"),
        (1, "general_anaesthesia_operations", "1,166"),
        (1, "deliveries", "151"),
        (1, "operations", "2,540"),
        (1, "average_stay_days_acute", "12.9"),
        (1, "new_admissions_acute", "7,415"),
        (1, "average_stay_days_chronic", "該当なし"),
        (2, "beds_acute", "80"),
        (3, "new_admissions_recovery", "472"),
    ],
)
def test_cells_of_fujioka_equal_the_official_figures(real_store: Store, number: int, key: str, expected: str) -> None:
    assert text(real_store, "1005", number, key) == expected


def test_unreported_and_withheld_cells_say_so(real_store: Store) -> None:
    assert text(real_store, "2604", 122, "beds_total") == "未報告"
    assert text(real_store, "2604", 122, "ambulance_arrivals") == "未報告"
    sapporo = institutions(real_store, "0104", "R7")
    words = {cell_text(sapporo, str(i), "operations") for i in sapporo.values.index}
    assert "非公表" in words
    assert "未報告" in words


def test_roles_of_an_unreported_institution_are_unknown_not_absent(real_store: Store) -> None:
    values, _ = loaded(real_store, "2604")
    known = values.loc["R7-2604-001"]
    assert facilities.roles_text(known) != "未報告"
    assert len(facility_table.filtered(values, role="is_tertiary_emergency")) > 0


@pytest.mark.parametrize(("code", "count"), [("0104", 333), ("2006", 1), ("1005", 5)])
def test_the_beds_of_all_institutions_add_up_to_the_areas(real_store: Store, code: str, count: int) -> None:
    values, _ = loaded(real_store, code)
    measures = area_queries.measures(real_store, code).frame
    total = measures[
        (measures["published_fy"] == "R7") & (measures["measure"] == "beds") & (measures["bed_function"] == "total")
    ]
    assert len(values) == count
    assert values["beds_total"].sum() == total["value"].iloc[0]
    assert values["share"].sum() == pytest.approx(100)


def test_rows_without_a_value_stand_last_in_either_order(real_store: Store) -> None:
    values, _ = loaded(real_store, "2604")
    for descending in (True, False):
        order = facility_table.ordered(values, "beds_total", descending)["beds_total"]
        assert order.iloc[-1] != order.iloc[-1]
        known = order.dropna().tolist()
        assert known == sorted(known, reverse=descending)


def test_filters_narrow_by_words_role_and_function(real_store: Store) -> None:
    values, _ = loaded(real_store, "1005")
    assert list(facility_table.filtered(values, "鬼石")["facility_name"]) == ["藤岡市国民健康保険鬼石病院"]
    assert len(facility_table.filtered(values, "藤岡市 病院")) == 5
    assert list(facility_table.filtered(values, role="is_regional_support").index) == ["R7-1005-001"]
    assert list(facility_table.filtered(values, function="high_acute").index) == ["R7-1005-001"]
    assert facility_table.filtered(values, "存在しない").empty


def test_most_institutions_of_the_nation_are_matched_and_none_twice(real_store: Store) -> None:
    now = real_store.frame("SELECT * FROM facility WHERE published_fy = 'R7'").set_index("facility_id")
    before = real_store.frame("SELECT * FROM facility WHERE published_fy = 'R6'").set_index("facility_id")
    matched = 0
    for code, rows in now.groupby("area_code"):
        found = match_years(rows, before[before["area_code"] == code])
        used = found["previous_id"].dropna()
        assert used.is_unique
        matched += len(used)
    assert matched / len(now) > 0.95


def test_utilization_is_days_over_beds_and_over_100_percent_is_kept() -> None:
    values = pd.DataFrame(
        {
            "facility_name": ["甲", "乙", "丙"],
            "average_stay_days_acute": [10.0, 20.0, None],
            "new_admissions_acute": [365.0, 40.0, 5.0],
            "beds_acute": [5.0, 10.0, 10.0],
        },
        index=["a", "b", "c"],
    ).rename_axis("facility_id")
    rows = utilization.by_facility(values)
    assert rows["utilization"].tolist() == pytest.approx([2.0, 800 / 3650])
    assert utilization.warning("acute", 2.0) == "100%超"
    assert utilization.warning("acute", 1.0) == ""
    assert utilization.warning("high_acute", 0.5) == "参考値"


def test_no_beds_give_no_utilization() -> None:
    values = pd.DataFrame(
        {"facility_name": ["甲"], "average_stay_days_acute": [1.0], "new_admissions_acute": [1.0], "beds_acute": [0.0]},
        index=["a"],
    )
    assert utilization.by_facility(values).empty
    assert utilization.by_facility(values[["facility_name"]]).empty


def test_the_areas_patient_days_are_those_of_its_published_stay_and_admissions(real_store: Store) -> None:
    rows = area_queries.utilization(real_store, "1005").frame.set_index("bed_function")
    assert rows.at["acute", "patient_days"] == pytest.approx(14.18473213839932 * 11_138)
    assert rows.at["acute", "utilization"] == pytest.approx(14.18473213839932 * 11_138 / (451 * 365))


def test_the_institution_that_the_words_name_stands_first_however_it_is_written():
    names = ["甲総合病院附属クリニック", "甲総合病院", "乙病院"]
    values = pd.DataFrame({"facility_name": names, "municipality": ["前橋市"] * 3}, index=["1", "2", "3"])
    assert list(facility_table.filtered(values, "甲綜合病院").index) == ["1", "2"]
    assert list(facility_table.named(values, "甲綜合 病院")) == [False, True, False]
    assert list(facility_table.named_first(values, "甲綜合病院").index) == ["2", "1", "3"]
    for words in ("", " ", "病院"):
        assert not facility_table.named(values, words).any()
        assert list(facility_table.named_first(values, words).index) == ["1", "2", "3"]
