"""The pydeck views in a browser with WebGL (software) and in one without."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from playwright.sync_api import Page, expect

from core.data.queries import beds
from core.data.reader import reader
from core.data.store import Store
from core.maps.columns import column_deck
from core.measures.gap import MEASURES
from core.views.figure import Scene
from core.views.national import map as national_map
from core.views.national.scope import scope_of
from core.vocabulary.terms import BedFunction
from tests.browser import decks
from tests.browser.conftest import quiet, settled
from tests.browser.test_reach import Audit

NOTICE = "立体の図(WebGL)を表示できません"


@pytest.mark.webgl
def test_the_national_columns_are_drawn_and_a_click_on_one_shows_a_card(
    page: Page, app_url: str, real_store: Store
) -> None:
    scope = scope_of(reader(real_store), BedFunction.TOTAL, beds.reported_years(real_store)[-1], "10")
    scene = national_map.section(reader(real_store), scope, MEASURES["gap_rate"], columns=True).figures[0].drawing
    assert isinstance(scene, Scene)
    columns: pd.DataFrame = scene.options[0]
    nearest = columns.loc[columns["lat"].idxmin()]  # no other column stands before the southernmost one
    page.add_init_script(decks.CLOCK)
    page.goto(f"{app_url}/?view=columns&pref=10")
    settled(page)
    canvas = page.locator('.st-key-map [data-testid="stDeckGlJsonChart"] canvas').first
    canvas.wait_for()
    canvas.scroll_into_view_if_needed()
    quiet(page)
    expect(page.get_by_text(NOTICE)).to_be_hidden()
    box = canvas.bounding_box()
    assert box
    audit = Audit(page)
    audit.state("/?view=columns")
    assert (audit.ours, audit.words) == ([], {})
    place = decks.pixel(column_deck(*scene.options).initial_view_state, nearest["lon"], nearest["lat"], box)
    decks.point_at(page, place, page.locator(".deck-tooltip").filter(has_text=nearest["text"].splitlines()[0]))
    decks.click(page)
    expect(page.locator(".st-key-map_card")).to_contain_text(nearest["text"].splitlines()[0].split("(")[0])


@pytest.mark.webgl
def test_the_area_page_draws_institutions_and_flow_without_asking_outside(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/area?area=1005&all=1")
    settled(page)
    expect(page.get_by_test_id("stDeckGlJsonChart")).to_have_count(2)
    page.get_by_test_id("stDeckGlJsonChart").last.scroll_into_view_if_needed()
    expect(page.locator('[data-testid="stDeckGlJsonChart"] canvas').first).to_be_visible()
    audit = Audit(page)
    audit.state("/area", "[data-testid=stDeckGlJsonChart]")  # all around them is in test_reach.py
    assert (audit.ours, audit.words) == ([], {})


def test_without_webgl_words_point_to_the_table(page: Page, app_url: str) -> None:
    page.goto(f"{app_url}/?view=columns")
    settled(page)
    expect(page.get_by_text(NOTICE)).to_be_visible()
    twin = page.get_by_test_id("stExpander").filter(has_text="表で見る").first
    twin.locator("summary").click()  # while what is below is still being drawn
    expect(twin.locator("tbody tr").first).to_be_visible()
    expect(page.get_by_text(re.compile("画面を表示できませんでした"))).to_have_count(0)
