"""What the area page computes: pure functions and values, no query, no Streamlit."""
