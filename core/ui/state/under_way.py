"""What is under way between the page in the browser and the server; the one place that knows.

Whether a run of the script goes on, what was said and has not been heard or answered, and whether another address has been asked for. The platform
shows a run only as an attribute of the page, and a message not at all, so its socket is overheard. Who waits for any of it asks
`window.underWay`: the history and the links to pages (core/ui/state/address.py), what is told to who reads by ear (core/ui/announce.py), the
sections that come into view (core/ui/lazy.py), the tables for typing (core/ui/entry_table/script.py).
"""

from __future__ import annotations

from typing import Final

#: `underWay()`, run by the component of the frame (core/ui/reach.py), gives `window.underWay`. Installed once; it lives as long as the tab.
#: A script of another component may come before it: it then waits until `window.underWay` is there.
#:
#: - `running()`: a run of the script is shown.
#: - `unheard()`: what was said has not been begun with. What is said while a run goes on, or before the run of what was said before has
#:   begun, waits for the end of that run, and then for the beginning of its own; some seconds at most where none follows.
#: - `untold()`: the same, and what a table for typing has told a moment ago (`typed()`): it leaves in the next tick, and counts once its
#:   run is over. `forget()`: what was said so far is not waited for any more.
#: - `chosen()`: the same without steps back and forward (a later one may take the place of an earlier one) and what the page asks by
#:   itself, and for no longer than until it is
#:   answered: a run too quick to be shown begins for nobody.
#: - `moving()`: the reader has pressed a link to another page, or to this one with another query, or gone back or forward, and what was
#:   asked for is not there yet.
#: - `on(kind, act)`: "state" (a run begins or ends), "said" (a message leaves), "answered" (nothing more has come for a moment).
UNDER_WAY: Final = """
const underWay = () => {
  if (window.underWay) return window.underWay;
  const STATE = "data-test-script-state", QUIET = 150, TELLS = 250, BEGINS = 3000, ACTS = 500, TURNING = 5000, LEAVING = 15000;
  const now = () => performance.now();
  const heeded = { state: [], said: [], answered: [] };
  const call = (kind) => heeded[kind].forEach((act) => act());

  let app = null, begun = -Infinity;
  const watch = new MutationObserver(() => {
    if (running()) { begun = now(); if (waits === "begin") waits = null; } else {
      if (waits === "end") wait("begin");
      if (begun > left && (target === null || target === location.pathname)) left = -Infinity;
    }
    call("state");
  });
  const running = () => {
    if (!app?.isConnected) {
      app = document.querySelector('[data-testid="stApp"]');
      watch.disconnect();
      if (app) watch.observe(app, { attributeFilter: [STATE] });
    }
    return app?.getAttribute(STATE) !== "notRunning";
  };

  let waits = null, since = 0, unanswered = false, quiet, typed = -Infinity, stepping = false, steps = false, acted = -Infinity;
  for (const act of ["pointerup", "click", "keydown", "change", "drop"]) document.addEventListener(act, () => { acted = now(); }, true);
  const wait = (what) => { [waits, since] = [what, now()]; };
  const unheard = () => !!waits && (now() - since < BEGINS || (waits === "end" && running()));
  const answer = () => {
    if (!unanswered) return;
    clearTimeout(quiet);
    quiet = setTimeout(() => { unanswered = false; call("answered"); }, QUIET);
  };
  const sockets = new WeakSet(), send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (...said) {
    if (!sockets.has(this)) { sockets.add(this); this.addEventListener("message", answer); }
    steps = (stepping || now() - acted > ACTS) && (steps || !unheard());
    wait(running() || unheard() ? "end" : "begin");
    clearTimeout(quiet);
    unanswered = true;
    call("said");
    return send.apply(this, said);
  };

  let left = -Infinity, target = null, turned = -Infinity, from = "";
  document.addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.composedPath().find((e) => e instanceof HTMLAnchorElement && e.href);
    if (!link || link.target === "_blank") return;
    const { pathname, search } = new URL(link.href);
    if (pathname !== location.pathname) [left, target, turned] = [now(), pathname, -Infinity];
    else if (search !== location.search) [turned, from] = [now(), location.search];
  }, true);
  addEventListener("popstate", () => {
    [left, target, stepping] = [now() + 2500 - LEAVING, null, true];
    setTimeout(() => { stepping = false; });
  }, true);

  const told = () => typed === -Infinity || (now() - typed >= TELLS && !running());
  running();
  return window.underWay = {
    running,
    unheard,
    untold: () => unheard() || !told(),
    chosen: () => (unheard() && !steps && (unanswered || running())) || !told(),
    typed: () => { typed = now(); },
    forget: () => { [typed, waits] = [-Infinity, null]; },
    moving: () => now() - left < LEAVING || (now() - turned < TURNING && location.search === from),
    on: (kind, act) => { heeded[kind].push(act); },
  };
};
"""
