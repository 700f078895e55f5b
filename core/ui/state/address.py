"""One step of the browser's history for one act of the reader.

Streamlit puts a step into the history at every message that changes the address: opening a page by code makes two (the old path with
the new query, then the new path), and a page that completes its address (a name becomes a code, a bare visit gets its remembered view)
makes one that leads nowhere. In the browser, the first change of the address after an act of the reader is a step; what follows before
the next act corrects it.

Nor does a plain link to another page of the app leave the session, and a step to another page waits until the server has begun with all
that was chosen and heard what was typed into a grid: Streamlit gives up what still waits for a run of the page that is left. So does a
step back: it would begin at a view that the reader has left already, and the address of what was chosen would take the place of
another. (The browser says beforehand that it is going to take such a step, and lets it be put off where the reader has just acted in the page.)
"""

from __future__ import annotations

from typing import Final

#: `oneStep()`, run by the component of the frame (core/ui/reach.py), after `UNDER_WAY`. Installed once on the document; it lives as long as the tab.
ONE_STEP: Final = """
const oneStep = () => {
  if (window.oneStep) return;
  window.oneStep = { free: false };
  for (const act of ["pointerdown", "keydown", "click", "drop"])
    document.addEventListener(act, () => { window.oneStep.free = true; }, true);
  const push = history.pushState;
  history.pushState = function (...step) {
    if (!window.oneStep.free) return history.replaceState(...step);
    window.oneStep.free = false;
    return push.apply(history, step);
  };
  // A plain link to a page (出典の一覧 below a figure) would load the app anew and end the session with all its work.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.target === "_blank" || link.origin !== location.origin || link.search || link.hash) return;
    const bar = [...document.querySelectorAll('[data-testid="stTopNavLink"]')];
    const page = bar.find((entry) => entry !== link && entry.pathname === link.pathname);
    if (page) { event.preventDefault(); page.click(); }
  });
  const PATIENCE = 20000, way = underWay();
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('[data-testid="stTopNavLink"], [data-testid="stPageLink-NavLink"]');
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || !way.untold()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const pressed = performance.now();
    const go = () => {
      if (way.untold() && performance.now() - pressed < PATIENCE) { setTimeout(go, 50); return; }
      way.forget();
      link.click();
    };
    go();
  }, true);
  // A step back waits too, and for the address that what was chosen leads to: it begins where the reader has come to by then.
  const FOLLOWS = 400;
  let since = null, owed = 0, far = null, before = "", heard = 0, passing = false;
  const step = () => {
    const now = performance.now(), chosen = way.chosen() && now - since < PATIENCE;
    if (chosen) [before, heard] = [location.href, now];
    if (chosen || (location.href === before && way.running() && now - heard < FOLLOWS)) { setTimeout(step, 50); return; }
    const [by, entry] = [owed, far];
    [since, owed, far, passing] = [null, 0, null, true];
    setTimeout(() => { passing = false; }, 1000);  // there may be no such entry any more
    if (entry) navigation.traverseTo(entry).finished.catch(() => {}); else if (by) history.go(by);
  };
  window.navigation?.addEventListener("navigate", (event) => {
    const { navigationType, destination } = event;
    if (navigationType !== "traverse") return;
    if (passing || !event.cancelable || !destination.sameDocument || (since === null && !way.chosen())) { passing = false; return; }
    const by = destination.index - navigation.currentEntry.index;
    if (by > 0) return;  // where a choice leads to another address, nothing is left to go forward to
    event.preventDefault();
    if (by === -1) owed += by; else far = destination.key;
    if (since === null) { since = performance.now(); step(); }
  });
};
"""
