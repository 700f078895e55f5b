"""Sections below the first screen are made when the reader comes to them.

The heading with its anchor is always there; a small observer in the browser asks for the body once the place comes into view.
So the first view costs no more than what it shows, and a link to an anchor still works. `?all=1` makes everything at once
(printing, and tests without a browser).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import streamlit as st

from core.ui import components
from core.ui.area.view import AreaView

_WAIT: Final = '<p class="wait">この節を読み込んでいます…</p>'
_CSS: Final = ".wait { min-height: 560px; color: #666666; font-size: 0.85rem; margin: 0; }"
# Two places may come into view at once, but one message reaches one fragment only; so each place starts at its own time
# and asks again until its body has come. A place that only passes by on the way to another one stays closed.
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
_observer = st.components.v2.component("area_section_observer", html=_WAIT, css=_CSS, js=_JS)


def everything_at_once() -> bool:
    """True for `?all=1`."""
    return st.query_params.get("all") == "1"


def section(view: AreaView, title: str, anchor: str, order: int, body: Callable[[AreaView], None]) -> None:
    """A heading with its anchor, and a body that is made when it comes into view."""
    st.subheader(title, anchor=anchor)
    if everything_at_once():
        components.guarded(lambda: body(view))
    else:
        _lazy_body(view, anchor, order, body)


@st.fragment
def _lazy_body(view: AreaView, anchor: str, order: int, body: Callable[[AreaView], None]) -> None:
    opened = view.key(f"opened_{anchor}")
    if st.session_state.get(opened):
        components.guarded(lambda: body(view))
        return

    def remember() -> None:
        st.session_state[opened] = True

    _observer(key=view.key(f"observer_{anchor}"), data={"order": order}, on_seen_change=remember)
