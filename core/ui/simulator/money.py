"""減床の試算: planned reductions per institution → subsidy estimate (試算) and the effect on the gap."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from core import labels
from core.errors import UserError
from core.exports.table import csv_bytes
from core.queries import rules as queries
from core.queries.sourced import Sourced
from core.rules.engine import Result
from core.subsidy.bands import SubsidyRules, load_rules
from core.subsidy.estimate import Plan, Total, total
from core.subsidy.gap_effect import gap_effect
from core.subsidy.tables import PLAN_COLUMNS, effect_table, estimate_table, plans_of, starting_rows
from core.ui import cached, components
from core.ui import state as url_state
from core.ui.simulator import words

_TYPED = "sim_money_typed"


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
        f"基準は{rules.baseline}。許可・稼働病床数の欄には最新の公表値を仮に入れてあるため、H30の値に書き換えてください。",
    )
    if plans is None:
        return
    try:
        estimated = total(plans, rules, uplift)
    except UserError as error:
        words.tell(error)
        return
    _amounts(estimated, rules)
    _gap(result, code, plans)
    st.download_button(
        "試算の表(CSV)",
        csv_bytes(estimate_table(estimated)),
        f"{code}_{result.facts.areas['area_name'][code]}_減床の試算.csv",
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
    )
    if not on:
        return None
    percent = st.number_input("増加率(%、公表値なし)", 0.0, 500.0, 0.0, 5.0, key="sim_uplift_rate")
    return float(percent) / 100


def _rules(rules: SubsidyRules) -> None:
    with st.expander("単価と規則"):
        rows = []
        for band in rules.bands:
            upper = f"{band.upper:.0%}未満" if band.upper is not None else ""
            rows.append((f"{band.lower:.0%}以上{upper}", band.unit_price, "確認済み" if band.confirmed else "要確認"))
        st.dataframe(pd.DataFrame(rows, columns=["病床稼働率", "1床単価(千円)", "状態"]), hide_index=True)
        st.markdown("\n".join(f"- {r.text}({r.source})" for r in rules.rules))
        st.markdown("**分かっていないこと**\n" + "\n".join(f"- {text}" for text in rules.unknown))


def _plans(institutions: pd.DataFrame, picked: list[str], code: str) -> list[Plan] | None:
    """Plans from the editable table; None while a needed cell is still empty."""
    key = f"sim_money_{code}_{'_'.join(str(i) for i in institutions.index[institutions['facility_name'].isin(picked)])}"
    edited = st.data_editor(
        _base(institutions, picked, code, key),
        hide_index=True,
        num_rows="fixed",
        placeholder="未入力",
        disabled=["医療機関"],
        key=key,
        column_config={
            heading: st.column_config.NumberColumn(
                heading, min_value=0, step=0.1 if field == "occupancy" else 1, help=text
            )
            for heading, field, text in PLAN_COLUMNS
        },
    )
    st.session_state.setdefault(_TYPED, {}).setdefault(code, {}).update(
        {row["医療機関"]: row for row in edited.to_dict("records")}
    )
    try:
        plans, waiting = plans_of(edited)
    except UserError as error:
        words.tell(error)
        return None
    if waiting:
        st.info(f"病床稼働率などが空の医療機関は、まだ計算に入れていません: {'、'.join(waiting)}")
    return plans or None


def _base(institutions: pd.DataFrame, picked: list[str], code: str, key: str) -> pd.DataFrame:
    """Rows that the editor starts from: what was typed before for an institution, else the stand-in.

    The editor keeps its edits only while these rows stay the same, so they are made once per choice of institutions.
    """
    store = f"{key}_base"
    if key not in st.session_state or store not in st.session_state:
        rows = starting_rows(institutions[institutions["facility_name"].isin(picked)])
        typed = st.session_state.get(_TYPED, {}).get(code, {})
        for i, name in enumerate(rows["医療機関"]):
            for heading, value in typed.get(name, {}).items():
                rows.loc[i, heading] = value
        st.session_state[store] = rows
    return st.session_state[store]


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
    for item in estimated.estimates:
        with st.container(border=True, gap="xxsmall"):
            state = "試算に入る" if item.eligible else "条件を満たさない、または対象の減少がない(0円)"
            st.markdown(f"**{item.plan.name}** {item.amount:,}千円({state})")
            st.markdown("\n".join(f"- {step}" for step in item.steps))


def _gap(result: Result, code: str, plans: list[Plan]) -> None:
    latest = result.facts.years[-1]
    reported = result.facts.reported[latest].loc[code].to_dict()
    required = result.facts.required.loc[code].to_dict()
    st.markdown(f"**必要量との差への影響({latest}年の報告病床数から)**")
    st.dataframe(effect_table(gap_effect(reported, required, plans)), hide_index=True)
    components.source_footer(
        result.facts.source_ids.get("beds", ()),
        "回復期への転換は回復期に足し、介護医療院への転換は病床から外れる。差 = 報告 − 必要量。",
    )
