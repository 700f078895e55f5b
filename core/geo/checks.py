"""What must hold for the finished geometry; a failure stops the build before anything is written."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely

from core.errors import UserError
from core.geo.labels import KAWASAKI, KAWASAKI_WARDS, HospitalPoint, Municipality
from core.geo.topology import Areas

AREA_COUNT = 339
PREFECTURE_COUNT = 47
HOSPITAL_SHARE_MIN = 0.995
AREAS_BYTES_MAX = 1_200_000
AREAS_GZIP_MAX = 300_000


def check_codes(areas: Areas, municipalities: Sequence[Municipality]) -> None:
    """All areas of the municipality table are there, and no other."""
    expected = {m.area_code for m in municipalities if m.area_code}
    missing, unknown = sorted(expected - areas.keys()), sorted(areas.keys() - expected)
    if missing or unknown or len(areas) != AREA_COUNT:
        raise UserError(
            f"構想区域の数が合いません({len(areas)} / {AREA_COUNT})。ない区域: {missing or 'なし'}、知らない区域: {unknown or 'なし'}",
            "区域コードと municipality_area.csv、island_seeds.csv を確かめてください。",
        )


def check_shapes(shapes: Areas, count: int) -> None:
    """The expected number of shapes, all valid, exterior rings clockwise."""
    if len(shapes) != count:
        raise ValueError(f"expected {count} shapes, found {len(shapes)}")
    invalid = [code for code, shape in shapes.items() if not shape.is_valid or shape.is_empty]
    if invalid:
        raise ValueError(f"invalid shapes: {invalid}")
    turned = [code for code, shape in shapes.items() if any(p.exterior.is_ccw for p in shape.geoms)]
    if turned:
        raise ValueError(f"exterior rings are not clockwise: {turned}")


def check_municipalities_seen(labels_seen: set[int], municipalities: Sequence[Municipality]) -> None:
    """Every municipality was met on the grid, itself or through its city or wards."""
    seen = labels_seen | ({KAWASAKI} if labels_seen & KAWASAKI_WARDS else set())
    seen_names = {(m.pref_code, m.name) for m in municipalities if int(m.code) in seen}
    missing = [
        f"{m.code} {m.name}"
        for m in municipalities
        if int(m.code) not in seen
        and not any(p == m.pref_code and (m.name.startswith(n) or n.startswith(m.name)) for p, n in seen_names)
    ]
    if missing:
        raise UserError(
            f"格子に現れない市区町村があります: {'、'.join(missing)}", "island_seeds.csv に位置を足してください。"
        )


def hospital_share(areas: Areas, hospitals: Sequence[HospitalPoint]) -> float:
    """Share of the located hospitals that lie in the polygon of the area the ministry counts them in."""
    codes = sorted(areas)
    tree = shapely.STRtree([areas[c] for c in codes])
    point, polygon = tree.query(shapely.points([(h.lon, h.lat) for h in hospitals]), predicate="within")
    own = np.zeros(len(hospitals), dtype=bool)
    for p, a in zip(point.tolist(), polygon.tolist(), strict=True):
        own[p] |= hospitals[p].area_code == codes[a]
    return float(own.mean())


def check_budget(raw_bytes: int, gzip_bytes: int, share: float) -> None:
    """Size of the areas file and the hospital share, against the limits the app was measured with."""
    if raw_bytes > AREAS_BYTES_MAX or gzip_bytes > AREAS_GZIP_MAX:
        raise UserError(
            f"区域の形が大きすぎます: {raw_bytes:,} バイト(gzip {gzip_bytes:,})。", "--tolerance を大きくしてください。"
        )
    if share < HOSPITAL_SHARE_MIN:
        raise UserError(
            f"自区域の中にある病院の割合が {share:.2%} です({HOSPITAL_SHARE_MIN:.1%} 以上が必要)。",
            "--tolerance を小さくするか、区域コードの対応を確かめてください。",
        )
