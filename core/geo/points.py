"""Representative points: one inside each area, one for each municipality and ward."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import MultiPolygon

from core.errors import UserError
from core.geo.grid import Grid
from core.geo.labels import HospitalPoint, IntArray, Municipality
from core.geo.topology import DECIMALS


@dataclass(frozen=True, slots=True)
class MunicipalityPoint:
    """`basis`: polygon = inside its own outline, hospitals = middle hospital of a ward, city = point of its city."""

    municipality: Municipality
    lon: float
    lat: float
    basis: str


def area_point(area: MultiPolygon) -> tuple[float, float]:
    """The point of the largest part that is farthest from its border, in degrees."""
    largest = max(area.geoms, key=lambda p: p.area)
    point = shapely.get_point(shapely.maximum_inscribed_circle(largest, tolerance=0.002), 0)
    if not largest.contains(point):
        point = largest.representative_point()
    return round(float(point.x), DECIMALS), round(float(point.y), DECIMALS)


def municipality_points(
    municipalities: Sequence[Municipality], grid: Grid, labels: IntArray, hospitals: Sequence[HospitalPoint]
) -> tuple[MunicipalityPoint, ...]:
    """A point for every municipality and ward, in code order.

    The outlines know most cities only as a whole: a ward without an outline takes the hospital in its middle, or the
    city's point where no hospital is located.
    """
    inside = _innermost_nodes(grid, labels)
    of_ward: dict[tuple[str, str], list[HospitalPoint]] = defaultdict(list)
    for hospital in hospitals:
        of_ward[hospital.area_code, hospital.municipality].append(hospital)
    found: dict[str, MunicipalityPoint] = {}
    for m in municipalities:  # a city's code sorts before those of its wards
        if (own := inside.get(int(m.code))) and not _is_ward_of_split_city(m):
            point = MunicipalityPoint(m, *own, "polygon")
        elif located := of_ward.get((m.area_code, m.name)):
            point = MunicipalityPoint(m, *_middle(located), "hospitals")
        else:
            parent = _city_of(m, found) or _any_ward(m, municipalities, inside)
            if parent is None:
                raise UserError(
                    f"市区町村 {m.code} {m.name} の位置が決まりません。",
                    "island_seeds.csv に島の位置を足すか、municipality_area.csv を確かめてください。",
                )
            point = MunicipalityPoint(m, *parent, "city")
        found[m.code] = point
    return tuple(found[m.code] for m in municipalities)


def _innermost_nodes(grid: Grid, labels: IntArray) -> dict[int, tuple[float, float]]:
    """For each label the node that survives longest when the label's outline is peeled node by node."""
    flat = labels.ravel()
    land = np.flatnonzero(flat > 0)
    land = land[np.argsort(flat[land], kind="stable")]
    values, start = np.unique(flat[land], return_index=True)
    result = {}
    for value, nodes in zip(values.tolist(), np.split(land, start[1:]), strict=True):
        row, column = nodes // grid.columns, nodes % grid.columns
        mask = np.zeros((np.ptp(row) + 3, np.ptp(column) + 3), dtype=bool)
        mask[row - row.min() + 1, column - column.min() + 1] = True
        core = mask
        while core.any():
            mask, core = core, _peel(core)
        ys, xs = np.nonzero(mask)
        middle = int(np.argmin((ys - ys.mean()) ** 2 + (xs - xs.mean()) ** 2))
        node = np.array([(ys[middle] + row.min() - 1) * grid.columns + xs[middle] + column.min() - 1])
        result[value] = round(float(grid.lon(node)[0]), DECIMALS), round(float(grid.lat(node)[0]), DECIMALS)
    return result


def _peel(mask: np.ndarray) -> np.ndarray:
    inner = np.zeros_like(mask)
    inner[1:-1, 1:-1] = mask[1:-1, 1:-1] & mask[:-2, 1:-1] & mask[2:, 1:-1] & mask[1:-1, :-2] & mask[1:-1, 2:]
    return inner


def _is_ward_of_split_city(m: Municipality) -> bool:
    """The two Kawasaki labels stand for half a city each, not for the ward whose code they borrow."""
    return m.code.startswith("1413")


def _middle(hospitals: list[HospitalPoint]) -> tuple[float, float]:
    """The hospital with the smallest summed distance to the others."""
    xy = np.array([(h.lon, h.lat) for h in hospitals])
    total = np.abs(xy[:, None, :] - xy[None, :, :]).sum(axis=(1, 2))
    lon, lat = xy[int(np.argmin(total))]
    return round(float(lon), DECIMALS), round(float(lat), DECIMALS)


def _city_of(m: Municipality, found: dict[str, MunicipalityPoint]) -> tuple[float, float] | None:
    for other in reversed(found.values()):
        if other.municipality.pref_code == m.pref_code and m.name.startswith(other.municipality.name):
            return other.lon, other.lat
    return None


def _any_ward(
    m: Municipality, municipalities: Sequence[Municipality], inside: dict[int, tuple[float, float]]
) -> tuple[float, float] | None:
    wards = [inside[int(w.code)] for w in municipalities if w.name.startswith(m.name) and int(w.code) in inside]
    return wards[len(wards) // 2] if wards else None
