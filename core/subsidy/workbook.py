"""The estimate as one Excel workbook: inputs and steps, effect on the gap, rules and sources. Every sheet says 試算."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from core.content.source_short import cited
from core.exports.sheet import fill
from core.subsidy.bands import Band, SubsidyRules
from core.subsidy.estimate import Estimate, Total
from core.subsidy.gap_effect import total_in_words
from core.subsidy.tables import MOVED, PLAN_COLUMNS, Column, cell
from core.vocabulary import labels

TRIAL = "試算。申請額ではない。病床の削減を前提とするものではない。"
GAP_NOTE = (
    "差 = 報告 − 必要量。いまからの増減だけを数える。回復期への転換は回復期に足し、介護医療院への転換は病床から外れる。"
    "融通は、移り先が区域外なら区域から減り、区域内なら合計からは減らない(移り先での機能は入力にないため、別の行に示す)。"
)


def band_words(band: Band) -> str:
    """`50%以上60%未満`."""
    upper = f"{band.upper:.0%}未満" if band.upper is not None else ""
    return f"{band.lower:.0%}以上{upper}"


def workbook(
    estimated: Total, effect: pd.DataFrame, rules: SubsidyRules, *, area: str, year: int, sources: str, today: date
) -> bytes:
    """Bytes of the workbook. `area`: name with code; `year`: of the reported beds; `sources`: as on the screen."""
    book = Workbook()
    book.properties.created = book.properties.modified = datetime(today.year, today.month, today.day)
    first = book.active
    assert isinstance(first, Worksheet)
    first.title = "試算"
    fill(first, steps_sheet(estimated, rules), f"減床の試算: {rules.title} {area} 【試算。申請額ではない】")
    first.freeze_panes = "D3"
    second = book.create_sheet("必要量との差")
    fill(second, effect_sheet(effect, year), f"必要量との差への影響 {area} 【試算】")
    for line in ("", total_in_words(effect), GAP_NOTE, TRIAL):
        second.append([line])
    third = book.create_sheet("規則・出典")
    fill(third, rules_sheet(rules, sources), f"単価・規則・出典: {rules.title}")
    for row in third.iter_rows(min_row=3):
        for one in row:
            one.alignment = Alignment(wrap_text=True, vertical="top")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def steps_sheet(estimated: Total, rules: SubsidyRules) -> pd.DataFrame:
    """Items downwards (入力, 計算, 結果), institutions across, then 合計 and what each item means."""
    share, top = f"{rules.required_share:.0%}", rules.below_working_price
    steps: tuple[tuple[str, str, str, Callable[[Estimate], Any], str], ...] = (
        *(("入力", c.heading, c.unit, _input(c), c.help) for c in PLAN_COLUMNS),
        ("計算", "基準の稼働病床数", "床", lambda e: e.plan.base, "H30とR2.4.1の少ない方"),
        ("計算", "減らす病床", "床", lambda e: e.plan.cut, "減の合計"),
        ("計算", "再編後の許可病床数", "床", lambda e: e.plan.after, "いまの許可病床数 − 減らす病床"),
        ("計算", "条件の上限", "床", lambda e: e.limit, f"基準 × {share}、端数切り捨て"),
        (
            "計算",
            "条件",
            "",
            lambda e: "満たす" if e.plan.after <= e.limit else "満たさない",
            "再編後の許可病床数が上限以下",
        ),
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
        ("計算", "病床稼働率の区分", "", lambda e: band_words(e.band), "「規則・出典」の表"),
        ("計算", "区分の単価", "千円/床", lambda e: e.band.unit_price, "「規則・出典」の表"),
        ("計算", "単価の状態", "", lambda e: _state(e.band), "要確認は、資料で確認できていない単価"),
        ("計算", "実働を下回る病床", "床", lambda e: e.lower_beds, "一日平均実働病床数を下回る減少"),
        ("計算", "実働を下回る病床の単価", "千円/床", lambda e: top, "「規則・出典」の表"),
        ("結果(試算)", "試算額", "千円", lambda e: e.amount, "病床 × 単価の合計。条件を満たさなければ0"),
        ("結果(試算)", "幅の下限", "千円", lambda e: e.low, "要確認の単価を、確認できた最低の単価にした額"),
        ("結果(試算)", "幅の上限", "千円", lambda e: e.high, "要確認の単価を、確認できた最高の単価にした額"),
    )
    plain = {name: sum(getattr(e, name) for e in estimated.estimates) for name in ("amount", "low", "high")}
    sums = {"試算額": plain["amount"], "幅の下限": plain["low"], "幅の上限": plain["high"]}
    rows = [
        [part, item, unit, *(value(e) for e in estimated.estimates), sums.get(item), text]
        for part, item, unit, value, text in steps
    ]
    blank = [None] * len(estimated.estimates)
    if estimated.uplift is not None:
        percent = round(estimated.uplift * 100, 6)
        rows.append(["入力", "増加率", "%", *blank, percent, "公表値がないため、入力した値"])
        for item, amount in (("試算額", estimated.amount), ("幅の下限", estimated.low), ("幅の上限", estimated.high)):
            rows.append(
                ["結果(試算)", f"上乗せ後の{item}", "千円", *blank, amount, "合計 × (1 + 増加率)、端数切り捨て"]
            )
    names = [e.plan.name for e in estimated.estimates]
    return pd.DataFrame(rows, columns=["段階", "項目", "単位", *names, "合計", "説明"], dtype=object)


def effect_sheet(effect: pd.DataFrame, year: int) -> pd.DataFrame:
    """`gap_effect` as numbers, with units in the headings."""
    names = {
        "reported": f"いまの報告({year}年、床)",
        "change": "計画による増減(床)",
        "after": "計画後(床)",
        "required": "必要量(床)",
        "gap_before": "差 いま(床)",
        "gap_after": "差 計画後(床)",
    }
    words = effect["bed_function"].map(labels.BED_FUNCTION | {"moved": MOVED})
    return (
        effect.drop(columns="bed_function").rename(columns=names).assign(病床機能=words)[["病床機能", *names.values()]]
    )


def rules_sheet(rules: SubsidyRules, sources: str) -> pd.DataFrame:
    """Unit prices with how sure they are, rules with where they were found, what is not known, the source of each value."""
    rows: list[tuple[str, str, int | None, str]] = [
        ("単価", f"病床稼働率 {band_words(b)}", b.unit_price, _state(b)) for b in rules.bands
    ]
    rows.append(("単価", "一日平均実働病床数を下回る部分", rules.below_working_price, "確認済み"))
    rows.append(("基準", rules.baseline, None, ""))
    rows += [("規則", rule.text, None, rule.source) for rule in rules.rules]
    rows += [("分かっていないこと", text, None, "要確認") for text in rules.unknown]
    rows += [("根拠", f"{p.label} {p.amount}", None, cited(p)) for p in (*rules.bands, *rules.parameters)]
    rows += [("注記", TRIAL, None, ""), ("出典", sources, None, "")]
    return pd.DataFrame(rows, columns=["種類", "内容", "単価(千円/床)", "状態・出典"], dtype=object)


def _input(column: Column) -> Callable[[Estimate], object]:
    return lambda e: cell(e.plan, column)


def _state(band: Band) -> str:
    return "確認済み" if band.confirmed else "要確認"
