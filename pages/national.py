"""全国概況 (`/`): the nation, every prefecture and all areas against 必要量."""

from datetime import date

import streamlit as st

from core.ui import frame, lazy, state
from core.ui import glossary_links as terms
from core.ui.faults import fragment
from core.ui.national import overview, survey
from core.ui.national.state import NationalState
from core.ui.policy import overview as supports
from core.ui.policy import timeline
from core.views.national.survey import TITLE as SURVEY_TITLE
from core.views.policy import schedule
from core.views.policy.supports import NATIONAL_TITLE

frame.ensure()
st.title("全国概況 — 339構想区域の病床と必要量")
fragment(overview.show)

BELOW = (
    ("survey", SURVEY_TITLE, survey.show),
    ("schedule", schedule.TITLE, lambda: timeline.show(date.today(), state.page(NationalState))),
    ("supports", NATIONAL_TITLE, supports.show),
)
for order, (anchor, title, show) in enumerate(BELOW, start=2):
    st.subheader(title, anchor=anchor)
    lazy.body(f"national_{anchor}", order, show)
terms.links("/")
