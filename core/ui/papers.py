"""「文書を保存」: one panel with every document of a page; a file is made when it is asked for, and what goes wrong is told there."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import streamlit as st

from core.content.cautions import official_sentences
from core.errors import UserError
from core.exports.documents import FORMS, written
from core.exports.paper import Paper
from core.ui import cached, draw, state
from core.ui.faults import fragment
from core.views.section import Section
from core.views.words import Words

log = logging.getLogger(__name__)

LABEL: Final = "文書を保存"
_FAILED: Final = "文書を作れませんでした。ほかの形式か、節を減らしてお試しください。直らない場合は、時刻を添えて管理者に連絡してください。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What goes into a file: title, name of the file without day and ending, sections. `mark`: in every title (【試算】)."""

    title: Words
    stem: str
    sections: tuple[Section, ...]
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One choice of the panel. `ask`: draws the controls of its own and gives what was chosen there, None while nothing is;
    `make`: the content for that choice and a form of `FORMS`."""

    name: str
    says: str
    make: Callable[[Any, str], Content]
    ask: Callable[[], Any] = lambda: ()


def menu(documents: Mapping[str, Document], *, key: str) -> None:
    """The button with its panel; `key`: of its widgets."""

    def control() -> None:
        panel = st.popover(LABEL, icon=":material/description:", key=key, on_change=state.own_part)
        if panel.open:
            with panel:
                _panel(documents, key)

    with st.container(width="content"):
        fragment(control)


def _panel(documents: Mapping[str, Document], key: str) -> None:
    chosen = st.radio(
        "文書",
        list(documents),
        format_func=lambda k: documents[k].name,
        key=f"{key}_document",
        on_change=state.own_part,
    )
    document = documents[chosen]
    st.caption(document.says)
    asked = document.ask()
    form = st.segmented_control(
        "形式",
        list(FORMS),
        default=next(iter(FORMS)),
        format_func=lambda f: FORMS[f].label,
        key=f"{key}_form",
        on_change=state.own_part,
    )
    ready = asked is not None and form is not None
    pressed = st.button(
        "作る", type="primary", disabled=not ready, key=f"{key}_make", width="stretch", on_click=state.own_part
    )
    if pressed and form is not None:
        _made(document, asked, form, key)


def _made(document: Document, asked: Any, form: str, key: str) -> None:
    """The file, to be taken away; any other choice in the panel takes it back."""
    kind, today = FORMS[form], date.today()
    try:
        with st.spinner(f"{document.name}({kind.label})を作っています…"):
            content = document.make(asked, form)
            paper = Paper(title=content.title, made=today, cautions=official_sentences(), mark=content.mark)
            made = written(form, content.sections, cached.sources_by_id(), paper)
    except UserError as error:
        draw.problem(error)
        return
    except Exception:
        log.exception("document failed: %s as %s", document.name, form)
        st.error(_FAILED)
        return
    st.download_button(
        f"保存する({kind.label}、{max(1, round(len(made) / 1024)):,}KB)",
        data=made,
        file_name=f"{draw.file_stem(content.stem)}_{today.isoformat()}.{kind.ending}",
        mime=kind.mime,
        on_click="ignore",
        key=f"{key}_save",
        icon=":material/download:",
        width="stretch",
    )
