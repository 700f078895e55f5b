"""What is in `data/geo/`, read once per file: screen boxes, outlines of areas, the line that stands beside every map."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, Final

GEO_DIR: Final = Path(__file__).resolve().parents[2] / "data" / "geo"
#: Key of the whole country in `frames`.
JAPAN: Final = "japan"


def frame_of(pref_code: str) -> tuple[int, int, int, int]:
    """Screen box of a prefecture; of the whole country for an empty or unknown code."""
    known = _read("map_frames.json")
    x0, y0, x1, y1 = known.get(pref_code) or known[JAPAN]
    return (x0, y0, x1, y1)


def attribution() -> str:
    """The line that must stand beside every map."""
    return str(_read("report.json")["attribution"])


def area_feature(area_code: str) -> dict[str, Any]:
    """The GeoJSON feature of one area. Raises KeyError for an unknown code."""
    return _features(_modified("areas.json"))[area_code]


def _modified(name: str) -> int:
    return (GEO_DIR / name).stat().st_mtime_ns


def _read(name: str) -> Any:
    return _parsed(name, _modified(name))


@cache
def _parsed(name: str, modified: int) -> Any:
    return json.loads((GEO_DIR / name).read_text(encoding="utf-8"))


@cache
def _features(modified: int) -> dict[str, dict[str, Any]]:
    return {f["properties"]["code"]: f for f in _parsed("areas.json", modified)["features"]}
