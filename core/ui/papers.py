"""「文書を保存」: one panel with every document of a page; a file is made when it is asked for, and what goes wrong is told there."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import streamlit as st

from core.content.cautions import official_sentences
from core.errors import UserError
from core.exports import picture
from core.exports.documents import EXCEL, FORMS, OF_SECTIONS, ZIP, written
from core.exports.paper import Made, Paper, Progress
from core.ui import cached, draw, state
from core.ui.faults import fragment
from core.views import cells
from core.views.section import Section
from core.views.words import Words
from core.vocabulary import clock

log = logging.getLogger(__name__)

LABEL: Final = "文書を保存"
#: Name of the choice that holds paper, slides and workbook.
PACK: Final = "会議用一式"
_FAILED: Final = (
    "文書を作れませんでした。画面はそのまま使えます。ほかの形式か、節を減らしてお試しください。"
    "直らない場合は、時刻を添えて管理者に連絡してください。"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What goes into a file: title, name of the file without day and ending, and what writes it in a form of `FORMS`.
    `mark`: in every title (【試算】)."""

    title: Words
    stem: str
    write: Callable[[str, Paper, Progress], Made]
    mark: str = ""


def of_sections(sections: Sequence[Section], *, title: Words, stem: str, mark: str = "") -> Content:
    """A document that is made of sections alone."""

    def write(form: str, paper: Paper, progress: Progress) -> Made:
        located = [cells.located(cached.query, s) for s in sections]
        return Made(content=written(form, located, cached.sources_by_id(), paper, progress))

    return Content(title=title, stem=stem, write=write, mark=mark)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One choice of the panel. `ask`: draws the controls of its own and gives what was chosen there, None while nothing is;
    `make`: the content for that choice and one of its `forms` (keys of `FORMS`). `beds`: its figures of beds stand in the ministry's
    books, whose cells a workbook can name."""

    name: str
    says: str
    make: Callable[[Any, str], Content]
    ask: Callable[[], Any] = lambda: ()
    forms: tuple[str, ...] = OF_SECTIONS
    beds: bool = False


def menu(documents: Mapping[str, Document], *, key: str) -> None:
    """The button with its panel; `key`: of its widgets."""

    def control() -> None:
        panel = st.popover(LABEL, icon=":material/description:", key=key, on_change=state.own_part)
        if panel.open:
            picture.prepare()  # while the reader chooses
            with panel:
                _panel(documents, key)

    with st.container(width="content"):
        fragment(control)


def _panel(documents: Mapping[str, Document], key: str) -> None:
    chosen = next(iter(documents))
    if len(documents) > 1:
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
    form: str | None = document.forms[0]
    if len(document.forms) > 1:
        form = st.segmented_control(
            "形式",
            list(document.forms),
            default=document.forms[0],
            format_func=lambda f: FORMS[f].label,
            key=f"{key}_form",
            on_change=state.own_part,
        )
    traced = document.beds and form in (EXCEL, ZIP) and draw.wants_cells(key)
    ready = asked is not None and form is not None
    pressed = st.button(
        "作る", type="primary", disabled=not ready, key=f"{key}_make", width="stretch", on_click=state.own_part
    )
    if pressed and form is not None:
        _made(document, asked, form, key, traced=traced)


def _made(document: Document, asked: Any, form: str, key: str, *, traced: bool) -> None:
    """The file, to be taken away; any other choice in the panel takes it back."""
    kind, today = FORMS[form], clock.today()
    bar = st.progress(0.0, text="数値を集めています…")
    try:
        content = document.make(asked, form)
        paper = Paper(title=content.title, made=today, cautions=official_sentences(), mark=content.mark, traced=traced)
        made = content.write(form, paper, lambda share, text: bar.progress(share, text=text))
    except UserError as error:
        draw.problem(error)
        return
    except Exception:
        log.exception("document failed: %s as %s", document.name, form)
        st.error(_FAILED)
        return
    finally:
        bar.empty()
    if made.failed:
        draw.warning(*made.failed, heading="作れなかったもの(ほかは入っています)")
    draw.save_button(
        f"保存する({kind.label}、{max(1, round(len(made.content) / 1024)):,}KB)",
        made.content,
        f"{draw.file_stem(content.stem)}_{today.isoformat()}.{kind.ending}",
        kind.mime,
        key=f"{key}_save",
        icon=":material/download:",
        width="stretch",
    )
