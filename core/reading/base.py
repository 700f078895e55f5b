"""Shared shapes of what is read from `data/content`: frozen models that refuse unknown fields."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

#: Where the reviewed YAML files live.
CONTENT_DIR = Path(__file__).resolve().parents[2] / "data" / "content"

#: Text that says something: a required field left empty is an error, not an empty card.
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
#: Identifier that stands in URLs and widget keys.
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]*$")]


class Content(BaseModel):
    """Base of every content model: frozen, and a misspelt field name is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, defer_build=True)
