"""A list to open, some hundred entries in groups or a few, drawn by the browser itself.

Streamlit's select box makes all its entries when it is mounted, and again with each change beside it: 339 areas cost as much as the rest
of the bar of choices. The browser's own takes a fortieth of that, opens with keys and finger alike, and shows its groups.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

import streamlit as st

from core.ui.state.echo import ECHO, hear, heard
from core.vocabulary import palette

#: Heading of a group (empty: none) → its entries, each a value and its words.
Groups = Iterable[tuple[str, Iterable[tuple[str, str]]]]

_HTML: Final = '<div class="listed"><label for="list"></label><select id="list"></select></div>'
_CSS: Final = f"""
.listed {{ font-family: {palette.FONT}; font-size: 0.875rem; color: {palette.TEXT}; }}
label {{ display: block; margin: 0 0 0.25rem; line-height: 1.5; }}
select {{ box-sizing: border-box; width: 100%; height: 2.5rem; padding: 0 0.6rem; font: inherit; font-size: 1rem; color: {palette.TEXT};
  background: {palette.NEUTRAL}; border: 1px solid {palette.MARK}; border-radius: 8px; text-overflow: ellipsis; }}
@media print {{ .listed {{ display: none; }} }}
select:focus-visible {{ outline: 2px solid {palette.KEY}; outline-offset: 0; }}
"""
_JS: Final = (
    ECHO
    + """
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const list = parentElement.querySelector("select");
  parentElement.querySelector("label").textContent = data.label;
  const held = JSON.stringify(data.groups);
  if (list.held !== held) {
    list.held = held;
    list.replaceChildren(...data.groups.flatMap(([name, entries]) => {
      const options = entries.map(([value, words]) => new Option(words, value));
      if (!name) return options;
      const group = document.createElement("optgroup");
      group.label = name;
      group.append(...options);
      return [group];
    }));
  }
  if (!ahead(list, data)) list.value = data.value;
  list.onchange = () => setTriggerValue("chosen", { value: list.value, told: told(list) });
}
"""
)
_component = st.components.v2.component("long_list", html=_HTML, css=_CSS, js=_JS)


def draw(label: str, groups: Groups, value: str, key: str, taken: Callable[[Any], None]) -> None:
    """The list with `value` chosen; `taken` is called with another choice, inside a callback."""

    def chosen() -> None:
        told = (st.session_state.get(key) or {}).get("chosen")
        if isinstance(told, dict):
            hear(key, told.get("told"))
            taken(told.get("value"))

    data = {"label": label, "value": value, "groups": [(name, [list(e) for e in entries]) for name, entries in groups]}
    _component(key=key, data=data | heard(key), on_chosen_change=chosen)
