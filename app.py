"""Entry point. Run with `streamlit run app.py`; the pages are listed in `core/ui/navigation.py`.

Streamlit reads this file twice: as a module for the server, which sends the page with our style in it, and as the script of each run.
"""

if __name__ == "app":
    from starlette.middleware import Middleware
    from streamlit.starlette import App

    from core.ui.shell import Shell

    app = App(__file__, middleware=[Middleware(Shell)])
else:
    from core.ui import frame

    frame.run()
