"""「これで全部」: a person's word, with name and day, that what is entered for a prefecture is all there is."""

from __future__ import annotations

from datetime import date
from typing import Final

import streamlit as st

from core.errors import UserError
from core.rules.by_hand import COMPLETE, ticked, unticked
from core.rules.engine import Result
from core.rules.entries import Completeness
from core.ui import draw
from core.ui.simulator import state
from core.views.simulator import hand

_ERROR: Final = "sim_complete_error"
_TABLE, _PREF, _NAME, _DATE = (f"sim_complete_{part}" for part in ("table", "pref", "name", "date"))


def form(result: Result, pref_code: str) -> None:
    """A form for one prefecture, `pref_code` unless another is chosen, and the words given so far, each with a button that takes it back."""
    areas = result.facts.areas
    prefectures = dict(zip(areas["pref_code"], areas["pref_name"], strict=True))
    pref_key = f"{_PREF}_{pref_code}"

    def submitted() -> None:
        day = st.session_state[_DATE]
        try:
            tick = Completeness(
                pref_code=st.session_state[pref_key],
                name=st.session_state[_NAME],
                date=day.isoformat() if isinstance(day, date) else "",
            )
            state.take(ticked(state.current(), st.session_state[_TABLE], tick))
            st.session_state.pop(_ERROR, None)
        except UserError as error:
            st.session_state[_ERROR] = error

    with st.form("sim_complete", border=True):
        draw.sentence(hand.COMPLETE_LEAD)
        st.selectbox("確認すること", list(COMPLETE), format_func=hand.COMPLETE_WORDS.__getitem__, key=_TABLE)
        offered = list(prefectures)
        st.selectbox("都道府県", offered, offered.index(pref_code), format_func=prefectures.__getitem__, key=pref_key)
        st.text_input("確認した人(必須)", key=_NAME, max_chars=100)
        st.date_input("確認した日", key=_DATE)
        st.form_submit_button("確認を加える", on_click=submitted)
    error = st.session_state.pop(_ERROR, None)
    if error is not None:
        draw.problem(error)
    for table, field in COMPLETE.items():
        for tick in getattr(result.scenario, field):
            st.button(
                f"取り消す: {prefectures[tick.pref_code]}・{hand.COMPLETE_WORDS[table]}",
                key=f"sim_incomplete_{table}_{tick.pref_code}",
                on_click=lambda table=table, pref=tick.pref_code: state.take(unticked(state.current(), table, pref)),
            )
