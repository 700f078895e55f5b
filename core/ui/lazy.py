"""Sections below the first screen are made when the reader comes to them.

The heading with its anchor stands outside and is always there; a small observer in the browser asks for the body once the place comes into view.
So the first view costs no more than what it shows, and a link to an anchor still works. `?all=1` makes everything at once
(printing, and tests without a browser).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import streamlit as st

from core.ui import state
from core.ui.faults import guarded
from core.vocabulary import palette

_WAIT: Final = '<p class="wait">この節を読み込んでいます…</p>'
_CSS: Final = f".wait {{ min-height: 560px; color: {palette.TEXT_MUTED}; font-size: 0.85rem; margin: 0; }}"
# Each place asks at its own time, so that those in sight come in order, and asks again until its body has come. A place that only
# passes by on the way to another one stays closed.
_JS: Final = """
export default function (component) {
  const { setTriggerValue, parentElement, data } = component;
  const place = parentElement.host ?? parentElement;
  let timer = null, asked = 0;
  const ask = () => { asked += 1; setTriggerValue("seen", asked); timer = setTimeout(ask, 2500 + 300 * data.order); };
  const observer = new IntersectionObserver((entries) => {
    const visible = entries.some((entry) => entry.isIntersecting);
    if (visible && timer === null) timer = setTimeout(ask, 350 + 130 * (data.order % 4));
    if (!visible && timer !== null && asked === 0) { clearTimeout(timer); timer = null; }
  });
  observer.observe(place);
  return () => { observer.disconnect(); clearTimeout(timer); };
}
"""
_observer = st.components.v2.component("section_observer", html=_WAIT, css=_CSS, js=_JS)


def everything_at_once() -> bool:
    """True for `?all=1`."""
    return st.query_params.get("all") == "1"


@st.fragment
def body(key: str, order: int, make: Callable[[], None]) -> None:
    """What stands under a heading, made when it comes into view. `key` is unique in the app; `order` counts the page's places."""
    opened = f"opened_{key}"
    if everything_at_once() or st.session_state.get(opened):
        guarded(make)
        return

    def remember() -> None:
        st.session_state[opened] = True
        state.own_part()

    _observer(key=f"observer_{key}", data={"order": order}, on_seen_change=remember)
