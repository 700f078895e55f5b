"""What Streamlit is given for the values of a section."""

from __future__ import annotations

import base64
import zlib

import pytest

from core.exports import html
from core.text.markdown import escape
from core.text.outside import Outside
from core.ui.draw.downloads import file_stem
from core.ui.draw.parts import _config, grid_frame, worded_columns
from core.ui.draw.whole import packed
from core.ui.draw.words import markdown
from core.ui.shared import Beside
from core.views.sources import USER, Sources
from core.views.table import Column, Kind, Status, table
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


def test_a_worded_table_keeps_each_word_and_its_figures_sort_as_figures() -> None:
    columns = (
        Column(name="n", label="順", kind=Kind.PLAIN_NUMBER, missing="―"),
        Column(name="cases", label="件数", kind=Kind.NUMBER),
        Column(name="beds", label="病床", kind=Kind.NUMBER),
    )
    rows = [(1, 12345, 3), (2, 980, None), (None, Status("非公表"), 5), (None, Status("未報告"), 40)]
    shown = table("t", "表", columns, rows, Sources((USER,)))
    written = worded_columns(shown)
    assert written == {"n", "cases"}, "the beds say データなし, which stands in every empty place"
    frame = grid_frame(shown, written)
    assert [text.strip() for text in frame["件数"]] == ["12,345", "980", "非公表", "未報告"]
    assert sorted(frame["件数"]) == [*frame["件数"][[1, 0]], "未報告", "非公表"]
    assert frame["順"].tolist() == ["1", "2", "―", "―"]
    assert frame["病床"].isna().tolist() == [False, True, False, False]


@pytest.mark.parametrize(
    ("kind", "digits", "form"),
    [
        (Kind.SIGNED, 0, "%+,d"),
        (Kind.SIGNED, 2, "%+,.2f"),
        (Kind.NUMBER, 1, "%,.1f"),
        (Kind.SIGNED_PERCENT, 1, "%+,.1f%%"),
        (Kind.PLAIN_NUMBER, 0, "%.0f"),
    ],
)
def test_a_large_figure_of_a_sortable_table_has_its_separators_and_a_year_has_none(
    kind: Kind, digits: int, form: str
) -> None:
    """`+4229` stood there once: the grid's own printf takes a comma for separators."""
    column = Column(name="gap", label="乖離", unit="床", kind=kind, digits=digits)
    assert _config(column, None)["type_config"]["format"] == form


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ('a/b\\c:d*e?"f<g>h|i j', "a_b_c_d_e_f_g_h_i_j"),
        ("..\n", "表"),
        ("長" * 100, "長" * 66),
        ("甲\ud800乙", "甲乙"),
    ],
)
def test_a_file_name_holds_no_character_that_a_file_system_refuses_and_fits_in_255_bytes(name: str, stem: str) -> None:
    assert file_stem(name) == stem


def test_a_table_for_paper_is_sent_packed_and_is_the_whole_table() -> None:
    shown = packed(sample())
    assert zlib.decompress(base64.b64decode(shown)).decode() == html.print_html(sample())


def test_what_was_made_of_a_table_is_made_once_and_goes_with_it() -> None:
    made = []
    kept = Beside(lambda table: made.append(table.key) or object())
    one, other = sample(), sample()
    assert kept.of(one) is kept.of(one)
    assert kept.of(one) is not kept.of(other)  # equal, but another's
    assert len(made) == len(kept) == 2
    del one
    assert len(kept) == 1
    assert kept.of(other) is kept.of(other)
    assert len(made) == 2
