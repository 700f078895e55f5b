"""The rule engine: criteria ①–④ → 推進区域 → モデル推進区域, compared with the real designation. No Streamlit here."""
