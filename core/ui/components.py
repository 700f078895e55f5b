"""Parts that every page shares: heading, official cautions, source footer, the display of errors."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from functools import cache

import altair as alt
import streamlit as st

from core.content.cautions import load_cautions
from core.errors import UserError
from core.exports import html
from core.maps import words
from core.ui import cached
from core.ui.draw.sections import footer
from core.ui.draw.words import problem
from core.views.sources import Sources
from core.vocabulary import labels

log = logging.getLogger(__name__)

#: What the browser may send (also `maxUploadSize` of the server): well above every limit of ours, so that a file too large is
#: refused in our own words.
UPLOAD_MB = 50


def style() -> None:
    """Style shared by all pages; call once per run before the page."""
    st.html(_sheet())


@cache
def _sheet() -> str:
    return f"<style>{html.render('screen.css.jinja', margins=words)}</style>"


def guarded(run: Callable[[], None]) -> None:
    """Run a page; an error becomes words for the user, never a traceback (that goes to the log)."""
    try:
        run()
    except UserError as error:
        problem(error)
    except Exception:
        log.exception("page failed")
        st.error(
            "画面を表示できませんでした。ページを再読み込みしても直らない場合は、サーバーのログを添えて管理者に連絡してください。"
        )


def fragment(run: Callable[[], None]) -> None:
    """Run a part of a page that a choice inside it redraws alone; its errors are words like those of a page."""

    @st.fragment
    def part() -> None:
        guarded(run)

    part()


def cautions() -> None:
    """The ministry's three cautions on comparing 報告病床数 with 必要量, in their official wording."""
    sentences = dict.fromkeys(c.sentence for c in load_cautions())  # two cautions share one official sentence
    st.caption("  \n".join(f"※ {sentence}" for sentence in sentences))


def source_footer(source_ids: Iterable[str], note: str = "", *, numbered: bool = False) -> None:
    """Sources of the figure above (short name, full title on hover) with a link to `/sources`; a note stands on its own line.

    `numbered`: [1], [2] … before the names, for a table whose rows say which source each of them is from.
    """
    ids = tuple(source_ids)
    if ids:
        footer(Sources(ids), (note,) if note else (), numbered=numbered)
    elif note:
        st.caption(note)


def draw(key: tuple[object, ...], build: Callable[[], alt.TopLevelMixin]) -> None:
    """A chart in our own theme, without a footer. `key` names the chart and everything it depends on."""
    st.vega_lite_chart(cached.spec(key, build), theme=None, width="stretch")


def no_data(what: str, why: str) -> None:
    """A place where figures would stand: what is missing and why."""
    st.info(f"{what}: {labels.NO_DATA}。{why}")
