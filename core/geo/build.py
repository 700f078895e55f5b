"""The steps of the geometry build, from lookups to the bytes of every file in `data/geo/`."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from core.geo import checks, points, topology, write
from core.geo.coast import thin_coast
from core.geo.grid import JAPAN_COARSE, JAPAN_FINE, Grid
from core.geo.labels import HospitalPoint, IntArray, Municipality, area_of_label
from core.geo.progress import Progress
from core.geo.scan import scan_coarse, scan_fine
from core.geo.screen import MAP_FILE, screen_files
from core.geo.topology import Areas
from core.geo.trace import border_segments, edges_between_areas, place_crossings
from core.geo.workers import lookup_pool

TOLERANCE = 0.003
COAST_TOLERANCE = 0.0045
GROUND_TOLERANCE = 0.025
STAGES = 6

JMA_ATTRIBUTION = "気象庁 市町村等の区域データを加工(概形)"
FILE_ATTRIBUTION = "指定された境界ファイルを加工"

# Lookups of one run, for the progress bar only.
_COARSE_LOOKUPS, _FINE_LOOKUPS = 126_000, 1_800_000


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the build reads: tables of `data/content/` and the located hospitals."""

    municipalities: tuple[Municipality, ...]
    islands: tuple[tuple[str, float, float], ...]
    hospitals: tuple[HospitalPoint, ...]
    pref_names: dict[str, str]
    area_names: dict[str, str]


@dataclass(frozen=True, slots=True)
class Traced:
    """Unsimplified areas, the labelled grid and what was met on it."""

    areas: Areas
    labels: IntArray
    codes_seen: frozenset[str]
    islands_found: tuple[str, ...]


def trace_japan(
    inputs: Inputs, workers: int, progress: Progress, coarse: Grid = JAPAN_COARSE, fine: Grid = JAPAN_FINE
) -> Traced:
    """Label the land of the grid and trace the area borders. A smaller pair of grids traces a window of Japan."""
    seeds = [(h.lon, h.lat) for h in inputs.hospitals] + [(lon, lat) for _, lon, lat in inputs.islands]
    lon, lat = (np.array(v) for v in zip(*seeds, strict=True))
    area_of = area_of_label(inputs.municipalities)
    with lookup_pool(inputs.municipalities, inputs.hospitals, workers, progress.advance) as lookup:
        with progress.stage("陸地を探す", _COARSE_LOOKUPS):
            land = scan_coarse(coarse, lon, lat, lookup.label_many)
        with progress.stage("市区町村を調べる", _FINE_LOOKUPS):
            labels = scan_fine(fine, coarse, land, lon, lat, lookup.label_many)
        areas = np.where(labels > 0, area_of[labels], 0).astype(np.int32)
        first, second = edges_between_areas(areas)
        with progress.stage("区域の境を求める", len(first) * 6):
            crossings = place_crossings(fine, areas, first, second, lambda x, y: area_of[lookup.label_many(x, y)])
        codes_seen = frozenset(lookup.codes_seen)
    with progress.stage("境をつないで面にする"):
        faces = topology.faces_by_area(fine, areas, crossings, border_segments(fine, crossings))
    return Traced(faces, labels, codes_seen, _islands_found(inputs, fine, labels))


def _islands_found(inputs: Inputs, grid: Grid, labels: IntArray) -> tuple[str, ...]:
    flat = labels.ravel()
    found = []
    for name, lon, lat in inputs.islands:
        around = grid.block(grid.nearest(np.array([lon]), np.array([lat])), 8)
        if len(around) and (flat[around] > 0).any():
            found.append(name)
    return tuple(found)


def geometry_files(
    areas: Areas, inputs: Inputs, tolerance: float, attribution: str
) -> tuple[dict[str, bytes], dict[str, object]]:
    """Simplify, check and serialise the areas. Returns the files by name and the report without island figures."""
    simple = thin_coast(topology.simplify(areas, tolerance), max(tolerance, COAST_TOLERANCE))
    prefectures = topology.dissolve_prefectures(simple)
    checks.check_codes(simple, inputs.municipalities)
    checks.check_shapes(simple, checks.AREA_COUNT)
    checks.check_shapes(prefectures, checks.PREFECTURE_COUNT)
    areas_bytes = write.feature_collection(simple, inputs.area_names)
    share = checks.hospital_share(simple, inputs.hospitals)
    gzip_bytes = write.gzip_size(areas_bytes)
    checks.check_budget(len(areas_bytes), gzip_bytes, share)
    prefecture_bytes = write.feature_collection(prefectures, inputs.pref_names)
    files = {
        write.AREAS_FILE: areas_bytes,
        write.PREFECTURES_FILE: prefecture_bytes,
        write.GROUND_FILE: write.feature_collection(ground(simple), inputs.pref_names),
        write.AREA_POINTS_FILE: write.area_points_csv({c: points.area_point(a) for c, a in simple.items()}),
        **screen_files(simple, prefectures),
    }
    report: dict[str, object] = {
        "attribution": attribution,
        "tolerance_degrees": tolerance,
        "coast_tolerance_degrees": max(tolerance, COAST_TOLERANCE),
        "areas": len(simple),
        "prefectures": len(prefectures),
        "area_polygons": sum(len(a.geoms) for a in simple.values()),
        "area_vertices": write.vertex_count(simple),
        "area_bytes": len(areas_bytes),
        "area_gzip_bytes": gzip_bytes,
        "map_bytes": len(files[MAP_FILE]),
        "map_gzip_bytes": write.gzip_size(files[MAP_FILE]),
        "prefecture_vertices": write.vertex_count(prefectures),
        "prefecture_bytes": len(prefecture_bytes),
        "hospitals": len(inputs.hospitals),
        "hospital_share_in_own_area": round(share, 5),
    }
    return files, report


def ground(areas: Areas) -> Areas:
    """Coarse prefecture outlines for views of all Japan: a computer without a graphics card redraws them in time."""
    return topology.dissolve_prefectures(thin_coast(topology.simplify(areas, GROUND_TOLERANCE), GROUND_TOLERANCE))


def build_from_lookups(inputs: Inputs, workers: int, tolerance: float, progress: Progress) -> dict[str, bytes]:
    """All files of `data/geo/`, traced from the municipality outlines of the lookup package."""
    traced = trace_japan(inputs, workers, progress)
    seen = set(np.unique(traced.labels).tolist())
    checks.check_municipalities_seen(seen, inputs.municipalities)
    with progress.stage("簡略化して検査する"):
        files, report = geometry_files(traced.areas, inputs, tolerance, JMA_ATTRIBUTION)
    with progress.stage("市区町村の代表点を求める"):
        located = points.municipality_points(inputs.municipalities, JAPAN_FINE, traced.labels, inputs.hospitals)
    report["jma_codes"] = len(traced.codes_seen)
    report["island_seeds"] = len(inputs.islands)
    report["island_seeds_on_land"] = list(traced.islands_found)
    files[write.MUNICIPALITY_POINTS_FILE] = write.municipality_points_csv(located)
    files[write.REPORT_FILE] = write.report_json(report)
    return files


def build_from_file(areas: Areas, inputs: Inputs, tolerance: float) -> dict[str, bytes]:
    """Area and prefecture files from given boundaries; the municipality points are left as they are."""
    files, report = geometry_files(areas, inputs, tolerance, FILE_ATTRIBUTION)
    files[write.REPORT_FILE] = write.report_json(report)
    return files


def read_names(path: Path) -> dict[str, str]:
    """Area names by code from the municipality table."""
    with path.open(encoding="utf-8", newline="") as file:
        return {r["area_code"]: r["area_name"] for r in csv.DictReader(file) if r["area_code"]}
