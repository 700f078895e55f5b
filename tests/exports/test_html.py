"""HTML for the screen: what a big figure means opens by mouse, key and finger, and no text becomes markup."""

from __future__ import annotations

from core.exports.html import alt_html, cards_html, noted_html
from core.views.sources import Sources
from core.views.table import Card, Cards
from core.views.words import strong


def _written(*cards: Card) -> str:
    return cards_html(Cards(key="k", cards=cards, sources=Sources(("beds",))), "並び", "boxed")


def test_what_a_figure_means_stands_behind_a_sign_named_after_the_figure() -> None:
    written = _written(Card(label="推進区域", value="70区域", help="試算の数"))
    assert '<summary aria-label="推進区域の説明">?</summary><p>試算の数</p>' in written


def test_a_figure_without_explanation_has_no_sign() -> None:
    assert "details" not in _written(Card(label="推進区域", value="70区域"))


def test_label_value_lines_and_explanation_are_text_and_never_markup() -> None:
    hostile = "<img src=x>"
    written = _written(Card(label=hostile, value=hostile, lines=(hostile,), help=hostile, origin=hostile))
    assert "<img" not in written
    assert written.count("&lt;img") == 6


def test_title_and_description_of_a_picture_and_notes_are_text_and_never_markup() -> None:
    hostile = "<img src=x>"
    assert "<img" not in alt_html(hostile, hostile) + noted_html(hostile, strong(hostile))


def test_notes_stand_each_on_its_own_line_and_empty_ones_nowhere() -> None:
    assert noted_html("あ", "", strong("い")) == '<p class="noted">あ<br><strong>い</strong></p>'
    assert noted_html("", "") == ""
