"""A press counts for what it was put on, also where the page moves before the button of the mouse comes up.

A hand holds the button for a tenth of a second. What is being drawn above meanwhile moves the control away from under the pointer; the
browser then gives the click to neither of the two things it was over but to what both stand in, and the press is without effect. An open
list takes the entry on which the hand comes up, which is another one than was pressed, or none was: it opens when its box is pressed, and
may come to lie under the hand.

And a list that is open stays so as long as its box stays where it is. The platform closes it at whatever scrolls, also where something is
drawn far above and the browser scrolls to hold the rest in its place: then nothing has moved, and the next press would be on what is below.
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
    const [target] = event.composedPath(), control = target.closest?.(CONTROL);
    const here = { target, control, says: control && says(control), x: event.clientX, y: event.clientY };
    pressed = event.isPrimary && !event.button ? here : null;
  }, true);
  addEventListener("pointerup", (event) => {
    const press = pressed, [end] = event.composedPath(), entry = (element) => element.closest?.("[role=option]");
    pressed = null;
    if (!press || Math.hypot(event.clientX - press.x, event.clientY - press.y) > STILL) return;
    if (entry(end) && entry(end) !== entry(press.target)) {
      event.stopImmediatePropagation();
      press.target.dispatchEvent(new PointerEvent(event.type, event));
    }
    if (!press.control || event.composedPath().includes(press.control)) return;
    setTimeout(() => {  // after the browser's own click, at which what has just opened would close
      if (press.control.isConnected && says(press.control) === press.says) (press.control.control ?? press.control).click();
    });
  }, true);
  addEventListener("pointercancel", () => { pressed = null; }, true);

  let box = null, place = [], following = false;  // where the box of a list stood when it was last drawn
  const stands = () => { const { left, top } = box.getBoundingClientRect(); return [left, top]; };
  const follow = () => {
    following = !!box;
    if (!box) return;
    place = stands();
    requestAnimationFrame(follow);
  };
  addEventListener("focusin", (event) => {
    const [control] = event.composedPath();
    box = control.matches?.("[role=combobox]") ? control : null;
    if (box && !following) follow();
  }, true);
  addEventListener("focusout", () => { box = null; }, true);
  addEventListener("scroll", (event) => {
    if (box?.getAttribute("aria-expanded") !== "true" || !event.target.contains(box)) return;
    if (stands().every((at, axis) => Math.abs(at - place[axis]) < 1)) event.stopImmediatePropagation();
  }, true);
};
"""
