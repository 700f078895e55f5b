"""The Japanese face that a PDF carries, so that it reads the same on every machine; nothing is drawn without a glyph for it."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Final

from fontTools.ttLib import TTFont as FaceFile  # type: ignore[import-untyped]
from fpdf import FPDF
from fpdf.fonts import TTFFont

from core.errors import UserError
from core.exports.cells import clean
from core.reading.base import CONTENT_DIR

log = logging.getLogger(__name__)
FAMILY: Final = "jp"
BUNDLED: Final = CONTENT_DIR.parent / "fonts" / "NotoSansCJKjp-subset.otf"
_HINT: Final = (
    f"Word か Excel で保存してください。PDF を作るには、書体のファイルを data/fonts/{BUNDLED.name} に置きます。"
)
#: Faces of systems with the number of the Japanese one in their file, should the bundled one be taken away.
_SYSTEM: Final = (
    (Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"), 0),
    (Path("C:/Windows/Fonts/YuGothM.ttc"), 0),
    (Path("C:/Windows/Fonts/meiryo.ttc"), 0),
    (Path("/System/Library/Fonts/ヒラギノ角ゴシック W3.ttc"), 0),
)
#: What Japanese print sets in the place of a letter that the face does not have.
GETA: Final = "〓"


class Face:
    """The face of one document, with the letters that it was asked for and does not have (`missing`)."""

    def __init__(self, pdf: FPDF) -> None:
        """Raises UserError where no Japanese face is at hand, or it is damaged."""
        path, number = _found()
        if not _is_whole(path, number):
            raise UserError(f"PDF に埋め込む書体を読めません: {path.name}", _HINT)
        pdf.add_font(FAMILY, fname=path, collection_font_number=number)
        pdf.set_font(FAMILY, size=10)
        font = pdf.current_font
        assert isinstance(font, TTFFont)
        # The boxes of a subset would be computed by drawing each letter, and no reader looks at them.
        font.ttfont.recalcBBoxes = False
        if "CFF " in font.ttfont:
            # Each letter of a Japanese face is drawn whole: none needs the outlines of two others.
            font.ttfont["CFF "].closure_glyphs = _none_needed
        self._font = font
        self._wide = _Widths(font)
        self.missing: dict[str, None] = {}

    def written(self, text: str) -> str:
        """The text as it is drawn: a letter without a glyph becomes 〓 and is kept in mind."""
        text = clean(text).replace("\t", " ").replace("\u2009", "")
        lost = [c for c in text if c != "\n" and ord(c) not in self._font.cmap]
        if not lost:
            return text
        self.missing |= dict.fromkeys(lost)
        return "".join(GETA if c in self.missing else c for c in text)

    def width(self, text: str, size: float) -> float:
        """Width in mm at `size` points of a text that `written` gave."""
        return sum(map(self._wide.__getitem__, text)) * size / 1000 / _POINTS


class _Widths(dict[str, float]):
    """Widths of letters in thousandths of their size, each looked up once."""

    def __init__(self, font: TTFFont) -> None:
        self._font = font

    def __missing__(self, letter: str) -> float:
        self[letter] = wide = self._font.cw[ord(letter)]
        return wide


def _is_whole(path: Path, number: int) -> bool:
    """Whether a file is a face that ends where it says."""
    try:
        with path.open("rb") as file:
            parts = FaceFile(file, fontNumber=number, lazy=True).reader.tables.values()
            return all(part.offset + part.length <= path.stat().st_size for part in parts)
    except Exception:  # the reader of faces has no error of its own for each way in which a file can be damaged
        log.exception("%s cannot be used", path)
        return False


def _none_needed(subsetter: object) -> None:
    """In the place of a search through the outlines of all letters of a subset."""


_POINTS: Final = 72 / 25.4  # a millimetre


def _found() -> tuple[Path, int]:
    for path, number in ((BUNDLED, 0), *_SYSTEM):
        if path.exists():
            return path, number
    raise UserError("PDF に埋め込む日本語の書体が見つかりません。", _HINT)
