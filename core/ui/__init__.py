"""The Streamlit part of core: caches, selection state, shared components. Nothing else in core imports Streamlit."""
