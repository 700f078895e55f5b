"""Unit prices and rules of the subsidy as editable content, each with how sure it is."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from core.content.base import CONTENT_DIR, Content, Text
from core.content.reading import load

SUBSIDY_FILE = CONTENT_DIR / "subsidy.yaml"


class Band(Content):
    """One band of 病床稼働率: from `lower` (included) up to `upper` (not included); `unit_price` in 千円 per bed."""

    lower: float = Field(ge=0, lt=2)
    upper: float | None = Field(default=None, gt=0, le=2)
    unit_price: int = Field(gt=0)
    status: Literal["confirmed", "to_confirm"]
    source_id: str = ""

    @property
    def confirmed(self) -> bool:
        """True when the price stands in a document at hand."""
        return self.status == "confirmed"


class Rule(Content):
    """A rule in our words, with where it was found."""

    text: Text
    source: Text


class SubsidyRules(Content):
    """The whole of subsidy.yaml. Prices in 千円."""

    title: Text
    baseline: Text
    functions: tuple[Literal["high_acute", "acute", "recovery", "chronic"], ...] = Field(min_length=1)
    bands: tuple[Band, ...] = Field(min_length=1)
    below_working_price: int = Field(gt=0)
    required_share: float = Field(gt=0, le=1)
    rules: tuple[Rule, ...]
    unknown: tuple[Text, ...]

    @model_validator(mode="after")
    def bands_follow_each_other(self) -> SubsidyRules:
        """From zero upwards without gap or overlap, the last one open."""
        if self.bands[0].lower != 0 or self.bands[-1].upper is not None:
            raise ValueError("bands は 0 から始まり、最後の区分は上限なしにしてください")
        for band, following in zip(self.bands, self.bands[1:], strict=False):
            if band.upper != following.lower:
                raise ValueError(f"bands の {band.lower} の上限と次の下限 {following.lower} が一致しません")
        if not any(b.confirmed for b in self.bands):
            raise ValueError("確認できた単価が1つも書かれていません")
        return self

    def band(self, occupancy: float) -> Band:
        """The band of an occupancy (ratio); the lower edge belongs to the band."""
        return next(b for b in reversed(self.bands) if occupancy >= b.lower)

    def confirmed_ends(self) -> tuple[int, int]:
        """Lowest and highest confirmed unit price: the range of every price that is not confirmed."""
        prices = [b.unit_price for b in self.bands if b.confirmed]
        return min(prices), max(prices)


def load_rules() -> SubsidyRules:
    """The subsidy rules. Raises UserError naming the wrong field of the file."""
    return load(SubsidyRules, SUBSIDY_FILE)
