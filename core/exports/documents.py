"""The kinds of files that sections become, by one call: what writes them is large, and loaded only when a file is wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from core.exports.paper import PDF_MIME, WORD_MIME, Paper
from core.exports.sheets import XLSX_MIME, of_sections
from core.views.section import Section
from core.views.sources import SourceBook

WORD, PDF, EXCEL = "word", "pdf", "excel"


@dataclass(frozen=True, slots=True)
class Form:
    """One kind of file: its name for people, the ending of its files, its MIME type."""

    label: str
    ending: str
    mime: str


FORMS: Final[dict[str, Form]] = {
    WORD: Form("Word", "docx", WORD_MIME),
    PDF: Form("PDF", "pdf", PDF_MIME),
    EXCEL: Form("Excel", "xlsx", XLSX_MIME),
}


def written(form: str, sections: Sequence[Section], book: SourceBook, paper: Paper) -> bytes:
    """Bytes of the sections in a form of `FORMS`. Raises KeyError for another, UserError where a PDF lacks its face."""
    if form == WORD:
        from core.exports.word import document

        return document(sections, book, paper)
    if form == PDF:
        from core.exports.pdf import document as printed

        return printed(sections, book, paper)
    if form == EXCEL:
        from core.exports.xlsx import workbook

        return workbook(of_sections(sections), book, made=paper.made, cautions=paper.cautions, mark=paper.mark)
    raise KeyError(form)
