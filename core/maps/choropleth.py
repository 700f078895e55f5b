"""The national map as a Vega-Lite spec: geometry by URL, one row per area beside it.

The spec depends only on the frame on screen (Japan or a prefecture). Measure, function and year change the rows alone, and
Streamlit then replaces the rows in the running view: no geometry is fetched or parsed again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import pandas as pd

from core.maps.classes import NOT_COMPUTABLE, levels
from core.maps.flat import RIM, Areas, flat_spec
from core.maps.signs import MINUS, OUTLINES, PLUS
from core.measures.gap import GapMeasure
from core.vocabulary import labels, palette
from core.vocabulary.terms import Designation, Level

#: Not every prefecture has published its areas, so this says no more than what was found.
NO_DESIGNATION: Final = "確認できたものはない"
#: Name of the click selection in the event that Streamlit returns.
SELECTION: Final = "area"

_LOOKED_UP: Final = ("code", "level", "name", "pref", "value", "reported", "required", "designation", "chosen")
_TOOLTIP: Final = (
    ("name", "構想区域"),
    ("pref", "都道府県"),
    ("value", "指標"),
    ("reported", "報告病床数"),
    ("required", labels.SERIES["required"]),
    ("designation", "指定"),
)
#: The hover of a prefecture, which has no designation.
_PREFECTURE: Final = (("name", "都道府県"), *(t for t in _TOOLTIP if t[0] not in {"name", "pref", "designation"}))
#: Width in pixels of a designated area's outline, and of a double one's white middle: two lines are told from one without colour.
OUTLINE: Final[dict[str, float]] = {Designation.SUISHIN: 1.4, Designation.MODEL: 4.4}
TWOFOLD: Final[dict[str, float]] = {Designation.MODEL: 1.6}


def sign_of_level(level: int) -> str:
    """Second sign of a class level as a letter for the key; empty in the middle and without a value."""
    return "" if level in (0, NOT_COMPUTABLE) else PLUS if level > 0 else MINUS


def colour_of_level(level: int) -> str:
    """Fill colour of a class level."""
    if level == NOT_COMPUTABLE:
        return palette.NO_DATA
    if level == 0:
        return palette.NEUTRAL
    return palette.EXCESS[level - 1] if level > 0 else palette.SHORTAGE[-level - 1]


#: A second sign of each class beside its colour: plus above 必要量, minus below, larger outwards (px² over the nation, in a
#: prefecture). The middle has none, 算出不可 a dashed outline.
SIGN_SIZE: Final = {1: (18, 60), 2: (36, 130), 3: (60, 230), 4: (90, 360)}
LEVELS: Final = (-4, -3, -2, -1, 0, 1, 2, 3, 4, NOT_COMPUTABLE)


def map_rows(measured: pd.DataFrame, measure: GapMeasure, chosen: str | None = None) -> pd.DataFrame:
    """One row per area for the map.

    `measured`: rows of `core.measures.gap.measured`. Columns: code, level (class), name, pref, value, reported, required,
    designation (all as text for the hover), chosen (drawn with a thick outline).
    """
    label = measure.label
    status = measured["reported_status"].map(labels.VALUE_STATUS)
    if "missing_areas" in measured:  # a sum says which of its areas has no figure
        status = status.where(measured["missing_areas"] == "", measured["missing_areas"] + "が" + status)
    return pd.DataFrame(
        {
            "code": measured["area_code"],
            "level": levels(measured[measure.key], measure.key),
            "name": measured["area_name"],
            "pref": measured["pref_name"],
            "value": [f"{label} {measure.text(v)}" for v in measured[measure.key]],
            "reported": [
                labels.beds(v, missing=word)
                for v, word in zip(measured["reported"], status.fillna(labels.NO_DATA), strict=True)
            ],
            "required": [labels.beds(v) for v in measured["required"]],
            "designation": measured["designation"]
            .map(labels.DESIGNATION)
            .astype(object)
            .where(measured["designation"].notna(), NO_DESIGNATION),
            "chosen": measured["area_code"] == (chosen or ""),
        }
    )


def national_map_spec(
    geometry_url: str, frame: Sequence[int], height: int, pref_code: str = "", level: Level = Level.AREA
) -> dict[str, Any]:
    """Spec without its rows: give them as the datasets `ROWS` (`map_rows`) and `WORDS` (`core.maps.words`).

    `frame`: x0, y0, x1, y1 of `map_frames.json`; areas outside `pref_code` (two digits, empty for the nation) are drawn white.
    """
    areas = Areas(geometry_url, pref_code, _LOOKED_UP, _PREFECTURE if level is Level.PREFECTURE else _TOOLTIP)
    click = {"name": SELECTION, "select": {"type": "point", "fields": ["code"], "on": "click", "clear": False}}
    fill = areas.joined() | {
        "params": [click],
        "mark": {"type": "geoshape", "stroke": palette.MARK, "strokeWidth": 0.35, "cursor": "pointer", "clip": True},
        "encoding": {
            "color": {
                "field": "level",
                "type": "ordinal",
                "scale": {"domain": list(LEVELS), "range": [colour_of_level(level) for level in LEVELS]},
                "legend": None,
            },
            "tooltip": areas.hover(),
        },
    }
    if pref_code:  # neighbours without any class colour: a paler blue or a grey would read as a class
        encoding = fill["encoding"]
        encoding["color"] = {"condition": {"test": areas.own, **encoding["color"]}, "value": palette.GROUND}
    is_model, is_suishin = (
        f"datum.designation === '{labels.DESIGNATION[d]}'" for d in (Designation.MODEL, Designation.SUISHIN)
    )
    designated = f"{is_model} || {is_suishin}"

    def either(model: Any, suishin: Any) -> dict[str, Any]:
        return {"condition": {"test": is_model, "value": model}, "value": suishin}

    # Two layers for both: below, a double outline whole and the rim of a single one; above, its line and the other's middle.
    model, suishin = Designation.MODEL, Designation.SUISHIN
    below = either(palette.DESIGNATION[model], palette.GROUND), either(OUTLINE[model], OUTLINE[suishin] + RIM)
    above = either(palette.GROUND, palette.DESIGNATION[suishin]), either(TWOFOLD[model], OUTLINE[suishin])
    return flat_spec(
        frame,
        height,
        [
            fill,
            areas.outline(f"datum.level === {NOT_COMPUTABLE}", palette.TEXT_MUTED, 1.4, strokeDash=[4, 3]),
            areas.lines("border", palette.TEXT, 0.8),
            areas.outline(f"{is_model} || ({is_suishin} && {_dark()})", *below),
            areas.outline(designated, *above),
            *([] if pref_code else [areas.lines("inset", palette.MARK, 0.8)]),
            _signs(areas),
            areas.outline("datum.chosen", palette.GROUND, 6.5),
            areas.outline("datum.chosen", palette.KEY, 3.4),
            areas.pointed(f"datum.chosen || {designated}"),
        ],
    )


def _signs(areas: Areas) -> dict[str, Any]:
    """The second sign of the classes; only in the prefecture where one is shown alone."""
    sizes = [0, *(size[bool(areas.pref_code)] for size in SIGN_SIZE.values())]
    white = [level for level in LEVELS if palette.text_on(colour_of_level(level)) == palette.GROUND]
    within = f"datum.level !== 0 && datum.level !== {NOT_COMPUTABLE}" + (f" && {areas.own}" if areas.pref_code else "")
    return areas.signs(
        within,
        strokeWidth=1.6 if areas.pref_code else 1.1,
        shape={"expr": f"datum.level > 0 ? '{OUTLINES[PLUS]}' : '{OUTLINES[MINUS]}'"},
        size={"expr": f"{sizes}[abs(datum.level)]"},
        stroke={"expr": f"indexof({white}, datum.level) >= 0 ? '{palette.GROUND}' : '{palette.TEXT}'"},
    )


def _dark() -> str:
    """Test of the classes on which a single outline is hard to see; a rim on all would cost too much. A double one has its middle."""
    outline = palette.DESIGNATION[Designation.SUISHIN]
    dark = [level for level in LEVELS if palette.contrast(outline, colour_of_level(level)) < 3]
    return f"indexof({dark}, datum.level) >= 0"
