"""The browser asks before it leaves the page while there is unsaved work, and marks the button of the working file."""

from __future__ import annotations

from typing import Final

import streamlit as st

from core.ui.workfile import session

# The listener is there only while something is unsaved: without one the browser keeps its quick way back to a page.
_JS: Final = """
const tab = (window.workFile ??= { ask: (event) => { event.preventDefault(); event.returnValue = true; } });

export default function (component) {
  const unsaved = component.data.unsaved;
  document.documentElement.toggleAttribute("data-unsaved", unsaved);
  if (unsaved) window.addEventListener("beforeunload", tab.ask);
  else window.removeEventListener("beforeunload", tab.ask);
}
"""
_TURN: Final = "workfile_guard_turn"
_component = st.components.v2.component("workfile_guard", html="<span hidden></span>", js=_JS)


def guard(place: str) -> None:
    """Tell the browser whether work is unsaved. `place`: a name for each part of the page that changes work by itself."""
    turn = st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    with st.container(key=f"workfile_guard_{place}"):
        # Never the same data twice: what this place said last may have been overruled by another place since.
        _component(key=f"workfile_guard_{place}_part", data={"unsaved": bool(session.unsaved()), "turn": turn})
