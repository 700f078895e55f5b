"""The scenario in hand: in the session, and in the URL so that a link opens it again.

Widgets take their first values from the scenario at the start of a `generation`; loading a preset or a file starts a new
generation, which gives every widget a new key and so the new values.
"""

from __future__ import annotations

import streamlit as st

from core.errors import UserError
from core.rules import scenario_json
from core.rules.content import Preset, load_presets, preset_scenario
from core.rules.scenario import Scenario
from core.ui.simulator import runs

_SCENARIO, _START, _GENERATION, _PROBLEM = "sim_scenario", "sim_start", "sim_generation", "sim_problem"
REMEMBERED = "sim_remembered"


def current() -> Scenario:
    """The scenario in hand; at first the one of the URL, else the first preset."""
    if _SCENARIO not in st.session_state:
        scenario, problem = _from_url()
        take(scenario)
        if problem is not None:
            st.session_state[_PROBLEM] = problem
    return st.session_state[_SCENARIO]


def start() -> Scenario:
    """The scenario with which the present widgets were made."""
    current()
    return st.session_state[_START]


def key(name: str) -> str:
    """Key of a widget in the present generation."""
    current()
    return f"sim_{st.session_state[_GENERATION]}_{name}"


def take(scenario: Scenario) -> None:
    """Replace the scenario whole (preset, file, comparison): widgets start anew."""
    st.session_state[_SCENARIO] = st.session_state[_START] = scenario
    st.session_state[_GENERATION] = st.session_state.get(_GENERATION, 0) + 1
    st.session_state.pop(_PROBLEM, None)


def change(scenario: Scenario) -> None:
    """Note a change that a widget made; the widgets stay."""
    st.session_state.pop(_PROBLEM, None)
    st.session_state[_SCENARIO] = scenario


def problem() -> UserError | None:
    """An error from the URL, told until another scenario is taken."""
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
    for name in ("preset", "s"):
        if name not in wanted and name in st.query_params:
            del st.query_params[name]
        elif name in wanted and st.query_params.get(name) != wanted[name]:
            st.query_params[name] = wanted[name]
    return left_out


def _from_url() -> tuple[Scenario, UserError | None]:
    """The scenario that the URL names, else the default; with the error of a damaged URL."""
    presets, problem = load_presets(), None
    try:
        if "s" in st.query_params:
            scenario = scenario_json.decode(st.query_params["s"])
            runs.result(scenario)  # a link may name a year or an area that this data does not have
            return scenario, None
    except UserError as error:
        problem = error
    wanted = st.query_params.get("preset")
    return preset_scenario(next((p for p in presets if p.id == wanted), presets[0])), problem
