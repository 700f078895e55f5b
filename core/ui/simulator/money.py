"""減床の試算: planned reductions per institution → subsidy estimate (試算) and the effect on the gap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from core.content.other_schemes import load_other_schemes
from core.data.queries import rules as queries
from core.data.sourced import Sourced, row_at
from core.errors import UserError
from core.exports.estimate import estimate_workbook
from core.exports.sheets import XLSX_MIME
from core.reading.entries import Cells
from core.rules.engine import Result
from core.subsidy.bands import SubsidyRules, load_rules
from core.subsidy.estimate import LEAST_FACTOR, Plan, Total, total
from core.subsidy.gap_effect import gap_effect
from core.subsidy.plan_rows import (
    NAME,
    PLACES,
    PLAN_COLUMNS,
    PlanColumn,
    beyond_published,
    plans_of,
    starting_rows,
)
from core.subsidy.plan_rows import cells as cells_of
from core.ui import cached, draw
from core.ui import state as url_state
from core.ui.entry_table import Field, entry_table
from core.ui.simulator import area_choice
from core.ui.simulator import plans as plans_made
from core.ui.simulator.view_state import SimulatorState
from core.ui.state import Controls
from core.views import cells
from core.views.section import Section, together
from core.views.simulator import headline, money
from core.views.simulator.deck import MARK
from core.views.simulator.money_rules import other_schemes_section, rules_section
from core.views.words import raw_text, say, strong
from core.vocabulary import clock

#: Shares of the tables' widths, in rem where they scroll: each fits the main column of a 1,280 px window with its heading in full.
_WIDTHS = {
    NAME: 9.9, "permitted": 7.5, "operating": 7.5, "operating_2020": 8.5, "occupancy": 7.5, "excluded_since_h30": 8.9,
    "current": 9.9, "cut_high_acute": 8.6, "cut_acute": 7.2, "cut_chronic": 7.2, "to_recovery": 6.7, "to_care": 8.1,
    "transferred": 5.9, "stays_in_area": 6.3,
}  # fmt: skip
_TABLES = {
    "base": ("基準の値", say(strong("基準の値"), "(高度急性期・急性期・慢性期の合計)")),
    "plan": ("計画", say(strong("計画"), "(いまから減らす病床。→ と融通はその内数)")),
}


def show(result: Result) -> None:
    """Area → institutions → editable plans → amount and gap."""
    rules = load_rules()
    opening = money.opening(rules)
    draw.heading(opening)
    draw.caption(opening.lead)
    one, two, three = st.columns([2, 3.4, 2.6], gap="medium")
    page = url_state.page(SimulatorState)
    with one:
        code = area_choice.select(result, "区域", result.selected_codes())
    institutions = cached.query(queries.area_institutions, code)
    with two:
        picked = st.multiselect(
            "医療機関(いくつでも)",
            institutions.frame["facility_name"].tolist(),
            key=plans_made.picked_key(code),
            placeholder="選んでください",
            persist_state="session",
            on_change=url_state.own_part,
        )
    with three:
        uplift = _uplift(code in result.model_codes(), page)
        joined = _reorganised(code, picked) if picked and uplift is not None else []
    stated: tuple[Section, ...] = ()
    if picked:
        stated = _estimate(result, rules, institutions, picked, joined, code, uplift)
    else:
        draw.info("医療機関を選ぶと、計画を入力する表が出ます。")
    around = (_rules(rules), _others(other_schemes_section(load_other_schemes())))
    every = together(*stated, *around, cautions=headline.section(result).cautions)
    draw.ending(every, "減床の試算_入力と規則", key="sim_money_all", noted=True, mark=MARK if stated else "")


def _estimate(
    result: Result,
    rules: SubsidyRules,
    institutions: Sourced,
    picked: list[str],
    joined: list[str],
    code: str,
    factor: float | None,
) -> tuple[Section, ...]:
    """Tables to type into and amounts; the sections that they are, for the ending."""
    plans = _plans(institutions.frame, picked, joined, code, result.facts.years[-1])
    asked = money.inputs(rules, institutions.source_ids)
    draw.notes(asked)
    if plans is None:
        return (asked,)
    try:
        estimated = total(plans, rules, factor)
    except UserError as error:
        draw.problem(error)
        return (asked,)
    for sentence in beyond_published(plans, institutions.frame):
        draw.warning(f"{sentence}機能の区分か床数を確かめてください。")
    amount = money.amount_section(estimated, rules, institutions.source_ids, result.facts.years[-1])
    gap = money.gap_section(result, _effect(result, code, plans), code)
    gap = replace(gap, tables=tuple(cells.found(cached.query, t) for t in gap.tables))
    _amounts(amount)
    _gap(gap)
    _files(result, rules, code, estimated, amount, gap)
    return asked, amount, gap


def _effect(result: Result, code: str, plans: list[Plan]) -> pd.DataFrame:
    latest = result.facts.years[-1]
    reported: dict[str, float] = dict(row_at(result.facts.reported[latest], code))
    required: dict[str, float] = dict(row_at(result.facts.required, code))
    return gap_effect(reported, required, plans)


def _files(result: Result, rules: SubsidyRules, code: str, estimated: Total, amount: Section, gap: Section) -> None:
    areas, today = result.facts.areas, clock.today()
    area = f"{code} {areas['area_name'][code]}({areas['pref_name'][code]})"
    others = other_schemes_section(load_other_schemes())
    stem = f"{code}_{areas['area_name'][code]}_減床の試算"
    one, two = st.columns([1, 2])
    with one:
        draw.save_button(
            "試算の表(xlsx: 試算・必要量との差・規則と出典)",
            lambda: estimate_workbook(
                estimated, rules, amount, gap, others, area, cached.sources_by_id(), today, result.facts.years[-1]
            ),
            f"{draw.file_stem(stem)}_{today.isoformat()}.xlsx",
            XLSX_MIME,
            key="sim_money_xlsx",
        )
    with two:
        draw.csv_button(lambda: amount.table("estimate"), stem, key="sim_money_csv", label="試算の表(CSV)")


def _uplift(is_model: bool, page: Controls[SimulatorState]) -> float | None:
    """The factor, or None while the uplift is off."""
    rate = page.value.uplift_rate if page.value.uplift_factor is None else None
    on = page.toggle("uplift", "再編統合の上乗せ(検討中)", key="sim_uplift", help=money.uplift_help())
    if rate:
        draw.caption(money.first_edition_rate(rate))
    if not on:
        return None
    start = LEAST_FACTOR if rate is None else 1 + rate / 100
    factor = page.number(
        "uplift_factor", "増加率(倍率、公表値なし)", widget="sim_uplift_factor", start=start, step=0.05, format="%.2f"
    )
    if not is_model:
        draw.caption(
            "上乗せはモデル推進区域での再編統合が前提です。この区域は、いまのシナリオではモデル推進区域ではありません。"
        )
    return float(factor)


def _reorganised(code: str, picked: list[str]) -> list[str]:
    """Names of those in a 再編統合: the uplift belongs to them alone."""
    key = plans_made.reorganised_key(code)
    held = [n for n in st.session_state.get(key, []) if n in picked]
    if st.session_state.get(key, []) != held:
        st.session_state[key] = held
    return st.multiselect(
        "再編統合に加わる医療機関(この額だけに増加率を掛ける)",
        picked,
        key=key,
        placeholder="選んでください",
        persist_state="session",
        on_change=url_state.own_part,
    )


def _rules(rules: SubsidyRules) -> Section:
    section = rules_section(rules)
    with st.expander(draw.markdown(section.title)):
        for shown in section.tables:
            draw.table(shown)
        for topic in section.topics:
            draw.topic(topic)
        draw.notes(section)
    return section


def _others(section: Section) -> Section:
    draw.heading(section)
    draw.opening(section)
    draw.table(section.table("other_schemes"))
    draw.notes(section)
    return section


def _plans(institutions: pd.DataFrame, picked: list[str], joined: list[str], code: str, year: int) -> list[Plan] | None:
    """Plans from the two tables to type into; None while a needed cell is still empty. `year`: of the newest report."""
    chosen = institutions[institutions["facility_name"].isin(picked)]
    names = tuple(chosen["facility_name"].astype(str))
    rows: tuple[dict[str, Any], ...] = tuple({NAME: name} for name in names)
    for table, (title, words) in _TABLES.items():
        draw.sentence(words)
        columns = [c for c in PLAN_COLUMNS if c.table == table]
        key = plans_made.table_key(code, chosen.index, table)
        typed = entry_table(
            title,
            [_field(c, year) for c in columns],
            _begun(chosen, columns, code, key),
            key,
            partial(_taken, code, names, columns),
            most=len(names),
            head=(NAME, _WIDTHS[NAME]),
            heads=names,
        )
        rows = tuple(row | found for row, found in zip(rows, _named(names, columns, typed), strict=True))
    plans_made.keep(code, rows)
    try:
        plans, waiting = plans_of(rows, joined)
    except UserError as error:
        draw.problem(error)
        return None
    if waiting:
        draw.info(money.waiting_words(waiting))
    return plans or None


def _named(names: Sequence[str], columns: Sequence[PlanColumn], typed: Cells) -> list[dict[str, Any]]:
    """Rows by the headings of their columns."""
    headings = [c.heading for c in columns]
    return [{NAME: name} | dict(zip(headings, row, strict=True)) for name, row in zip(names, typed, strict=True)]


def _taken(code: str, names: Sequence[str], columns: Sequence[PlanColumn], typed: Cells) -> None:
    """A cell has been changed: remembered at once, since another view may be opened before the table is drawn again."""
    plans_made.keep(code, _named(names, columns, typed))


def _field(column: PlanColumn, year: int) -> Field:
    called = column.called(year)
    offered = tuple(PLACES) if column.field == "stays_in_area" else ()
    return Field(column.entry(), called.short, _WIDTHS[column.field], column.unit, called.help, offered)


def _begun(chosen: pd.DataFrame, columns: Sequence[PlanColumn], code: str, key: str) -> Cells:
    """Rows that a table starts from: what was typed before for an institution, else the stand-in.

    They are made once per choice of institutions: what the table is told then does not change with what is typed.
    """
    store = f"{key}_begun"
    if key not in st.session_state or store not in st.session_state:
        rows = starting_rows(chosen)
        typed = plans_made.typed(code)
        for i, name in enumerate(rows[NAME]):
            for heading, value in typed.get(name, {}).items():
                rows.loc[i, heading] = value
        st.session_state[store] = cells_of(rows, columns)
    kept: Cells = st.session_state[store]
    return kept


def _amounts(section: Section) -> None:
    row = section.card_row("amount")
    draw.cards(row, section.title)
    draw.caption(row.note)
    for topic in section.topics:
        with st.container(border=True, gap="xxsmall"):
            draw.topic(topic)
    draw.notes(section)


def _gap(section: Section) -> None:
    table = section.table("gap_effect")
    draw.sentence(strong(raw_text(section.title)))
    draw.table(table)
    draw.opening(section)
    draw.notes(section)
