"""Sections below the first screen are made when the reader comes to them.

The heading with its anchor stands outside and is always there. One observer in the browser, for all places of a page, asks for a body once its
place comes into view. So the first view costs no more than what it shows, and a link to an anchor still works. `?all=1` makes everything at once
(printing, and tests without a browser).

Where a page is short and a change of it is to show at once, a body may come `soon`: right after what stands above it is drawn, whether
or not it is in sight. Then it is found by the browser's search and printed as if it had come with the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Final

import streamlit as st
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState

from core.ui import state
from core.ui.faults import guarded, part

#: The places of the page by key, each with the fragment that draws it.
_PLACES: Final = "sections_to_come"
_OBSERVER: Final = "section_observer"
# Each place asks at its own time, so that those in sight come in order, and asks again until its body has come. A place that only
# passes by on the way to another one stays closed, and so does one that ends under the bar at the top: what comes there would push away
# what is being read. None asks while a script runs, while the question of another is on its way (the server takes two as one) or once
# the reader has pressed a link to another page: the question would name the old page, and the browser would then empty the new one. Nor
# between a link to the same page and the address that follows it: the server takes both requests as one, with the address of the later,
# which would be the old one. Nor while the reader chooses from an open list: it would move away from under the hand.
_JS: Final = """
const ASKING = 1200, BAR = 104;
const places = new Map();
let asking = null, asked = -Infinity, tell = null, app = null, planned = null;
const choosing = () => document.activeElement?.matches("[role=combobox][aria-expanded=true]");
const waiting = () => !tell || !window.underWay || underWay.running() || underWay.moving() || choosing()
  || (asking?.isConnected && performance.now() - asked < ASKING);

function forget(element, place) {
  clearTimeout(place.timer);
  seen.unobserve(element);
  places.delete(element);
  if (place.held) setTimeout(() => { place.held.style.overflowAnchor = ""; }, 1500);
}
// What begins above the window grows upwards: the browser keeps in place what it takes for its anchor, and that is to lie below.
function hold(element, place) {
  if (element.getBoundingClientRect().top >= BAR) return;
  place.held = element.closest('[data-testid="stLayoutWrapper"]');
  if (place.held) place.held.style.overflowAnchor = "none";
}
function ask(element, place) {
  if (!element.isConnected) { forget(element, place); return; }
  if (waiting()) { place.timer = setTimeout(ask, 60, element, place); return; }
  place.asked += 1;
  hold(element, place);
  [asking, asked] = [element, performance.now()];
  tell("seen", element.dataset.section);
  place.timer = setTimeout(ask, 2500 + 300 * place.order, element, place);
}
const seen = new IntersectionObserver((entries) => {
  for (const { target: element, isIntersecting } of entries) {
    const place = places.get(element);
    if (!place) continue;
    if (isIntersecting && place.timer === null) place.timer = setTimeout(ask, 350 + 130 * (place.order % 4), element, place);
    if (!isIntersecting && place.timer !== null && place.asked === 0) { clearTimeout(place.timer); place.timer = null; }
  }
}, { rootMargin: `-${BAR}px 0px 0px 0px` });
function look() {
  for (const [element, place] of places) if (!element.isConnected) forget(element, place);
  for (const element of document.querySelectorAll("p.wait[data-section]")) {
    if (places.has(element)) continue;
    const place = { order: Number(element.dataset.order), timer: null, asked: 0 };
    places.set(element, place);
    if (element.dataset.soon) place.timer = setTimeout(ask, 150 + 130 * place.order, element, place);
    else seen.observe(element);
  }
}
function grown() { planned ??= setTimeout(() => { planned = null; look(); }, 50); }

export default function (component) {
  const mine = component.setTriggerValue;
  tell = mine;
  if (!app?.isConnected) {
    app = document.querySelector('[data-testid="stApp"]');
    new MutationObserver(grown).observe(app, { childList: true, subtree: true });
  }
  look();
  return () => { if (tell === mine) tell = null; };
}
"""
_observer = st.components.v2.component(_OBSERVER, html="<span hidden></span>", js=_JS)


def everything_at_once() -> bool:
    """True for `?all=1`."""
    return st.query_params.get("all") == "1"


def begin() -> None:
    """At the start of a run of the whole app: no place is known yet."""
    st.session_state[_PLACES] = {}


def expect() -> None:
    """A place may come with a later change of a part of the page, where none is at first: the observer is put on the page all the same."""
    st.session_state.setdefault(_PLACES, {})[""] = None


@st.fragment
def body(key: str, order: int, make: Callable[[], None], *, soon: bool = False) -> None:
    """What stands under a heading, made when it comes into view, or `soon`: once the run that shows the heading is over.

    `key` is unique in the app; `order` counts the page's places.
    """
    if everything_at_once() or st.session_state.get(_opened(key)):
        guarded(make)
        return
    st.session_state.setdefault(_PLACES, {})[key] = ThreadState.get().fragment_id
    at_once = ' data-soon="1"' if soon else ""
    st.html(f'<p class="wait" data-section="{escape(key)}" data-order="{order}"{at_once}>この節を読み込んでいます…</p>')


def watch() -> None:
    """The observer of the places; put once at the end of a page that has any."""
    if st.session_state.get(_PLACES):
        with st.container(key=_OBSERVER):
            _watch()


@part
def _watch() -> None:
    def remember() -> None:
        key = (st.session_state.get(f"{_OBSERVER}_part") or {}).get("seen")
        places: dict[str, str | None] = st.session_state.get(_PLACES, {})
        if key and key in places:
            st.session_state[_opened(key)] = True
            state.other_part(places[key])

    _observer(key=f"{_OBSERVER}_part", on_seen_change=remember)


def _opened(key: str) -> str:
    return f"opened_{key}"
