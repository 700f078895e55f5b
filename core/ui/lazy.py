"""Sections below the first screen are made when the reader comes to them.

The heading with its anchor stands outside and is always there; a small observer in the browser asks for the body once the place comes into view.
So the first view costs no more than what it shows, and a link to an anchor still works. `?all=1` makes everything at once
(printing, and tests without a browser).

Where a page is short and a change of it is to show at once, a body may come `soon`: right after what stands above it is drawn, whether
or not it is in sight. Then it is found by the browser's search and printed as if it had come with the rest.
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
# passes by on the way to another one stays closed. None asks while a script runs or once the reader has pressed a link to another
# page: the question would name the old page, and the browser would then empty the new one. Nor between a link to the same page and the
# address that follows it: the server takes both requests as one, with the address of the later, which would be the old one.
_JS: Final = """
const LEAVING = 15000, TURNING = 5000;
let left = -Infinity, turned = -Infinity, from = "";
document.addEventListener("click", (event) => {
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.composedPath().find((e) => e instanceof HTMLAnchorElement && e.href);
  if (!link || link.target === "_blank") return;
  const { pathname, search } = new URL(link.href);
  if (pathname !== location.pathname) left = performance.now();
  else if (search !== location.search) { turned = performance.now(); from = location.search; }
}, true);
window.addEventListener("popstate", () => { left = performance.now() + 2500 - LEAVING; });

export default function (component) {
  const { setTriggerValue, parentElement, data } = component;
  const place = parentElement.host ?? parentElement;
  left = -Infinity;
  let timer = null, asked = 0;
  const waiting = () => performance.now() - left < LEAVING
    || (performance.now() - turned < TURNING && location.search === from)
    || document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState !== "notRunning";
  const ask = () => {
    if (waiting()) { timer = setTimeout(ask, 60); return; }
    asked += 1;
    setTriggerValue("seen", asked);
    timer = setTimeout(ask, 2500 + 300 * data.order);
  };
  if (data.soon) { timer = setTimeout(ask, 150 + 130 * data.order); return () => clearTimeout(timer); }
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
def body(key: str, order: int, make: Callable[[], None], *, soon: bool = False) -> None:
    """What stands under a heading, made when it comes into view, or `soon`: once the run that shows the heading is over.

    `key` is unique in the app; `order` counts the page's places.
    """
    opened = f"opened_{key}"
    if everything_at_once() or st.session_state.get(opened):
        guarded(make)
        return

    def remember() -> None:
        st.session_state[opened] = True
        state.own_part()

    _observer(key=f"observer_{key}", data={"order": order, "soon": soon}, on_seen_change=remember)
