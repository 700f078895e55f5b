"""「会議用一式」: one button that makes paper, slides and workbook, with its progress and, in words, what went wrong."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date

import streamlit as st

from core.content.cautions import official_sentences
from core.errors import UserError
from core.exports.pack import READ_ME, ZIP_MIME, Contents, packed
from core.exports.paper import Paper
from core.ui import cached, draw
from core.ui.faults import fragment
from core.ui.state import own_part
from core.views.words import Words

log = logging.getLogger(__name__)

LABEL = "会議用一式"
_FAILED = "会議用一式を作れませんでした。画面はそのまま使えます。直らない場合は、時刻を添えて管理者に連絡してください。"


def button(make: Callable[[Paper], Contents], stem: str, *, title: Words, key: str, mark: str = "") -> None:
    """The button; `make` is asked for the contents when it is pressed. `stem`: in the names of the files; `mark`: in titles."""

    def control() -> None:
        pressed = st.button(
            LABEL,
            icon=":material/folder_zip:",
            key=key,
            help="A4の資料・スライド・Excel を1つのZIPに",
            on_click=own_part,
        )
        if pressed:
            _dialog(make, stem, title, key, mark)

    with st.container(width="content"):
        fragment(control)


@st.dialog(LABEL)
def _dialog(make: Callable[[Paper], Contents], stem: str, title: Words, key: str, mark: str) -> None:
    today, name = date.today(), draw.file_stem(stem)
    paper = Paper(title=title, made=today, cautions=official_sentences(), mark=mark)
    bar = st.progress(0.0, text="数値を集めています…")
    try:
        made = packed(
            make(paper), name, cached.sources_by_id(), paper, lambda share, text: bar.progress(share, text=text)
        )
    except UserError as error:
        bar.empty()
        draw.problem(error)
        return
    except Exception:
        bar.empty()
        log.exception("pack failed: %s", stem)
        st.error(_FAILED)
        return
    bar.empty()
    if made.failed:
        draw.warning(*made.failed, heading="作れなかったもの(ほかは入っています)")
    st.markdown(f"A4の資料(Word)、スライド(PowerPoint)、数値の表(Excel)と、注意・出典の「{READ_ME}」が入っています。")
    st.download_button(
        f"保存する(ZIP、{max(1, round(len(made.content) / 1024)):,}KB)",
        data=made.content,
        file_name=f"{name}_会議用一式_{today.isoformat()}.zip",
        mime=ZIP_MIME,
        on_click="ignore",
        key=f"{key}_save",
        icon=":material/download:",
        type="primary",
        width="stretch",
    )
