"""Pure logic of the 推進区域 dashboard; only `core.ui` may import Streamlit."""
