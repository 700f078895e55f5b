"""区域ドリルダウン (`/area?area=1005`): everything a 調整会議 asks about one area."""

import streamlit as st

from core.ui import frame, picker
from core.ui.area import beds, contents, entry, profile

frame.ensure()

view = entry.chosen_area()
if view is None:
    st.stop()

left, right = st.columns([5, 2], vertical_alignment="bottom")
with left:
    profile.heading(view)
with right:
    picker.show()
contents.links()

profile.show(view)
beds.show(view)
contents.sections(view)
