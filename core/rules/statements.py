"""What prefectures' own papers say about モデル推進区域: cited data of `data/content/model_statements.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from pydantic import Field, model_validator

from core.reading.base import CONTENT_DIR, Content, Text
from core.reading.files import check_unique, load

STATEMENTS_FILE: Final = CONTENT_DIR / "model_statements.yaml"


class Statement(Content):
    """A prefecture's word on route A: `says` none, no area of the prefecture has risen in beds and fallen in occupancy.

    `quote` and `further` are the paper's own words.
    """

    pref_code: Text
    pref_name: Text
    says: Literal["none"]
    quote: Text
    further: str = ""
    source_id: Text
    page: Text


class Statements(Content):
    """The whole of model_statements.yaml."""

    statements: tuple[Statement, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def prefectures_are_unique(self) -> Statements:
        """One prefecture, one word."""
        check_unique(self.statements, lambda s: s.pref_code, "pref_code")
        return self


def load_statements() -> Mapping[str, Statement]:
    """Statements by prefecture code."""
    return {s.pref_code: s for s in load(Statements, STATEMENTS_FILE).statements}
