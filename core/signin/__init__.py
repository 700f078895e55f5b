"""Who may come in (login by OIDC), and the lines that say who came and what was taken along. No Streamlit here."""
