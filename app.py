"""Entry point. Run with `streamlit run app.py`; the pages are listed in `core/ui/navigation.py`.

Streamlit reads this file twice: as a module when the server starts (it finds `App`), and as the script of every run.
"""

if __name__ == "__main__":
    from core.ui import frame

    frame.run()
else:
    from streamlit.starlette import App

    from core.ui import platform_faults

    platform_faults.mend()  # before anybody connects
    app = App(__file__)
