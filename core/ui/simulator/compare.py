"""シナリオ比較: areas gained, lost and unchanged against a preset, a remembered scenario or a file."""

from __future__ import annotations

import streamlit as st

from core.rules.content import load_presets, preset_scenario
from core.rules.engine import Result
from core.rules.scenario import Scenario
from core.ui import draw
from core.ui import state as url_state
from core.ui.simulator import runs, scenario_file, state
from core.ui.simulator.view_state import SimulatorState
from core.views.simulator import compare

_FILE = "file"


def show(result: Result) -> None:
    """Choice of the scenario to compare with, counts, map and table."""
    heading = st.container()
    first = _other(result)
    if first is None:
        with heading:
            st.header(compare.TITLE, anchor="compare")
        return
    section = compare.section(runs.result(first), result)
    with heading:
        draw.heading(section)
    draw.opening(section)
    left, right = st.columns([6, 5], gap="medium")
    with left:
        everything = url_state.page(SimulatorState).toggle("same", "変わらない区域も並べる", key="sim_compare_all")
        shown = "every" if everything else "changed"
        if section.has(shown):
            table = section.table(shown)
            draw.grid(table, key=f"sim_compare_{shown}", height=draw.fitted(table, 460))
        stem = f"シナリオ比較_{first.name}_{result.scenario.name}"
        draw.csv_button(
            lambda: compare.file_table(runs.result(first), result),
            stem,
            key="sim_compare_csv",
            label="比較の表(CSV、339区域)",
        )
    with right:
        [figure] = section.figures
        with st.container(key="sim_compare_map"):
            draw.figure(figure, scope="sim_compare")
    draw.ending(section, stem, key="sim_compare")


def _other(result: Result) -> Scenario | None:
    """The scenario on the other side; None until a file has been chosen."""
    presets = {p.id: preset_scenario(p) for p in load_presets()}
    remembered = state.remembered()
    names = {
        **{i: f"見本: {s.name}" for i, s in presets.items()},
        **{n: f"記憶: {n}" for n in remembered},
        _FILE: "ファイル(JSON)",
    }
    one, two = st.columns([3, 2], vertical_alignment="bottom")
    differing = next((i for i, s in presets.items() if s != result.scenario), None)
    chosen = url_state.page(SimulatorState).select(
        "against",
        "比較元",
        options=list(names),
        start=differing,
        text=names.__getitem__,
        key="sim_compare_with",
        place=one,
    )
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
        draw.info("「保存・共有・出力」で保存したシナリオのファイルを選んでください。")
    return scenario


def _remember() -> None:
    scenario, remembered = state.current(), state.remembered()
    name, number = scenario.name, 2
    while name in remembered or name == _FILE or name in {p.id for p in load_presets()}:
        name, number = f"{scenario.name}({number})", number + 1
    state.remember(name, scenario)
    url_state.own_part()
