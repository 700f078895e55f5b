"""Faces, sizes and headings of a Word document, set where Office looks for the face of Japanese text."""

from __future__ import annotations

import re
from typing import Final

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from core.vocabulary import palette

#: Windows and macOS Office bring it; elsewhere the office program takes its own Japanese face.
FACE: Final = "Yu Gothic"
SMALL, LEAD = "小さい文", "要点"
LISTED, QUOTED = "List Bullet", "Quote"
#: Points: body of a paper for a meeting, headings above it.
SIZES: Final = {"Normal": 10.5, "Title": 18.0, "Heading 1": 13.0, "Heading 2": 11.0, LISTED: 10.5, QUOTED: 10.5}
#: Height of a line by the size of its letters. It is set in points: left to itself, Yu Gothic takes a sixth more than other faces, and
#: 区域シート a third page.
LINE: Final = 1.4
_MINUS: Final = re.compile(r"-(?=[0-9])(?<![0-9A-Za-z]-)")
_TEXT: Final = RGBColor.from_string(palette.TEXT.lstrip("#").upper())


def apply(word: WordDocument) -> None:
    """Faces in every style that is used, in the defaults and in the theme; Japanese as the language."""
    styles = word.styles
    for name, size in ((SMALL, 8.5), (LEAD, 11.0)):
        added = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        added.base_style = styles["Normal"]
        _look(added, size)
    styles[LEAD].font.bold = styles[LEAD].paragraph_format.keep_with_next = True
    for name, size in SIZES.items():
        _look(styles[name], size)
    normal = styles["Normal"].paragraph_format
    normal.space_after = Pt(3)
    for name, above in (("Title", 0.0), ("Heading 1", 8.0), ("Heading 2", 5.0)):
        styles[name].paragraph_format.space_before = Pt(above)
        styles[name].paragraph_format.space_after = Pt(2)
    line = styles["Title"].element.pPr.find(qn("w:pBdr"))  # of the template, in a colour of its own
    if line is not None:
        styles["Title"].element.pPr.remove(line)
    for language in styles.element.iter(qn("w:lang")):
        # As Japanese Word writes it: figures as Japanese text are parted at the end of a line by LibreOffice.
        language.set(qn("w:val"), "en-US")
        language.set(qn("w:eastAsia"), "ja-JP")
    for relation in word.part.rels.values():
        if relation.reltype.endswith("/theme"):
            part = relation.target_part
            face = f'<a:ea typeface="{FACE}"/>'.encode()
            part._blob = part.blob.replace(b'<a:ea typeface=""/>', face)


def _look(style: ParagraphStyle, size: float) -> None:
    style.font.size = Pt(size)
    style.paragraph_format.line_spacing = Pt(size * LINE)
    style.font.color.rgb = _TEXT
    style.font.italic = False
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{kind}"), FACE)


def paragraph(word: WordDocument, style: str = "") -> Paragraph:
    """An empty paragraph at the end. python-docx would look through all styles for the name, ten milliseconds each time."""
    added = word.add_paragraph()
    if style:
        added._p.style = style.replace(" ", "")
    return added


def written(paragraph: Paragraph, text: str) -> Run:
    """A run of text, in which no line ends between a minus and its figure: Word breaks one after a plain hyphen."""
    run = paragraph.add_run()
    for number, part in enumerate(_MINUS.split(text)):
        if number:
            run._r.append(OxmlElement("w:noBreakHyphen"))
        if part or not number:
            run.add_text(part)
    return run


def number_pages(paragraph: Paragraph) -> None:
    """`1 / 4` in the middle of the foot."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for number, field in enumerate(("PAGE", "NUMPAGES")):
        if number:
            paragraph.add_run(" / ")
        element = OxmlElement("w:fldSimple")
        element.set(qn("w:instr"), field)
        paragraph._p.append(element)
