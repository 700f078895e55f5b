"""Entry point. Run with `streamlit run app.py`; the pages are listed in `core/ui/navigation.py`."""

from core.ui import frame

frame.run()
