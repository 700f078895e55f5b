"""Lines of Japanese text as they are set in PDF and in pictures."""

from __future__ import annotations

import string

from hypothesis import given
from hypothesis import strategies as st

from core.text.lines import CLOSING, OPENING, broken, plain

WORDS = st.lists(st.tuples(st.text(alphabet="急性期床、。「」(12,345.6%abc ", max_size=30), st.booleans()), max_size=4)


@given(WORDS, st.integers(4, 20))
def test_lines_hold_every_letter_with_its_weight_and_none_is_too_wide(
    pieces: list[tuple[str, bool]], width: int
) -> None:
    lines = broken(pieces, float(width), lambda t: float(len(t)))
    flat = [(c, bold) for line in lines for text, bold in line for c in text]
    assert flat == [(c, bold) for text, bold in pieces for c in text]
    assert all(sum(len(text) for text, _ in line) <= width for line in lines)


def test_a_figure_stays_whole_and_no_line_begins_with_a_closing_mark() -> None:
    def set_(text: str, width: float) -> list[str]:
        return plain(text, width, len)

    assert set_("報告は12,345床で", 7) == ["報告は", "12,345床", "で"]
    assert set_("区域の数。次", 4) == ["区域の", "数。次"]
    assert set_("差(必要", 2) == ["差", "(必", "要"]
    assert set_("一行目\n二行目", 9) == ["一行目", "二行目"]
    assert set_("abcdef", 4) == ["abcd", "ef"], "wider than a line: cut where it has to be"


@given(st.text(alphabet="急性期床、。「」(ょー・12,345.6%abc/ ", max_size=80), st.integers(8, 30))
def test_no_line_begins_with_a_mark_that_closes_or_ends_with_one_that_opens(text: str, width: int) -> None:
    lines = plain(text, width, len)
    assert "".join(lines) == text
    for before, after in zip(lines, lines[1:], strict=False):
        marks = before[-1] + after[0]
        # Marks alone may be more than a line holds.
        assert not (after[0] in CLOSING or before[-1] in OPENING) or _run_of_marks(before + after) > width, marks


def test_what_is_wider_than_a_line_keeps_its_marks() -> None:
    """Failed before: a long address was cut letter by letter, and 「、」 could begin a line."""
    address = string.ascii_lowercase[:8]
    assert plain(f"{address}、{address}", 8, len) == ["abcdefg", "h、", "abcdefgh"]
    assert plain("", 8, len) == []


def _run_of_marks(text: str) -> int:
    """Length of the longest run that may not be parted, with the letter that it stands beside."""
    longest = run = 0
    for letter in text:
        run = run + 1 if letter in CLOSING + OPENING else 0
        longest = max(longest, run)
    return longest + 2
