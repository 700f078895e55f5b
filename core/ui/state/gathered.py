"""A box that gathers some of many entries: what is chosen as pieces that can be put away, and a field that finds the others.

Streamlit's own box makes every entry anew with each change: of 339 areas a quarter of the redraw of 合わせて見る. Here the browser finds
them in its own list, by any part of their words; Enter takes the only one that is left.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import streamlit as st

from core.ui.state.echo import ECHO, hear, heard
from core.vocabulary import palette

_HTML: Final = """
<div class="gathered"><span id="label"></span>
<div class="box"><ul aria-labelledby="label"></ul><input list="offered" autocomplete="off"><datalist id="offered"></datalist></div></div>
"""
_CSS: Final = f"""
.gathered {{ font-family: {palette.FONT}; font-size: 0.875rem; color: {palette.TEXT}; }}
span {{ display: block; margin: 0 0 0.25rem; line-height: 1.5; }}
.box {{ display: flex; flex-wrap: wrap; gap: 0.25rem; align-items: center; min-height: 2.5rem; padding: 0.2rem 0.4rem; box-sizing: border-box;
  background: {palette.NEUTRAL}; border: 1px solid {palette.MARK}; border-radius: 8px; }}
@media print {{ .gathered {{ display: none; }} }}
.box:focus-within {{ outline: 2px solid {palette.KEY}; }}
ul {{ display: contents; list-style: none; margin: 0; padding: 0; }}
li {{ display: flex; align-items: center; background: {palette.KEY_PALE}; border-radius: 6px; padding-left: 0.6rem; line-height: 1.9rem; }}
li button {{ font: inherit; color: {palette.TEXT}; background: none; border: 0; border-radius: 6px; padding: 0 0.5rem; line-height: 1.9rem;
  min-width: 1.9rem; cursor: pointer; }}
li button:focus-visible {{ outline: 2px solid {palette.KEY}; }}
input {{ flex: 1 1 12rem; min-width: 0; height: 1.9rem; padding: 0 0.3rem; font: inherit; font-size: 1rem; color: {palette.TEXT}; background: none;
  border: 0; outline: 0; }}
input::placeholder {{ color: {palette.TEXT_MUTED}; }}
"""
_JS: Final = (
    ECHO
    + """
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const [label, list, input, offered] = ["span", "ul", "input", "datalist"].map((e) => parentElement.querySelector(e));
  label.textContent = data.label;
  input.setAttribute("aria-label", `${data.label}に加える`);
  const held = JSON.stringify(data.entries);
  if (offered.held !== held) {
    offered.held = held;
    offered.replaceChildren(...data.entries.map(([, words]) => new Option("", words)));
  }
  const words = new Map(data.entries);
  const short = (value) => (words.get(value) ?? value).split(" ")[0];  // what follows is for finding it
  if (!ahead(list, data)) list.values = data.values;
  const say = (values) => {
    list.values = values;
    setTriggerValue("chosen", { values, told: told(list) });
    draw();
  };
  const draw = () => {
    list.replaceChildren(...list.values.map((value) => {
      const piece = document.createElement("li"), out = document.createElement("button");
      piece.append(short(value), out);
      out.type = "button";
      out.textContent = "✕";
      out.setAttribute("aria-label", `${short(value)}を外す`);
      out.onclick = () => { say(list.values.filter((v) => v !== value)); input.focus(); };
      return piece;
    }));
    const full = list.values.length >= data.limit;
    input.disabled = full;
    input.placeholder = full ? "" : data.placeholder;
  };
  draw();
  const add = (value) => { input.value = ""; if (!list.values.includes(value)) say([...list.values, value]); };
  input.oninput = () => {
    const found = data.entries.find(([, text]) => text === input.value);
    if (found) add(found[0]);
  };
  input.onkeydown = (event) => {
    event.stopPropagation();
    if (event.isComposing) return;
    const asked = input.value.trim();
    if (event.key === "Enter" && asked) {
      const found = data.entries.filter(([value, text]) => text.includes(asked) && !list.values.includes(value));
      if (found.length === 1) add(found[0][0]);
    } else if (event.key === "Backspace" && !input.value && list.values.length) say(list.values.slice(0, -1));
  };
}
"""
)
_component = st.components.v2.component("gathered", html=_HTML, css=_CSS, js=_JS)


def draw(
    label: str,
    entries: Sequence[tuple[str, str]],
    values: Sequence[str],
    key: str,
    taken: Callable[[tuple[str, ...]], None],
    *,
    limit: int,
    placeholder: str,
) -> None:
    """The box with `values` in it; `taken` is called with other ones, inside a callback. `entries`: value and words of each."""
    offered = {value for value, _ in entries}

    def chosen() -> None:
        told: Any = (st.session_state.get(key) or {}).get("chosen")
        hear(key, told.get("told") if isinstance(told, dict) else None)
        named = told.get("values") if isinstance(told, dict) else None
        if isinstance(named, list) and set(named) <= offered:
            taken(tuple(dict.fromkeys(named))[:limit])

    data = {"label": label, "entries": [list(e) for e in entries], "values": list(values), "limit": limit}
    _component(key=key, data=data | {"placeholder": placeholder} | heard(key), on_chosen_change=chosen)
