"""Sentences as values: runs of our own words, strong words and text from outside, without any markup.

No run is Markdown or HTML: a drawer escapes every run for its own medium, so a sentence reads the same on screen, in a
workbook and on paper.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.text.outside import Outside


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that carry the message of a sentence (bold where the medium has it)."""

    text: str | Outside


Run = str | Strong | Outside
#: A sentence: one run, or several in a row.
Words = str | Strong | Outside | tuple[Run, ...]


def say(*runs: Words) -> tuple[Run, ...]:
    """One sentence from its parts: `say("「", Outside(name), "」は", strong("3区域"))`."""
    return tuple(run for part in runs for run in runs_of(part))


def strong(text: str | Outside) -> Strong:
    """Words that stand out."""
    return Strong(text)


def joined(parts: Iterable[Words], between: str = "、") -> tuple[Run, ...]:
    """Parts with a separator between them."""
    out: list[Run] = []
    for number, part in enumerate(parts):
        if number:
            out.append(between)
        out.extend(runs_of(part))
    return tuple(out)


def runs_of(words: Words) -> tuple[Run, ...]:
    """The runs of a sentence; an empty text has none."""
    runs = words if isinstance(words, tuple) else (words,)
    return tuple(run for run in runs if run != "")


def raw_text(words: Words) -> str:
    """The bare characters, for media without markup (cells, alt texts, file names) and for comparing."""
    return "".join(_raw(run) for run in runs_of(words))


def _raw(run: Run) -> str:
    if isinstance(run, Strong):
        return run.text.raw if isinstance(run.text, Outside) else run.text
    return run.raw if isinstance(run, Outside) else run
