"""The map of one indicator: five classes of an amount in one hue with rings that grow with it, or nine around a middle with + and −,
fixed for all years.

As on the map of gaps the spec depends on the frame alone; colours and signs come with the rows.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from core.maps.choropleth import SELECTION, SIGN_SIZE, colour_of_level, sign_of_level
from core.maps.classes import NOT_COMPUTABLE, Classes
from core.maps.flat import Areas, flat_spec
from core.maps.signs import MINUS, OUTLINES, PLUS, RING
from core.measures.indicators import Indicator
from core.vocabulary import labels, palette
from core.vocabulary.terms import Level

_LOOKED_UP: Final = ("code", "fill", "sign", "ring", "ink", "missing", "name", "pref", "value", "basis", "chosen")
_FOUR: Final = (1, 2, 3, 4)
#: As `SIGN_SIZE`; over the nation smaller, since a ring hides more of a small area than a stroke.
RING_SIZE: Final = {1: (7, 60), 2: (14, 130), 3: (26, 230), 4: (40, 360)}


@dataclass(frozen=True, slots=True)
class Amounts:
    """Classes of a share or an amount: `steps` are the four limits, ascending; a value on a limit belongs to the class above."""

    steps: tuple[float, float, float, float]

    def level(self, value: float | None) -> int:
        """0 (least) … 4 (most), `NOT_COMPUTABLE` without a value."""
        if value is None or math.isnan(value):
            return NOT_COMPUTABLE
        # A value computed from whole figures can miss a limit by a rounding of the float only.
        return sum(value >= step * (1 - 1e-12) for step in self.steps)

    def limits(self) -> tuple[float, ...]:
        """All limits in the indicator's own unit, ascending."""
        return self.steps


_SHARES: Final = Amounts((0.3, 0.5, 0.7, 0.9))
#: By indicator; amounts of a prefecture have limits of their own (`_SUMS`).
CLASSES: Final[Mapping[str, Amounts | Classes]] = {
    "home_care": Amounts((500, 1_500, 5_000, 15_000)),
    "outpatient": Amounts((30_000, 100_000, 300_000, 600_000)),
    "population": Classes((0.05, 0.1, 0.2, 0.3), _FOUR, False, 0.0),
    **{f"own_{group}": Amounts((0.5, 0.65, 0.8, 0.9)) for group in labels.PATIENT_GROUP},
    "inflow": Amounts((0.05, 0.1, 0.2, 0.3)),
    "against_plan": Classes((1.03, 1.1, 1.25, 1.5), _FOUR, True, 1.0),
    "year_change": Classes((1.03, 1.1, 1.25, 1.5), _FOUR, True, 0.0),
    "utilization": Amounts((0.6, 0.7, 0.8, 1.0)),
    "ambulances": _SHARES,
    "anaesthesia": _SHARES,
}
_SUMS: Final[Mapping[str, Amounts]] = {
    "home_care": Amounts((5_000, 10_000, 20_000, 50_000)),
    "outpatient": Amounts((500_000, 1_000_000, 2_000_000, 5_000_000)),
}


def classes_of(indicator: Indicator, level: Level) -> Amounts | Classes:
    """The classes of an indicator at a level."""
    return _SUMS.get(indicator.key, CLASSES[indicator.key]) if level is Level.PREFECTURE else CLASSES[indicator.key]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the key: range or word, colour, sign (with its level), number of rows; `missing`: without a value."""

    text: str
    fill: str
    level: int
    sign: str
    count: int
    missing: bool = False


def colour(classes: Amounts | Classes, level: int) -> str:
    """Fill of a class level."""
    if level == NOT_COMPUTABLE or isinstance(classes, Classes):
        return colour_of_level(level)
    return palette.AMOUNT[level]


def sign(classes: Amounts | Classes, level: int) -> str:
    """Second sign of a class, for who does not see its colour; the size on the map grows with the level."""
    if isinstance(classes, Classes):
        return sign_of_level(level)
    return RING if level not in (0, NOT_COMPUTABLE) else ""


def key(rows: pd.DataFrame, indicator: Indicator, level: Level) -> tuple[Entry, ...]:
    """All classes from the highest to the lowest with their numbers, then each kind of missing value by its word.

    `rows`: `core.measures.indicators.valued`.
    """
    classes = classes_of(indicator, level)
    found = [classes.level(v) for v in rows["value"]]
    limits = [_edge(limit, indicator) for limit in classes.limits()]
    two = isinstance(classes, Classes)
    order = (
        [-v for v in reversed(classes.levels)] + [0, *classes.levels] if isinstance(classes, Classes) else [*range(5)]
    )
    texts = [
        f"{limits[0]} 未満",
        *(f"{low} 〜 {high}" for low, high in zip(limits, limits[1:], strict=False)),
        f"{limits[-1]} {'超' if two else '以上'}",
    ]
    entries = [
        Entry(text, colour(classes, v), v, sign(classes, v), found.count(v))
        for text, v in zip(texts, order, strict=True)
    ]
    words = rows.loc[rows["value"].isna(), "why"]
    missing = [
        Entry(str(word), palette.NO_DATA, NOT_COMPUTABLE, "", int(count), missing=True)
        for word, count in words.value_counts().sort_index().items()
    ]
    made = (*reversed(entries), *missing)
    assert sum(e.count for e in made) == len(rows)
    return made


def _edge(limit: float, indicator: Indicator) -> str:
    if indicator.unit:
        return f"{limit:,.0f}"
    signed = indicator.form == "change"
    return labels.signed_percent(limit, 0) if signed else labels.percent(limit, 0)


def indicator_rows(rows: pd.DataFrame, indicator: Indicator, level: Level, chosen: str = "") -> pd.DataFrame:
    """One row per area or prefecture: code, fill, sign (level; 0 without one), ring (its shape), ink, missing, and texts for the hover.

    `chosen`: code of the one that is drawn with a thick outline.
    """
    classes = classes_of(indicator, level)
    found = [classes.level(v) for v in rows["value"]]
    fills = [colour(classes, v) for v in found]
    signs = [v if v != NOT_COMPUTABLE else 0 for v in found]
    return pd.DataFrame(
        {
            "code": rows["area_code"],
            "fill": fills,
            "sign": signs,
            "ring": isinstance(classes, Amounts),
            "ink": [palette.text_on(fill) for fill in fills],
            "missing": rows["value"].isna(),
            "name": rows["area_name"],
            "pref": rows["pref_name"],
            "value": [why or indicator.text(v) for v, why in zip(rows["value"], rows["why"], strict=True)],
            "basis": [basis(p, w, indicator) for p, w in zip(rows["part"], rows["whole"], strict=True)],
            "chosen": rows["area_code"] == chosen,
        }
    )


def basis(part: float, whole: float, indicator: Indicator) -> str:
    """The two figures of a ratio under their names, or what the figure is."""
    if not indicator.whole:
        return indicator.formula
    return "、".join(f"{name} {labels.number(v)}" for name, v in ((indicator.part, part), (indicator.whole, whole)))


def indicator_map_spec(
    geometry_url: str, frame: Sequence[int], height: int, pref_code: str = "", level: Level = Level.AREA
) -> dict[str, Any]:
    """Spec without its rows: give them as the datasets `ROWS` (`indicator_rows`) and `WORDS` (`core.maps.words`)."""
    place = (("name", "都道府県"),) if level is Level.PREFECTURE else (("name", "構想区域"), ("pref", "都道府県"))
    areas = Areas(geometry_url, pref_code, _LOOKED_UP, (*place, ("value", "値"), ("basis", "もとの数値")))
    own = f" && {areas.own}" if pref_code else ""
    click = {"name": SELECTION, "select": {"type": "point", "fields": ["code"], "on": "click", "clear": False}}
    fill: dict[str, Any] = {"field": "fill", "type": "nominal", "scale": None, "legend": None}
    if pref_code:
        fill = {"condition": {"test": areas.own, **fill}, "value": palette.GROUND}
    sizes, rings = ([0, *(size[bool(pref_code)] for size in of.values())] for of in (SIGN_SIZE, RING_SIZE))
    return flat_spec(
        frame,
        height,
        [
            areas.joined()
            | {
                "params": [click],
                "mark": {
                    "type": "geoshape",
                    "stroke": palette.MARK,
                    "strokeWidth": 0.35,
                    "cursor": "pointer",
                    "clip": True,
                },
                "encoding": {"color": fill, "tooltip": areas.hover()},
            },
            areas.outline(f"datum.missing{own}", palette.TEXT_MUTED, 1.4, strokeDash=[4, 3]),
            areas.lines("border", palette.TEXT, 0.8),
            *([] if pref_code else [areas.lines("inset", palette.MARK, 0.8)]),
            areas.signs(
                f"datum.sign !== 0{own}",
                strokeWidth=1.6 if pref_code else {"expr": "datum.ring ? 0.8 : 1.1"},
                shape={
                    "expr": f"datum.ring ? '{OUTLINES[RING]}' : datum.sign > 0 ? '{OUTLINES[PLUS]}' : '{OUTLINES[MINUS]}'"
                },
                size={"expr": f"(datum.ring ? {rings} : {sizes})[abs(datum.sign)]"},
                stroke={"expr": "datum.ink"},
            ),
            areas.outline("datum.chosen", palette.GROUND, 6.5),
            areas.outline("datum.chosen", palette.KEY, 3.4),
            areas.pointed("datum.chosen"),
        ],
    )
