"""The simulator's links in Streamlit's own harness: what they open, what they lack, and what they may not bring."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from core.rules import scenario_json
from core.rules.choices import GapDirection, RevalidationState
from core.rules.entries import Pin, Revalidation
from core.rules.scenario import Scenario
from core.ui import navigation
from core.vocabulary.terms import Noise
from tests.pages.opening import assert_clean, open_page, texts
from tests.pages.simulator import by_label, scenario, simulator, to_view
from tests.rules.editions import GOLDEN, OF_THE_FIRST


def test_a_damaged_link_is_told_and_the_default_is_shown() -> None:
    at = simulator(s="broken")
    assert not at.exception
    assert any("共有URL" in w.value for w in at.warning)
    assert scenario(at) == Scenario(note=scenario(at).note)


def test_a_link_that_names_what_the_data_does_not_have_is_told() -> None:
    text, _ = scenario_json.encode(Scenario(year=2001))
    at = simulator(s=text)
    assert not at.exception
    assert any("2001年" in w.value for w in at.warning)
    assert scenario(at).year == 2022


def test_an_unknown_preset_or_view_in_a_link_falls_back() -> None:
    assert_clean(simulator(preset="nothing", view="nothing", area="9999", pref="99"))


def test_text_of_a_link_cannot_bring_pictures_or_layout() -> None:
    hostile = "![x](http://example.invalid/a.png) **太字** $x$"
    base = Scenario(name=hostile, pins=(Pin(area_code="1001", reason=hostile),))
    at = simulator(s=scenario_json.encode(base)[0], view="why", area="1001")
    assert_clean(at)
    told = [m.value for m in at.markdown if "example.invalid" in m.value]
    assert told
    assert all("![" not in text and "](" not in text.replace("\\](", "") for text in told)
    assert all("![" not in c.value for c in at.caption)


def test_a_link_says_which_tables_it_lacks_to_the_sender_and_to_the_reader() -> None:
    at = simulator(view="hand")
    at.session_state["sim_scenario"] = replace(
        scenario(at),
        revalidation=(Revalidation(area_code="1005", state=RevalidationState.VERIFYING, facility_name="甲"),),
    )
    at.run()
    assert at.query_params["without"] == "revalidation"
    assert "③の表はURLに入りません" in texts(at)
    reader = simulator(s=at.query_params["s"], without="revalidation")
    assert_clean(reader)
    assert "③の表はリンクに入らないため" in reader.warning[0].value
    assert scenario(reader).revalidation == ()


def test_filters_of_the_table_of_criteria_survive_another_view() -> None:
    at = simulator(view="criteria")
    at.selectbox(key="sim_filter_pref").set_value("10").run()
    view = next(b for b in at.button_group if b.key == "segments_view")
    view.set_value("sensitivity").run()
    view = next(b for b in at.button_group if b.key == "segments_view")
    view.set_value("criteria").run()
    assert at.selectbox(key="sim_filter_pref").value == "10"


def follow(at: AppTest, **query: str) -> AppTest:
    """A link to the open page."""
    at.query_params.clear()
    for key, value in query.items():
        at.query_params[key] = value
    at.run()
    assert_clean(at)
    return at


VERIFYING = Revalidation(area_code="1005", state=RevalidationState.VERIFYING, facility_name="甲")


def test_a_link_that_names_no_scenario_keeps_the_one_in_hand_and_one_that_names_another_is_obeyed() -> None:
    at = simulator(preset="gunma")
    follow(at, view="why", area="1001")
    assert scenario(at).name == "群馬県の提案"
    assert at.query_params["preset"] in ("gunma", ["gunma"])
    follow(at, preset="total_only")
    assert scenario(at).name == "総病床差異のみ"


def test_the_link_of_a_scenario_of_this_session_brings_its_tables_as_well() -> None:
    at = simulator(view="hand")
    at.session_state["sim_scenario"] = replace(scenario(at), revalidation=(VERIFYING,))
    at.run()
    link = {k: v[-1] if isinstance(v, list) else v for k, v in at.query_params.items()}
    follow(at, preset="gunma")
    assert scenario(at).revalidation == ()
    follow(at, **link)
    assert scenario(at).revalidation == (VERIFYING,)
    assert not at.warning


def test_the_filters_of_the_table_and_the_scenario_to_compare_with_come_from_the_link() -> None:
    at = simulator(view="criteria", preset="gunma", other="met", told="other")
    assert at.dataframe[0].value["構想区域"].tolist() == ["藤岡"]
    assert at.selectbox(key="sim_told").value == "other"
    assert simulator(view="compare", against="gunma").selectbox(key="sim_compare_with").value == "gunma"


@pytest.mark.parametrize("view", ["why", "hand", "money"])
def test_area_views_begin_with_the_area_last_looked_at(view: str) -> None:
    at = open_page(navigation.AREA, area="1005")
    at.query_params.clear()
    at.switch_page(navigation.SIMULATOR).run()
    to_view(at, view)
    assert_clean(at)
    assert at.selectbox(key="select_area").value == "1005"


def test_hostile_words_of_a_link_reach_no_markdown() -> None:
    hostile = "![x](http://example.invalid/a.png)"
    at = simulator(view="compare", against=hostile, area=hostile, kind=hostile, standing=hostile)
    assert_clean(at)
    assert all("example.invalid" not in m.value for m in (*at.markdown, *at.caption))


def test_a_link_of_the_first_edition_opens_with_its_meaning_and_says_what_changed() -> None:
    links = json.loads((GOLDEN / "1" / "links.json").read_text(encoding="utf-8"))
    at = simulator(s=links["total_only"])
    assert_clean(at)
    assert scenario(at).noise is Noise.BED
    assert scenario(at).weights == OF_THE_FIRST["total_only"].weights
    assert scenario(at).direction is GapDirection.EXCESS
    assert any("第1版の形式" in w.value for w in at.warning)
    assert "「該当」ではなく「要確認」" in texts(at)
    again = simulator(s=at.query_params["s"], view="criteria")  # the link that the page now shows says so too
    assert any("第1版の形式" in w.value for w in again.warning)
    assert not any("第1版の形式" in w.value for w in simulator().warning)


def test_a_file_of_the_first_edition_says_what_changed_once_it_is_switched_to() -> None:
    at = simulator(view="share")
    at.file_uploader[0].upload("案.json", (GOLDEN / "1" / "gunma.json").read_bytes(), "application/json").run()
    by_label(at.button, "このシナリオに切り替える").click().run()
    assert_clean(at)
    assert any("第1版の形式" in w.value for w in at.warning)
    assert "④は、推薦した県のほかの区域を非該当とせず" in texts(at)
