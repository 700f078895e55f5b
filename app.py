"""Entry point: page list and the frame around every page. Run with `streamlit run app.py`."""

import streamlit as st

from core import labels
from core.ui import components, navigation

st.set_page_config(page_title=labels.APP_TITLE, layout="wide", initial_sidebar_state="collapsed")
page = st.navigation(navigation.pages(), position="top")
components.frame()
components.guarded(page.run)
