"""What the estimate stands on, with source and page, and the other schemes beside it, which are shown and never reckoned with."""

from __future__ import annotations

from core.content.base import GRADE_LABEL
from core.content.other_schemes import OtherSchemes
from core.content.source_short import cited, load_source_short
from core.subsidy.bands import BELOW_WORKING_PRICE, Band, SubsidyRules
from core.views.section import Section
from core.views.simulator.money import TRIAL, band_state, band_words, rule_sources
from core.views.sources import Sources, short_names
from core.views.table import Cell, Column, Kind, Table, table
from core.views.topic import Topic
from core.views.words import say, strong
from core.vocabulary import labels


def rules_section(rules: SubsidyRules) -> Section:
    """Unit prices with how sure they are, rules with source and page, and what is not known."""
    named = rule_sources(rules)
    columns = (
        Column(name="band", label="病床稼働率"),
        Column(name="price", label="1床単価", unit="千円", kind=Kind.NUMBER),
        Column(name="state", label="状態"),
        Column(name="range", label="確認できた両端による幅", unit="千円"),
        Column(name="found", label="根拠", wide=True),
    )
    rows: list[tuple[Cell, ...]] = [
        (band_words(b), b.unit_price, band_state(b), _range(b, rules), f"{cited(b)}。{b.note}".removesuffix("。"))
        for b in rules.bands
    ]
    prices = [b.unit_price for b in rules.bands if b.confirmed and b.unit_price is not None]
    top = rules.parameter(BELOW_WORKING_PRICE)
    price = rules.below_working_price
    rows.append(("一日平均実働病床数を下回る部分", price, "確認済み", f"{price:,}", cited(top)))
    words = (
        Column(name="rule", label="規則", wide=True),
        Column(name="source", label="出典"),
        Column(name="page", label="箇所", wide=True),
    )
    return Section(
        anchor="money-rules",
        title="単価と規則",
        lead=say(
            "1床の単価は、病床稼働率により",
            strong(f"{min(prices):,}〜{max(prices):,}千円"),
            f"。確認できた区分は{len(prices)}、確認できていない区分は{len(rules.bands) - len(prices)}。",
        ),
        tables=(
            table("prices", f"1床単価: {rules.title}", columns, rows, named),
            table("rules", f"規則: {rules.title}", words, [(r.text, r.source, r.page) for r in rules.rules], named),
        ),
        topics=(Topic(key="unknown", heading="分かっていないこと", lines=rules.unknown),),
    )


def rules_table(rules: SubsidyRules) -> Table:
    """The same for the workbook, as one table: prices, base, rules, what is not known, grounds."""
    rows: list[tuple[Cell, ...]] = [
        ("単価", f"病床稼働率 {band_words(b)}", b.unit_price, band_state(b)) for b in rules.bands
    ]
    rows.append(("単価", "一日平均実働病床数を下回る部分", rules.below_working_price, "確認済み"))
    rows += [
        ("単価の幅", f"病床稼働率 {band_words(b)}", None, f"{_range(b, rules)}千円/床(確認できた両端)")
        for b in rules.bands
        if not b.confirmed
    ]
    rows.append(("基準", rules.baseline, None, ""))
    rows += [("規則", r.text, None, f"{r.source}、{r.page}") for r in rules.rules]
    rows += [("分かっていないこと", text, None, labels.TO_CONFIRM) for text in rules.unknown]
    rows += [
        ("根拠", f"{p.label} {p.amount}", None, "。".join(t for t in (cited(p), p.note.removesuffix("。")) if t))
        for p in (*rules.bands, *rules.parameters)
    ]
    columns = (
        Column(name="kind", label="種類"),
        Column(name="content", label="内容", wide=True),
        Column(name="price", label="単価", unit="千円/床", kind=Kind.NUMBER, missing=""),
        Column(name="state", label="状態・出典", wide=True),
    )
    return table("rules", f"単価・規則: {rules.title}", columns, rows, rule_sources(rules), note=TRIAL)


def other_schemes_section(others: OtherSchemes) -> Section:
    """One row per fact of a scheme, its amount in words, so that nothing invites a sum."""
    columns = (
        Column(name="scheme", label="制度", wide=True),
        Column(name="fact", label="項目", wide=True),
        Column(name="amount", label="額など", wide=True),
        Column(name="as_of", label="時点"),
        Column(name="grade", label="確かさ"),
        Column(name="differs", label="この試算との違い", wide=True),
        Column(name="found", label="出典と箇所", wide=True),
    )
    rows = [
        (s.name, f.label, f.text, f.as_of.isoformat(), GRADE_LABEL[f.grade], s.differs, _found(f.source_id, f.page))
        for s in others.schemes
        for f in s.facts
    ]
    title = f"{others.title}({others.as_of.isoformat()}に確かめた範囲)"
    return Section(
        anchor="money-other-schemes",
        title=title,
        lead=others.lead,
        tables=(table("other_schemes", title, columns, rows, Sources(others.source_ids)),),
        notes=others.notes,
    )


def _found(source_id: str, page: str) -> str:
    return f"{'、'.join(short_names(Sources((source_id,))))}、{page}" if source_id in load_source_short() else page


def _range(band: Band, rules: SubsidyRules) -> str:
    low, high = (band.unit_price, band.unit_price) if band.confirmed else rules.confirmed_ends()
    return f"{low:,}" if low == high else f"{low:,}〜{high:,}"
