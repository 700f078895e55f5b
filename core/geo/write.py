"""Writes the finished geometry, points and report; the same input gives the same bytes."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

from shapely.geometry import MultiPolygon, Polygon

from core.geo.points import MunicipalityPoint
from core.geo.topology import DECIMALS, Areas

AREAS_FILE = "areas.json"
PREFECTURES_FILE = "prefectures.json"
GROUND_FILE = "ground.json"
AREA_POINTS_FILE = "area_points.csv"
MUNICIPALITY_POINTS_FILE = "municipality_points.csv"
REPORT_FILE = "report.json"


def feature_collection(shapes: Areas, names: dict[str, str]) -> bytes:
    """GeoJSON text with properties `code` and `name`, except that exterior rings run clockwise (see topology)."""
    features = [
        {
            "type": "Feature",
            "properties": {"code": code, "name": names[code]},
            "geometry": {"type": "MultiPolygon", "coordinates": [_rings(p) for p in shapes[code].geoms]},
        }
        for code in sorted(shapes)
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, separators=(",", ":"))
    return text.encode()


def _rings(polygon: Polygon) -> list[list[list[float]]]:
    return [
        [[round(x, DECIMALS), round(y, DECIMALS)] for x, y in ring.coords]
        for ring in (polygon.exterior, *polygon.interiors)
    ]


def vertex_count(shapes: Areas) -> int:
    """All vertices, the closing one of each ring included."""
    return sum(_vertices(shape) for shape in shapes.values())


def _vertices(shape: MultiPolygon) -> int:
    return sum(len(ring.coords) for p in shape.geoms for ring in (p.exterior, *p.interiors))


def gzip_size(data: bytes) -> int:
    """Size in bytes as a web server would send it."""
    return len(gzip.compress(data, compresslevel=6, mtime=0))


def area_points_csv(points: dict[str, tuple[float, float]]) -> bytes:
    """Columns area_code, lon, lat (degrees)."""
    lines = ["area_code,lon,lat", *(f"{code},{lon},{lat}" for code, (lon, lat) in sorted(points.items()))]
    return ("\n".join(lines) + "\n").encode()


def municipality_points_csv(points: Sequence[MunicipalityPoint]) -> bytes:
    """Columns muni_code, muni_name, pref_code, area_code, lon, lat, point_basis."""
    lines = ["muni_code,muni_name,pref_code,area_code,lon,lat,point_basis"]
    for p in points:
        m = p.municipality
        lines.append(f"{m.code},{m.name},{m.pref_code},{m.area_code},{p.lon},{p.lat},{p.basis}")
    return ("\n".join(lines) + "\n").encode()


def report_json(report: dict[str, object]) -> bytes:
    """The build's figures, for the tests and the map's attribution line."""
    return (json.dumps(report, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def publish(folder: Path, files: dict[str, bytes]) -> None:
    """Replace the files only when all of them could be written, so that a failed run leaves the old ones."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / f"{name}.tmp").write_bytes(data)
    for name in files:
        (folder / f"{name}.tmp").replace(folder / name)
