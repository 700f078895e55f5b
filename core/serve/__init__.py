"""Serving the app to an office: several Streamlit processes behind HAProxy (`python -m core.serve`)."""
