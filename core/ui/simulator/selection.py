"""選定結果: the list in the ministry's form, the map, the order inside a prefecture, and what must be known."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from core.maps import simulator_map
from core.rules import official_list
from core.rules.engine import Result
from core.rules.selection import NoticeKind
from core.ui import cached, components
from core.ui import state as url_state
from core.ui.simulator import maps, runs

_NATION = "全国"


def show(result: Result) -> None:
    """List and map side by side; a prefecture narrows both."""
    listed = cached.prefectures()
    prefectures: dict[str, str] = dict(zip(listed["pref_code"], listed["pref_name"], strict=True))
    sources = [s for kind in ("beds", "designation") for s in result.facts.source_ids.get(kind, ())]
    left, right = st.columns([5, 6], gap="medium")
    with left:
        pref = url_state.select(
            "都道府県", ["", *prefectures], key="pref", default="", text=lambda p: prefectures.get(p, _NATION)
        )
        if pref:
            _prefecture(result, prefectures[pref])
        else:
            _list(result)
    with right:
        title = f"{prefectures.get(pref, _NATION)}の推進区域・モデル推進区域(試算)"
        st.subheader(title, anchor="map")
        maps.show(
            simulator_map.standing_rows(result),
            simulator_map.STANDING,
            key=f"sim_map_{pref}",
            title=title,
            subtitle=f"シナリオ: {result.scenario.name}、{result.scenario.year}年の実績による",
            source_ids=sources,
            pref=pref,
            real=True,
        )
    _notices(result)
    with st.expander("一覧を文字で写す(国の資料と同じ並び・【】の形)"):
        st.code(official_list.text(result), language=None)


def _list(result: Result) -> None:
    st.subheader("推進区域の一覧(試算)", anchor="list")
    rows = pd.DataFrame(official_list.lines(result), columns=["都道府県", "推進区域"])
    st.dataframe(
        rows,
        hide_index=True,
        height=520,
        column_config={
            "都道府県": st.column_config.TextColumn(width=90),
            "推進区域": st.column_config.TextColumn(width="large"),
        },
    )
    st.caption(f"{official_list.LEGEND}。【―】は選ばれた区域がない県。")


def _prefecture(result: Result, name: str) -> None:
    st.subheader(f"{name}の順位(試算)", anchor="list")
    table = runs.criteria_table(result.scenario)
    rows = table[table["都道府県"] == name].sort_values(["県内順位", "区域コード"], na_position="last")
    st.dataframe(
        rows[["県内順位", "構想区域", "スコア", "結果", "決め方", "実際の指定"]],
        hide_index=True,
        column_config={
            "県内順位": st.column_config.NumberColumn("順位", width=50),
            "スコア": st.column_config.NumberColumn(format="%.2f", width=70),
        },
    )
    components.source_footer(
        result.facts.source_ids.get("beds", ()), "スコア = z の加重平均 + ③・④の加点。同点は区域コード順。"
    )


def _notices(result: Result) -> None:
    bounds = [n for n in result.notices if n.kind is not NoticeKind.NO_CRITERION]
    without = [n for n in result.notices if n.kind is NoticeKind.NO_CRITERION]
    if bounds:
        st.warning("\n".join(f"- {n.message}" for n in bounds))
    if without:
        with st.expander(f"事項①〜④の該当がないまま、県内の順位で選ばれた区域が{len(without)}区域あります"):
            st.caption(
                "各県で下限の数を必ず選び、下限を超える区域はスコアだけを見るためです。しきい値や「下限を超える区域に必要なスコア」で変わります。"
            )
            st.markdown("\n".join(f"- {n.message}" for n in without))
