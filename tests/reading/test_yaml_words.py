"""A YAML file that cannot be read: where, in Japanese, and never the end of the program."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.content.cases import Case
from core.errors import UserError
from core.reading.base import CONTENT_DIR
from core.reading.files import load_text, read_yaml
from core.reading.yaml_words import UNREADABLE, problem
from tests.outside import EXAMPLES

TEMPLATE = (CONTENT_DIR / "cases" / "_template.yaml").read_text(encoding="utf-8")


def refusal(text: str) -> str:
    with pytest.raises(UserError) as error:
        load_text(Case, text, "事例.yaml")
    return error.value.message


def english(message: str) -> list[str]:
    """Words of English in a message, outside of what it quotes and of what is told of the file itself."""
    own = re.sub(r"「[^」]*」|'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|[\w.-]+\.yaml|YAML|UTF-8|true|false", "", message)
    return re.findall(r"(?i)[a-z]{4,}(?: [a-z]+)+", own)


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("a: b: c", "1行5文字目", "「:」の使い方か字下げ"),
        ("a: 1\n b: 2", "2行3文字目", "「:」の使い方か字下げ"),
        ("key: - a", "1行6文字目", "「- 」の位置"),
        ("a: [1, 2", "2行1文字目", "[ ] が閉じていない"),
        ("a: {b: 1", "2行1文字目", "{ } が閉じていない"),
        ("a: 'x", "1行6文字目", "引用符が閉じていません"),
        ("a: 'b' c", "1行8文字目", "引用符の後に余分な文字"),
        ("a:\n\t- b", "2行1文字目", "タブ"),
        ("a: @x", "1行4文字目", "文の初めに置けない記号"),
        ("- a\nb: 1", "2行1文字目", "「- 」の並びの途中"),
        ("a: ]", "1行4文字目", "値があるはずの所"),
        ("b: *y", "1行4文字目", "「*」で指した先"),
        ("a: !foo 1", "1行4文字目", "「!」で始まる書き方"),
        ("%FOO\n", "1行5文字目", "「%」で始まる行"),
        ("a: 1\n---\nb: 1", "2行1文字目", "2つ以上の内容"),
        ('a: "\\q"', "1行5文字目", "「\\」の使い方"),
        ("a: |9x\n b", "1行6文字目", "余分な文字"),
        ("名前: 甲\n病院: 乙\x07", "2行6文字目", "制御文字"),
        ("a: 1\na: 2", "2行1文字目", "「a」が2回"),
        ("? [a]\n: 1", "1行3文字目", "項目名が一覧や組"),
        ("a: 2024-13-45", "1行4文字目", "日付や数として読めない値です: '2024-13-45'"),
        ("a: !!int x", "1行4文字目", "日付や数として読めない値です: 'x'"),
        ("a: !!timestamp q", "1行4文字目", "日付や数として読めない値です: 'q'"),
    ],
)  # fmt: skip
def test_what_libyaml_finds_is_told_in_japanese_with_its_place(text: str, place: str, words: str) -> None:
    """Failed before: the problem was libyaml's English, and a date of the thirteenth month took the whole page down."""
    message = refusal(text)
    assert message.startswith(f"事例.yaml: {place}で読めなくなりました(")
    assert words in message
    assert english(message) == []


def test_half_a_character_is_refused_at_its_place() -> None:
    """Failed before: such a letter in the form of a case took the page down."""
    assert refusal("名前: 甲\n病院: \ud800") == "事例.yaml: 2行5文字目に使えない文字があります。"


@pytest.mark.parametrize("text", ["[" * 1_001, "a: " + "{a: " * 1_001, "- " * 500, "? " * 100_000])
def test_a_text_nested_too_deeply_is_refused_before_libyaml_reads_it(text: str) -> None:
    """Failed before: some hundred thousand levels ended the whole process."""
    assert refusal(text) == "事例.yaml: 入れ子が深すぎます。"


def test_a_text_of_many_brackets_side_by_side_is_read() -> None:
    assert refusal(f"a: [{', '.join(['[]'] * 999)}]").startswith("事例.yaml: 項目「")


def test_a_sentence_that_nobody_knows_is_not_passed_on_and_one_of_ours_is() -> None:
    assert problem("some new sentence of a later version") == UNREADABLE
    assert problem("") == UNREADABLE
    assert problem("「a」が2回書かれています") == "「a」が2回書かれています"


def test_the_place_counts_lines_and_characters_of_a_file_with_a_byte_order_mark(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_bytes(b"\xef\xbb\xbf" + "あ: 1\nい: \x07".encode())
    with pytest.raises(UserError, match="2行4文字目"):
        read_yaml(tmp_path / "x.yaml")


@pytest.mark.outside
@settings(max_examples=EXAMPLES)
@given(st.data())
@example(None)
def test_a_case_file_damaged_anywhere_is_refused_in_japanese_or_read(data: st.DataObject | None) -> None:
    text = TEMPLATE
    if data is not None:
        at = data.draw(st.integers(0, len(text)))
        length = data.draw(st.sampled_from((0, 1, 5, 200)))
        marks = st.sampled_from(("", "\t", "'", '"', ":", "- ", "[", "}", "*", "&a ", "!x", "%", "\x00", "2024-99-99", "<<: 1", "---\n", "\ud800", "@"))  # fmt: skip
        text = text[:at] + data.draw(marks) + text[at + length :]
    told = []
    try:
        load_text(Case, text, "事例.yaml")
    except UserError as error:
        told = [error.message]
    assert [english(message) for message in told] == [[] for _ in told]
