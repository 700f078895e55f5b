"""Puts a pydeck view on the page, with words where the browser has no WebGL."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Literal

import pydeck as pdk
import streamlit as st

from core.vocabulary import palette

_TEXT: Final = "このブラウザでは立体の図(WebGL)を表示できません。同じ数値を下の「表で見る」で確認できます。"
_JS: Final = """
export default function (component) {
  const notice = component.parentElement.querySelector("p");
  let canDraw = false;
  try { canDraw = !!document.createElement("canvas").getContext("webgl2"); } catch (error) { canDraw = false; }
  notice.hidden = canDraw;
}
"""
# A style on one line would be taken for the path of a file.
_CSS: Final = f"""
p {{ margin: 0; padding: 8px 12px; background: {palette.KEY_PALE}; color: {palette.TEXT}; font: 0.875rem {palette.FONT}; }}
p[hidden] {{ display: none; }}
"""
_notice = st.components.v2.component("webgl_notice", html=f'<p role="status" hidden>{_TEXT}</p>', css=_CSS, js=_JS)


def show(
    view: pdk.Deck,
    key: str,
    height: int | Literal["stretch"],
    alt: str = "",
    on_select: Literal["ignore", "rerun"] | Callable[[], None] = "ignore",
) -> Any:
    """Draw the deck; returns Streamlit's selection unless it is ignored. Give the same figures as a table below it."""
    _notice(key=f"{key}_webgl")
    if on_select != "ignore":
        return st.pydeck_chart(
            view, height=height, key=key, alt=alt or None, on_select=on_select, selection_mode="single-object"
        )
    st.pydeck_chart(view, height=height, key=key, alt=alt or None)
    return None
