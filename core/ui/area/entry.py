"""How the page finds its area: from the link, from the search box, or by asking which one is meant."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from core.data.sourced import row_at
from core.text.outside import Outside
from core.text.resolve import Resolution, resolve
from core.ui import cached, draw, navigation, picker, state
from core.ui.area.state import AreaState
from core.ui.area.view import AreaView, area_view
from core.views.words import say
from core.vocabulary import labels


def chosen_area() -> AreaView | None:
    """The area named by `?area=…` (code or name), or None after showing what can be chosen instead."""
    page = state.page(AreaState)
    asked = page.value.area.raw
    found = resolve(asked, cached.area_list(), cached.readings())
    if found.area_code is None:
        _ask(found)
        return None
    if asked != found.area_code:
        page.change(area=Outside(found.area_code))  # links that are shared carry the code
    return area_view(found.area_code)


def _ask(found: Resolution) -> None:
    st.title("区域ドリルダウン")
    query = Outside(found.query)
    if found.candidates:
        draw.info(
            say("「", query, f"」という構想区域は{len(found.candidates)}か所あります。都道府県で選んでください。")
        )
        _links(found.candidates)
    elif found.query.strip():
        draw.warning(
            say(
                "「",
                query,
                "」に当てはまる構想区域は見つかりませんでした。区域名、よみ、都道府県名、4桁のコードでさがせます。",
            )
        )
        if found.nearest:
            st.markdown("**近い名前の区域**")
            _links(found.nearest)
    else:
        st.markdown("構想区域を選ぶと、病床数、医療機関、患者の流れ、需要の見通しなどを1つの画面で確認できます。")
    st.markdown("**区域をさがす**")
    picker.show(key="area_ask")


def _links(codes: tuple[str, ...]) -> None:
    areas: pd.DataFrame = cached.area_list().set_index("area_code")
    columns = st.columns(4)
    for place, code in enumerate(codes):
        row = row_at(areas, code)
        with columns[place % 4]:
            navigation.area_link(code, f"{labels.area(row['area_name'], row['pref_name'])} {code}")
