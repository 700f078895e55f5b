"""What is in `data/geo/`, read once per file: screen boxes, outlines of areas, the line that stands beside every map."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np

from core.errors import UserError

log = logging.getLogger(__name__)
GEO_DIR: Final = Path(__file__).resolve().parents[2] / "data" / "geo"
#: Key of the whole country in `frames`.
JAPAN: Final = "japan"


def frame_of(pref_code: str) -> tuple[int, int, int, int]:
    """Screen box of a prefecture; of the whole country for an empty or unknown code."""
    with as_made("map_frames.json"):
        known = _read("map_frames.json")
        x0, y0, x1, y1 = known.get(pref_code) or known[JAPAN]
        return (int(x0), int(y0), int(x1), int(y1))


def attribution() -> str:
    """The line that must stand beside every map."""
    with as_made("report.json"):
        line = _read("report.json")["attribution"]
        if not isinstance(line, str):
            raise TypeError("it is no text")
        return line


def area_feature(area_code: str) -> dict[str, Any]:
    """The GeoJSON feature of one area. Raises UserError where the file has none of it."""
    with as_made("areas.json"):
        return _features(_modified("areas.json"))[area_code]


def areas_within(west: float, south: float, east: float, north: float) -> list[str]:
    """Codes of the areas whose surrounding box (longitude, latitude) meets a box, in the order of the file."""
    with as_made("areas.json"):
        boxes = _boxes(_modified("areas.json"))
    return [c for c, (w, s, e, n) in boxes.items() if w <= east and e >= west and s <= north and n >= south]


def area_rings(area_code: str) -> tuple[np.ndarray, np.ndarray]:
    """Corners of all rings of an area one after the other (longitude, latitude; not for changing), and how many each ring has."""
    with as_made("areas.json"):
        return _rings(_modified("areas.json"), area_code)


def collection(name: str) -> list[dict[str, Any]]:
    """The features of a GeoJSON file, exterior rings clockwise (not for changing: they are shared)."""
    with as_made(name):
        features: list[dict[str, Any]] = _read(name)["features"]
        return features


def whole(name: str) -> Any:
    """All that a file says (not for changing: it is shared). Raises UserError where it is missing or damaged."""
    with as_made(name):
        _sound(name, modified := _modified(name))
        return _parsed(name, modified)


def readable(name: str) -> int:
    """When a file was made (ns), once it is sure that it can be read: the browser would only leave its map empty.

    Raises UserError where it is missing or damaged.
    """
    with as_made(name):
        _sound(name, modified := _modified(name))
        return modified


@contextmanager
def as_made(name: str) -> Iterator[None]:
    """Whatever a missing, cut or strange file of ours leads to is told as that."""
    try:
        yield
    except (OSError, LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
        log.warning(
            "%s cannot be used: %s: %.200s", GEO_DIR / name, type(error).__name__, getattr(error, "reason", error)
        )
        raise UserError(
            f"地図のデータを読めません: {name}", "ファイルが壊れています。python -m core.geo で作り直してください。"
        ) from error


def _modified(name: str) -> int:
    return (GEO_DIR / name).stat().st_mtime_ns


def _read(name: str) -> Any:
    return _parsed(name, _modified(name))


@cache
def _sound(name: str, modified: int) -> None:
    found = json.loads((GEO_DIR / name).read_text(encoding="utf-8"))
    geojson = [feature["geometry"]["coordinates"] for feature in found.get("features") or ()]
    topojson = [shape["geometries"] for shape in (found.get("objects") or {}).values() if found["arcs"]]
    if not (geojson or topojson):
        raise ValueError("it has no shapes")


@cache
def _parsed(name: str, modified: int) -> Any:
    return json.loads((GEO_DIR / name).read_text(encoding="utf-8"))


@cache
def _features(modified: int) -> dict[str, dict[str, Any]]:
    return {f["properties"]["code"]: f for f in _parsed("areas.json", modified)["features"]}


@cache
def _boxes(modified: int) -> dict[str, tuple[float, float, float, float]]:
    found = {}
    for code, feature in _features(modified).items():
        lon, lat = zip(*(p[:2] for part in feature["geometry"]["coordinates"] for p in part[0]), strict=True)
        found[code] = (min(lon), min(lat), max(lon), max(lat))
    return found


@cache
def _rings(modified: int, area_code: str) -> tuple[np.ndarray, np.ndarray]:
    rings = [ring for part in _features(modified)[area_code]["geometry"]["coordinates"] for ring in part]
    places = np.array([point[:2] for ring in rings for point in ring], dtype="float64")
    places.flags.writeable = False
    return places, np.array([len(ring) for ring in rings])
