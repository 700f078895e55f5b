"""Keys of 会議モード: arrows, Page Up and Page Down (the buttons of a presenter's remote), Home and End; arrows up and down
walk through what is longer than its screen.

They press the buttons that stand on the screen, so a key and a click are the same act. While something is being typed or chosen,
the keys belong to it. The title of each new screen is read aloud.
"""

from __future__ import annotations

from typing import Final

import streamlit as st

_JS: Final = """
const WAY = { ArrowRight: "next", PageDown: "next", ArrowLeft: "previous", PageUp: "previous", Home: "first", End: "last" };
const ALONG = { ArrowDown: 0.8, ArrowUp: -0.8 };
const TAKEN = 'input, textarea, select, [contenteditable="true"], [role=listbox], [role=combobox], [role=radiogroup], [role=slider], canvas';
const room = (window.meetingKeys ??= { said: null, on: false });

function press(event) {
  if (!room.on || event.repeat || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  const way = WAY[event.key], along = ALONG[event.key], at = event.composedPath()[0];
  if (!(way || along) || at?.closest?.(TAKEN)) return;
  if (along) {
    const stage = document.querySelector(".m-stage");
    stage?.scrollBy(0, along * stage.clientHeight);
    event.preventDefault();
    return;
  }
  const button = document.querySelector(`.st-key-meeting_${way} button`);
  if (!button) return;
  event.preventDefault();
  if (!button.disabled) button.click();
}

export default function (component) {
  const { said } = component.data;
  if (!room.listening) { room.listening = true; document.addEventListener("keydown", press); }
  room.on = true;
  const line = component.parentElement.querySelector("p");
  if (line.textContent !== said) line.textContent = said;
  if (room.said !== said) {
    if (room.said !== null) document.querySelector(".m-stage")?.scrollTo(0, 0);
    room.said = said;
  }
  return () => { room.on = false; };
}
"""
_CSS: Final = "p { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); margin: 0; }"
_component = st.components.v2.component("meeting_keys", html='<p aria-live="polite"></p>', css=_CSS, js=_JS)


def listen(said: str) -> None:
    """Put once on the screen. `said`: what is read aloud, another text for each screen."""
    with st.container(key="meeting_keys"):
        _component(key="meeting_keys_part", data={"said": said})
