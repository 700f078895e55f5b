"""Tells who reads by ear that a choice has been drawn (`core.ui.reach` places the live region).

A run that ends within a frame is never shown as running: React puts both states into one drawing. So the page's socket is overheard
too: what was asked for by it has been drawn when its answers end.
"""

from __future__ import annotations

from typing import Final

#: JavaScript: `here` (kept once a window), `state(app)` for a change of its script state, `overhear()` to be called once.
TELL: Final = """
const TOLD_WITHIN = 30000;
const QUIET = 150;  // after the last answer
const here = (window.reachOfThisApp ??= { acted: -Infinity, title: "", running: false, asked: false });
const heading = () => document.querySelector("h1")?.innerText.trim() ?? "";
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
const heard = () => { clearTimeout(here.waits); here.waits = setTimeout(quiet, QUIET); };
const asks = (socket) => {
  if (performance.now() - here.acted > TOLD_WITHIN) return;
  here.asked = true;
  if (!here.sockets.has(socket)) { here.sockets.add(socket); socket.addEventListener("message", () => here.asked && heard()); }
};
const overhear = () => {
  const send = WebSocket.prototype.send;
  here.sockets = new WeakSet();
  WebSocket.prototype.send = function (data) { asks(this); return send.call(this, data); };
};
"""
