"""Title, key and source as part of a map's drawing, so that a saved picture of it says what it shows.

They stand in the margins above and below the map (`PADDING`), so the map itself loses no room; a page that says the same around
the map may hide the margins. They are rows of a data set of their own (`WORDS`): the spec does not depend on measure or year.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from core.maps.signs import OUTLINES, TWOFOLD
from core.text.lines import plain
from core.vocabulary import palette

#: Name of the data set with the words.
WORDS: Final = "words"
#: Margins of the drawing in pixels.
TOP: Final = 48
BOTTOM: Final = 184
PADDING: Final[dict[str, int]] = {"left": 0, "top": TOP, "right": 0, "bottom": BOTTOM}

_COLUMNS: Final = 2
_KEY_TOP, _KEY_LINE, _SOURCE_LINE = 16, 17, 15
_SMALL: Final = 11
#: Width in pixels of a swatch, of each line of a double outline, of a sign by the size of its letter on the page, and of its line.
_SWATCH, _TWOFOLD, _SIGN, _LINE = 13, 1.3, 0.6, 1.4
#: Width of a letter by its kind, as a share of its size.
_WIDE: Final = {kind: 1.0 if kind in "WFA" else 0.56 for kind in ("W", "F", "A", "H", "N", "Na")}
#: Width to which lines of the source are broken; on a map that is narrower, as on a telephone, all words are drawn smaller.
_NARROWEST: Final = 440
#: Width of the longest line below a title, which is not broken.
_SUBTITLE: Final = 540


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """One line of the key: its words and how the map draws it (empty colours: white, and the grey of a plain outline).

    `sign` of `size` (as of letters, px): on the swatch, as on the page beside the map; `twofold`: a double outline.
    """

    text: str
    fill: str = ""
    stroke: str = ""
    width: float = 1.0
    dashed: bool = False
    sign: str = ""
    size: int = 0
    twofold: bool = False


def word_rows(
    title: str, subtitle: str, entries: Sequence[KeyEntry], sources: Sequence[str], note: str = ""
) -> pd.DataFrame:
    """Rows of the words, one per text, in reading order; the key runs down two columns.

    Columns: role (title, subtitle, key, source), text, at (part of the width), below (under the map), dx, dy (px), size (px),
    weight, fill, stroke, width, dashed, shape, sign, wide, ink (of the key's swatch and its sign). Sources that do not fit are counted: 「ほか2件」.
    """
    rows: list[dict[str, Any]] = [
        _row("title", title, dx=2, dy=-30, size=15, weight="bold"),
        _row("subtitle", subtitle, dx=2, dy=-12, size=_SMALL + 1),
    ]
    deep = -(-len(entries) // _COLUMNS)
    for number, entry in enumerate(entries):
        column, line = divmod(number, deep)
        rows.append(
            _row("key", entry.text, at=column / _COLUMNS, below=True, dx=20, dy=_KEY_TOP + _KEY_LINE * line)
            | {
                "fill": entry.fill or palette.GROUND,
                "stroke": entry.stroke or palette.TEXT_MUTED,
                "width": _TWOFOLD if entry.twofold else entry.width,
                "dashed": entry.dashed,
                "shape": TWOFOLD if entry.twofold else "square",
                "sign": OUTLINES.get(entry.sign, ""),
                "wide": entry.size * _SIGN,
                "ink": palette.text_on(entry.fill or palette.GROUND),
            }
        )
    start = _KEY_TOP + _KEY_LINE * deep + 2
    room = (BOTTOM - _SOURCE_LINE // 2 - start) // _SOURCE_LINE + 1
    rows += [
        _row("source", line, below=True, dx=2, dy=start + _SOURCE_LINE * number)
        for number, line in enumerate(_source_lines(sources, note, room))
    ]
    return pd.DataFrame(rows)


def _row(
    role: str,
    text: str,
    *,
    at: float = 0.0,
    below: bool = False,
    dx: int = 0,
    dy: int = 0,
    size: int = _SMALL,
    weight: str = "normal",
) -> dict[str, Any]:
    return {
        "role": role, "text": text, "at": at, "below": below, "dx": dx, "dy": dy, "size": size, "weight": weight,
        "fill": "", "stroke": "", "width": 0.0, "dashed": False,
        "shape": "", "sign": "", "wide": 0.0, "ink": "",
    }  # fmt: skip


def _source_lines(sources: Sequence[str], note: str, room: int) -> list[str]:
    """Source and note, broken to the narrowest map; as many sources as `room` lines hold."""
    closing = wrapped(note)
    for kept in range(len(sources), -1, -1):
        more = f"ほか{len(sources) - kept}件" if kept < len(sources) else ""
        lines = wrapped("出典: " + "、".join([*sources[:kept], *([more] if more else [])])) if sources else []
        if len(lines) + len(closing) <= room:
            return [*lines, *closing]
    return closing[:room]


def wrapped(text: str, width: int = _NARROWEST, size: int = _SMALL) -> list[str]:
    """Lines of at most `width` pixels, broken as Japanese may be (`core.text.lines`; a wide letter is `size` wide)."""
    return plain(text, width, lambda part: sum(map(_WIDE.__getitem__, map(unicodedata.east_asian_width, part))) * size)


def word_layers() -> list[dict[str, Any]]:
    """Layers over the data set `WORDS`: swatches of the key, their signs, and all texts."""
    data = {"name": WORDS}
    x = {"expr": f"datum.at * width + {_SWATCH / 2 + 1}"}
    y = {"expr": "datum.below ? height + datum.dy : datum.dy"}
    swatches = {
        "data": data,
        "transform": [{"filter": "datum.role === 'key'"}],
        "mark": {
            "type": "point",
            "shape": {"expr": "datum.shape"},
            "size": _SWATCH**2,
            "opacity": 1,
            "x": x,
            "y": y,
            "strokeDash": {"expr": "datum.dashed ? [3, 2] : [1, 0]"},
            "tooltip": None,
        },
        "encoding": {
            channel: {"field": field, "type": kind, "scale": None, "legend": None}
            for channel, field, kind in (
                ("fill", "fill", "nominal"),
                ("stroke", "stroke", "nominal"),
                ("strokeWidth", "width", "quantitative"),
            )
        },
    }
    signs = {
        "data": data,
        "transform": [{"filter": "datum.sign"}],
        "mark": {
            "type": "point",
            "filled": False,
            "fill": None,
            "opacity": 1,
            "shape": {"expr": "datum.sign"},
            "size": {"expr": "4 * datum.wide * datum.wide"},
            "stroke": {"expr": "datum.ink"},
            "strokeWidth": _LINE,
            "x": x,
            "y": y,
            "tooltip": None,
        },
    }
    texts = {
        "data": data,
        "mark": {
            "type": "text",
            "align": "left",
            "baseline": "middle",
            "font": palette.FONT,
            "color": palette.TEXT,
            "x": {"expr": "datum.at * width + datum.dx"},
            "y": y,
            "fontSize": {
                "expr": f"datum.size * min(1, width / (datum.role === 'subtitle' ? {_SUBTITLE} : {_NARROWEST}))"
            },
            "fontWeight": {"expr": "datum.weight"},
            "limit": {"expr": "datum.role === 'key' ? width / 2 - 20 : width"},
            "tooltip": None,
        },
        "encoding": {"text": {"field": "text", "type": "nominal"}},
    }
    return [swatches, signs, texts]
