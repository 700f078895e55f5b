"""区域ドリルダウン (`/area?area=1005`): everything a 調整会議 asks about one area."""

import streamlit as st

from core.ui import frame
from core.ui import glossary_links as terms
from core.ui.area import beds, contents, entry, history, profile
from core.ui.faults import guarded

frame.ensure()

view = entry.chosen_area()
if view is None:
    st.stop()

profile.heading(view)
contents.links(view)

guarded(lambda: beds.show(view, profile.show(view)))
contents.sections(view)
terms.links("/area")
history.keep_place(view)
