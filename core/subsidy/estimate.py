"""From planned reductions per institution to an estimated amount (試算), with every step shown.

For one institution, over the three functions that count (H30 病床機能報告):

    base      = the smaller of 稼働病床数 at H30 and at 2020-04-01 (when given): for the amount only
    after     = permitted beds of today − planned reductions from today
    reduction = base − after − beds turned into 回復期 / 介護医療院 − 同一開設者への融通
                − beds that left since H30 without counting (converted, handed over, or paid for before)
    working   = 許可病床数 (H30) × 病床稼働率, rounded down (一日平均実働病床数)
    amount    = beds down to `working` × the band's unit price + beds below it × the top price
    × factor, for the institutions of a 再編統合 only; the factor (増加率) is not published, so it is the user's own, and off unless given

The condition: after ≤ the required share of 稼働病床数 at H30, whatever stood there in 2020. Prices and share are dated parameters (`core.subsidy.bands`). Amounts in 千円.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, fields

from core.errors import UserError
from core.parameters import Parameter
from core.subsidy.bands import BELOW_WORKING_PRICE, REQUIRED_SHARE, Band, SubsidyRules

#: 増加率 as a factor: no uplift, and more than anybody would enter.
LEAST_FACTOR, MOST_FACTOR = 1.0, 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Inputs for one institution; beds in 床, `occupancy` as ratio, all over the functions that count.

    `permitted`, `operating`: H30 許可病床数 and 稼働病床数. `operating_2020`: at 2020-04-01 when it differs, else None.
    `current`: 許可病床数 of today. `cut_high_acute`, `cut_acute`, `cut_chronic`: planned reductions from today per
    function. `to_recovery`, `to_care`: of these, beds turned into 回復期 / 介護医療院. `transferred`: of these, beds handed
    to an institution of the same owner; `stays_in_area`: whether that institution is in the same area. `excluded_since_h30`:
    beds that left between H30 and today and do not count either. `reorganised`: takes part in a 再編統合, to which alone an uplift
    belongs.
    """

    name: str
    permitted: int
    operating: int
    occupancy: float
    current: int
    cut_high_acute: int = 0
    cut_acute: int = 0
    cut_chronic: int = 0
    to_recovery: int = 0
    to_care: int = 0
    transferred: int = 0
    stays_in_area: bool | None = None
    excluded_since_h30: int = 0
    operating_2020: int | None = None
    reorganised: bool = False

    def __post_init__(self) -> None:
        label = self.name or "医療機関"
        if not self.name.strip():
            raise UserError("医療機関名が空の行があります。", "名前を入れるか、行を消してください。")
        for item in fields(self):
            value = getattr(self, item.name)
            if item.name in ("name", "occupancy", "stays_in_area", "reorganised") or value is None:
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
        if self.cut > self.current:
            raise UserError(
                f"{label}: 減らす病床({self.cut}床)が、いまの許可病床数({self.current}床)を超えています。",
                "減らす病床は、いまの対象3区分の許可病床数までです。どちらかの数を直してください。",
            )
        if self.to_recovery + self.to_care + self.transferred > self.cut:
            raise UserError(
                f"{label}: 転換・融通する病床の合計が、減らす病床({self.cut}床)を超えています。",
                "給付の対象にならない転換・融通の床数は、減らす病床の内数で入れてください。",
            )
        if self.transferred and self.stays_in_area is None:
            raise UserError(
                f"{label}: 融通する病床({self.transferred}床)の移り先が選ばれていません。",
                "計画の表の「融通先」で、区域内か区域外を選んでください。",
            )
        gone = max(0, self.permitted - self.current)
        if self.excluded_since_h30 > gone:
            raise UserError(
                f"{label}: H30後の対象外({self.excluded_since_h30}床)が、H30からいままでに減った許可病床({gone}床)を超えています。",
                "H30といまの許可病床数、または対象外の床数を直してください。",
            )

    @property
    def cut(self) -> int:
        """All beds that leave the three functions from today."""
        return self.cut_high_acute + self.cut_acute + self.cut_chronic

    @property
    def after(self) -> int:
        """Permitted beds of the three functions afterwards."""
        return self.current - self.cut

    @property
    def base(self) -> int:
        """稼働病床数 that the amount counts from; the condition looks at `operating` alone."""
        return self.operating if self.operating_2020 is None else min(self.operating, self.operating_2020)

    @property
    def excluded(self) -> int:
        """Beds between base and `after` that no money is paid for."""
        return self.to_recovery + self.to_care + self.transferred + self.excluded_since_h30

    @property
    def kept_in_area(self) -> int:
        """Beds that leave the institution but not the area."""
        return self.transferred if self.stays_in_area else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """Result for one institution. Amounts in 千円; `low` and `high` take the confirmed ends where a price is not confirmed.

    `eligible`: condition met and beds left to pay for. `reduction`: beds that count; `upper_beds` of them at the
    band's price, `lower_beds` below 一日平均実働病床数 at the top price. `steps`: the calculation in words. `parameters`: the
    condition and the prices it was made with, each with its source.
    """

    plan: Plan
    eligible: bool
    band: Band
    limit: int
    working: int
    reduction: int
    upper_beds: int
    lower_beds: int
    amount: int
    low: int
    high: int
    steps: tuple[str, ...]
    parameters: tuple[Parameter, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """Sum over institutions in 千円: `plain` before, `amount`, `low`, `high` after the uplift.

    `factor`: what the amounts of a 再編統合 are multiplied by (増加率; 1.0 is no uplift), None when not given. Raises UserError for a
    factor below 1 or above 6.
    """

    estimates: tuple[Estimate, ...]
    factor: float | None = None
    plain: int = field(init=False)
    amount: int = field(init=False)
    low: int = field(init=False)
    high: int = field(init=False)

    def __post_init__(self) -> None:
        if self.factor is not None and not LEAST_FACTOR <= self.factor <= MOST_FACTOR:  # NaN is refused as well
            raise UserError(
                "増加率の入力が正しくありません。",
                f"倍率で {LEAST_FACTOR:.1f}(上乗せなし)〜{MOST_FACTOR:.1f} の数を入れてください。20%の上乗せなら 1.2 です。",
            )
        object.__setattr__(self, "plain", sum(e.amount for e in self.estimates))
        for name in ("amount", "low", "high"):
            alone = sum(getattr(e, name) for e in self.estimates if not e.plan.reorganised)
            together = sum(getattr(e, name) for e in self.estimates if e.plan.reorganised)
            raised = together if self.factor is None else _floor(together * self.factor)
            object.__setattr__(self, name, alone + raised)


def estimate(plan: Plan, rules: SubsidyRules) -> Estimate:
    """The estimate of one institution."""
    band = rules.band(plan.occupancy)
    limit = _floor(plan.operating * rules.required_share)
    working = min(plan.base, _floor(plan.permitted * plan.occupancy))
    reduction = max(0, plan.base - plan.after - plan.excluded)
    upper = min(reduction, plan.base - working)
    lower = reduction - upper
    meets = plan.after <= limit
    eligible = meets and reduction > 0
    least, most = rules.confirmed_ends()
    low_price, high_price = (band.unit_price, band.unit_price) if band.confirmed else (least, most)
    fixed = lower * rules.below_working_price
    steps = (
        f"再編後の許可病床数 = いまの許可病床数 {plan.current:,} − 減らす病床 {plan.cut:,} = {plan.after:,}床。",
        (
            f"条件: 再編後の許可病床数 {plan.after:,}床が、H30の稼働病床数 {plan.operating:,}床の{rules.required_share:.0%}"
            f"({limit:,}床)以下 → {'満たす' if meets else '満たさない(対象外)'}。"
        ),
        f"対象となる減少 = 基準の稼働病床数 {plan.base:,} − {plan.after:,} − 対象外 {plan.excluded:,} = {reduction:,}床(0未満は0)。",
        f"一日平均実働病床数 = {plan.permitted:,} × {rate(plan.occupancy)} = {working:,}床(稼働病床数を上限、端数切り捨て)。",
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
        reduction=reduction,
        upper_beds=upper,
        lower_beds=lower,
        amount=upper * band.unit_price + fixed if eligible else 0,
        low=upper * low_price + fixed if eligible else 0,
        high=upper * high_price + fixed if eligible else 0,
        steps=steps,
        parameters=(rules.parameter(REQUIRED_SHARE), band, rules.parameter(BELOW_WORKING_PRICE)),
    )


def rate(occupancy: float) -> str:
    """An occupancy as it was typed: `75.0%`, `49.95%` (which must not look like the 50 % of the next band)."""
    percent = round(occupancy * 100, 6)
    return f"{percent:.1f}%" if percent == round(percent, 1) else f"{percent:.10g}%"


def total(plans: Sequence[Plan], rules: SubsidyRules, factor: float | None = None) -> Total:
    """Sum over institutions; two rows with one name are refused, since each institution has one baseline."""
    names = [p.name.strip() for p in plans]
    twice = sorted({n for n in names if names.count(n) > 1})
    if twice:
        raise UserError(f"同じ医療機関が2行あります: {'、'.join(twice)}", "1医療機関を1行にまとめてください。")
    return Total(tuple(estimate(p, rules) for p in plans), factor)


def _floor(value: float) -> int:
    """Round down, but not past a whole number that floating point has just missed (100 × 0.29 = 28.999…)."""
    return math.floor(round(value, 6))
