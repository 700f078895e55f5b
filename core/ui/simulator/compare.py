"""シナリオ比較: areas gained, lost and unchanged against a preset, a remembered scenario or a file."""

from __future__ import annotations

import streamlit as st

from core.exports.table import csv_bytes
from core.maps import simulator_map
from core.rules import compare, tables
from core.rules.content import load_presets, preset_scenario
from core.rules.engine import Result
from core.rules.scenario import Scenario
from core.ui.simulator import maps, runs, scenario_file, state, words

_FILE = "file"


def show(result: Result) -> None:
    """Choice of the scenario to compare with, counts, map and table."""
    st.subheader("シナリオの比較", anchor="compare")
    first = _other(result)
    if first is None:
        return
    rows = runs.compared(first, result.scenario)
    counts, models = compare.counts(rows), compare.counts(rows, "model_change")
    st.markdown(
        f"「{words.plain(first.name)}」から「{words.plain(result.scenario.name)}」へ: 推進区域は **増える {counts['gained']}区域**、"
        f"**外れる {counts['lost']}区域**、変わらない {counts['kept']}区域。"
        f"モデル推進区域は増える {models['gained']}区域、外れる {models['lost']}区域、変わらない {models['kept']}区域。"
    )
    table = tables.comparison_table(rows)
    changed = table[
        (rows["change"].isin(["gained", "lost"]) | rows["model_change"].isin(["gained", "lost"])).to_numpy()
    ]
    left, right = st.columns([6, 5], gap="medium")
    with left:
        everything = st.toggle("変わらない区域も並べる", key="sim_compare_all")
        shown = table if everything else changed
        if shown.empty:
            st.info("2つのシナリオで選ばれる区域は同じです。")
        else:
            st.dataframe(
                shown,
                hide_index=True,
                height=min(460, 38 + 35 * len(shown)),
                column_config={
                    name: st.column_config.NumberColumn(format="%.2f")
                    for name in shown.columns
                    if name.startswith("スコア")
                },
            )
        st.download_button(
            "比較の表(CSV、339区域)",
            csv_bytes(table),
            f"シナリオ比較_{first.name}_{result.scenario.name}.csv",
            "text/csv",
            key="sim_compare_csv",
            on_click="ignore",
        )
    with right:
        prefectures = rows.loc[rows["change"].isin(["gained", "lost"]), "pref_code"].unique()
        pref = str(prefectures[0]) if len(prefectures) == 1 else ""  # changes in one prefecture alone: show it large
        maps.show(
            simulator_map.change_rows(rows),
            simulator_map.CHANGES,
            key=f"sim_compare_map_{pref}",
            title="2つのシナリオで選ばれる推進区域の違い(試算)",
            subtitle=f"「{first.name}」から「{result.scenario.name}」へ",
            source_ids=result.facts.source_ids.get("beds", ()),
            pref=pref,
        )


def _other(result: Result) -> Scenario | None:
    """The scenario on the other side; None until a file has been chosen."""
    presets = {p.id: preset_scenario(p) for p in load_presets()}
    remembered: dict[str, Scenario] = st.session_state.setdefault(state.REMEMBERED, {})
    names = {
        **{i: f"見本: {s.name}" for i, s in presets.items()},
        **{n: f"記憶: {n}" for n in remembered},
        _FILE: "ファイル(JSON)",
    }
    one, two = st.columns([3, 2], vertical_alignment="bottom")
    differing = next((k for k, s in enumerate(presets.values()) if s != result.scenario), 0)
    chosen = one.selectbox("比較元", list(names), differing, format_func=names.__getitem__, key="sim_compare_with")
    two.button(
        "いまのシナリオを記憶する",
        on_click=_remember,
        help="条件を変えた後で、変える前と比べられます。",
        key="sim_remember",
    )
    if chosen != _FILE:
        return remembered.get(chosen) or presets[chosen]
    scenario = scenario_file.chosen("比較元のシナリオ", "sim_compare_file")
    if scenario is None:
        st.info("「保存・共有・出力」で保存したシナリオのファイルを選んでください。")
    return scenario


def _remember() -> None:
    scenario, remembered = state.current(), st.session_state.setdefault(state.REMEMBERED, {})
    name, number = scenario.name, 2
    while name in remembered or name == _FILE or name in {p.id for p in load_presets()}:
        name, number = f"{scenario.name}({number})", number + 1
    remembered[name] = scenario
