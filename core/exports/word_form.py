"""推薦調書 as Word: the printed form with its questions in the order of the print, each answer below its question."""

from __future__ import annotations

from docx.document import Document as WordDocument

from core.exports import word
from core.exports.cells import clean
from core.exports.paper import Paper, dated
from core.exports.word_style import LISTED
from core.rules.model import MARK
from core.views.section import Section
from core.views.sources import SourceBook
from core.views.table import Table
from core.views.words import raw_text

_TITLE = "推進区域（仮称）及びモデル推進区域（仮称）について"


def form(section: Section, book: SourceBook, paper: Paper) -> bytes:
    """Bytes of the form of one area, from its section (`core.views.simulator.form`): both halves, then what can be cited."""
    made = word.begun(paper, dated(paper, section.sources, book), titled=_TITLE)
    for key, name in (("suishin", "【推進区域（仮称）】"), ("model", "【モデル推進区域（仮称）】")):
        made.add_heading(name, level=1)
        _half(made, section.table(key))
    made.add_heading(clean(raw_text(section.table("offered").title)), level=1)
    word.table(made, section.table("offered"), word.text_width(made))
    for note in section.notes:
        word.small(made, note)
    word.back(made, book, section.sources, paper.cautions)
    return word.saved(made)


def _half(made: WordDocument, half: Table) -> None:
    """Questions are headings; a criterion is a line of the list that the print has under question 2."""
    marks = tuple(MARK.values())
    answered = ""
    for question, answer in half.texts():
        if question.startswith(marks):
            made.add_paragraph(f"{clean(question)}  ― 公表値での判定: {clean(answer)}", style=LISTED)
            continue
        if answered:
            made.add_paragraph(answered)
        made.add_heading(clean(question), level=2)
        answered = clean(answer)
    made.add_paragraph(answered)
