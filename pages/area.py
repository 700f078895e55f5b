"""区域ドリルダウン (`/area?area=1005`): everything a 調整会議 asks about one area."""

import streamlit as st

from core.ui import frame
from core.ui.area import (
    beds,
    council,
    demand,
    entry,
    flow,
    hospitals,
    lazy,
    peers,
    position,
    profile,
    utilization,
    worksheet,
)

frame.ensure()

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
lazy.section(view, "医療機関", "hospitals", 2, hospitals.show)
lazy.section(view, "患者の流入・流出", "flow", 3, flow.show)
lazy.section(view, "調整会議の視点", "council", 4, council.show)
lazy.section(view, "病床利用率(試算)", "utilization", 5, utilization.show)
lazy.section(view, "在宅・外来の需要の見通し", "demand", 6, demand.show)
lazy.section(view, "ほかの区域と比べる", "peers", 7, peers.show)
lazy.section(view, "差異分析ワークシート", "worksheet", 8, worksheet.show)
