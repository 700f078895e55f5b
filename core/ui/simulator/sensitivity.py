"""感度: how the result moves with a threshold, and how firm each area's place is."""

from __future__ import annotations

import streamlit as st

from core.charts import simulator as charts
from core.data.sourced import rows_of
from core.rules import sensitivity, wording
from core.rules.engine import Result
from core.ui import components
from core.ui.simulator import runs
from core.vocabulary import labels


def show(result: Result) -> None:
    """Membership over the threshold, size of the selection, and random weightings."""
    scenario = result.scenario
    sources = result.facts.source_ids.get("beds", ())
    left, right = st.columns(2, gap="medium")
    with left:
        st.subheader("しきい値と該当する区域の数", anchor="membership")
        rows = sensitivity.membership(result)
        components.draw_rows(
            ("sim_membership",),
            charts.membership_chart,
            charts.membership_rows(rows),
            charts.membership_mark(scenario.thresholds.total),
        )
        components.source_footer(sources, "すべての機能に同じしきい値を当てた場合。")
        with st.expander("表で見る"):
            table = rows.pivot(index="threshold", columns="criterion", values="areas").reset_index()
            table.columns = ["しきい値(z)", "①または②", "② 機能別", "① 合計"]
            st.dataframe(table, hide_index=True, height=240)
        _near(result)
    with right:
        st.subheader("2か所目の基準と選ばれる区域の数", anchor="size")
        sizes = sensitivity.selection_size(result)
        components.draw_rows(
            ("sim_size",), charts.size_chart, charts.size_rows(sizes), charts.size_mark(scenario.bounds.second_score)
        )
        components.source_footer(
            (*sources, *result.facts.source_ids.get("designation", ())),
            f"縦線はいまの基準 {scenario.bounds.second_score:.2f}。実際の指定は確認できた{len(result.facts.designation)}区域。",
        )
        with st.expander("表で見る"):
            sizes.columns = ["必要なスコア", "選ばれる区域", "うち実際に指定"]
            st.dataframe(sizes, hide_index=True, height=240)
    _weightings(result)


def _near(result: Result) -> None:
    """Which areas a small move of each threshold takes out or brings in."""
    part = st.expander(f"しきい値を{sensitivity.NEAR}動かすと入れ替わる区域", key="sim_near", on_change="rerun")
    if not part.open:
        return
    found = sensitivity.near(result)
    with part:
        for signal, rows in found.groupby("signal", sort=False):
            head = f"{'①' if signal == 'total' else '②'} {wording.SIGNAL[str(signal)]}({rows['threshold'].iloc[0]:.2f})"
            for met, word in ((True, "上げると外れる"), (False, "下げると入る")):
                named = [
                    f"{labels.area(r.area_name, r.pref_name)} {r.strength:.2f}"
                    for r in rows_of(rows[rows["met"] == met])
                ]
                st.markdown(f"- **{head} {word}**({len(named)}): {'、'.join(named) if named else 'なし'}")


def _weightings(result: Result) -> None:
    st.subheader("重みを変えても選ばれるか", anchor="weightings")
    rows = runs.weightings(result.scenario)
    st.caption(
        f"4つの z の重みを無作為に{sensitivity.DRAWS:,}通り変えて選び直した割合です(どの配分も同じ確からしさ。乱数の種は固定)。"
        "③・④の加点、しきい値、数の上下限、固定と除外はこのシナリオのままです。"
    )
    always, never = int((rows["share"] == 1).sum()), int((rows["share"] == 0).sum())
    middle = rows[(rows["share"] > 0) & (rows["share"] < 1)].copy()
    st.markdown(
        f"いつも選ばれる **{always}区域**、一度も選ばれない **{never}区域**、重みによって変わる **{len(middle)}区域**。"
        f"このシナリオで選ばれた{int(rows['suishin'].sum())}区域のうち、半分以上の重みで選ばれるのは"
        f" **{int((rows['suishin'] & (rows['share'] >= 0.5)).sum())}区域**です。"
    )
    left, right = st.columns(2, gap="medium")
    with left:
        middle["distance"] = (middle["share"] - 0.5).abs()
        nearest = middle.sort_values(["distance", "area_code"]).head(20).sort_values("share", ascending=False)
        st.markdown("**重みで結果が変わりやすい20区域(選ばれた割合が5割に近い順に選び、割合の順に並べる)**")
        if nearest.empty:
            st.info("重みで結果が変わる区域はありません。")
        else:
            count = len(nearest)
            components.draw_rows(
                ("sim_weightings", count), lambda: charts.weighting_chart(count), charts.weighting_rows(nearest)
            )
            components.source_footer(result.facts.source_ids.get("beds", ()))
    with right:
        st.markdown("**全区域**")
        table = rows.assign(
            区域=[labels.area(a, p) for a, p in zip(rows["area_name"], rows["pref_name"], strict=True)],
            割合=rows["share"] * 100,
            結果=rows["suishin"].map({True: "選ばれる", False: "―"}),
        )[["area_code", "区域", "割合", "結果"]].sort_values(["割合", "area_code"], ascending=[False, True])
        st.dataframe(
            table,
            hide_index=True,
            height=480,
            column_config={
                "area_code": st.column_config.TextColumn("コード", width=60),
                "割合": st.column_config.NumberColumn("選ばれた割合(%)", format="%.1f"),
                "結果": "このシナリオ",
            },
        )
