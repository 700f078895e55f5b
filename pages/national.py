"""全国概況 (`/`): the nation, every prefecture and all areas against 必要量."""

import streamlit as st

from core.content import load_schedule, load_supports
from core.ui import frame, lazy, state
from core.ui import glossary_links as terms
from core.ui.faults import fragment
from core.ui.national import indicators, overview, survey
from core.ui.national.state import NationalState
from core.ui.policy import overview as supports
from core.ui.policy import timeline
from core.views.national import indicator
from core.views.national.survey import TITLE as SURVEY_TITLE
from core.vocabulary import clock

frame.ensure()
st.title("全国概況 — 339構想区域の病床と必要量")
indicators.begin()
fragment(overview.show)

BELOW = (
    (indicator.ANCHOR, indicator.HEADING, indicators.show),
    ("survey", SURVEY_TITLE, survey.show),
    ("schedule", load_schedule().title, lambda: timeline.show(clock.today(), state.page(NationalState))),
    ("supports", load_supports().national_title, supports.show),
)
for order, (anchor, title, show) in enumerate(BELOW, start=2):
    st.header(title, anchor=anchor)
    lazy.body(f"national_{anchor}", order, show)
terms.links("/")
