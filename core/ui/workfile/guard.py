"""The browser asks before it leaves the page while there is unsaved work, and marks the button of the working file.

It also knows what was unsaved when the server started anew below an open page (a new session): of what the page has not brought back
a few seconds later, the reader is told that it is gone.
"""

from __future__ import annotations

import secrets
from typing import Final

import streamlit as st

from core.ui.workfile import session
from core.ui.workfile.stores import STORES

# The listener is there only while something is unsaved: without one the browser keeps its quick way back to a page.
_JS: Final = """
const tab = (window.workFile ??= {
  ask: (event) => { event.preventDefault(); event.returnValue = true; }, session: null, unsaved: [],
});

export default function (component) {
  const { unsaved, session } = component.data;
  if (tab.session && tab.session !== session && tab.unsaved.length) {
    const before = tab.unsaved;
    setTimeout(() => {
      const gone = before.filter((part) => !tab.unsaved.includes(part));
      if (gone.length) tab.told.setTriggerValue("gone", gone);  // the first to be told may be gone by then
    }, 4000);
  }
  tab.session = session;
  tab.told = component;
  tab.unsaved = unsaved;
  document.documentElement.toggleAttribute("data-unsaved", unsaved.length > 0);
  if (unsaved.length) window.addEventListener("beforeunload", tab.ask);
  else window.removeEventListener("beforeunload", tab.ask);
}
"""
_TURN: Final = "workfile_guard_turn"
_SESSION: Final = "workfile_guard_session"
_GONE: Final = "workfile_gone"
_component = st.components.v2.component("workfile_guard", html="<span hidden></span>", js=_JS)


def guard(place: str) -> None:
    """Tell the browser what is unsaved. `place`: a name for each part of the page that changes work by itself."""
    turn = st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    key = f"workfile_guard_{place}_part"
    data = {
        "unsaved": [store.name for store in session.unsaved()],
        "session": st.session_state.setdefault(_SESSION, secrets.token_hex(8)),
        "turn": turn,
    }

    def told() -> None:
        gone = (st.session_state.get(key) or {}).get("gone")
        st.session_state[_GONE] = [s.title for s in STORES if isinstance(gone, list) and s.name in gone]

    with st.container(key=f"workfile_guard_{place}"):
        # Never the same data twice: what this place said last may have been overruled by another place since.
        _component(key=key, data=data, on_gone_change=told)


def begins() -> bool:
    """Whether the browser has been told nothing yet in this session."""
    return _TURN not in st.session_state


def say_what_is_gone() -> None:
    """Once the browser has found out: which work the server lost, until the reader puts the words away."""
    gone: list[str] = st.session_state.get(_GONE, [])
    if not gone:
        return
    with st.container(key="workfile_gone", border=True):
        st.warning(
            f"サーバーが起動し直したため、保存していなかった入力({'、'.join(gone)})は失われました。"
            "作業ファイルに保存してあれば、右上の「作業ファイル」から開いて続けられます。"
        )
        st.button("わかりました", key="workfile_gone_seen", on_click=lambda: st.session_state.pop(_GONE, None))
