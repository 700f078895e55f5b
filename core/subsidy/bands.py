"""Unit prices and rules of the subsidy as dated, editable content, each with how sure it is."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, Strict, model_validator

from core.errors import UserError
from core.parameters import RULES_DIR, Parameter, check_dates, in_force, rules_date
from core.reading.base import Content, Text
from core.reading.files import load

SUBSIDY_FILE = RULES_DIR / "subsidy.yaml"
BELOW_WORKING_PRICE, REQUIRED_SHARE = "below_working_price", "required_share"


class Band(Parameter):
    """One band of 病床稼働率: from `lower` (included) up to `upper` (not included); its value is the price per bed (千円).

    `second_hand`: source that prints the same price but is no document of who pays; it confirms nothing.
    """

    lower: float = Field(ge=0, lt=2)
    upper: float | None = Field(default=None, gt=0, le=2)
    value: Annotated[int, Strict(), Field(gt=0)]
    unit: Literal["千円/床"]
    status: Literal["confirmed", "to_confirm"]
    second_hand: str = ""

    @property
    def unit_price(self) -> int:
        """千円 per bed."""
        return self.value

    @property
    def confirmed(self) -> bool:
        """True when the price stands in a document at hand."""
        return self.status == "confirmed"


class Rule(Content):
    """A rule in our words, with where it was found: in words, as source_ids (`@ours` for what this tool lays down), and `page`."""

    text: Text
    source: Text
    source_ids: tuple[Text, ...] = Field(min_length=1)
    page: Text


class SubsidyRules(Content):
    """The whole of subsidy.yaml. Prices in 千円. `load_rules` leaves in it only what is in force."""

    title: Text
    baseline: Text
    functions: tuple[Literal["high_acute", "acute", "recovery", "chronic"], ...] = Field(min_length=1)
    bands: tuple[Band, ...] = Field(min_length=1)
    parameters: tuple[Parameter, ...]
    rules: tuple[Rule, ...]
    unknown: tuple[Text, ...]

    @model_validator(mode="after")
    def bands_follow_each_other(self) -> SubsidyRules:
        """Each dated table of prices runs from zero upwards without gap or overlap, the last band open."""
        check_dates((*self.bands, *self.parameters))
        for first_day in {b.effective_from for b in self.bands}:
            table = [b for b in self.bands if b.effective_from == first_day]
            if table[0].lower != 0 or table[-1].upper is not None:
                raise ValueError("bands は 0 から始まり、最後の区分は上限なしにしてください")
            for band, following in zip(table, table[1:], strict=False):
                if band.upper != following.lower:
                    raise ValueError(f"bands の {band.lower} の上限と次の下限 {following.lower} が一致しません")
            if not any(b.confirmed for b in table):
                raise ValueError("確認できた単価が1つも書かれていません")
        return self

    @model_validator(mode="after")
    def parameters_are_those_the_estimate_uses(self) -> SubsidyRules:
        """Units decide what is computed; the share is of the base, so it lies within 0–1."""
        units = {BELOW_WORKING_PRICE: "千円/床", REQUIRED_SHARE: "割合"}
        if {p.id for p in self.parameters} != set(units):
            raise ValueError(f"parameters には {'、'.join(units)} が要り、ほかの id は使えません")
        for p in self.parameters:
            if p.unit != units[p.id]:
                raise ValueError(f"{p.id} の unit は「{units[p.id]}」です")
            if (
                not p.value > 0
                or (p.unit == "割合" and p.value > 1)
                or (p.unit != "割合" and not isinstance(p.value, int))
            ):
                raise ValueError(f"{p.id} の value {p.value} は使えません(単価は正の整数、割合は0より大きく1以下)")
        return self

    def on(self, day: date) -> SubsidyRules:
        """What is in force on a day: the newest table of prices that has begun, and each parameter. Raises UserError when one has none."""
        begun = {b.effective_from for b in self.bands if b.effective_from <= day}
        parameters = in_force(self.parameters, day)
        if not begun or len(parameters) != len({p.id for p in self.parameters}):
            raise UserError(
                f"{SUBSIDY_FILE.name}: 基準日 {day} に有効な単価か条件がありません。",
                "effective_from がその日以前の値を書き足すか、as_of.yaml の基準日を確かめてください。",
            )
        bands = tuple(b for b in self.bands if b.effective_from == max(begun))
        return self.model_copy(update={"bands": bands, "parameters": parameters})

    def parameter(self, name: str) -> Parameter:
        """`BELOW_WORKING_PRICE` or `REQUIRED_SHARE` with its source."""
        return next(p for p in self.parameters if p.id == name)

    @property
    def below_working_price(self) -> int:
        """千円 per bed below 一日平均実働病床数."""
        return int(self.parameter(BELOW_WORKING_PRICE).value)

    @property
    def required_share(self) -> float:
        """How much of the base may be left for the condition (ratio)."""
        return float(self.parameter(REQUIRED_SHARE).value)

    def band(self, occupancy: float) -> Band:
        """The band of an occupancy (ratio); the lower edge belongs to the band."""
        return next(b for b in reversed(self.bands) if occupancy >= b.lower)

    def confirmed_ends(self) -> tuple[int, int]:
        """Lowest and highest confirmed unit price: the range of every price that is not confirmed."""
        prices = [b.unit_price for b in self.bands if b.confirmed]
        return min(prices), max(prices)


def load_rules(on: date | None = None) -> SubsidyRules:
    """The subsidy rules in force on a day, that of the rules unless given. Raises UserError naming the wrong field of the file."""
    return load(SubsidyRules, SUBSIDY_FILE).on(rules_date() if on is None else on)
