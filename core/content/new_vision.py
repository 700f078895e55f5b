"""新たな地域医療構想: what a prefecture has to do until FY2028, line by line with source and grade."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field, Strict, model_validator

from core.content.base import CitedItem, Grade
from core.content.policy import POLICY_DIR, Served
from core.reading.base import Content, Slug, Text
from core.reading.files import check_unique, load

NEW_VISION_FILE = POLICY_DIR / "new_vision.yaml"

_Day = Annotated[date, Strict()]


class Line(CitedItem):
    """One statement of one paper. `when` as shown; `start`–`end`: days to reckon with (inclusive), None where none is stated."""

    who: Text
    text: Text
    when: Text
    start: _Day | None = None
    end: _Day | None = None
    grade: Grade

    @model_validator(mode="after")
    def days_are_in_order(self) -> Line:
        """An end before the start is a slip."""
        if self.start and self.end and self.end < self.start:
            raise ValueError("end が start より前です")
        return self

    def concerns(self, first: date, last: date) -> bool:
        """Whether it has days and they touch first–last (inclusive)."""
        if self.start is None and self.end is None:
            return False
        return (self.start is None or self.start <= last) and (self.end is None or self.end >= first)


class Step(Content):
    """One of the things to do, in order, with the places of this dashboard that serve it."""

    id: Slug
    number: Text
    label: Text
    meaning: Text
    served: tuple[Served, ...]
    lines: tuple[Line, ...] = Field(min_length=1)


class NewVision(Content):
    """Steps in order, lines beside them (laws, money, yearly work), and what no paper at hand says."""

    title: Text
    as_of: _Day
    lead: Text
    notes: tuple[Text, ...]
    steps: tuple[Step, ...] = Field(min_length=1)
    also: tuple[Line, ...]
    unknown: tuple[Text, ...]

    @model_validator(mode="after")
    def ids_are_unique(self) -> NewVision:
        """Ids stand in search results and keys."""
        check_unique(self.steps, lambda x: x.id, "steps の id")
        check_unique(self.lines, lambda x: x.id, "id")
        return self

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every line, step by step, those beside the steps last."""
        return (*(line for step in self.steps for line in step.lines), *self.also)


def load_new_vision() -> NewVision:
    """The bridge to the new vision. UserError when the file is wrong."""
    return load(NewVision, NEW_VISION_FILE)
