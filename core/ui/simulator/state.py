"""The scenario in hand: in the session, and in the URL so that a link opens it again.

Widgets take their first values from the scenario at the start of a `generation`; loading a preset or a file starts a new
generation, which gives every widget a new key and so the new values.
"""

from __future__ import annotations

import streamlit as st

from core.errors import UserError
from core.rules import scenario_json
from core.rules.content import Preset, load_presets, preset_scenario, truly_named
from core.rules.scenario import Scenario
from core.ui.simulator import runs
from core.views.simulator.share import tables_in_words

_SCENARIO, _START, _GENERATION, _PROBLEM = "sim_scenario", "sim_start", "sim_generation", "sim_problem"
REMEMBERED = "sim_remembered"
#: The URL parameter that says which tables did not fit into a link.
_WITHOUT = "without"


def current() -> Scenario:
    """The scenario in hand; at first the one of the URL, else the first preset."""
    if _SCENARIO not in st.session_state:
        first, notice = _from_url()
        take(first)
        if notice:
            st.session_state[_PROBLEM] = notice
    scenario: Scenario = st.session_state[_SCENARIO]
    return scenario


def start() -> Scenario:
    """The scenario with which the present widgets were made."""
    current()
    scenario: Scenario = st.session_state[_START]
    return scenario


def key(name: str) -> str:
    """Key of a widget in the present generation."""
    current()
    return f"sim_{st.session_state[_GENERATION]}_{name}"


def take(scenario: Scenario) -> None:
    """Replace the scenario whole (preset, file, comparison): widgets start anew."""
    st.session_state[_SCENARIO] = st.session_state[_START] = truly_named(scenario)
    st.session_state[_GENERATION] = st.session_state.get(_GENERATION, 0) + 1
    st.session_state.pop(_PROBLEM, None)


def change(scenario: Scenario) -> None:
    """Note a change that a widget made; the widgets stay."""
    st.session_state.pop(_PROBLEM, None)
    st.session_state[_SCENARIO] = truly_named(scenario)


def problem() -> str | None:
    """What a reader of the link must know, told until the scenario changes."""
    current()
    return st.session_state.get(_PROBLEM)


def matching_preset(scenario: Scenario) -> Preset | None:
    """The preset that a scenario equals."""
    return next((p for p in load_presets() if preset_scenario(p) == scenario), None)


def write_url(scenario: Scenario) -> tuple[str, ...]:
    """Put the scenario into the URL; returns the tables that do not fit there (or all, when it is too long)."""
    preset = matching_preset(scenario)
    wanted: dict[str, str] = {}
    left_out: tuple[str, ...] = ()
    if preset is not None:
        wanted = {} if preset.id == load_presets()[0].id else {"preset": preset.id}
    else:
        text, left_out = scenario_json.encode(scenario)
        if len(text) > scenario_json.URL_LIMIT:
            left_out = ("all",)
        else:
            wanted = {"s": text}
    if left_out:
        wanted[_WITHOUT] = ",".join(left_out)
    for name in ("preset", "s", _WITHOUT):
        if name not in wanted and name in st.query_params:
            del st.query_params[name]
        elif name in wanted and st.query_params.get(name) != wanted[name]:
            st.query_params[name] = wanted[name]
    return left_out


def _from_url() -> tuple[Scenario, str]:
    """The scenario that the URL names, else the default; with what the reader must know (damaged, or without its tables)."""
    presets, notice = load_presets(), ""
    missing = tuple(st.query_params.get(_WITHOUT, "").split(","))
    try:
        if "s" in st.query_params:
            scenario = scenario_json.decode(st.query_params["s"])
            runs.result(scenario)  # a link may name a year or an area that this data does not have
            if tables_in_words(missing):
                notice = (
                    f"{tables_in_words(missing)}はリンクに入らないため、取り込む前の状態で表示しています。"
                    "同じ結果にするには、表をもう一度取り込むか、保存したJSONファイルを開いてください。"
                )
            return scenario, notice
    except UserError as error:
        notice = f"{error.message} {error.hint} 既定のシナリオを表示しています。"
    if missing == ("all",):
        notice = "このリンクのシナリオは長すぎて入っていません。保存したJSONファイルを開いてください。既定のシナリオを表示しています。"
    wanted = st.query_params.get("preset")
    return preset_scenario(next((p for p in presets if p.id == wanted), presets[0])), notice
