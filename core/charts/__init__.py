"""Charts as pure functions: DataFrame in, Altair chart out; no query, no Streamlit, no literal colour."""
