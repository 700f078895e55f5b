"""What Streamlit is given for the values of a section."""

from __future__ import annotations

import pytest

from core.text.markdown import escape
from core.text.outside import Outside
from core.ui.draw.parts import grid_frame
from core.ui.draw.words import markdown
from core.views.words import Words, say, strong
from tests.views.values import sample


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("合計", "合計"),
        (say("区域 ", strong("339"), "/339"), "区域 **339**/339"),
        (say("増減は", strong("+1.0%"), "です"), "増減は\u2009**+1.0%**\u2009です"),
        (say(strong("(仮称)"), "。"), "**(仮称)**。"),
        (strong(Outside("*x*")), r"**\*x\***"),
        ("", ""),
    ],
)
def test_strong_words_are_bold_wherever_they_stand(words: Words, shown: str) -> None:
    assert markdown(words) == shown


@pytest.mark.parametrize("text", ["![x](http://h/p.png)", "[a](javascript:1)", "<script>", "$x$", ":red[x]", "`x`"])
def test_text_from_outside_carries_no_markup(text: str) -> None:
    assert markdown(say("「", Outside(text), "」")) == f"「{escape(text)}」"  # tests/browser/test_markdown.py draws it


def test_a_sortable_table_holds_numbers_in_percent_and_leaves_missing_figures_empty() -> None:
    frame = grid_frame(sample())
    assert frame["報告病床数"].tolist()[0] == 1234
    assert frame["報告病床数"].isna().tolist() == [False, True, False]
    assert frame["乖離率"].tolist()[0] == pytest.approx(4.88)
    assert frame["備考"].tolist() == ["=1+1", "", "-"]
