"""区域点検 (`/review`): areas beside the figures of the coming vision, taken together, and what a 調整会議 needs to talk about roles."""

import streamlit as st

from core.ui import frame, lazy
from core.ui import glossary_links as terms
from core.ui.faults import fragment
from core.ui.review import main
from core.views.review import facts

frame.ensure()
st.title(f"区域点検 — {facts.LATER}に向けて構想区域を確かめる")
lazy.expect()  # 合わせて見る begins with one area and has its longer tables from the second on
fragment(main.show)
terms.links("/review")
