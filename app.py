"""Entry point. Run with `streamlit run app.py`; the pages are listed in `core/ui/navigation.py`."""

from streamlit.starlette import App

from core.ui import entry

app = App(__file__, middleware=entry.MIDDLEWARE)
entry.run(__name__)
