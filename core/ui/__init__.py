"""The Streamlit part of core: caches, state of the pages, the frame, parts that pages share. Nothing else in core imports Streamlit."""
