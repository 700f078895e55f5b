"""判定と理由: the table of 339 areas × ①②③④ with filters, and the trail of one area's decision."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from core import labels
from core.rules import evidence, wording
from core.rules.engine import Result
from core.rules.model import CRITERIA, OFFICIAL, Criterion
from core.rules.trail import trail
from core.ui import components, navigation
from core.ui import state as url_state
from core.ui.simulator import pinning, runs

_ALL = "すべて"
_WORDS = [_ALL, *labels.VERDICT.values()]


def show(result: Result) -> None:
    """Table on top, the chosen area's trail below."""
    rows = _filtered(runs.criteria_table(result.scenario))
    told = st.selectbox(
        "説明を並べる事項",
        [None, *CRITERIA],
        format_func=lambda c: "なし(①〜④の判定だけ)" if c is None else wording.CRITERION[c],
        key="sim_told",
    )
    _table(result, rows, told)
    _trail(result)


def _filtered(table: pd.DataFrame) -> pd.DataFrame:
    st.subheader("事項①〜④の判定(339区域)", anchor="criteria")
    columns = st.columns(6)
    keep = pd.Series(True, index=table.index)
    for column, criterion in zip(columns, CRITERIA, strict=False):
        word = column.selectbox(
            wording.CRITERION[criterion], _WORDS, key=f"sim_filter_{criterion.value}", help=OFFICIAL[criterion]
        )
        if word != _ALL:
            keep &= table[wording.CRITERION[criterion]] == word
    prefecture = columns[4].selectbox(
        "都道府県で絞る", [_ALL, *dict.fromkeys(table["都道府県"])], key="sim_filter_pref"
    )
    if prefecture != _ALL:
        keep &= table["都道府県"] == prefecture
    standing = columns[5].selectbox("結果で絞る", [_ALL, *sorted(set(table["結果"]))], key="sim_filter_result")
    if standing != _ALL:
        keep &= table["結果"] == standing
    return table[keep]


def _table(result: Result, rows: pd.DataFrame, told: Criterion | None) -> None:
    if rows.empty:
        st.info("条件に当てはまる区域はありません。絞り込みを「すべて」に戻してください。")
        return
    shown = rows
    if told is not None:
        words = runs.explanations(result.scenario, told).set_index("区域コード")
        shown = rows[["区域コード", "都道府県", "構想区域", wording.CRITERION[told]]].join(
            words[["見たもの", "値", "しきい値", "説明", "判定に必要なデータ"]], on="区域コード"
        )
    event = st.dataframe(
        shown,
        hide_index=True,
        height=330,
        on_select="rerun",
        selection_mode="single-row",
        key=f"sim_table_{told or 'all'}",
        column_config={
            name: st.column_config.NumberColumn(format="%.2f")
            for name in shown.columns
            if name.startswith("z ") or name in ("スコア", "値", "しきい値")
        }
        | {"区域コード": st.column_config.TextColumn("コード", width=60)},
    )
    picked = event.selection.rows
    if picked and picked[0] < len(shown):
        st.session_state["select_area"] = str(shown["区域コード"].iloc[picked[0]])
    st.caption(f"{len(shown)}区域。行の左端を押すと、下にその区域の理由が出ます。判定不能は非該当に数えません。")
    components.source_footer(
        result.facts.source_ids.get("beds", ()), "z の正は見込みより多いことを示す。値の欄の単位は z(③は医療機関数)。"
    )


def _trail(result: Result) -> None:
    areas = result.facts.areas
    names = {
        code: f"{code} {name}({pref})"
        for code, name, pref in zip(areas.index, areas["area_name"], areas["pref_name"], strict=True)
    }
    selected = result.selected_codes()
    code = url_state.select(
        "理由を見る区域",
        list(names),
        key="area",
        default=selected[0] if selected else next(iter(names)),
        text=names.__getitem__,
    )
    told = trail(result, code)
    st.subheader(told.question, anchor="trail")
    st.markdown(f"**{told.answer}**")
    left, right = st.columns([3, 2], gap="medium")
    with left:
        for step in told.steps:
            with st.container(border=True, gap="xxsmall"):
                st.markdown(f"**{step.heading}**")
                st.markdown("\n".join(f"- {sentence}" for sentence in step.sentences))
    with right:
        pinning.form(result, code)
        navigation.area_link(code, "この区域のページを開く")
        _evidence(result, code)


def _evidence(result: Result, code: str) -> None:
    st.markdown("**④の推薦で引ける根拠**")
    st.caption(evidence.load_evidence().note)
    found = evidence.assess(result.facts, code)
    words = {"met": "当てはまる", "not_met": "当てはまらない", "unknown": labels.VERDICT["unknown"]}
    table = pd.DataFrame(
        [(words[f.verdict], f.sentence, evidence.caution(f.criterion)) for f in found],
        columns=["判断", "値と目安", "注意"],
    )
    st.dataframe(
        table, hide_index=True, height=250, column_config={"値と目安": st.column_config.TextColumn(width="large")}
    )
    components.source_footer(dict.fromkeys(s for f in found for s in f.source_ids))
