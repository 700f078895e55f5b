"""The estimate item by item: institutions across, what was typed, what follows, and what it comes to."""

from __future__ import annotations

from collections.abc import Callable

from core.subsidy.bands import SubsidyRules
from core.subsidy.estimate import Estimate, Total, rate
from core.subsidy.plan_rows import PLAN_COLUMNS, PlanColumn
from core.views.simulator.money import band_state, band_words, condition, factor_words, input_cell, reorganised
from core.views.sources import Sources
from core.views.table import Cell, Column, Kind, Table, table

_Step = tuple[str, str, str, Callable[[Estimate], Cell], str]


def steps_table(estimated: Total, rules: SubsidyRules, named: Sources, area: str, year: int | None = None) -> Table:
    """Items downwards (入力, 計算, 結果), institutions across, then 合計 and what each item means. `area`: name with code."""
    plain = {name: sum(getattr(e, name) for e in estimated.estimates) for name in ("amount", "low", "high")}
    sums = {"試算額": plain["amount"], "幅の下限": plain["low"], "幅の上限": plain["high"]}
    rows: list[tuple[Cell, ...]] = [
        (part, item, unit, *(value(e) for e in estimated.estimates), sums.get(item), text)
        for part, item, unit, value, text in _steps(rules, year)
    ]
    blank: tuple[Cell, ...] = (None,) * len(estimated.estimates)
    if estimated.factor is not None:
        joined = tuple(reorganised(e) for e in estimated.estimates)
        rows.append(("入力", "再編統合", "", *joined, None, "加わる医療機関の額だけに増加率を掛ける"))
        told = "倍率。公表値がないため、入力した値(1.0 = 上乗せなし)。群馬県の資料で国は検討中としていた"
        rows.append(("入力", "増加率", "倍", *blank, factor_words(estimated.factor), told))
        for item, amount in (("試算額", estimated.amount), ("幅の下限", estimated.low), ("幅の上限", estimated.high)):
            rows.append(
                (
                    "結果(試算)",
                    f"上乗せ後の{item}",
                    "千円",
                    *blank,
                    amount,
                    "再編統合に加わる医療機関の合計 × 増加率(端数切り捨て) + ほかの合計",
                )
            )
    columns = (
        Column(name="part", label="段階"),
        Column(name="item", label="項目"),
        Column(name="unit", label="単位"),
        *(
            Column(name=f"institution_{n}", label=e.plan.name, kind=Kind.NUMBER, missing="")
            for n, e in enumerate(estimated.estimates, start=1)
        ),
        Column(name="sum", label="合計", kind=Kind.NUMBER, missing=""),
        Column(name="text", label="説明", wide=True),
    )
    return table("steps", f"減床の試算: {rules.title} {area}", columns, rows, named)


def _steps(rules: SubsidyRules, year: int | None) -> tuple[_Step, ...]:
    share, top = f"{rules.required_share:.0%}", rules.below_working_price
    return (
        *(
            ("入力", c.heading, c.unit if c.unit == "床" else "", _input(c), c.help)
            for c in (p.called(year) for p in PLAN_COLUMNS)
        ),
        ("計算", "基準の稼働病床数", "床", lambda e: e.plan.base, "H30とR2.4.1の少ない方。金額だけに使う"),
        ("計算", "減らす病床", "床", lambda e: e.plan.cut, "減の合計"),
        ("計算", "再編後の許可病床数", "床", lambda e: e.plan.after, "いまの許可病床数 − 減らす病床"),
        ("計算", "条件の上限", "床", lambda e: e.limit, f"H30の稼働病床数 × {share}、端数切り捨て(R2.4.1は使わない)"),
        ("計算", "条件", "", condition, "再編後の許可病床数が上限以下"),
        ("計算", "対象外の病床", "床", lambda e: e.plan.excluded, "転換・融通・H30後の対象外の合計"),
        ("計算", "対象となる減少", "床", lambda e: e.reduction, "基準 − 再編後の許可病床数 − 対象外(0未満は0)"),
        (
            "計算",
            "一日平均実働病床数",
            "床",
            lambda e: e.working,
            "許可病床数(H30) × 病床稼働率、端数切り捨て、基準まで",
        ),
        ("計算", "区分の単価で数える病床", "床", lambda e: e.upper_beds, "一日平均実働病床数までの減少"),
        ("計算", "病床稼働率の区分", "", lambda e: band_words(e.band), "「規則」の表"),
        ("計算", "区分の単価", "千円/床", lambda e: e.band.unit_price, "「規則」の表"),
        ("計算", "単価の状態", "", lambda e: band_state(e.band), "要確認は、資料で確認できていない単価"),
        ("計算", "実働を下回る病床", "床", lambda e: e.lower_beds, "一日平均実働病床数を下回る減少"),
        ("計算", "実働を下回る病床の単価", "千円/床", lambda e: top, "「規則」の表"),
        ("結果(試算)", "試算額", "千円", lambda e: e.amount, "病床 × 単価の合計。条件を満たさなければ0"),
        ("結果(試算)", "幅の下限", "千円", lambda e: e.low, "要確認の単価を、確認できた最低の単価にした額"),
        ("結果(試算)", "幅の上限", "千円", lambda e: e.high, "要確認の単価を、確認できた最高の単価にした額"),
    )


def _input(column: PlanColumn) -> Callable[[Estimate], Cell]:
    if column.field == "occupancy":  # among whole figures it would be rounded
        return lambda e: rate(e.plan.occupancy)
    return lambda e: input_cell(e, column)
