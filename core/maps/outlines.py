"""The outlines of areas and prefectures as GeoJSON for other programs (RFC 7946), with their licence inside."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from core.maps.frames import attribution, collection

GEOJSON_MIME: Final = "application/geo+json"
LICENCE: Final = (
    "使うときは出典を示してください。もとの区域データの利用条件は、気象庁ホームページの利用規約によります。"
    "概形であり、行政界の正確な位置を示すものではありません。面積・距離・密度の計算には使えません。"
)


def areas_geojson(areas: Mapping[str, Mapping[str, str]]) -> bytes:
    """The outlines of all areas, exterior rings counter-clockwise.

    `areas`: properties by area_code, which stand in each feature after `area_code`. Raises KeyError for an outline without them.
    """
    return _written("areas.json", "area_code", areas)


def prefectures_geojson(prefectures: Mapping[str, Mapping[str, str]]) -> bytes:
    """The outlines of the prefectures, each the union of its areas. `prefectures`: properties by pref_code."""
    return _written("prefectures.json", "pref_code", prefectures)


def _written(name: str, code: str, known: Mapping[str, Mapping[str, str]]) -> bytes:
    features = [
        {
            "type": "Feature",
            "id": feature["properties"]["code"],
            "properties": {code: feature["properties"]["code"], **known[feature["properties"]["code"]]},
            "geometry": _turned(feature["geometry"]),
        }
        for feature in collection(name)
    ]
    whole = {
        "type": "FeatureCollection",
        "attribution": attribution(),
        "licence": LICENCE,
        "features": features,
    }
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


def _turned(geometry: dict[str, Any]) -> dict[str, Any]:
    """The screen's library draws exterior rings clockwise; the standard wants them the other way round, holes too."""
    return geometry | {"coordinates": [[ring[::-1] for ring in polygon] for polygon in geometry["coordinates"]]}
