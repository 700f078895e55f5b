"""What a document for a meeting is besides its sections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from core.views.section import Section
from core.views.sources import SourceBook, Sources
from core.views.words import Words

WORD_MIME: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF_MIME: Final = "application/pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """Title and day of a document. `mark`: a word in every title (【試算】); `cautions`: official sentences, at its end."""

    title: Words
    made: date
    cautions: tuple[str, ...] = ()
    mark: str = ""


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
