"""The kinds of files that sections become, by one call: what writes them is large, and loaded only when a file is wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from core.exports.paper import PDF_MIME, SLIDES_MIME, WORD_MIME, ZIP_MIME, Paper, Progress, silent
from core.exports.sheets import XLSX_MIME, of_sections
from core.views.section import Section
from core.views.sources import SourceBook

WORD, SLIDES, PDF, EXCEL, ZIP = "word", "slides", "pdf", "excel", "zip"


@dataclass(frozen=True, slots=True)
class Form:
    """One kind of file: its name for people, the ending of its files, its MIME type."""

    label: str
    ending: str
    mime: str


FORMS: Final[dict[str, Form]] = {
    WORD: Form("Word", "docx", WORD_MIME),
    SLIDES: Form("PowerPoint", "pptx", SLIDES_MIME),
    PDF: Form("PDF", "pdf", PDF_MIME),
    EXCEL: Form("Excel", "xlsx", XLSX_MIME),
    ZIP: Form("ZIP", "zip", ZIP_MIME),
}
#: What sections become; a ZIP holds several files (`core.exports.pack`).
OF_SECTIONS: Final = (WORD, SLIDES, PDF, EXCEL)


def written(
    form: str, sections: Sequence[Section], book: SourceBook, paper: Paper, progress: Progress = silent
) -> bytes:
    """Bytes of the sections in a form of `OF_SECTIONS`. Raises KeyError for another, UserError where a PDF lacks its face."""
    if form == WORD:
        from core.exports.word import document

        return document(sections, book, paper, progress)
    if form == SLIDES:
        from core.exports.powerpoint import deck

        return deck(sections, book, paper, progress)
    if form == PDF:
        from core.exports.pdf import document as printed

        return printed(sections, book, paper, progress)
    if form == EXCEL:
        from core.exports.xlsx import workbook

        progress(0.0, "表を書いています…")
        sheets = of_sections(sections, with_cells=paper.traced)
        return workbook(sheets, book, made=paper.made, cautions=paper.cautions, mark=paper.mark)
    raise KeyError(form)
