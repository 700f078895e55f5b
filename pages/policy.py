"""制度と支援 (`/policy`): what to do now, the bridge to the new vision, supports, criteria, roles, schedule, checklist and glossary; one message per tab."""

import streamlit as st

from core.content import load_schedule
from core.ui import frame, state
from core.ui.policy import ahead, checklist, glossary, shelf, timeline
from core.ui.policy.state import TABS, PolicyState
from core.vocabulary import clock

frame.ensure()

st.title("制度と支援 — 推進区域とモデル推進区域")
page = state.page(PolicyState)
tabs, words = st.columns([8.7, 3.3], vertical_alignment="bottom")
tab = page.segments("tab", "項目", text=TABS.__getitem__, place=tabs)
query = page.text("q", "制度・意見・用語・好事例を探す", placeholder="例: ワンストップ窓口", place=words)

if tab == "glossary":
    glossary.show(query, page.value.term)
elif query.raw:
    glossary.results(query)
elif tab == "now":
    ahead.now(clock.today())
elif tab == "bridge":
    ahead.bridge()
elif tab == "supports":
    shelf.supports(page)
elif tab == "accompany":
    shelf.accompany()
elif tab == "criteria":
    shelf.criteria()
elif tab == "roles":
    shelf.roles()
elif tab == "schedule":
    st.header(load_schedule().title, anchor="schedule")
    timeline.beside_the_papers(clock.today(), page)
else:
    checklist.show()
