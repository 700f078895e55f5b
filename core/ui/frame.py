"""The frame around every page: title, navigation, style, errors in words.

Streamlit runs a file of `pages/` by itself, without `app.py`, when it is the first thing asked of a new server (its older
convention, in force until `st.navigation` has been called once). A shared link to `/area` must not depend on who came first,
so each page begins with `frame.ensure()`, which runs `app.py` around it where that has not happened.
"""

from __future__ import annotations

import runpy
from contextlib import suppress
from contextvars import ContextVar
from pathlib import Path

import streamlit as st

from core.errors import UserError
from core.ui import (
    cached,
    draw,
    lazy,
    meeting,
    memory,
    navigation,
    picker,
    platform_faults,
    reach,
    signin,
    state,
    workfile,
)
from core.ui.faults import guarded
from core.vocabulary import labels

APP_FILE = Path(__file__).resolve().parents[2] / "app.py"
platform_faults.mend()
_inside: ContextVar[bool] = ContextVar("inside_frame", default=False)


def run() -> None:
    """Draw the frame and run the page that the URL names. Called by `app.py` alone."""
    st.set_page_config(page_title=labels.APP_TITLE, layout="wide", initial_sidebar_state="collapsed")
    if not signin.opens():
        reach.show()
        navigation.nothing()
        return
    page = navigation.choose()
    st.set_page_config(page_title=f"{page.title} — {labels.APP_TITLE}")
    turn = state.begin(page.url_path)
    reach.show()
    guarded(_edition)
    if meeting.asked(page.url_path):
        guarded(lambda: meeting.show(page.url_path))
    else:
        _page(page)
    state.end(turn)
    with suppress(UserError):  # without data there is nothing to keep, and the page has said so
        memory.settle(cached.store().version, page.url_path)


def _page(page: st.Page) -> None:
    """The page below the controls that stand on all pages."""
    begins = workfile.begins()
    # A row at the right end, as they stand in the bar once the style has come: until then they are near their places.
    with st.container(key="bar", horizontal=True, horizontal_alignment="right"):
        with st.container(width="content"):  # a fragment is as wide as what it stands in
            guarded(lambda: meeting.control_panel(page.url_path))
        with st.container(width="content"):
            guarded(workfile.control)
        guarded(lambda: picker.show("frame_picker"))
    guarded(signin.control)
    lazy.begin()
    token = _inside.set(True)
    try:
        guarded(page.run)
    finally:
        _inside.reset(token)
    guarded(lazy.watch)
    if begins:  # what the browser brought back to a new session is known only now
        guarded(lambda: workfile.guard("begin"))


def _edition() -> None:
    """Begin to draw from the newest data; say so where it has changed under the reader, or cannot be used."""
    before = cached.begin()
    trouble = cached.editions().trouble
    if before is not None:
        st.info("データが新しい版に入れ替わりました。この画面は新しい版です。")
    elif trouble is not None and cached.shown() is not None:
        st.warning(f"新しいデータを読めないため、入れ替え前の版を表示しています。\n\n{draw.problem_markdown(trouble)}")


def ensure() -> None:
    """Return inside the frame; elsewhere run the app around this page and end the bare run."""
    if not _inside.get():
        runpy.run_path(str(APP_FILE))
        st.stop()
