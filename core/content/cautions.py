"""The ministry's cautions on comparing 報告病床数 with 必要量, in their official wording: the one home of these words."""

from __future__ import annotations

from pydantic import Field, model_validator

from core.content.base import CitedItem
from core.reading.base import CONTENT_DIR, Content, Text
from core.reading.files import load

CAUTIONS_FILE = CONTENT_DIR / "cautions.yaml"


class Caution(CitedItem):
    """One official caution: `quote` verbatim words, `sentence` the whole official sentence it stands in."""

    label: Text
    quote: Text
    sentence: Text

    @model_validator(mode="after")
    def quote_is_part_of_the_sentence(self) -> Caution:
        """A quote that is not in its sentence has been reworded."""
        if self.quote not in self.sentence:
            raise ValueError("quote が sentence の中にそのままの形で見つかりません")
        return self

    @property
    def text(self) -> str:
        """The words to show: the quote, so that the three cautions do not repeat each other."""
        return self.quote


class _Cautions(Content):
    cautions: tuple[Caution, ...] = Field(min_length=3)


def load_cautions() -> tuple[Caution, ...]:
    """The three official cautions, to stand near every comparison of 報告病床数 and 必要量."""
    return load(_Cautions, CAUTIONS_FILE).cautions


def official_sentences() -> tuple[str, ...]:
    """The whole official sentences, each once (two cautions share one)."""
    return tuple(dict.fromkeys(c.sentence for c in load_cautions()))
