"""Lines of Japanese text: numbers with their unit and words of Latin letters stay whole, no line begins with a mark that closes or ends
with one that opens (kinsoku). Whatever is drawn in lines of our own (PDF, words of pictures) is broken here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

#: A piece of text with whether it stands out.
Piece = tuple[str, bool]
Line = tuple[Piece, ...]

#: No line ends with these, and none begins with those.
OPENING: Final = "(「『（【〔[《〈“"
CLOSING: Final = (
    "、。，．,.)」』）】〕]》〉”・：；;？！?!ー…‥々ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ%％℃"
)
_BEFORE: Final = f"[{re.escape(OPENING)}]*"
_AFTER: Final = f"[{re.escape(CLOSING)}]*"
_TOKEN: Final = re.compile(
    rf"{_BEFORE}(?:[+\-−±]?[0-9][0-9,.]*[床年月日人位件%]?|[A-Za-z0-9_./:?=&#%~@-]+|.){_AFTER}", re.DOTALL
)
#: A letter with the marks that may not part from it.
_LETTER: Final = re.compile(rf"{_BEFORE}.{_AFTER}", re.DOTALL)


def broken(pieces: Iterable[Piece], width: float, measure: Callable[[str], float]) -> list[Line]:
    """Lines no wider than `width` as `measure` counts; a token wider than a line is cut where it has to be."""
    pieces = [(text, strong) for text, strong in pieces if text]
    if not any("\n" in text for text, _ in pieces) and sum(measure(text) for text, _ in pieces) <= width:
        return [_joined(pieces)]
    flags: list[Piece] = [(c, strong) for text, strong in pieces for c in text]
    lines: list[Line] = []
    for paragraph in _paragraphs(flags):
        text, start, taken, line = "".join(c for c, _ in paragraph), 0, 0.0, list[Piece]()
        for token in _tokens(text, width, measure):
            wide = measure(token)
            if line and taken + wide > width:
                lines.append(_joined(line))
                taken, line = 0.0, []
            line += paragraph[start : start + len(token)]
            start, taken = start + len(token), taken + wide
        lines.append(_joined(line))
    return lines


def plain(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """Lines of text of one weight; none for no text."""
    return ["".join(part for part, _ in line) for line in broken([(text, False)], width, measure)] if text else []


def _paragraphs(flags: list[Piece]) -> list[list[Piece]]:
    parts: list[list[Piece]] = [[]]
    for piece in flags:
        if piece[0] == "\n":
            parts.append([])
        else:
            parts[-1].append(piece)
    return parts


def _tokens(text: str, width: float, measure: Callable[[str], float]) -> Iterator[str]:
    """What stands in one line: words; of those wider than a line the letters, with their marks while there is room for them."""
    for token in _TOKEN.findall(text):
        if measure(token) <= width:
            yield token
            continue
        for letter in _LETTER.findall(token):
            yield from (letter,) if measure(letter) <= width else letter


def _joined(line: Sequence[Piece]) -> Line:
    """Neighbours of one kind as one piece."""
    out: list[Piece] = []
    for text, strong in line:
        if out and out[-1][1] == strong:
            out[-1] = (out[-1][0] + text, strong)
        else:
            out.append((text, strong))
    return tuple(out)
