"""Map of areas by class as a Vega-Lite spec, drawn over the shared geometry (`core.maps`).

A class has a colour and, where it matters, a sign of its own in the legend's words, so that colour is never the only difference. The
spec depends only on the frame; the rows hold the class of each area: code, word (of a `MapClass`), name, pref, detail, and real (text
of the real designation, empty without one; for maps that outline it).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from core.maps.flat import RIM, Areas, flat_spec
from core.maps.signs import OUTLINES
from core.maps.words import KeyEntry
from core.vocabulary import palette


@dataclass(frozen=True, slots=True)
class MapClass:
    """One class of the legend: the word in the rows and its fill. The last class of a map is the ground.

    `legend`: its name in the legend where the word of the rows would not speak for itself. `sign`: + or − on its areas, where its
    fill is not told apart without colour.
    """

    word: str
    fill: str
    legend: str = ""
    sign: str = ""

    @property
    def name(self) -> str:
        """Words of the legend."""
        return self.legend or self.word


_LOOKED_UP: Final = ("code", "word", "name", "pref", "detail")
_TOOLTIP: Final = (("name", "構想区域"), ("pref", "都道府県"), ("word", "結果"), ("detail", "内訳"))
_REAL: Final = ("real", "実際の指定")
_REAL_WIDTH: Final = 1.6
#: Size in pixels of the letter that a sign is beside the map.
SIGN_SIZE: Final = 13
_DESIGNATED: Final = "!!datum.real"
#: The real designation's outline, above a rim that sets it off from every fill.
_LINES: Final = ((palette.GROUND, _REAL_WIDTH + RIM), (palette.ALERT, _REAL_WIDTH))


def class_key(classes: Sequence[MapClass], rows: pd.DataFrame, *, real: bool = False) -> tuple[KeyEntry, ...]:
    """The key of the drawing: every class with its number of the areas that are counted; `real` adds the real designation's outline."""
    found = Counter(rows["word"].tolist())
    entries = [KeyEntry(f"{c.name} {found[c.word]}区域", c.fill, sign=c.sign, size=SIGN_SIZE) for c in classes]
    if real:
        known = sum(map(bool, rows["real"].tolist()))
        entries.append(KeyEntry(f"実際の指定(確認できた区域) {known}区域", stroke=palette.ALERT, width=_REAL_WIDTH))
    return tuple(entries)


def class_map_spec(
    geometry_url: str,
    frame: Sequence[int],
    classes: Sequence[MapClass],
    height: int,
    pref_code: str = "",
    real: bool = False,
) -> dict[str, Any]:
    """Spec without its rows (datasets `ROWS` and `core.maps.words.WORDS`).

    `frame`: x0, y0, x1, y1 on the shared screen; `pref_code` pales the others. `real`: the real designation is an outline of its own.
    """
    areas = (
        Areas(geometry_url, pref_code, (*_LOOKED_UP, "real"), (*_TOOLTIP, _REAL))
        if real
        else Areas(geometry_url, pref_code, _LOOKED_UP, _TOOLTIP)
    )
    words = [c.word for c in classes]
    encoding: dict[str, Any] = {
        "color": {
            "field": "word",
            "type": "nominal",
            "scale": {"domain": words, "range": [c.fill for c in classes]},
            "legend": None,
        },
        "tooltip": areas.hover(),
    }
    if pref_code:
        encoding["opacity"] = {"condition": {"test": areas.own, "value": 1}, "value": 0.25}
    # In a software-drawn browser the strokes cost more than all the rest: over the nation only the chosen areas get one.
    mark = {
        "type": "geoshape",
        "stroke": palette.MARK if pref_code else None,
        "strokeWidth": 0.5,
        "tooltip": None,
        "clip": True,
    }
    return flat_spec(
        frame,
        height,
        [
            areas.joined() | {"mark": mark, "encoding": encoding},
            areas.lines("border", palette.MARK, 0.7),
            areas.outline(f"datum.word !== '{words[-1]}'", palette.TEXT, 0.5),
            *(_signs(areas, c) for c in classes if c.sign),
            *(areas.outline(_DESIGNATED, *line) for line in (_LINES if real else ())),
            *([] if pref_code else [areas.lines("inset", palette.MARK, 0.8)]),
            *([areas.pointed(_DESIGNATED)] if real else []),
        ],
    )


def _signs(areas: Areas, shown: MapClass) -> dict[str, Any]:
    within = f"datum.word === '{shown.word}'" + (f" && {areas.own}" if areas.pref_code else "")
    ink, size = palette.text_on(shown.fill), 130 if areas.pref_code else 36
    return areas.signs(within, shape=OUTLINES[shown.sign], size=size, stroke=ink, strokeWidth=1.4)
