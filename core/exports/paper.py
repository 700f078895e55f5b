"""What a document for a meeting is besides its sections."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from core.views.words import Words

WORD_MIME: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """Title and day of a document. `mark`: a word in every title (【試算】); `cautions`: official sentences, at its end."""

    title: Words
    made: date
    cautions: tuple[str, ...] = ()
    mark: str = ""
