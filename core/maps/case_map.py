"""Map of 好事例: outlines of the 構想区域 of the prefectures concerned, and points marked by how exact they are."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import altair as alt
import pandas as pd

from core.charts.named import named
from core.content.cases import LOCATION_BASIS_LABEL, Case
from core.maps.frames import as_made
from core.vocabulary import palette
from core.vocabulary.terms import pref_code

#: Size of the lines below the title.
LINES = 13
AREAS_FILE = Path(__file__).resolve().parents[2] / "data" / "geo" / "areas.json"


@lru_cache(maxsize=8)
def area_outlines(prefectures: frozenset[str], path: Path = AREAS_FILE) -> tuple[dict[str, Any], ...]:
    """GeoJSON features (properties code, name) of the areas of some prefectures; exterior rings run clockwise. Raises UserError."""
    with as_made(path.name):
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        return tuple(f for f in features if f["properties"]["code"][:2] in prefectures)


def prefectures_of(cases: tuple[Case, ...]) -> frozenset[str]:
    """Codes of the prefectures that the cases lie in."""
    return frozenset(pref_code(c.area_code) for c in cases)


def case_points(cases: tuple[Case, ...], area_names: dict[str, str]) -> pd.DataFrame:
    """One row per case. Columns: case_id, case, kind, area, municipality, lon, lat, basis (label), note, below (bool).

    `below`: the name stands below the point, because another point lies close on its right.
    """
    return pd.DataFrame(
        [
            {
                "case_id": c.id,
                "case": c.name,
                "kind": c.kind_label,
                "area": area_names.get(c.area_code, c.area_code),
                "municipality": c.municipality,
                "lon": c.location.lon,
                "lat": c.location.lat,
                "basis": LOCATION_BASIS_LABEL[c.location.basis],
                "note": c.location.note,
                "below": _crowded_right(c, cases),
            }
            for c in cases
        ],
        columns=["case_id", "case", "kind", "area", "municipality", "lon", "lat", "basis", "note", "below"],
    )


def _crowded_right(case: Case, cases: tuple[Case, ...]) -> bool:
    """Another point close by on the right (about 25 km) at nearly the same height."""
    here = case.location
    return any(
        0 < c.location.lon - here.lon < 0.28 and abs(c.location.lat - here.lat) < 0.04 for c in cases if c is not case
    )


def case_map(
    prefectures: frozenset[str],
    chosen_areas: frozenset[str],
    height: int = 480,
    title: str = "",
    lines: tuple[str, ...] = (),
) -> alt.LayerChart | alt.FacetChart:
    """Areas of the cases in pale blue; filled circle = address, hollow square = only the municipality is known.

    The rows are `case_points`. `title` and `lines` (as of, sources) stand above the map, so that a saved picture has them too.
    """
    marked = [
        {**f, "properties": {**f["properties"], "has": f["properties"]["code"] in chosen_areas}}
        for f in area_outlines(prefectures)
    ]
    shapes = alt.Data(values=marked)  # type: ignore[no-untyped-call]
    ground = (
        alt.Chart(shapes)
        .mark_geoshape(stroke=palette.MARK, strokeWidth=0.8)
        .encode(
            color=alt.condition("datum.properties.has", alt.value(palette.KEY_PALE), alt.value(palette.NEUTRAL)),
            tooltip=alt.Tooltip("properties.name:N", title="構想区域"),
        )
    )
    bases = list(LOCATION_BASIS_LABEL.values())
    legend = alt.Legend(orient="bottom", symbolStrokeWidth=2, symbolOpacity=1)
    base = alt.Chart(named()).encode(
        longitude="lon:Q",
        latitude="lat:Q",
        tooltip=[
            alt.Tooltip("case:N", title="事例"),
            alt.Tooltip("kind:N", title="種別"),
            alt.Tooltip("municipality:N", title="市町村"),
            alt.Tooltip("area:N", title="構想区域"),
            alt.Tooltip("basis:N", title="点の意味"),
            alt.Tooltip("note:N", title="位置の求め方"),
        ],
    )
    points = base.mark_point(size=170, strokeWidth=2.2, opacity=1).encode(
        shape=alt.Shape(
            "basis:N", title="点の意味", scale=alt.Scale(domain=bases, range=["circle", "square"]), legend=legend
        ),
        stroke=alt.Stroke(
            "basis:N", title="点の意味", scale=alt.Scale(domain=bases, range=[palette.KEY, palette.KEY]), legend=legend
        ),
        fill=alt.Fill(
            "basis:N",
            title="点の意味",
            scale=alt.Scale(domain=bases, range=[palette.KEY, palette.GROUND]),
            legend=legend,
        ),
    )
    names = [
        base.mark_text(
            align=alt.ExprRef("datum.below ? 'center' : 'left'"),
            dx=alt.ExprRef("datum.below ? 0 : 13"),
            dy=alt.ExprRef("datum.below ? 20 : 0"),
            fontSize=13,
            fontWeight="bold",
            color=palette.TEXT,
            stroke=halo,
            strokeWidth=3,
        ).encode(text="case:N")
        for halo in (palette.GROUND, "transparent")
    ]
    chart = alt.layer(ground, *names, points).properties(height=height).project(type="mercator")
    if not title:
        return chart
    heading = alt.Title(
        title, subtitle=list(lines), subtitleFont=palette.FONT, subtitleFontSize=LINES, subtitlePadding=4
    )
    return chart.properties(title=heading)
