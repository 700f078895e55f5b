"""データと出典 (`/sources`): where every figure comes from, how it was checked, and all tables to take away."""

import streamlit as st

from core.ui import frame, sources

frame.ensure()
st.title("データと出典")
st.markdown(
    "この画面の数値は、公表資料から機械的に読み取ったものです。資料、読み取りの照合結果、見つかった不具合とその扱いを示します。"
)
sources.cautions()
sources.origins()
sources.dictionary_and_downloads()
sources.examples()
