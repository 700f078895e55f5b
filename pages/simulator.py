"""推進区域シミュレーター (`/simulator`): criteria ①–④ → 推進区域 → モデル推進区域 → money, beside the real designation."""

import streamlit as st

from core.ui import frame
from core.ui import glossary_links as terms
from core.ui.faults import fragment
from core.ui.simulator import main

frame.ensure()
st.title("推進区域シミュレーター — 事項①〜④から推進区域・モデル推進区域を試算する")
fragment(main.show)
terms.links("/simulator")
