"""The frame around every page: title, navigation, style, errors in words.

Streamlit runs a file of `pages/` by itself, without `app.py`, when it is the first thing asked of a new server (its older
convention, in force until `st.navigation` has been called once). A shared link to `/area` must not depend on who came first,
so each page begins with `frame.ensure()`, which runs `app.py` around it where that has not happened.
"""

from __future__ import annotations

import runpy
from contextlib import suppress
from contextvars import ContextVar
from functools import cache
from pathlib import Path

import streamlit as st

from core.errors import UserError
from core.exports import html
from core.maps import words
from core.ui import cached, memory, navigation, picker, reach, state, workfile
from core.ui.faults import guarded
from core.vocabulary import labels

APP_FILE = Path(__file__).resolve().parents[2] / "app.py"
_inside: ContextVar[bool] = ContextVar("inside_frame", default=False)


def run() -> None:
    """Draw the frame and run the page that the URL names. Called by `app.py` alone."""
    st.set_page_config(page_title=labels.APP_TITLE, layout="wide", initial_sidebar_state="collapsed")
    page = navigation.choose()
    st.set_page_config(page_title=f"{page.title} — {labels.APP_TITLE}")
    state.begin(page.url_path)
    st.html(_style())
    reach.show()
    guarded(lambda: picker.show("frame_picker"))
    state.one_step()
    guarded(workfile.control)
    token = _inside.set(True)
    try:
        guarded(page.run)
    finally:
        _inside.reset(token)
    with suppress(UserError):  # without data there is nothing to keep, and the page has said so
        memory.settle(cached.store().version, page.url_path)


@cache
def _style() -> str:
    """Style shared by all pages."""
    return f"<style>{html.render('screen.css.jinja', margins=words)}{html.render('reach.css.jinja')}</style>"


def ensure() -> None:
    """Return inside the frame; elsewhere run the app around this page and end the bare run."""
    if not _inside.get():
        runpy.run_path(str(APP_FILE))
        st.stop()
