"""Tells who reads by ear that a choice has been drawn (`core.ui.reach` places the live region).

A run that ends within a frame is never shown as running: React puts both states into one drawing. So the answers of the server count
too: what was asked for has been drawn when they end (core/ui/state/under_way.py).
"""

from __future__ import annotations

from typing import Final

from core.ui.state import UNDER_WAY

#: JavaScript, with `underWay`: `here` (kept once a window), `overhear()` to be called once.
TELL: Final = (
    UNDER_WAY
    + """
const TOLD_WITHIN = 30000;
const here = (window.reachOfThisApp ??= { acted: -Infinity, title: "", running: false, asked: false });
const heading = () => document.querySelector("h1")?.textContent.trim() ?? "";
const tell = () => {
  const title = heading();
  const screen = window.meetingKeys?.said !== here.screen;  // another one of the same section keeps the title
  if ((title !== here.title || screen) && document.querySelector(".st-key-meeting_keys")) return;  // 会議モード tells its own screens
  const words = title !== here.title ? `${title} を表示しました` : "表示を更新しました";
  here.live.textContent = here.live.textContent === words ? words + "\\u00a0" : words;
};
const told = () => {
  here.asked = false;
  if (performance.now() - here.acted < TOLD_WITHIN) { here.acted = -Infinity; tell(); }
};
const idle = (app) => app?.dataset.testScriptState === "notRunning";
const state = (app) => {
  if (here.running && idle(app)) told();
  here.running = !idle(app);
};
const quiet = () => { if (here.asked && idle(document.querySelector("[data-testid=stApp]"))) told(); };
const asks = () => { if (performance.now() - here.acted <= TOLD_WITHIN) here.asked = true; };
const overhear = () => {
  const way = underWay();
  way.on("said", asks);
  way.on("answered", quiet);
  way.on("state", () => state(document.querySelector("[data-testid=stApp]")));
};
"""
)
