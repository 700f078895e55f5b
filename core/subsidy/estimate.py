"""From planned reductions per institution to an estimated amount (試算), with every step shown.

For one institution, over the three functions that count (H30 病床機能報告):

    base      = the smaller of 稼働病床数 at H30 and at 2020-04-01 (when given)
    reduction = base − permitted beds afterwards − 同一開設者への融通 − 過去に給付を受けた分
                (beds turned into 回復期 / 介護医療院 stay out of it)
    working   = 許可病床数 × 病床稼働率, rounded down (一日平均実働病床数)
    amount    = beds down to `working` × the band's unit price + beds below it × the top price
    × (1 + uplift) for a モデル推進区域; the rate is not published, so it is the user's own

The condition: permitted beds afterwards ≤ 90 % of base. Amounts in 千円.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, fields

from core.errors import UserError
from core.subsidy.bands import Band, SubsidyRules


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Inputs for one institution; beds in 床, `occupancy` as ratio, all over the functions that count.

    `permitted`, `operating`: H30 許可病床数 and 稼働病床数. `operating_2020`: at 2020-04-01 when it differs, else None.
    `cut_high_acute`, `cut_acute`, `cut_chronic`: planned reductions of permitted beds per function. `to_recovery`,
    `to_care`: of these, beds turned into 回復期 / 介護医療院. `transferred`: beds handed to an institution of the same
    owner. `already_paid`: beds that had a like subsidy before.
    """

    name: str
    permitted: int
    operating: int
    occupancy: float
    cut_high_acute: int = 0
    cut_acute: int = 0
    cut_chronic: int = 0
    to_recovery: int = 0
    to_care: int = 0
    transferred: int = 0
    already_paid: int = 0
    operating_2020: int | None = None

    def __post_init__(self) -> None:
        label = self.name or "医療機関"
        if not self.name.strip():
            raise UserError("医療機関名が空の行があります。", "名前を入れるか、行を消してください。")
        for item in fields(self):
            value = getattr(self, item.name)
            if item.name in ("name", "occupancy") or value is None:
                continue
            if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 10_000:
                raise UserError(
                    f"{label}: 床数の入力が正しくありません({value})。", "0 から 10,000 の整数を入れてください。"
                )
        if math.isnan(self.occupancy) or not 0 <= self.occupancy <= 1.5:
            raise UserError(f"{label}: 病床稼働率が正しくありません。", "0〜150% の数を入れてください。")
        if self.operating > self.permitted:
            raise UserError(
                f"{label}: 稼働病床数({self.operating}床)が許可病床数({self.permitted}床)を超えています。",
                "H30病床機能報告の値を確かめてください。",
            )
        if self.cut > self.permitted:
            raise UserError(
                f"{label}: 減らす病床({self.cut}床)が許可病床数({self.permitted}床)を超えています。",
                "減らす病床は対象3区分の許可病床数までです。",
            )
        if self.to_recovery + self.to_care + self.transferred + self.already_paid > self.cut:
            raise UserError(
                f"{label}: 対象にならない病床の合計が、減らす病床({self.cut}床)を超えています。",
                "転換・融通・給付済みの床数は、減らす病床の内数で入れてください。",
            )

    @property
    def cut(self) -> int:
        """All beds that leave the three functions."""
        return self.cut_high_acute + self.cut_acute + self.cut_chronic

    @property
    def after(self) -> int:
        """Permitted beds of the three functions afterwards."""
        return self.permitted - self.cut

    @property
    def base(self) -> int:
        """稼働病床数 that counts."""
        return self.operating if self.operating_2020 is None else min(self.operating, self.operating_2020)


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """Result for one institution. Amounts in 千円; `low` and `high` take the confirmed ends where a price is not confirmed.

    `eligible`: condition of 10 % met and beds left to pay for. `reduction`: beds that count; `upper_beds` of them at the
    band's price, `lower_beds` below 一日平均実働病床数 at the top price. `steps`: the calculation in words.
    """

    plan: Plan
    eligible: bool
    band: Band
    limit: int
    working: int
    excluded: int
    reduction: int
    upper_beds: int
    lower_beds: int
    amount: int
    low: int
    high: int
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """Sum over institutions in 千円, before and after the uplift (`uplift` as ratio, None when not given)."""

    estimates: tuple[Estimate, ...]
    uplift: float | None = None
    amount: int = field(init=False)
    low: int = field(init=False)
    high: int = field(init=False)

    def __post_init__(self) -> None:
        if self.uplift is not None and (math.isnan(self.uplift) or not 0 <= self.uplift <= 5):
            raise UserError("増加率の入力が正しくありません。", "0〜500% の数を入れてください。")
        for name in ("amount", "low", "high"):
            plain = sum(getattr(e, name) for e in self.estimates)
            object.__setattr__(self, name, plain if self.uplift is None else _floor(plain * (1 + self.uplift)))


def estimate(plan: Plan, rules: SubsidyRules) -> Estimate:
    """The estimate of one institution."""
    band = rules.band(plan.occupancy)
    limit = _floor(plan.base * rules.required_share)
    working = min(plan.base, _floor(plan.permitted * plan.occupancy))
    excluded = plan.to_recovery + plan.to_care + plan.transferred + plan.already_paid
    reduction = max(0, plan.base - plan.after - excluded)
    upper = min(reduction, plan.base - working)
    lower = reduction - upper
    meets = plan.after <= limit
    eligible = meets and reduction > 0
    least, most = rules.confirmed_ends()
    low_price, high_price = (band.unit_price, band.unit_price) if band.confirmed else (least, most)
    fixed = lower * rules.below_working_price
    steps = (
        (
            f"基準の稼働病床数 {plan.base:,}床、再編後の許可病床数 {plan.after:,}床。"
            f"条件: {limit:,}床以下(基準の{rules.required_share:.0%})→ {'満たす' if meets else '満たさない(対象外)'}。"
        ),
        f"対象となる減少 = {plan.base:,} − {plan.after:,} − 対象外 {excluded:,} = {reduction:,}床(0未満は0)。",
        f"一日平均実働病床数 = {plan.permitted:,} × {plan.occupancy:.1%} = {working:,}床(稼働病床数を上限、端数切り捨て)。",
        (
            f"{upper:,}床 × {band.unit_price:,}千円{'' if band.confirmed else '(要確認)'}"
            f" + {lower:,}床 × {rules.below_working_price:,}千円。"
        ),
    )
    return Estimate(
        plan=plan,
        eligible=eligible,
        band=band,
        limit=limit,
        working=working,
        excluded=excluded,
        reduction=reduction,
        upper_beds=upper,
        lower_beds=lower,
        amount=upper * band.unit_price + fixed if eligible else 0,
        low=upper * low_price + fixed if eligible else 0,
        high=upper * high_price + fixed if eligible else 0,
        steps=steps,
    )


def total(plans: Sequence[Plan], rules: SubsidyRules, uplift: float | None = None) -> Total:
    """Sum over institutions; two rows with one name are refused, since each institution has one baseline."""
    names = [p.name.strip() for p in plans]
    twice = sorted({n for n in names if names.count(n) > 1})
    if twice:
        raise UserError(f"同じ医療機関が2行あります: {'、'.join(twice)}", "1医療機関を1行にまとめてください。")
    return Total(tuple(estimate(p, rules) for p in plans), uplift)


def _floor(value: float) -> int:
    """Round down, but not past a whole number that floating point has just missed (100 × 0.29 = 28.999…)."""
    return math.floor(round(value, 6))
