"""Sentences on screen: Streamlit speaks Markdown, so every run is escaped here and nowhere else."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Final

import streamlit as st

from core.errors import UserError
from core.text.markdown import escape, escape_own
from core.text.outside import Outside
from core.views.words import Run, Strong, Words, runs_of

#: Markdown does not see `**` beside punctuation on one side and a letter on the other (a common case in Japanese); a thin space
#: between makes it one.
_THIN: Final = "\u2009"


def markdown(words: Words) -> str:
    """The sentence as Markdown that shows exactly its characters, strong runs in bold."""
    runs = runs_of(words)
    texts = [_raw(run) for run in runs]
    out = []
    for place, (run, text) in enumerate(zip(runs, texts, strict=True)):
        shown = _spaced(text) if _outside(run) else escape_own(text)
        if isinstance(run, Strong) and text.strip():
            before = texts[place - 1][-1:] if place else ""
            after = texts[place + 1][:1] if place + 1 < len(texts) else ""
            shown = f"**{shown}**"
            if _mark(text[0]) and before and not _mark(before) and not before.isspace():
                shown = _THIN + shown
            if _mark(text[-1]) and after and not _mark(after) and not after.isspace():
                shown += _THIN
        out.append(shown)
    return "".join(out)


def sentence(words: Words) -> None:
    """A sentence in the size of the text."""
    if runs_of(words):
        st.markdown(markdown(words))


def caption(*lines: Words) -> None:
    """Notes in small type, each on its own line."""
    shown = [markdown(line) for line in lines if runs_of(line)]
    if shown:
        st.caption("  \n".join(shown))


def info(words: Words) -> None:
    """What a reader should know: an empty result and how to get another."""
    st.info(markdown(words))


def points(lines: Iterable[Words]) -> None:
    """Sentences as points of a list."""
    st.markdown(_points(lines))


def warning(*lines: Words, heading: Words = "") -> None:
    """What a reader must know before reading on: a sentence, or several as points under a heading."""
    if not lines:
        return
    head = f"{markdown(heading)}\n" if runs_of(heading) else ""
    st.warning(head + (_points(lines) if head or len(lines) > 1 else markdown(lines[0])))


def success(words: Words) -> None:
    """What has just been done."""
    st.success(markdown(words))


def failure(words: Words) -> None:
    """What could not be done."""
    st.error(markdown(words))


def problem(error: UserError) -> None:
    """An error in words: what is wrong and where, then what to do. It may quote what stood in a file."""
    st.error(problem_markdown(error))


def problem_markdown(error: UserError) -> str:
    """The words of an error, line by line."""
    shown = "  \n".join(markdown(Outside(line)) for line in error.message.splitlines())
    return shown + (f"\n\n**対処**: {markdown(Outside(error.hint))}" if error.hint else "")


def _points(lines: Iterable[Words]) -> str:
    return "\n".join(f"- {markdown(line)}" for line in lines)


def _raw(run: Run) -> str:
    text = run.text if isinstance(run, Strong) else run
    return text.raw if isinstance(text, Outside) else text


def _outside(run: Run) -> bool:
    return isinstance(run.text if isinstance(run, Strong) else run, Outside)


def _spaced(text: str) -> str:
    """The run escaped; a space at its ends (which parts it from its neighbours) stays."""
    before, after = (" " if end.isspace() else "" for end in (text[:1], text[-1:]))
    return f"{before}{escape(text)}{after}" if text.strip() else before


def _mark(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"
