"""What the escape does to a text; that the front end then shows the text is asked in `tests/browser/test_markdown.py`."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text.markdown import escape

_PART = re.compile(r":color\[\\(.)\]\{\}")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def undone(markdown: str) -> str:
    """What Markdown makes of escaped text: directives without a colour and backslashes vanish."""
    return _ESCAPED.sub(r"\1", _PART.sub(r"\\\1", markdown))


@given(st.text())
def test_nothing_but_white_space_and_control_characters_is_lost(text):
    line = re.sub(r"[ \t\n\x0b\x0c\r\x85\u2028\u2029]+", " ", text).strip()
    kept = re.sub(r"[\x00-\x1f\x7f-\x9f\ufffe\uffff]", "�", line)
    assert undone(escape(text)) == kept


@given(st.text(alphabet=":@.-+<>=~w/*_[]()!#$|&\\` \n1ab"))
def test_every_mark_that_could_mean_something_stands_behind_a_backslash_and_on_one_line(text):
    bare = _ESCAPED.sub("x", _PART.sub("x", escape(text)))
    assert not re.search(r"[\\`*_\[\]!#$<>~|:&@\n]|^[-+=(]|^\d+[.)]", bare)


@pytest.mark.parametrize(
    "text",
    [
        "http://x.jp",
        "a@b.jp",
        "www.x.jp",
        "WWW.x.jp",
        "x:smile:",
        ":smile:",
        ":streamlit:",
        ":material_home:",
        "a -> b",
        "a -- b",
    ],
)
def test_what_the_front_end_would_replace_does_not_stand_in_one_piece(text):
    assert text not in undone_in_pieces(escape(text))


def undone_in_pieces(markdown: str) -> list[str]:
    return [_ESCAPED.sub(r"\1", piece) for piece in _PART.split(markdown)]


@pytest.mark.parametrize("text", ["", " ", "\n", "\u3000"])
def test_an_empty_text_stays_empty(text):
    assert escape(text) == ""


def test_plain_words_stay_as_they_are():
    assert escape("前橋赤十字病院 200床、78％") == "前橋赤十字病院 200床、78％"
