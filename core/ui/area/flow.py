"""Where patients come from and where residents go."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from core.area import flows
from core.charts.area_flow import KINDS, flow_chart
from core.data.queries import flows as queries
from core.data.sourced import rows_of
from core.ui import cached, components, state, tables
from core.ui.area.state import AreaState
from core.ui.area.view import AreaView
from core.vocabulary import labels
from core.vocabulary.terms import Direction, PatientGroup

_BASIS = {"ndb_2024": "NDB(2024年度)", "patient_survey_2023": "患者調査(2023年)の推計"}
#: Bars of single partner areas; the others stand summed up in the chart and by name in the table.
_BARS = 7
_TITLE = {
    Direction.INFLOW: "流入: この区域の医療機関の入院患者の住所地",
    Direction.OUTFLOW: "流出: この区域に住む入院患者の入院先",
}


def show(view: AreaView) -> None:
    """Overall rates, bars of both directions for one patient group, the split by prefecture."""
    flow = cached.query(queries.flow, view.area_code)
    totals = cached.query(queries.totals, view.area_code)
    group = state.page(AreaState).segments("group", "患者区分", text=labels.PATIENT_GROUP.__getitem__)
    _overall(totals.frame)
    tables_by: dict[str, pd.DataFrame] = {}
    for column, direction in zip(st.columns(2, gap="medium"), Direction, strict=True):
        rows = flow.frame[(flow.frame["direction"] == direction) & (flow.frame["patient_group"] == group)]
        with column:
            if rows.empty:
                components.no_data(
                    f"{labels.DIRECTION[direction]}({labels.PATIENT_GROUP[group]})",
                    "公表資料は一定数以上の患者がいる区域だけを載せており、この区分には載っている区域がありません。",
                )
                continue
            listed = flows.partners(rows, view.area_code)
            tables_by[direction] = listed
            st.markdown(f"**{sentence(view, listed, direction, group)}**")
            bars = named(flows.joined(listed, _BARS), view)
            components.draw(
                ("area_flow", view.area_code, str(direction), group),
                partial(flow_chart, bars, _TITLE[direction]),
            )
    with st.expander("患者区分ごとの内訳(自区域・同じ都道府県・ほかの都道府県・非表示)と相手の区域の一覧"):
        _splits(flow.frame, view)
        _all_partners(tables_by, view, group)
    components.source_footer(
        sorted({*flow.source_ids, *totals.source_ids}),
        "相手の区域は、公表資料の表示基準を満たすものだけが載る。その他(非表示)は 1 − 載っている割合の合計で、相手の区域は分からない。",
    )


def named(listed: pd.DataFrame, view: AreaView) -> pd.DataFrame:
    """Rows for the chart: name (with prefecture where it differs), kind, share."""
    names = []
    for row in rows_of(listed):
        if row.kind == "hidden":
            names.append(KINDS["hidden"])
        elif row.partner_area_code == flows.REST:
            names.append(f"{KINDS[row.kind]}のほか{row.joined}区域")
        elif row.kind == "own":
            names.append(f"{view.area_name}(自区域)")
        else:
            names.append(f"{row.partner_pref_name}{row.partner_name}")
    return listed.assign(name=names)[["name", "kind", "share"]]


def sentence(view: AreaView, listed: pd.DataFrame, direction: str, group: str) -> str:
    """The largest partner outside the area, in words."""
    outside = listed[listed["kind"].isin(["within", "across"])]
    who = labels.PATIENT_GROUP[group]
    if outside.empty:
        return f"{who}: 表示基準を満たす相手の区域はありません。"
    top = outside.iloc[0]
    partner = f"{top['partner_pref_name']}{top['partner_name']}"
    across = outside[outside["kind"] == "across"]
    verb = f"{partner}から" if direction == Direction.INFLOW else f"{partner}へ"
    text = f"{who}の入院患者の{labels.percent(float(top['share']))}は{verb}。"
    if len(across) and across.iloc[0]["partner_area_code"] != top["partner_area_code"]:
        first = across.iloc[0]
        far = f"{first['partner_pref_name']}{first['partner_name']}"
        text += f"ほかの都道府県では{far}が{labels.percent(float(first['share']))}。"
    return text


def _overall(totals: pd.DataFrame) -> None:
    parts = []
    for direction in Direction:
        for basis, name in _BASIS.items():
            row = totals[(totals["direction"] == direction) & (totals["basis"] == basis)]
            if row.empty:
                value = labels.NO_DATA
            elif row["value_status"].iloc[0] != "observed":
                value = labels.VALUE_STATUS[row["value_status"].iloc[0]]
            else:
                value = labels.percent(float(row["share"].iloc[0]))
            parts.append(f"{labels.DIRECTION[direction]}率 {name} **{value}**")
    st.markdown("全体の" + " ・ ".join(parts))


def _splits(flow: pd.DataFrame, view: AreaView) -> None:
    rows = []
    for direction in Direction:
        for group in PatientGroup:
            part = flow[(flow["direction"] == direction) & (flow["patient_group"] == group)]
            head = (labels.DIRECTION[direction], labels.PATIENT_GROUP[group])
            if part.empty:
                rows.append((*head, *[labels.NO_DATA] * 4))
                continue
            split = flows.split(part, view.area_code)
            own = labels.percent(split.own) if (part["partner_area_code"] == view.area_code).any() else "非表示"
            rows.append((*head, own, *(labels.percent(v) for v in (split.within, split.across, split.hidden))))
    tables.figures(("方向", "患者区分", *KINDS.values()), rows, left=(0, 1))


def _all_partners(listed: dict[str, pd.DataFrame], view: AreaView, group: str) -> None:
    """Every partner area of the chosen patient group, also those that the chart sums up."""
    rows = [
        (labels.DIRECTION[direction], row.name, KINDS[row.kind], labels.percent(float(row.share)))
        for direction, table in listed.items()
        for row in rows_of(named(table, view))
    ]
    if rows:
        st.markdown(f"**{labels.PATIENT_GROUP[group]}の相手の区域**")
        tables.figures(("方向", "区域", "区分", "割合"), rows, left=(0, 1, 2), height=300)
