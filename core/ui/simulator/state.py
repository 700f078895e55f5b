"""The scenario in hand: in the session, and in the URL so that a link opens it again.

Widgets take their first values from the scenario at the start of a `generation`; loading a preset or a file starts a new
generation, which gives every widget a new key and so the new values.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.errors import UserError
from core.rules import scenario_json
from core.rules.content import Preset, load_presets, preset_scenario, truly_named
from core.rules.scenario import Scenario
from core.text.outside import Outside
from core.ui import state as url_state
from core.ui.simulator import runs
from core.ui.simulator.view_state import SimulatorState
from core.views.simulator.share import tables_in_words

_SCENARIO, _START, _GENERATION, _PROBLEM = "sim_scenario", "sim_start", "sim_generation", "sim_problem"
_REMEMBERED = "sim_remembered"
#: The link of the scenario in hand, and the scenarios of this session by their links.
_LINK, _KNOWN, _KEPT = "sim_link", "sim_known", 50
_Link = tuple[str, str, str]


def current() -> Scenario:
    """The scenario in hand; the one of the URL at first and when a link or a step back names another."""
    if _SCENARIO not in st.session_state or _key_of(_asked()) != st.session_state.get(_LINK):
        found, notice = _from_url()
        st.session_state[_LINK] = _key_of(_asked())
        take(found)
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
    if _GENERATION not in st.session_state:
        current()
    return f"sim_{st.session_state[_GENERATION]}_{name}"


def take(scenario: Scenario) -> None:
    """Replace the scenario whole (preset, file, comparison): widgets start anew."""
    st.session_state[_SCENARIO] = st.session_state[_START] = truly_named(scenario)
    st.session_state[_GENERATION] = st.session_state.get(_GENERATION, 0) + 1
    st.session_state.pop(_PROBLEM, None)


def in_hand() -> Scenario | None:
    """The scenario of this session, None before the simulator was opened."""
    scenario: Scenario | None = st.session_state.get(_SCENARIO)
    return scenario


def first() -> Scenario:
    """The scenario that everybody starts with."""
    return preset_scenario(load_presets()[0])


def take_from_file(scenario: Scenario) -> None:
    """`take`, on any page: the simulator opens with it, whatever its link said before."""
    take(scenario)
    fields, _ = link_of(st.session_state[_SCENARIO])
    st.session_state[_LINK] = _key_of(fields)
    _known()[_key_of(fields)] = st.session_state[_SCENARIO]


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


def link_of(scenario: Scenario) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The fields of `SimulatorState` that carry the scenario, and the tables that do not fit there (or all, when it is too long)."""
    preset = matching_preset(scenario)
    fields: dict[str, Any] = {"preset": None, "s": Outside(""), "without": Outside("")}
    if preset is not None:
        return fields | {"preset": None if preset.id == load_presets()[0].id else preset.id}, ()
    text, left_out = scenario_json.encode(scenario)
    if len(text) > scenario_json.URL_LIMIT:
        left_out = ("all",)
    else:
        fields["s"] = Outside(text)
    return fields | {"without": Outside(",".join(left_out))}, left_out


def write_url(scenario: Scenario) -> tuple[str, ...]:
    """Put the scenario into the URL; returns the tables that do not fit there (or all, when it is too long)."""
    fields, left_out = link_of(scenario)
    _known()[_key_of(fields)] = scenario
    st.session_state[_LINK] = _key_of(fields)
    if _key_of(_asked()) != _key_of(fields):
        url_state.change(SimulatorState, **fields)
    return left_out


def _asked() -> dict[str, Any]:
    """The scenario's fields as the page's state has them now."""
    shown = url_state.current(SimulatorState)
    return {"preset": shown.preset, "s": shown.s, "without": shown.without}


def _key_of(fields: Mapping[str, Any]) -> _Link:
    return fields["preset"] or "", fields["s"].raw, fields["without"].raw


def _known() -> dict[_Link, Scenario]:
    """Scenarios of this session by their links: a step back brings a scenario whole, with the tables that no link carries."""
    known: dict[_Link, Scenario] = st.session_state.setdefault(_KNOWN, {})
    while len(known) > _KEPT:
        known.pop(next(iter(known)))
    return known


def _from_url() -> tuple[Scenario, str]:
    """The scenario that the URL names, else the default; with what the reader must know (damaged, or without its tables)."""
    asked = _asked()
    if _key_of(asked) in _known():
        return _known()[_key_of(asked)], ""
    presets, notice = load_presets(), ""
    missing = tuple(asked["without"].raw.split(","))
    try:
        if asked["s"].raw:
            scenario = scenario_json.decode(asked["s"].raw)
            runs.check(scenario)  # a link may name a year or an area that this data does not have
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
    return preset_scenario(next((p for p in presets if p.id == asked["preset"]), presets[0])), notice


def remembered() -> dict[str, Scenario]:
    """Scenarios kept for comparison, by name."""
    kept: dict[str, Scenario] = st.session_state.get(_REMEMBERED, {})
    return dict(kept)


def remember(name: str, scenario: Scenario) -> None:
    """Keep a scenario for comparison."""
    replace_remembered(remembered() | {name: scenario})


def replace_remembered(scenarios: dict[str, Scenario]) -> None:
    """Keep these and no others."""
    st.session_state[_REMEMBERED] = scenarios
