"""The place that a link points to stays in sight while sections above it, made late, would push it away."""

from __future__ import annotations

from typing import Final

import streamlit as st

from core.ui import navigation, state
from core.ui.area.state import AreaState
from core.ui.area.view import AreaView

#: Anchor of the section that lists the institutions.
INSTITUTIONS: Final = "hospitals"

# The listener is put on the document once and lives as long as the tab; on other pages it has no area and does nothing.
_JS: Final = """
const state = (window.areaPlace ??= { area: null, sought: 0, listening: false, stop: null });

// Keep the place in sight while sections above it come in; the reader's own movement ends it, or a while without any change.
const QUIET = 10000;
function hold(id) {
  const target = id && document.getElementById(id);
  const page = document.querySelector('[data-testid="stMainBlockContainer"]');
  if (!target || !page) return;
  state.stop?.();
  let end = performance.now() + QUIET;
  const watcher = new ResizeObserver(() => {
    if (performance.now() > end) return stop();
    end = performance.now() + QUIET;
    target.scrollIntoView({ block: "start" });
  });
  const moves = ["wheel", "touchstart", "keydown", "pointerdown"];
  const stop = () => { watcher.disconnect(); moves.forEach((m) => window.removeEventListener(m, stop)); state.stop = null; };
  state.stop = stop;
  moves.forEach((m) => window.addEventListener(m, stop, { passive: true }));
  watcher.observe(page);
}

function listen() {
  if (state.listening) return;
  state.listening = true;
  document.addEventListener("click", (event) => {
    const link = state.area && event.target.closest?.('a[href^="#"]');
    if (link) { const id = decodeURIComponent(link.getAttribute("href").slice(1)); setTimeout(() => hold(id), 0); }
  }, true);
}

export default function (component) {
  const { area, place, sought } = component.data;
  const before = state.area, chosen = sought !== state.sought;
  state.area = area; state.sought = sought;
  listen();
  if (location.hash && before !== area && !chosen) hold(decodeURIComponent(location.hash.slice(1)));
  else if (place && (chosen || before === null)) hold(place);
  else if (before && before !== state.area) document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
  return () => { state.stop?.(); };
}
"""
_place = st.components.v2.component("area_place", html="<span></span>", js=_JS)


def keep_place(view: AreaView) -> None:
    """Put once on the page, after the headings that links point to.

    A link that names an institution opens at its section, and so does the page when one is chosen in the search box.
    """
    place = INSTITUTIONS if state.current(AreaState).hospital.raw else ""
    data = {"area": view.area_code, "place": place, "sought": navigation.institutions_sought()}
    with st.container(key="area_place"):
        _place(key="area_place_part", data=data)
