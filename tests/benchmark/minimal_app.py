"""The smallest useful Streamlit app: one choice, one chart. The yardstick of `python -m tests.benchmark`."""

import altair as alt
import pandas as pd
import streamlit as st

factor = st.segmented_control("倍率", [1, 2, 3], default=1, required=True, key="factor")
st.subheader(f"倍率 {factor}", anchor="heading")
frame = pd.DataFrame({"x": range(20), "y": [i * factor for i in range(20)]})
st.altair_chart(alt.Chart(frame).mark_bar().encode(x="x:O", y="y:Q"), width="stretch")
