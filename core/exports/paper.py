"""What a document for a meeting is besides its sections."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from core.views.section import Section
from core.views.sources import SourceBook, Sources
from core.views.words import Words, raw_text

#: Told the share that is done (0–1) and, in words, what comes next.
Progress = Callable[[float, str], object]

WORD_MIME: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SLIDES_MIME: Final = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
PDF_MIME: Final = "application/pdf"
ZIP_MIME: Final = "application/zip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """Title and day of a document. `mark`: a word in every title (【試算】); `cautions`: official sentences, at its end."""

    title: Words
    made: date
    cautions: tuple[str, ...] = ()
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A file, and in words what could not be put into it."""

    content: bytes
    failed: tuple[str, ...] = ()


def silent(share: float, text: str) -> None:
    """For a file that nobody waits for."""


def told(sections: Sequence[Section], progress: Progress) -> Iterator[Section]:
    """The sections one by one; before each, `progress` is told how far the file is."""
    for number, section in enumerate(sections):
        progress(number / len(sections), f"「{raw_text(section.title)}」を書いています…")
        yield section


def origins(sections: Sequence[Section], book: SourceBook) -> list[str]:
    """The line of sources under each section, empty where it has none; said once where the section above has the same."""
    lines: list[str] = []
    above: Sources | None = None
    for section in sections:
        named = section.sources
        same = named is not None and named == above
        listed = "上の節と同じ" if same else "、".join(s.short for s in book.of(named)) if named else ""
        lines.append(f"出典: {listed}" if listed else "")
        above = named or above
    return lines
