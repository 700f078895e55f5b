"""What cited items of the reviewed content carry."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from core.reading.base import Content, Slug, Text

AreaCode = Annotated[str, StringConstraints(pattern=r"^\d{4}$")]


class Grade(StrEnum):
    """What kind of paper a fact was seen in."""

    OFFICIAL = "official"
    DRAFT = "official_draft"
    PRESS = "press"
    SECOND = "second"
    UNVERIFIED = "unverified"


GRADE_LABEL: dict[Grade, str] = {
    Grade.OFFICIAL: "官",
    Grade.DRAFT: "官(案)",
    Grade.PRESS: "報道",
    Grade.SECOND: "二次・要確認",
    Grade.UNVERIFIED: "未確認",
}


class Cited(Content):
    """An item with its source: `source_id` of the source table, `source_note` the page or section in it."""

    source_id: Text
    source_note: str = ""


class CitedItem(Cited):
    """A cited item that widgets, links and search results name by `id`."""

    id: Slug


class Term(Content):
    """A word of an official paper kept as written (「(仮称)」「(案)」), with the official name that came later."""

    as_written: Text = Field(description="資料の表記(「(仮称)」を含む)")
    later: str = Field(default="", description="後の正式名。確認できていなければ空")
    later_source_id: str = ""

    @property
    def both(self) -> str:
        """The wording of the source, then the later name in 「現」 form where one is known."""
        return f"{self.as_written}(現在の名称: {self.later})" if self.later else self.as_written
