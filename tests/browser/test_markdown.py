"""Escaped text is drawn as it is: asked of the front end itself, in every part of a page that reads Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import settled
from tests.browser.hostile import ATTACKS, PAIRS, shown
from tests.browser.server import serve

#: Where the lines stand: container → what holds one of them.
PLACES = {
    "paragraphs": "p",
    "captions": "p",
    "items": "li",
    "cells": "td",
    "boxes": "[data-testid=stAlertContentInfo] p",
    "headings": "h3",
    "buttons": "button p",
    "choices": "[role=radiogroup] label p",
    "openers": "summary p",
}
#: What escaped text must never become; `span` alone is allowed.
ELEMENTS = "img, a, script, iframe, svg.icon, code, pre, em, strong, del, hr, blockquote, table table, input:not([type=radio]), sup, .katex"


@pytest.fixture(scope="module")
def drawn() -> Iterator[str]:
    with serve(Path(__file__).with_name("hostile_app.py")) as url:
        yield url


def test_every_character_is_shown_and_nothing_else_and_words_of_ours_around_it_change_nothing(
    page: Page, drawn: str
) -> None:
    page.goto(drawn)
    settled(page)
    for place, holder in PLACES.items():
        lines = (*ATTACKS, *PAIRS) if place == "paragraphs" else ATTACKS
        part = page.locator(f".st-key-{place}")
        texts = part.locator(holder).evaluate_all("all => all.map(e => e.textContent)")
        assert texts == [shown(line) for line in lines], place
        assert part.locator(ELEMENTS).evaluate_all("all => all.map(e => e.outerHTML)") == [], place
        styled = part.locator("p [style], li [style], td [style]")
        assert styled.evaluate_all("all => all.map(e => e.outerHTML)") == [], place

    texts = page.locator(".st-key-sentences p").evaluate_all("all => all.map(e => e.textContent)")
    assert texts == [f"「{shown(line)}」は:{shown(line)}:です。" for line in ATTACKS]
