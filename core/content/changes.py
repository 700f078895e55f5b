"""What changed after the papers of the 好事例 were written, so that no card repeats what no longer holds."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field, Strict, model_validator

from core.content.base import CitedItem, Grade
from core.content.cases import CASES_DIR, Case
from core.content.shelf_search import case_text
from core.reading.base import Content, Text
from core.reading.files import check_unique, load

CHANGES_FILE = CASES_DIR / "_since.yaml"


class Change(CitedItem):
    """`before`: what papers said; `now`: what holds since `when` (words) or `since` (a day, None where no paper states it).

    `words`: it concerns cases that hold one of them; without any, all cases.
    """

    when: Text
    since: Annotated[date, Strict()] | None = None
    words: tuple[Text, ...]
    before: Text
    now: Text
    grade: Grade

    def concerns(self, case: Case) -> bool:
        """Whether the paper of the case is older and says what has changed."""
        if self.since is not None and case.as_of >= self.since:
            return False
        text = case_text(case)
        return not self.words or any(word in text for word in self.words)

    def outdates(self, sentence: str) -> bool:
        """Whether this very sentence no longer holds."""
        return any(word in sentence for word in self.words)


class _Changes(Content):
    changes: tuple[Change, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def ids_are_unique(self) -> _Changes:
        check_unique(self.changes, lambda c: c.id, "id")
        return self


def changes_of(case: Case) -> tuple[Change, ...]:
    """What changed since the paper of the case, in the order of the file. UserError when the file is wrong."""
    return tuple(c for c in load(_Changes, CHANGES_FILE).changes if c.concerns(case))
