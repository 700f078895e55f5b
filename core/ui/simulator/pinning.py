"""Choices by hand about one area: pin, exclude, nominate, note its preparation. Each needs a reason."""

from __future__ import annotations

import streamlit as st

from core import parameters
from core.errors import UserError
from core.parameters import Key
from core.rules import evidence
from core.rules.by_hand import ACTIONS, added, removed
from core.rules.engine import Result
from core.rules.scenario import Scenario
from core.ui import draw
from core.ui.simulator import state
from core.views.words import say, strong

_ERROR = "sim_pin_error"


def form(result: Result, code: str, *, first: str = "pin") -> None:
    """A form for one area, open at the action `first`; the reason is required and is shown wherever the choice is."""
    name = str(result.facts.areas["area_name"][code])
    clear(result.scenario, code, name)
    items = {i.id: i.label for i in evidence.load_evidence().items}
    action_key, reason_key, cited_key = (f"sim_pin_{part}_{code}" for part in ("action", "reason", "cited"))

    def submitted() -> None:
        try:
            state.take(
                added(
                    state.current(),
                    code,
                    st.session_state[action_key],
                    st.session_state[reason_key],
                    tuple(st.session_state[cited_key]),
                )
            )
            st.session_state.pop(_ERROR, None)
        except UserError as error:
            st.session_state[_ERROR] = error

    with st.form(f"sim_pin_{code}", border=True):
        draw.sentence(strong(f"{name}について手で決める"))
        actions = list(ACTIONS)
        st.selectbox("決めること", actions, actions.index(first), format_func=ACTIONS.__getitem__, key=action_key)
        st.text_area("理由(必須)", key=reason_key, height=70, max_chars=parameters.whole(Key.TEXT_LENGTH))
        st.multiselect(
            "引く根拠(④の推薦のとき)",
            list(items),
            format_func=items.__getitem__,
            key=cited_key,
            placeholder="選んでください",
        )
        st.form_submit_button("シナリオに加える", on_click=submitted)
    error = st.session_state.pop(_ERROR, None)
    if error is not None:
        draw.problem(error)


def clear(scenario: Scenario, code: str, name: str) -> None:
    """What has been decided by hand about the area, with a button that takes it back."""
    if scenario == removed(scenario, code):
        return
    draw.info(say(name, "には手で決めたことがあります。"))
    st.button("取り消す", key=f"sim_unpin_{code}", on_click=lambda: state.take(removed(state.current(), code)))
