"""区域ドリルダウン (`/area?area=1005`): everything a 調整会議 asks about one area."""

import streamlit as st

from core.ui.area import beds, entry, lazy, position, profile

view = entry.chosen_area()
if view is None:
    st.stop()

left, right = st.columns([5, 2], vertical_alignment="center")
with left:
    profile.heading(view)
with right:
    entry.search_box(view.area_code)

profile.show(view)
beds.show(view)
lazy.section(view, "全国の中の位置", "position", 1, position.show)
