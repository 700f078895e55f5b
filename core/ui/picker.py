"""The search box of all pages: typing lists areas, municipalities and hospitals; choosing one opens its area, a hospital its row.

A small component of our own: Streamlit's select box would have to carry some 13,000 names to the browser on every page,
and its text box shows nothing until Enter is pressed. Keys: ↓ ↑ move, Enter opens, Esc closes.
"""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from core.content.municipalities import load_municipalities
from core.content.name_aliases import load_name_aliases
from core.content.readings import load_readings
from core.data.queries import facilities
from core.text.search import Hit, Index, Kind, build_index, search
from core.ui import cached, navigation, state
from core.ui.faults import part
from core.vocabulary import palette

KIND_LABEL: Final[dict[Kind, str]] = {Kind.AREA: "構想区域", Kind.MUNICIPALITY: "市区町村", Kind.HOSPITAL: "医療機関"}
#: Pixels, where the style says nothing else.
_WIDTH: Final = 240
PLACEHOLDER: Final = "区域・市町村・病院名"

_HTML: Final = f"""
<div class="picker">
  <input type="search" role="combobox" aria-label="区域をさがす" aria-expanded="false" aria-controls="hits"
         aria-autocomplete="list" autocomplete="off" placeholder="{PLACEHOLDER}">
  <div id="hits" role="listbox" aria-label="候補" hidden></div>
</div>
"""
_CSS: Final = f"""
.picker {{ position: relative; font-family: {palette.FONT}; font-size: 0.875rem; }}
input {{ box-sizing: border-box; width: 100%; height: 2.25rem; padding: 0 0.6rem; font: inherit; color: {palette.TEXT};
  border: 1px solid {palette.MARK}; border-radius: 6px; background: {palette.GROUND}; }}
input:focus {{ outline: 2px solid {palette.KEY}; outline-offset: 0; }}
/* Wider than the box where names need it: it grows to the left, since the box stands at the right end of the bar. */
[role=listbox] {{ position: absolute; z-index: 1000; right: 0; min-width: 100%; width: max-content; max-width: min(40rem, 92vw);
  box-sizing: border-box; margin: 2px 0 0; padding: 4px 0; max-height: min(26rem, 70vh); overflow: auto;
  background: {palette.GROUND}; border: 1px solid {palette.MARK}; border-radius: 6px; }}
[role=listbox][hidden] {{ display: none; }}
[role=option] {{ display: flex; gap: 8px; padding: 5px 10px; cursor: pointer; line-height: 1.45; }}
[role=option][aria-selected=true] {{ background: {palette.KEY}; color: {palette.GROUND}; }}
[role=option][aria-selected=true] .place {{ color: {palette.GROUND}; }}
[role=option] .place {{ flex: none; max-width: 45%; }}
.heading, [aria-disabled=true] {{ cursor: default; color: {palette.TEXT_MUTED}; font-size: 0.8125rem; }}
.heading {{ padding: 4px 10px 0; }}
.place {{ color: {palette.TEXT_MUTED}; }}
"""
# The function runs again with every new `data`; handlers are assigned, not added, so that they never pile up.
_JS: Final = """
export default function (component) {
  const { setStateValue, setTriggerValue, parentElement, data } = component;
  const input = parentElement.querySelector("input");
  const list = parentElement.querySelector("[role=listbox]");
  const state = (input.pickerState ??= { timer: null, active: -1, open: false });
  const options = () => [...list.querySelectorAll("[role=option]:not([aria-disabled])")];
  const add = (parent, role, text) => {
    const part = document.createElement("div");
    if (role) part.setAttribute("role", role);
    part.textContent = text; parent.append(part);
    return part;
  };
  const mark = (index) => {
    const all = options();
    state.active = all.length ? (index + all.length) % all.length : -1;
    all.forEach((option, i) => option.setAttribute("aria-selected", String(i === state.active)));
    const chosen = all[state.active];
    if (chosen) { input.setAttribute("aria-activedescendant", chosen.id); chosen.scrollIntoView({ block: "nearest" }); }
    else input.removeAttribute("aria-activedescendant");
  };
  const show = (open) => {
    state.open = open && input.value.trim() !== "" && list.childElementCount > 0;
    list.hidden = !state.open;
    input.setAttribute("aria-expanded", String(state.open));
  };
  const pick = (hit) => { show(false); input.value = ""; setTriggerValue("picked", hit); };
  const ask = () => { clearTimeout(state.timer); state.timer = setTimeout(() => setStateValue("query", input.value.trim()), 150); };

  list.replaceChildren();
  let group = null;
  data.hits.forEach((hit, index) => {
    if (group?.getAttribute("aria-label") !== hit.kind) {
      group = add(list, "group", ""); group.setAttribute("aria-label", hit.kind);
      const heading = add(group, null, hit.kind);
      heading.className = "heading"; heading.setAttribute("aria-hidden", "true");
    }
    const option = add(group, "option", "");
    option.id = "hit" + index;
    add(option, null, hit.name);
    add(option, null, hit.place).className = "place";
    option.onmousedown = (event) => { event.preventDefault(); pick(hit); };
  });
  if (data.query && !data.hits.length) {
    add(list, "option", "当てはまる区域・市区町村・医療機関はありません").setAttribute("aria-disabled", "true");
  }
  const fresh = data.query === input.value.trim();
  if (fresh) mark(0);
  const focused = input.getRootNode().activeElement === input;
  show(fresh && focused);

  input.oninput = (event) => { if (!event.isComposing) ask(); };
  input.oncompositionend = ask;
  input.onfocus = () => show(true);
  input.onblur = () => show(false);
  input.onkeydown = (event) => {
    if (event.isComposing) return;
    event.stopPropagation();
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault(); show(true); mark(state.active + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter") {
      const chosen = data.hits[state.active];
      if (state.open && chosen && data.query === input.value.trim()) pick(chosen); else ask();
    } else if (event.key === "Escape") { event.preventDefault(); show(false); }
  };
  return () => clearTimeout(state.timer);
}
"""
_component = st.components.v2.component("area_picker", html=_HTML, css=_CSS, js=_JS)


@st.cache_resource(show_spinner=False, max_entries=2)
def _index(version: str) -> Index:
    hospitals = cached.query(facilities.latest_names).frame
    return build_index(cached.area_list(), load_readings(), load_municipalities(), hospitals, load_name_aliases())


@st.cache_resource(show_spinner=False, max_entries=500)
def _hits(version: str, query: str) -> tuple[Hit, ...]:
    return search(_index(version), query)


def hits(query: str) -> tuple[Hit, ...]:
    """What the box lists for a query; the last one is asked again at every run of every page."""
    return _hits(cached.store().version, query) if query else ()


def show(key: str = "picker") -> None:
    """The box; place it once per page. Its reruns redraw nothing else."""
    with st.container(key=key, width=_WIDTH):
        _box(key)


@part
def _box(key: str) -> None:
    query = str(_state(st.session_state.get(f"{key}_box"), "query") or "")
    data = {
        "query": query,
        "hits": [
            {"kind": KIND_LABEL[h.kind], "name": h.name, "place": h.place, "area": h.area_code}
            | {"hospital": h.name if h.kind is Kind.HOSPITAL else ""}
            for h in hits(query)
        ],
    }

    def taken() -> None:
        # Kept until the box itself runs: a choice is told to one run only, and that may be another part's.
        if picked := _state(st.session_state.get(f"{key}_box"), "picked"):
            st.session_state[f"{key}_picked"] = picked
        state.own_part()

    _component(key=f"{key}_box", data=data, on_query_change=state.own_part, on_picked_change=taken)
    if picked := st.session_state.pop(f"{key}_picked", None):
        navigation.open_area(str(picked["area"]), str(picked["hospital"]))


def _state(result: Any, name: str) -> Any:
    return result.get(name) if result else None
