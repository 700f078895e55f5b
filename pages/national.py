"""全国概況 (`/`): the nation, every prefecture and all areas against 必要量."""

import streamlit as st

from core.ui import components, frame
from core.ui.national import overview, survey
from core.ui.policy import overview as policy_overview

frame.ensure()
st.title("全国概況 — 339構想区域の病床と必要量")
components.fragment(overview.show)
survey.show()
policy_overview.show()
