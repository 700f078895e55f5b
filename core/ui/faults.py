"""Errors of a page or a part of it become words for the user, never a traceback (that goes to the log)."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import streamlit as st

from core.errors import UserError
from core.ui import person
from core.ui.draw.words import problem

P = ParamSpec("P")
log = logging.getLogger(__name__)


def guarded(run: Callable[[], None]) -> None:
    """Run a page or a part; what goes wrong is told in its place. Whoever may see it no more gets the door instead."""
    if not person.still():
        st.rerun()
    try:
        run()
    except UserError as error:
        problem(error)
    except Exception:
        log.exception("page failed")
        st.error(
            "画面を表示できませんでした。ページを再読み込みしても直らない場合は、サーバーのログを添えて管理者に連絡してください。"
        )


def part(draw: Callable[P, None]) -> Callable[P, None]:
    """For a function that draws a part of a page which a choice inside it redraws alone: its errors are words like those of a page.

    An error must not leave a fragment: Streamlit would draw it as its own, besides ours.
    """

    @st.fragment
    @wraps(draw)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> None:
        guarded(lambda: draw(*args, **kwargs))

    return drawn


def fragment(run: Callable[[], None]) -> None:
    """Run a part of a page that a choice inside it redraws alone."""
    part(run)()
