"""Shared shapes of reviewed content: frozen models that refuse unknown fields, and what every cited item carries."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

#: Where the reviewed YAML files live.
CONTENT_DIR = Path(__file__).resolve().parents[2] / "data" / "content"

#: Text that says something: a required field left empty is an error, not an empty card.
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
#: Identifier that stands in URLs and widget keys.
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]*$")]
AreaCode = Annotated[str, StringConstraints(pattern=r"^\d{4}$")]


class Content(BaseModel):
    """Base of every content model: frozen, and a misspelt field name is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


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
