"""実際の指定との照合: hits by prefecture, AUC per signal, fitted weights, and what no rule can know."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from core.charts import simulator as charts
from core.rules import workbook
from core.rules.backtest import Backtest, Fitted
from core.rules.content import load_incomplete, load_notes
from core.rules.engine import Result
from core.ui import components
from core.ui.simulator import runs
from core.vocabulary import labels

SIGNALS = {
    "score": "このシナリオのスコア",
    "z_acute_combined": "z 高度急性期+急性期",
    "z_acute": "z 急性期",
    "z_total": "z 合計",
    "gap_total": "合計の乖離(床)",
    "z_chronic": "z 慢性期",
    "z_recovery": "z 回復期",
    "z_high_acute": "z 高度急性期",
    "abs_z_total": "z 合計(過剰・不足の向きを見ない)",
}


def show(result: Result) -> None:
    """Rates first, then what they cannot say, then the tables."""
    test, fitted = runs.back_test(result.scenario), runs.fitted(result.scenario)
    sources = [s for kind in ("beds", "designation") for s in result.facts.source_ids.get(kind, ())]
    st.subheader("規則は実際の指定をどこまで言い当てるか", anchor="backtest")
    st.caption(
        f"一覧が完全で、全区域の指定ではない{test.scored_prefectures}県({test.scored_areas}区域、うち指定{test.scored_designated}区域)だけで照合します。"
        "固定・除外・推薦など手で決めたことは外し、規則とデータだけで選び直しています。"
    )
    _rates(test, fitted)
    st.warning("規則では分からないこと\n" + "\n".join(f"- {text}" for text in load_notes().cannot_know))
    left, right = st.columns([5, 6], gap="medium")
    with left:
        st.markdown("**何の順に並べると実際の指定に近いか(AUC)**")
        rows = test.signals.sort_values("auc", ascending=False, kind="stable")
        rows = pd.concat([rows[rows["signal"] == "score"], rows[rows["signal"] != "score"]])
        drawn = charts.auc_rows(rows, SIGNALS)
        components.draw_rows(("sim_auc", len(drawn)), lambda: charts.auc_chart(len(drawn)), drawn, charts.chance_mark())
        components.source_footer(sources, "AUCは、指定区域が指定されていない区域より上に来る確率。")
        table = rows.assign(signal=rows["signal"].map(SIGNALS), hit_rate=rows["hit_rate"] * 100)
        table.columns = ["順位に使う値", "AUC", "的中率(%)"]
        with st.expander("表で見る"):
            st.dataframe(
                table,
                hide_index=True,
                column_config={
                    "AUC": st.column_config.NumberColumn(format="%.3f"),
                    "的中率(%)": st.column_config.NumberColumn(format="%.1f"),
                },
            )
    with right:
        st.markdown("**都道府県ごとの的中**")
        st.dataframe(
            workbook.prefecture_table(test),
            hide_index=True,
            height=420,
            column_config={"無作為の的中率(%)": st.column_config.NumberColumn(format="%.0f")},
        )
        st.caption("的中 = 選んだ区域に、実際に指定された区域が1つ以上含まれること。")
    with st.expander(f"一覧が完全でないため照合しない都道府県({len(load_incomplete())})"):
        st.markdown("\n".join(f"- {p.pref_name}: {p.note}" for p in load_incomplete()))


def _rates(test: Backtest, fitted: Fitted) -> None:
    weights = {"total": "合計", "functions": "機能別の最大", "acute_combined": "高度急性期+急性期", "chronic": "慢性期"}
    listed = "、".join(f"{weights[k]} {v:.1f}" for k, v in fitted.weights.items() if v > 0)
    cards = [
        ("的中率(各県2区域)", labels.percent(test.hit_rate), f"無作為に2区域なら {labels.percent(test.random_rate)}"),
        (
            "的中率(このシナリオの選定数)",
            labels.percent(test.selection_hit_rate),
            f"同じ数を無作為に選ぶと {labels.percent(test.selection_random_rate)}",
        ),
        ("AUC", f"{test.auc:.3f}", "0.5 = 無作為と同じ、1 = 完全に分かれる"),
        (
            "重みを学習した場合の的中率",
            labels.percent(fitted.hit_left_out),
            (
                f"当の県を除いて重みを決め、その県で採点(同じ県の中のAUC {fitted.auc_left_out:.3f})。全県で決めた重みは {listed}。"
                "既定の重みは実際の指定を見て選んだもので、この値のほうが公平な目安。ただし、見る z の組の選び方までは除外の外にある"
            ),
        ),
    ]
    for column, (label, value, note) in zip(st.columns(4), cards, strict=True):
        with column, st.container(border=True, gap="xxsmall", height="stretch"):
            st.metric(label, value)
            st.caption(note)
