"""States of 減床の試算 in Streamlit's own harness: the uplift, links and files of the first edition, the schemes beside it."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from core.ui import navigation
from core.workfile.work import PlanEntry, Work
from core.workfile.work_json import dumps
from tests.pages.opening import assert_clean, open_page, tables, texts
from tests.pages.simulator import by_label, simulator
from tests.pages.test_workfile import upload, with_panel

NAME = "公立藤岡総合病院"
ROW = {"許可病床数(H30)": 295, "稼働病床数(H30)": 295, "病床稼働率(%)": 75.0, "減: 急性期": 60}
JOINED = "再編統合に加わる医療機関(この額だけに増加率を掛ける)"
FACTOR = "増加率(倍率、公表値なし)"


def priced(**query: str) -> AppTest:
    """The view with one complete plan: 60 beds × 1,824 = 109,440 千円."""
    at = simulator(view="money", area="1005", **query)
    at.session_state["sim_money_typed"] = {"1005": {NAME: ROW}}
    by_label(at.multiselect, "医療機関(いくつでも)").set_value([NAME]).run()
    assert_clean(at)
    return at


def test_the_uplift_is_off_at_first_also_in_a_model_area() -> None:
    at = simulator(view="money", preset="gunma")
    assert_clean(at)
    assert by_label(at.toggle, "再編統合の上乗せ(検討中)").value is False
    assert all(n.label != FACTOR for n in at.number_input)


def test_the_factor_starts_at_one_and_raises_only_who_is_in_the_reorganisation() -> None:
    at = priced(uplift="1")
    assert by_label(at.number_input, FACTOR).value == 1.0
    assert "試算額 1.09億円" in texts(at)
    assert "再編統合に加わる医療機関が選ばれていないため、上乗せは計算に入っていません。" in texts(at)
    by_label(at.multiselect, JOINED).set_value([NAME]).run()
    assert "増加率が 1.0 のため、上乗せしても額は変わりません。" in texts(at)
    by_label(at.number_input, FACTOR).set_value(1.5).run()
    assert_clean(at)
    assert "試算額 1.64億円" in texts(at)  # 109,440 × 1.5 = 164,160 千円
    assert "増加率 × 1.5 を掛け" in texts(at)
    by_label(at.toggle, "再編統合の上乗せ(検討中)").set_value(False).run()
    assert "試算額 1.09億円" in texts(at)


def test_an_institution_taken_out_of_the_plan_leaves_the_reorganisation_too() -> None:
    at = priced(uplift="1", uplift_factor="1.5")
    by_label(at.multiselect, JOINED).set_value([NAME]).run()
    by_label(at.multiselect, "医療機関(いくつでも)").set_value(["光病院"]).run()
    assert_clean(at)
    assert by_label(at.multiselect, JOINED).options == ["光病院"]
    assert by_label(at.multiselect, JOINED).value == []


@pytest.mark.parametrize(("uplift", "shown"), [("1", True), ("", False)])
def test_a_link_of_the_first_edition_opens_with_its_rate_as_a_factor_and_says_so(uplift: str, shown: bool) -> None:
    at = priced(uplift_rate="20", **({"uplift": uplift} if uplift else {}))
    assert "前の版の増加率 20%(1 + 増加率)で作られました。倍率 1.2 として開き" in texts(at)
    assert [n.value for n in at.number_input if n.label == FACTOR] == ([1.2] if shown else [])
    if shown:
        by_label(at.multiselect, JOINED).set_value([NAME]).run()
        assert "試算額 1.31億円" in texts(at)  # 109,440 × 1.2 = 131,328 千円


@pytest.mark.parametrize(("factor", "kept"), [("0.99", False), ("1", True), ("6", True), ("6.01", False), ("x", False)])
def test_a_factor_in_a_link_is_taken_within_its_bounds(factor: str, kept: bool) -> None:
    at = simulator(view="money", area="1005", uplift="1", uplift_factor=factor)
    assert_clean(at)
    assert by_label(at.number_input, FACTOR).value == (float(factor) if kept else 1.0)


def test_the_other_schemes_stand_beside_the_estimate_with_and_without_a_plan() -> None:
    for at in (simulator(view="money", area="1005"), priced()):
        shown = next(t for t in tables(at) if "確かさ" in t.columns)
        assert "4,104千円/床" in shown["額など"].tolist()
        assert "この試算の額には足していません" in texts(at)


def first_edition(**change: object) -> PlanEntry:
    cells: dict[str, object] = {"permitted": 295, "operating": 295, "occupancy": 75.0, "current": 295, "cut_acute": 60}
    return PlanEntry(area_code="1005", institution=NAME, **(cells | change))  # type: ignore[arg-type]


def opened_with(plan: PlanEntry) -> tuple[AppTest, str]:
    """The view after a working file with this plan was opened, and what was told then."""
    at = upload(with_panel(open_page(navigation.SOURCES)), dumps(Work(plans=(plan,))))
    at.button(key="workfile_take").click().run()
    told = " ".join(w.value for w in at.warning)
    at.switch_page(navigation.SIMULATOR)
    at.query_params.update({"view": "money", "area": "1005"})
    return at.run(), told


def test_beds_of_today_in_the_h30_cells_of_a_first_editions_file_are_emptied_and_not_priced() -> None:
    at, told = opened_with(first_edition())
    assert f"「{NAME}」の許可病床数(H30)、稼働病床数(H30)は" in told
    assert f"{NAME}の「許可病床数(H30)」「稼働病床数(H30)」。" in texts(at)
    assert "試算額" not in texts(at)


def test_figures_of_h30_that_are_not_todays_stay_as_they_were_typed() -> None:
    at, told = opened_with(first_edition(permitted=350, operating=350))
    assert NAME not in told
    assert "試算額 2.22億円" in texts(at)  # 88 × 1,824 + 27 × 2,280 = 222,072 千円


def test_figures_of_h30_equal_to_todays_stay_where_this_edition_kept_them() -> None:
    at, told = opened_with(first_edition(h30_typed=True))
    assert NAME not in told
    assert "試算額 1.09億円" in texts(at)


def test_a_file_keeps_the_reorganisation() -> None:
    at, _ = opened_with(first_edition(h30_typed=True, reorganised=True))
    assert at.session_state["sim_money_reorganised_1005"] == [NAME]
