"""Map of a simulation as a Vega-Lite spec: areas by class, drawn over the shared geometry (`core.maps`).

A class has a colour and, where it matters, an outline or a pattern of its own in the legend's words, so that colour is never
the only difference. The spec depends only on the frame; the rows hold the result.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from core.charts.named import ROWS
from core.rules.compare import CHANGE_LABEL, Change
from core.rules.engine import Result
from core.rules.tables import IN_MODEL, IN_NONE, IN_SUISHIN, standing
from core.vocabulary import labels, palette


@dataclass(frozen=True, slots=True)
class MapClass:
    """One class of the legend: the word in the rows and its fill. The last class of a map is the ground.

    `legend`: its name in the legend where the word of the rows would not speak for itself.
    """

    word: str
    fill: str
    legend: str = ""

    @property
    def name(self) -> str:
        """Words of the legend."""
        return self.legend or self.word


STANDING: Final[tuple[MapClass, ...]] = (
    MapClass(IN_MODEL, palette.KEY),
    MapClass(IN_SUISHIN, palette.KEY_LIGHT),
    MapClass(IN_NONE, palette.GRID, "選ばれない"),
)
CHANGES: Final[tuple[MapClass, ...]] = (
    MapClass(CHANGE_LABEL[Change.GAINED], palette.KEY),
    MapClass(CHANGE_LABEL[Change.LOST], palette.EXCESS[2]),
    MapClass(CHANGE_LABEL[Change.KEPT], palette.MARK_PALE),
    MapClass(CHANGE_LABEL[Change.OUT], palette.GRID),
)


def standing_rows(result: Result) -> pd.DataFrame:
    """One row per area: code, word (class), name, pref, detail, real (text of the real designation, may be empty)."""
    facts, selection = result.facts, result.selection
    return pd.DataFrame(
        {
            "code": facts.codes,
            "word": standing(result),
            "name": facts.areas["area_name"].to_numpy(),
            "pref": facts.areas["pref_name"].to_numpy(),
            "detail": [
                f"スコア {labels.number(float(s), digits=2, missing=labels.NOT_COMPUTABLE)}、県内{r}位"
                if r
                else labels.NOT_COMPUTABLE
                for s, r in zip(selection.score.value, selection.rank, strict=True)
            ],
            "real": [labels.DESIGNATION.get(facts.designation.get(c, ""), "") for c in facts.codes],
        }
    )


def change_rows(compared: pd.DataFrame) -> pd.DataFrame:
    """The same columns for `core.rules.compare.compare`."""
    return pd.DataFrame(
        {
            "code": compared["area_code"],
            "word": compared["change"].map(CHANGE_LABEL),
            "name": compared["area_name"],
            "pref": compared["pref_name"],
            "detail": [
                f"スコア {labels.number(a, digits=2)} → {labels.number(b, digits=2)}"
                for a, b in zip(compared["score_first"], compared["score_second"], strict=True)
            ],
            "real": "",
        }
    )


def simulator_map_spec(
    geometry_url: str, frame: Sequence[int], classes: Sequence[MapClass], height: int, pref_code: str = ""
) -> dict[str, Any]:
    """Spec without its rows (dataset `ROWS`). `frame`: x0, y0, x1, y1 on the shared screen; `pref_code` pales the others.

    The real designation is drawn as an outline of its own.
    """
    data = {"url": geometry_url, "format": {"type": "topojson", "feature": "map"}}
    fields = ["code", "word", "name", "pref", "detail", "real"]
    look_up = {"lookup": "properties.code", "from": {"data": {"name": ROWS}, "key": "code", "fields": fields}}
    area = {"filter": "datum.properties.kind === 'area'"}
    words = [c.word for c in classes]
    encoding: dict[str, Any] = {
        "color": {
            "field": "word",
            "type": "nominal",
            "scale": {"domain": words, "range": [c.fill for c in classes]},
            "legend": None,
        },
        "tooltip": [
            {"field": "name", "type": "nominal", "title": "構想区域"},
            {"field": "pref", "type": "nominal", "title": "都道府県"},
            {"field": "word", "type": "nominal", "title": "結果"},
            {"field": "detail", "type": "nominal", "title": "内訳"},
            {"field": "real", "type": "nominal", "title": "実際の指定"},
        ],
    }
    if pref_code:
        own = f"datum.properties.pref === '{int(pref_code):02d}'"
        encoding["opacity"] = {"condition": {"test": own, "value": 1}, "value": 0.25}
    fill = {
        "data": data,
        "transform": [area, look_up],
        # In a software-drawn browser the strokes cost more than all the rest: over the nation only the chosen areas get one.
        "mark": {"type": "geoshape", "stroke": palette.MARK if pref_code else None, "strokeWidth": 0.5},
        "encoding": encoding,
    }

    chosen = {
        "data": data,
        "transform": [area, look_up, {"filter": f"datum.word !== '{words[-1]}'"}],
        "mark": {"type": "geoshape", "filled": False, "stroke": palette.TEXT, "strokeWidth": 0.5, "tooltip": None},
    }
    real = {
        "data": data,
        "transform": [area, look_up, {"filter": "datum.real !== ''"}],
        "mark": {"type": "geoshape", "filled": False, "stroke": palette.ALERT, "strokeWidth": 1.6, "tooltip": None},
    }

    def lines(kind: str, width: float) -> dict[str, Any]:
        mark = {"type": "geoshape", "filled": False, "stroke": palette.MARK, "strokeWidth": width, "tooltip": None}
        return {"data": data, "transform": [{"filter": f"datum.properties.kind === '{kind}'"}], "mark": mark}

    x0, y0, x1, y1 = frame
    return {
        "height": height,
        "padding": 0,
        "autosize": {"type": "none"},
        "usermeta": {"embedOptions": {"renderer": "canvas"}},
        "config": {"view": {"stroke": None}, "background": palette.GROUND},
        "params": [{"name": "zoom", "expr": f"min(width / {x1 - x0}, height / {y1 - y0})"}],
        "projection": {
            "type": "identity",
            "scale": {"expr": "zoom"},
            "translate": {"expr": f"[(width - zoom * {x0 + x1}) / 2, (height - zoom * {y0 + y1}) / 2]"},
        },
        "layer": [
            fill,
            lines("border", 0.7),
            chosen,
            real,
            lines("inset", 0.8),
        ],
    }
