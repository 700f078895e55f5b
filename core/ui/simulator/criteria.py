"""判定表: 339 areas × ①②③④ with filters; one click on a row leads to the reasons of its area."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from core.rules import wording
from core.rules.engine import Result
from core.rules.model import CRITERIA, MARK, OFFICIAL, Criterion
from core.ui import components
from core.ui.simulator import runs
from core.vocabulary import labels

_ALL = "すべて"
_WORDS = [_ALL, *labels.VERDICT.values()]


def show(result: Result) -> None:
    """Filters, then the table with the sentence of one criterion where wanted."""
    heading, told_place = st.columns([5, 4], vertical_alignment="bottom")
    heading.subheader("事項①〜④の判定(339区域)", anchor="criteria")
    rows = _filtered(runs.criteria_table(result.scenario))
    told = told_place.selectbox(
        "説明を並べる事項",
        [None, *CRITERIA],
        format_func=lambda c: "なし(①〜④の判定だけ)" if c is None else wording.CRITERION[c],
        key="sim_told",
        persist_state="session",
    )
    _table(result, rows, told)


def _filtered(table: pd.DataFrame) -> pd.DataFrame:
    columns = st.columns(6)
    keep = pd.Series(True, index=table.index)
    for column, criterion in zip(columns, CRITERIA, strict=False):
        word = column.selectbox(
            f"{MARK[criterion]}の判定",
            _WORDS,
            key=f"sim_filter_{criterion.value}",
            help=f"{wording.CRITERION[criterion]}。{OFFICIAL[criterion]}",
            persist_state="session",
        )
        if word != _ALL:
            keep &= table[wording.CRITERION[criterion]] == word
    prefecture = columns[4].selectbox(
        "都道府県", [_ALL, *dict.fromkeys(table["都道府県"])], key="sim_filter_pref", persist_state="session"
    )
    if prefecture != _ALL:
        keep &= table["都道府県"] == prefecture
    standing = columns[5].selectbox(
        "結果", [_ALL, *sorted(set(table["結果"]))], key="sim_filter_result", persist_state="session"
    )
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
    key = f"sim_table_{told or 'all'}"
    codes = shown["区域コード"].tolist()
    st.dataframe(
        shown,
        hide_index=True,
        height=430,
        on_select=lambda: _open(key, codes),
        selection_mode="single-row",
        key=key,
        column_config={
            name: st.column_config.NumberColumn(format="%.2f")
            for name in shown.columns
            if name.startswith("z ") or name in ("スコア", "値", "しきい値")
        }
        | {
            wording.CRITERION[c]: st.column_config.TextColumn(MARK[c], width=64, help=wording.CRITERION[c])
            for c in CRITERIA
        }
        | {
            "区域コード": st.column_config.TextColumn("コード", width=56),
            "都道府県": st.column_config.TextColumn(width=72),
            "結果": st.column_config.TextColumn(width=104),
            "説明": st.column_config.TextColumn(width="large"),
        },
    )
    st.caption(f"{len(shown)}区域。行の左端を押すと、その区域の理由を開きます。判定不能は非該当に数えません。")
    components.source_footer(
        result.facts.source_ids.get("beds", ()), "z の正は見込みより多いことを示す。値の欄の単位は z(③は医療機関数)。"
    )


def _open(key: str, codes: list[str]) -> None:
    """A click on a row opens that area's reasons."""
    rows = st.session_state[key].selection.rows
    if rows and rows[0] < len(codes):
        st.session_state["select_area"] = codes[rows[0]]
        st.session_state["segments_view"] = "why"
