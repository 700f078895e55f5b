"""Laws of the three comparable forms, and the writings that they make one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.text import normal

FORMS = (normal.kept, normal.spelled, normal.sought)
#: Texts rich in what folding works on: kana with and without marks, widths, variants, dashes, spaces, case, combining marks.
JAPANESE = st.text(
    st.one_of(
        st.sampled_from(
            "アァガがヶヵケカヴゔﾊﾟﾞｰー-－―龍竜﨑崎齋斉斎濵濱Ａaßİǰ ㍿㌔\u3000\u00a0\t\u3099\u309a\u0301\u0345・(（"
        ),
        st.characters(),
    ),
    max_size=20,
)


@pytest.mark.parametrize("form", FORMS)
@settings(deadline=None, max_examples=500)
@given(text=JAPANESE)
def test_each_form_is_idempotent(form, text):
    assert form(form(text)) == form(text)


@settings(deadline=None, max_examples=500)
@given(text=JAPANESE)
def test_what_is_kept_alike_is_spelled_and_sought_alike(text):
    assert normal.spelled(normal.kept(text)) == normal.spelled(text)
    assert normal.sought(normal.kept(text)) == normal.sought(text)


@settings(deadline=None)
@given(text=JAPANESE)
def test_a_spelling_holds_no_white_space_and_words_hold_none_either(text):
    assert normal.spelled(text).split() in ([], [normal.spelled(text)])
    assert all(word.split() == [word] for word in normal.words(text))


@settings(deadline=None)
@given(one=JAPANESE, other=JAPANESE)
def test_words_of_two_texts_are_the_words_of_both(one, other):
    assert normal.words(f"{one}\n{other}") == normal.words(one) + normal.words(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ﾌｼﾞｵｶ", "ふじおか"),
        ("龍ヶ崎", "竜ケ崎"),
        ("斉藤", "齋藤"),
        ("山﨑", "山崎"),
        ("ＪＡ", "ja"),
        ("センタ－", "センター"),
        ("綜合", "総合"),
        ("付属", "附属"),
        ("草津\u3000町", "草津 町"),
    ],
)
def test_writings_that_are_sought_alike(one, other):
    assert normal.sought(one) == normal.sought(other)


def test_a_spelling_keeps_case_and_kana():
    assert normal.spelled("ＪＡ　龍ヶ崎 びょういん") == "JA竜ケ崎びょういん"


def test_a_kept_value_keeps_its_inner_space_and_its_writing():
    assert normal.kept("　龍ヶ崎　Ａ ") == "龍ヶ崎 A"
