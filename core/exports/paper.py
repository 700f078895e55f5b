"""What a document for a meeting is besides its sections."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from core.views import cells
from core.views.section import Section
from core.views.sources import SourceBook, Sources, sources_of
from core.views.words import Words, raw_text
from core.vocabulary import labels

#: Told the share that is done (0–1) and, in words, what comes next.
Progress = Callable[[float, str], object]

WORD_MIME: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SLIDES_MIME: Final = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
PDF_MIME: Final = "application/pdf"
ZIP_MIME: Final = "application/zip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """Title and day of a document. `mark`: a word in every title (【試算】); `cautions`: official sentences, at its end.
    `traced`: its workbook names the cells of the ministry's books beside the figures of beds."""

    title: Words
    made: date
    cautions: tuple[str, ...] = ()
    mark: str = ""
    traced: bool = False


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


def dated(paper: Paper, named: Sources | None, book: SourceBook) -> list[str]:
    """Two lines below the title of a document: who made it on which day, and of which publications its figures are."""
    published = dict.fromkeys(s.published for s in book.of(named) if s.published) if named is not None else {}
    lines = [f"{labels.APP_TITLE}(作成日 {paper.made.isoformat()})"]
    return [*lines, f"データの公表: {'、'.join(published)}"] if published else lines


def every_source(sections: Sequence[Section]) -> Sources | None:
    """The sources of a whole document."""
    named = [s.sources for s in sections if s.sources is not None]
    return sources_of(*named) if named else None


def sheets_of_beds(sections: Sequence[Section]) -> str:
    """A line for the end of a document: in which sheets of the ministry's books its figures of beds stand; empty where none is named.

    The cells themselves have no room on paper: they are columns of the workbook.
    """
    books = cells.books(t for s in sections for t in s.every_table())
    return f"病床数の{cells.WORD}: {'、'.join(books)}。番地は、同じ文書の Excel に足せる。" if books else ""


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
