"""A press counts for what it was put on, also where the page moves before the button of the mouse comes up.

A hand holds the button for a tenth of a second. What is being drawn above meanwhile moves the control away from under the pointer; the
browser then gives the click to neither of the two things it was over but to what both stand in, and the press is without effect.
"""

from __future__ import annotations

from typing import Final

#: `steadyPress()`, run by the component of the frame (core/ui/reach.py). Installed once on the document; it lives as long as the tab.
STEADY_PRESS: Final = """
const steadyPress = () => {
  if (window.steadyPress) return;
  window.steadyPress = true;
  const CONTROL = "button, summary, label, a[href], [role=radio], [role=option], [role=checkbox], [role=tab]";
  const STILL = 4;  // px that a hand may move without dragging
  // A control that has acted already when it was put down, or says something else by now, is left alone.
  const SAID = ["aria-checked", "aria-expanded", "aria-pressed", "aria-selected"];
  const says = (control) => control.textContent + SAID.map((name) => control.getAttribute(name));
  let pressed = null;
  addEventListener("pointerdown", (event) => {
    const control = event.isPrimary && !event.button ? event.composedPath()[0].closest?.(CONTROL) : null;
    pressed = control ? { control, says: says(control), x: event.clientX, y: event.clientY } : null;
  }, true);
  addEventListener("pointerup", (event) => {
    const press = pressed;
    pressed = null;
    if (!press || event.composedPath().includes(press.control)) return;
    if (Math.hypot(event.clientX - press.x, event.clientY - press.y) > STILL) return;
    setTimeout(() => {  // after the browser's own click, at which what has just opened would close
      if (press.control.isConnected && says(press.control) === press.says) (press.control.control ?? press.control).click();
    });
  }, true);
  addEventListener("pointercancel", () => { pressed = null; }, true);
};
"""
