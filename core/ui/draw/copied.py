"""A text to be pasted elsewhere, as it is, with a button that copies it.

Streamlit's own box for code brings a library that colours programs (1.6 MB of script), which a page that shows none would load at
its opening, also where the box lies in something folded.
"""

from __future__ import annotations

from typing import Final

import streamlit as st

from core.vocabulary import palette

_HTML: Final = """
<div class="copied"><pre tabindex="0" role="region"></pre><button type="button">写す</button><span role="status"></span></div>
"""
_CSS: Final = f"""
.copied {{ position: relative; display: flex; gap: 0.5rem; align-items: flex-start; font-family: {palette.FONT}; font-size: 0.875rem; color: {palette.TEXT}; }}
pre {{ flex: 1; min-width: 0; margin: 0; padding: 0.7rem 0.8rem; max-height: 24rem; overflow: auto; background: {palette.NEUTRAL}; border-radius: 6px;
  font: inherit; line-height: 1.6; white-space: pre; }}
.wrapped pre {{ white-space: pre-wrap; overflow-wrap: anywhere; }}
button {{ flex: none; padding: 0.35rem 0.8rem; font: inherit; color: {palette.KEY};
  background: {palette.GROUND}; border: 1px solid {palette.MARK}; border-radius: 6px; cursor: pointer; }}
pre:focus-visible, button:focus-visible {{ outline: 2px solid {palette.KEY}; outline-offset: 1px; }}
[role=status] {{ position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }}
@media print {{ button {{ display: none; }} pre {{ white-space: pre-wrap; max-height: none; }} }}
"""
# An address without TLS has no clipboard of the browser's; there the selected text is copied as by hand.
_JS: Final = """
export default function (component) {
  const { data, parentElement } = component;
  const box = parentElement.querySelector(".copied"), [pre, button, status] = box.children;
  box.classList.toggle("wrapped", data.wrapped);
  pre.textContent = data.text;
  pre.setAttribute("aria-label", data.name);
  button.setAttribute("aria-label", `${data.name}を写す`);
  const said = (words) => {
    button.textContent = status.textContent = words;
    setTimeout(() => { button.textContent = "写す"; status.textContent = ""; }, 2500);
  };
  const by_hand = () => {
    const area = document.createElement("textarea");
    area.value = data.text; area.style.position = "fixed"; area.style.opacity = "0";
    document.body.append(area); area.select();
    const done = document.execCommand("copy");
    area.remove(); button.focus();
    said(done ? "写しました" : "写せません");
  };
  button.onclick = () => {
    if (navigator.clipboard) navigator.clipboard.writeText(data.text).then(() => said("写しました"), by_hand);
    else by_hand();
  };
}
"""
_component = st.components.v2.component("copied_text", html=_HTML, css=_CSS, js=_JS)


def copied(text: str, name: str, key: str, *, wrapped: bool = False) -> None:
    """The text with its button. `name`: what it is, for who does not see it; `wrapped`: long lines are broken, as of an address."""
    _component(key=key, data={"text": text, "name": name, "wrapped": wrapped})
