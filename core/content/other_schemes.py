"""Schemes that people ask about beside the one that is estimated: what is printed, when, how sure. Read only to be shown."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field, Strict, model_validator

from core.content.base import Grade
from core.parameters import amount
from core.reading.base import CONTENT_DIR, Content, Slug, Text
from core.reading.files import check_unique, load

OTHER_SCHEMES_FILE = CONTENT_DIR / "other_schemes.yaml"

#: A whole number stays one.
_Figure = Annotated[int, Strict(), Field(gt=0)] | Annotated[float, Strict(), Field(gt=0, allow_inf_nan=False)]


class Fact(Content):
    """One fact of a scheme: a `value` with its `unit`, or `printed` words where there is no figure.

    `as_of`: day of the paper; `page`: place in it.
    """

    id: Slug
    label: Text
    value: _Figure | None = None
    unit: str = ""
    printed: str = ""
    grade: Grade
    as_of: Annotated[date, Strict()]
    source_id: Text
    page: Text

    @model_validator(mode="after")
    def is_a_figure_or_words(self) -> Fact:
        """A figure without a unit, or neither figure nor words, says nothing."""
        if (self.value is None) == (not self.printed) or (self.value is None) != (not self.unit):
            raise ValueError("value と unit の組か、printed のどちらか一方を書いてください")
        return self

    @property
    def text(self) -> str:
        """The figure as people write it, or the printed words."""
        return self.printed if self.value is None else amount(self.value, self.unit)


class Scheme(Content):
    """One scheme; `differs`: how it is not the one that is estimated."""

    id: Slug
    name: Text
    differs: Text
    facts: tuple[Fact, ...] = Field(min_length=1)


class OtherSchemes(Content):
    """The whole of other_schemes.yaml, as it stood on `as_of`."""

    title: Text
    as_of: Annotated[date, Strict()]
    lead: Text
    notes: tuple[Text, ...]
    schemes: tuple[Scheme, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def nothing_is_named_twice_or_later_than_the_list(self) -> OtherSchemes:
        """Ids stand for one thing each; a fact newer than the list was mistyped."""
        check_unique(self.schemes, lambda s: s.id, "schemes の id")
        for scheme in self.schemes:
            check_unique(scheme.facts, lambda f: f.id, f"{scheme.id} の facts の id")
            for fact in scheme.facts:
                if fact.as_of > self.as_of:
                    raise ValueError(f"{scheme.id} の {fact.id} の as_of {fact.as_of} が、表の as_of より後です")
        return self

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Every source once, in reading order."""
        return tuple(dict.fromkeys(f.source_id for s in self.schemes for f in s.facts))


def load_other_schemes() -> OtherSchemes:
    """The other schemes. Raises UserError when the file is wrong."""
    return load(OtherSchemes, OTHER_SCHEMES_FILE)
