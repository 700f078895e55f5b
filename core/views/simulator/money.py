"""減床の試算: the amount with every step, its effect on the gap, and the rules behind it. Everything says 試算."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd

from core.data.bed_names import bed_names
from core.rules.engine import Result
from core.subsidy.bands import Band, SubsidyRules
from core.subsidy.estimate import Estimate, Total
from core.subsidy.gap_effect import total_in_words
from core.subsidy.plan_rows import NAME, PLAN_COLUMNS, PlanColumn, Waiting, cell
from core.views import cells
from core.views.section import Section
from core.views.sources import OURS, USER, Sources, sources_of
from core.views.table import Card, Cards, Cell, Column, Kind, Status, Table, table
from core.views.topic import Topic
from core.views.words import say, strong
from core.vocabulary import labels

TRIAL: Final = "試算。申請額ではない。病床の削減を前提とするものではない。"
#: In the title of every sheet.
MARK: Final = "【試算。申請額ではない】"
_GAP_NOTE: Final = (
    "差 = 報告 − 必要量。いまからの増減だけを数える。{recovery}への転換は{recovery}に足し、介護医療院への転換は病床から外れる。"
    "融通は、移り先が区域外なら区域から減り、区域内なら合計からは減らない(移り先での機能は入力にないため、別の行に示す)。"
)
#: Row of the gap table for beds that stay in the area at another institution.
MOVED: Final = "区域内の融通先"
_EFFECT: Final = (
    ("reported", "いまの報告", Kind.NUMBER),
    ("change", "計画による増減", Kind.SIGNED),
    ("after", "計画後", Kind.NUMBER),
    ("required", labels.SERIES["required"], Kind.NUMBER),
    ("gap_before", "差 いま", Kind.SIGNED),
    ("gap_after", "差 計画後", Kind.SIGNED),
)


def band_words(band: Band) -> str:
    """`50%以上60%未満`."""
    upper = f"{band.upper:.0%}未満" if band.upper is not None else ""
    return f"{band.lower:.0%}以上{upper}"


def band_state(band: Band) -> str:
    """How sure its price is."""
    return "確認済み" if band.confirmed else labels.TO_CONFIRM


def rule_sources(rules: SubsidyRules) -> Sources:
    """The papers that prices and rules are quoted from."""
    priced = (p.source_id for p in (*rules.bands, *rules.parameters))
    again = (b.second_hand for b in rules.bands if b.second_hand)
    return Sources(tuple(dict.fromkeys((*priced, *(i for r in rules.rules for i in r.source_ids), *again, OURS))))


def opening(rules: SubsidyRules) -> Section:
    """What this is, and what it is not."""
    return Section(
        anchor="money",
        title=f"減床の試算: {rules.title}",
        lead=say(
            strong("試算です。申請額ではありません。"),
            " 病床の削減を前提とするものではなく、医療機関と調整会議が検討するときの材料です。",
        ),
        cites=rule_sources(rules),
    )


def inputs(rules: SubsidyRules, institutions: tuple[str, ...]) -> Section:
    """What stands in the cells before anything was typed. `institutions`: source_ids of the published beds."""
    return Section(
        anchor="money-inputs",
        title="入力する値",
        lead=f"{rules.baseline}の値の欄は空です。入れるまで計算しません。",
        notes=(
            (
                f"基準は{rules.baseline}。このツールにはその値がないため、H30の許可・稼働病床数と病床稼働率の欄は空です。"
                "いまの許可病床数には最新の公表値を入れてあります(H30の値の代わりにはしません)。違うときは書き換えてください。"
            ),
        ),
        cites=Sources(institutions),
    )


def amount_section(
    estimated: Total, rules: SubsidyRules, institutions: tuple[str, ...], year: int | None = None
) -> Section:
    """The amount and its range, then each institution's steps as a passage, and all of it as a table."""
    named = sources_of(institutions, rule_sources(rules), (USER,))
    low, high = rules.confirmed_ends()
    counted = sum(e.reduction for e in estimated.estimates if e.eligible)
    cards = (
        Card(label="試算額", value=_yen(estimated.amount)),
        Card(
            label="確認できた単価による幅",
            value=f"{_yen(estimated.low)} 〜 {_yen(estimated.high)}",
            help=f"未確認の区分を下限{low:,}千円・上限{high:,}千円で計算した幅",
        ),
        Card(label="対象となる減少", value=labels.beds(counted)),
    )
    return Section(
        anchor="amount",
        title="試算額",
        lead=say(
            "試算額は合計",
            strong(_yen(estimated.amount)),
            f"(確認できた単価による幅は{_yen(estimated.low)}〜{_yen(estimated.high)})。",
            f"対象となる減少は{labels.beds(counted)}。",
        ),
        cards=(Cards(key="amount", cards=cards, sources=named, note=uplift_note(estimated)),),
        topics=tuple(_institution(n, e) for n, e in enumerate(estimated.estimates, start=1)),
        tables=(estimate_table(estimated, rules, named, year),),
        notes=(TRIAL,),
    )


def estimate_table(estimated: Total, rules: SubsidyRules, named: Sources, year: int | None = None) -> Table:
    """One row per institution and a last row 合計: inputs beside the amounts (千円), all marked 試算."""
    columns = (
        Column(name="name", label=NAME),
        *(_input_column(c.called(year)) for c in PLAN_COLUMNS),
        _figure("after", "再編後の許可病床数", "床"),
        Column(name="condition", label=f"条件({rules.required_share:.0%}以下)"),
        _figure("reduction", "対象となる減少", "床"),
        _figure("price", "1床単価", "千円"),
        Column(name="state", label="単価の状態"),
        _figure("amount", "試算額", "千円"),
        _figure("low", "幅の下限", "千円"),
        _figure("high", "幅の上限", "千円"),
        Column(name="reorganised", label="再編統合"),
        Column(name="note", label="注記", wide=True),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            e.plan.name,
            *(input_cell(e, c) for c in PLAN_COLUMNS),
            e.plan.after,
            condition(e),
            e.reduction,
            e.band.unit_price,
            band_state(e.band),
            e.amount,
            e.low,
            e.high,
            reorganised(e),
            "試算。申請額ではない",
        )
        for e in estimated.estimates
    ]
    uplift = (
        "上乗せなし"
        if estimated.factor is None
        else f"再編統合に加わる医療機関の額に増加率 × {factor_words(estimated.factor)} を掛けた合計(増加率は入力値)"
    )
    blank: tuple[Cell, ...] = tuple("" if not c.numeric else None for c in columns[1:-5])
    rows.append(("合計", *blank, estimated.amount, estimated.low, estimated.high, "", f"試算。{uplift}"))
    return table("estimate", "減床の試算", columns, rows, named, sums=(len(rows) - 1,))


def factor_words(factor: float) -> str:
    """A factor as it was typed: `1.2`, `1.125`, `1.0`."""
    plain = f"{round(factor, 6):g}"
    return plain if "." in plain else f"{plain}.0"


def uplift_note(estimated: Total) -> str:
    """How the uplift comes into the sum; nothing where none was asked for."""
    if estimated.factor is None:
        return ""
    joined = [e.plan.name for e in estimated.estimates if e.plan.reorganised]
    if not joined:
        return "再編統合に加わる医療機関が選ばれていないため、上乗せは計算に入っていません。"
    if estimated.factor == 1:
        return f"増加率が {factor_words(estimated.factor)} のため、上乗せしても額は変わりません。"
    return (
        f"上乗せ前の合計 {estimated.plain:,}千円。再編統合に加わる{'、'.join(joined)}の額に"
        f"増加率 × {factor_words(estimated.factor)} を掛け、端数を切り捨てた合計です。幅も同じです。"
    )


def uplift_help() -> str:
    """What stands on the switch of the uplift."""
    return (
        "モデル推進区域で医療機関の再編統合をする場合の上乗せ。群馬県の資料では国が検討中としており、増加率は公表されていません。"
        "群馬県の資料の「減床数 × 1床当たり単価 × 増加率」に、自分で入れた倍率を当てはめます。"
    )


def first_edition_rate(rate: float) -> str:
    """What became of a rate of increase (%) that a link of the first edition carries."""
    return (
        f"このリンクは前の版の増加率 {rate:g}%(1 + 増加率)で作られました。倍率 {factor_words(1 + rate / 100)} として開き、"
        "再編統合に加わるとした医療機関の額だけに掛けます。モデル推進区域でも、初めは掛けません。"
    )


def waiting_words(waiting: Sequence[Waiting]) -> str:
    """Which cell of which institution is missing."""
    cells = "、".join(f"{w.name}の{''.join(f'「{heading}」' for heading in w.missing)}" for w in waiting)
    asked = "H30の値はその年の病床機能報告で確かめて入れてください。いまの公表値では計算しません。"
    return f"空の欄があるため、まだ計算に入れていません: {cells}。{asked}"


def reorganised(e: Estimate) -> str:
    """Whether the institution takes part in a 再編統合."""
    return "加わる" if e.plan.reorganised else ""


def condition(e: Estimate) -> str:
    """Whether the institution meets the condition on what is left."""
    return "満たす" if e.plan.after <= e.limit else "満たさない"


def input_cell(e: Estimate, column: PlanColumn) -> Cell:
    """An input as it was typed (a rate in percent); words for what was left empty."""
    value = cell(e.plan, column)
    return value if isinstance(value, str | int | float) else Status("入力なし")


def gap_section(result: Result, effect: pd.DataFrame, area_code: str) -> Section:
    """What the plans do to the gap of an area. `effect`: `core.subsidy.gap_effect.gap_effect` on the latest reported beds."""
    title = f"必要量との差への影響({result.facts.years[-1]}年の報告病床数から)"
    area = labels.area(*(str(result.facts.areas[c][area_code]) for c in ("area_name", "pref_name")))
    named = sources_of(result.facts.source_ids.get("beds", ()), (USER,))
    return Section(
        anchor="gap-effect",
        title=title,
        lead=total_in_words(effect),
        tables=(effect_table(effect, f"{area}の{title}", named, area_code, result.facts.years[-1]),),
        notes=(_GAP_NOTE.format_map(bed_names(result.facts.years[-1])),),
    )


def effect_table(effect: pd.DataFrame, title: str, named: Sources, area_code: str, year: int) -> Table:
    """`gap_effect` in beds: one row per bed function, then the total. `year`: of the report."""
    columns = (
        Column(name="function", label="病床機能"),
        *(Column(name=n, label=label, unit="床", kind=kind) for n, label, kind in _EFFECT),
    )
    rows = [
        (
            (bed_names(year) | {"moved": MOVED})[row["bed_function"]],
            *(Status("―") if row["bed_function"] == "moved" and n != "change" else row[n] for n, _, _ in _EFFECT),
        )
        for row in effect.to_dict("records")
    ]
    made = table("gap_effect", title, columns, rows, named, sums=(len(rows) - 1,))
    return cells.stating_gap(made, [(area_code, f) for f in effect["bed_function"]], year, "gap_before")


def _institution(number: int, e: Estimate) -> Topic:
    state = "試算に入る" if e.eligible else "条件を満たさない、または対象の減少がない(0円)"
    return Topic(
        key=f"institution_{number}",
        heading=say(strong(e.plan.name), f" {e.amount:,}千円({state})"),
        lines=e.steps,
    )


def _input_column(column: PlanColumn) -> Column:
    if column.field == "occupancy":
        return Column(name=column.field, label=column.heading, kind=Kind.NUMBER, digits=2, missing="")
    if column.unit == "床":
        return _figure(column.field, column.heading, "床")
    return Column(name=column.field, label=column.heading)


def _figure(name: str, label: str, unit: str) -> Column:
    """A column of whole figures; a place without one (in the sum) stays empty."""
    return Column(name=name, label=label, unit=unit, kind=Kind.NUMBER, missing="")


def _yen(thousands: int) -> str:
    """千円 as 億円 or 万円."""
    if thousands == 0:
        return "0円"
    return f"{thousands / 100_000:,.2f}億円" if thousands >= 100_000 else f"{thousands / 10:,.0f}万円"
