"""減床の試算: planned reductions per institution → subsidy estimate (試算) and the effect on the gap."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from core.data.queries import rules as queries
from core.data.sourced import Sourced, row_at
from core.errors import UserError
from core.exports.table import csv_bytes
from core.rules.engine import Result
from core.subsidy.bands import SubsidyRules, load_rules
from core.subsidy.estimate import Plan, Total, total
from core.subsidy.gap_effect import gap_effect, total_in_words
from core.subsidy.tables import (
    NAME,
    PLACES,
    PLAN_COLUMNS,
    Column,
    beyond_published,
    effect_table,
    estimate_table,
    plans_of,
    starting_rows,
)
from core.subsidy.workbook import GAP_NOTE, band_words, workbook
from core.ui import cached, components
from core.ui import state as url_state
from core.ui.simulator import words
from core.vocabulary import labels

#: What was typed, by area and institution: outlives the widgets, which end when another view opens.
_TYPED = "sim_money_typed"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Pixels of the grids' columns: each grid fits the main column of a 1,280 px window with its heading in full.
_WIDTHS = {
    NAME: 120, "permitted": 121, "operating": 121, "operating_2020": 138, "occupancy": 122, "excluded_since_h30": 149,
    "current": 166, "cut_high_acute": 149, "cut_acute": 123, "cut_chronic": 123, "to_recovery": 116, "to_care": 142,
    "transferred": 100, "stays_in_area": 84,
}  # fmt: skip
_GRIDS = {
    "base": "**基準の値**(高度急性期・急性期・慢性期の合計)",
    "plan": "**計画**(いまから減らす病床。→ と融通はその内数)",
}


def show(result: Result) -> None:
    """Area → institutions → editable plans → amount and gap."""
    rules = load_rules()
    st.subheader(f"減床の試算: {rules.title}", anchor="money")
    st.caption(
        "**試算です。申請額ではありません。** 病床の削減を前提とするものではなく、医療機関と調整会議が検討するときの材料です。"
    )
    areas = result.facts.areas
    names = {c: f"{c} {n}({p})" for c, n, p in zip(areas.index, areas["area_name"], areas["pref_name"], strict=True)}
    default = next(iter(result.selected_codes()), next(iter(names)))
    one, two, three = st.columns([2, 4, 2], gap="medium")
    with one:
        code = url_state.select("区域", list(names), key="area", default=default, text=names.__getitem__)
    institutions = cached.query(queries.area_institutions, code)
    with two:
        picked = st.multiselect(
            "医療機関(いくつでも)",
            institutions.frame["facility_name"].tolist(),
            key=f"sim_money_names_{code}",
            placeholder="選んでください",
            persist_state="session",
        )
    with three:
        uplift = _uplift(code in result.model_codes())
    if picked:
        _estimate(result, rules, institutions, picked, code, uplift)
    else:
        st.info("医療機関を選ぶと、計画を入力する表が出ます。")
    _rules(rules)


def _estimate(
    result: Result, rules: SubsidyRules, institutions: Sourced, picked: list[str], code: str, uplift: float | None
) -> None:
    plans = _plans(institutions.frame, picked, code)
    components.source_footer(
        institutions.source_ids,
        f"基準は{rules.baseline}。許可・稼働病床数の欄には最新の公表値を仮に入れてあるため、H30の値に書き換えてください。"
        "いまの許可病床数も最新の公表値です。違うときは書き換えてください。",
    )
    if plans is None:
        return
    try:
        estimated = total(plans, rules, uplift)
    except UserError as error:
        words.tell(error)
        return
    for sentence in beyond_published(plans, institutions.frame):
        st.warning(f"{words.plain(sentence)}機能の区分か床数を確かめてください。")
    _amounts(estimated, rules)
    effect = _gap(result, code, plans)
    _files(result, rules, institutions, code, estimated, effect)


def _files(
    result: Result, rules: SubsidyRules, institutions: Sourced, code: str, estimated: Total, effect: pd.DataFrame
) -> None:
    area = f"{code} {result.facts.areas['area_name'][code]}({result.facts.areas['pref_name'][code]})"
    name = f"{code}_{result.facts.areas['area_name'][code]}_減床の試算"
    sources = components.source_text(
        dict.fromkeys((*institutions.source_ids, *result.facts.source_ids.get("beds", ())))
    )
    book: Callable[[], bytes] = lambda: workbook(  # noqa: E731
        estimated, effect, rules, area=area, year=result.facts.years[-1], sources=sources, today=date.today()
    )
    one, two = st.columns([1, 2])
    one.download_button(
        "試算の表(xlsx: 試算・必要量との差・規則と出典)",
        book,
        f"{name}.xlsx",
        _XLSX,
        key="sim_money_xlsx",
        on_click="ignore",
    )
    two.download_button(
        "試算の表(CSV)",
        csv_bytes(estimate_table(estimated)),
        f"{name}.csv",
        "text/csv",
        key="sim_money_csv",
        on_click="ignore",
    )


def _uplift(is_model: bool) -> float | None:
    on = st.toggle(
        "モデルの上乗せ",
        is_model,
        key=f"sim_uplift_{is_model}",
        help="モデル推進区域の上乗せを見込む。増加率は公表されていないため、自分で入れた値で計算します。",
        persist_state="session",
    )
    if not on:
        return None
    percent = st.number_input(
        "増加率(%、公表値なし)", 0.0, 500.0, 0.0, 5.0, key="sim_uplift_rate", persist_state="session"
    )
    if percent == 0:
        st.caption("増加率が0%のため、上乗せしても額は変わりません。")
    return float(percent) / 100


def _rules(rules: SubsidyRules) -> None:
    with st.expander("単価と規則"):
        rows = [(band_words(b), b.unit_price, "確認済み" if b.confirmed else "要確認") for b in rules.bands]
        st.dataframe(pd.DataFrame(rows, columns=["病床稼働率", "1床単価(千円)", "状態"]), hide_index=True)
        st.markdown("\n".join(f"- {r.text}({r.source})" for r in rules.rules))
        st.markdown("**分かっていないこと**\n" + "\n".join(f"- {text}" for text in rules.unknown))


def _plans(institutions: pd.DataFrame, picked: list[str], code: str) -> list[Plan] | None:
    """Plans from the two editable grids; None while a needed cell is still empty."""
    chosen = institutions[institutions["facility_name"].isin(picked)]
    key = f"sim_money_{code}_{'_'.join(str(i) for i in chosen.index)}"
    parts = []
    for grid, title in _GRIDS.items():
        st.markdown(title)
        columns = [c for c in PLAN_COLUMNS if c.grid == grid]
        edited = st.data_editor(
            _base(chosen, code, f"{key}_{grid}")[[NAME, *(c.heading for c in columns)]],
            hide_index=True,
            num_rows="fixed",
            placeholder="未入力",
            disabled=[NAME],
            key=f"{key}_{grid}",
            column_config={NAME: st.column_config.TextColumn(width=_WIDTHS[NAME], pinned=True)}
            | {c.heading: _config(c) for c in columns},
        )
        parts.append(edited.set_index(NAME))
    rows = pd.concat(parts, axis=1).reset_index()
    st.session_state.setdefault(_TYPED, {}).setdefault(code, {}).update(
        {row[NAME]: row for row in rows.to_dict("records")}
    )
    try:
        plans, waiting = plans_of(rows)
    except UserError as error:
        words.tell(error)
        return None
    if waiting:
        st.info(f"病床稼働率などが空の医療機関は、まだ計算に入れていません: {'、'.join(waiting)}")
    return plans or None


def _config(column: Column) -> ColumnConfig:
    width = _WIDTHS[column.field]
    if column.field == "stays_in_area":
        return st.column_config.SelectboxColumn(column.short, options=list(PLACES), width=width, help=column.help)
    step = 0.01 if column.field == "occupancy" else 1
    return st.column_config.NumberColumn(column.short, min_value=0, step=step, width=width, help=column.help)


def _base(chosen: pd.DataFrame, code: str, key: str) -> pd.DataFrame:
    """Rows that a grid starts from: what was typed before for an institution, else the stand-in.

    A grid keeps its edits only while these rows stay the same, so they are made once per choice of institutions.
    """
    store = f"{key}_base"
    if key not in st.session_state or store not in st.session_state:
        rows = starting_rows(chosen)
        typed = st.session_state.get(_TYPED, {}).get(code, {})
        for i, name in enumerate(rows[NAME]):
            for heading, value in typed.get(name, {}).items():
                rows.loc[i, heading] = value
        st.session_state[store] = rows
    kept: pd.DataFrame = st.session_state[store]
    return kept


def _amounts(estimated: Total, rules: SubsidyRules) -> None:
    def million(value: int) -> str:
        if value == 0:
            return "0円"
        return f"{value / 100_000:,.2f}億円" if value >= 100_000 else f"{value / 10:,.0f}万円"

    one, two, three = st.columns(3)
    one.metric("試算額", million(estimated.amount))
    low, high = rules.confirmed_ends()
    two.metric(
        "確認できた単価による幅",
        f"{million(estimated.low)} 〜 {million(estimated.high)}",
        help=f"未確認の区分を下限{low:,}千円・上限{high:,}千円で計算した幅",
    )
    counted = sum(e.reduction for e in estimated.estimates if e.eligible)
    three.metric("対象となる減少", labels.beds(counted))
    if estimated.uplift:
        st.caption(
            f"試算額 = 上乗せ前の合計 {estimated.plain:,}千円 × (1 + 増加率{estimated.uplift:.0%})。幅も同じです。"
        )
    for item in estimated.estimates:
        with st.container(border=True, gap="xxsmall"):
            state = "試算に入る" if item.eligible else "条件を満たさない、または対象の減少がない(0円)"
            st.markdown(f"**{item.plan.name}** {item.amount:,}千円({state})")
            st.markdown("\n".join(f"- {step}" for step in item.steps))


def _gap(result: Result, code: str, plans: list[Plan]) -> pd.DataFrame:
    latest = result.facts.years[-1]
    reported: dict[str, float] = dict(row_at(result.facts.reported[latest], code))
    required: dict[str, float] = dict(row_at(result.facts.required, code))
    effect = gap_effect(reported, required, plans)
    st.markdown(f"**必要量との差への影響({latest}年の報告病床数から)**")
    st.dataframe(effect_table(effect), hide_index=True)
    st.markdown(total_in_words(effect))
    components.source_footer(result.facts.source_ids.get("beds", ()), GAP_NOTE)
    return effect
