"""制度と支援 (`/policy`): supports, criteria, roles, schedule, checklist and glossary; one message per tab."""

from datetime import date

import streamlit as st

from core.ui import frame, state
from core.ui.policy import checklist, glossary, shelf, timeline
from core.views.policy import schedule

frame.ensure()

TABS = {
    "supports": "国の支援",
    "accompany": "伴走支援",
    "criteria": "設定の考え方",
    "roles": "役割",
    "schedule": "日程",
    "checklist": "取組チェックリスト",
    "glossary": "用語集",
}

st.title("制度と支援 — 推進区域とモデル推進区域")
tabs, words = st.columns([8, 4], vertical_alignment="bottom")
with tabs:
    tab = state.segments("項目", list(TABS), key="tab", default="supports", text=TABS.__getitem__)
with words:
    query = state.text("制度・意見・用語・好事例を探す", key="q", placeholder="例: ワンストップ窓口")

if tab == "glossary":
    glossary.show(query)
elif query:
    glossary.results(query)
elif tab == "supports":
    shelf.supports()
elif tab == "accompany":
    shelf.accompany()
elif tab == "criteria":
    shelf.criteria()
elif tab == "roles":
    shelf.roles()
elif tab == "schedule":
    st.header(schedule.TITLE, anchor="schedule")
    timeline.show(date.today())
else:
    checklist.show()
