"""Which municipality, and so which 構想区域, a point of the map lies in.

The municipality outlines are those embedded in `reversejp` (気象庁 市町村等の区域). A label is the five-digit JIS code
as an int; 0 is sea (or the 北方領土, which belong to no 構想区域).
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import reversejp

SEA = 0
UNKNOWN = -1

#: One 気象庁 code, two areas: its points take the area of the nearest hospital of the city, so a ward code of each area
#: stands for it.
KAWASAKI = 14130
_KAWASAKI_WARD_OF_AREA = {"1404": 14134, "1405": 14131}
KAWASAKI_WARDS = frozenset(_KAWASAKI_WARD_OF_AREA.values())

IntArray = npt.NDArray[np.int32]
FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Municipality:
    """One row of `data/content/municipality_area.csv`; `area_code` is empty only for a city that several areas share."""

    code: str
    name: str
    pref_code: str
    area_code: str


@dataclass(frozen=True, slots=True)
class HospitalPoint:
    """A located hospital: the area the ministry counts it in, its municipality's name and its coordinates in degrees."""

    area_code: str
    municipality: str
    lon: float
    lat: float


def read_municipalities(path: Path) -> tuple[Municipality, ...]:
    """All municipalities and wards, in code order."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [
            Municipality(r["muni_code"], r["muni_name"], r["pref_code"], r["area_code"]) for r in csv.DictReader(file)
        ]
    return tuple(sorted(rows, key=lambda m: m.code))


def read_island_seeds(path: Path) -> tuple[tuple[str, float, float], ...]:
    """Name, longitude and latitude of islands that no chain of land connects to a hospital."""
    with path.open(encoding="utf-8", newline="") as file:
        return tuple((r["name"], float(r["lon"]), float(r["lat"])) for r in csv.DictReader(file))


class Labeller:
    """Labels points; one instance per process. `areas` maps a label to its area number (`1005`), 0 for sea."""

    def __init__(self, municipalities: Sequence[Municipality], kawasaki: Sequence[HospitalPoint]) -> None:
        self._known = {int(m.code) for m in municipalities}
        self._code_to_label: dict[str, int] = {}
        self._kawasaki = np.array([(h.lon, h.lat) for h in kawasaki], dtype=float).reshape(-1, 2)
        self._kawasaki_label = [_KAWASAKI_WARD_OF_AREA[h.area_code] for h in kawasaki]
        self.areas = area_of_label(municipalities)
        self.codes_seen: set[str] = set()

    def label(self, lon: float, lat: float) -> int:
        """Municipality label of one point. Raises KeyError for a municipality that the table does not know."""
        for place in reversejp.find_properties(lon, lat):
            code = place.code
            if len(code) == 7:
                label = self._code_to_label.get(code)
                if label is None:
                    label = self._new_code(code, place.name)
                return self._nearest_kawasaki(lon, lat) if label == KAWASAKI else label
        return SEA

    def label_many(self, lon: FloatArray, lat: FloatArray) -> IntArray:
        """Labels of many points."""
        find = self.label
        return np.fromiter((find(x, y) for x, y in zip(lon.tolist(), lat.tolist(), strict=True)), np.int32, len(lon))

    def _new_code(self, code: str, name: str) -> int:
        label = int(code[:5])
        if label not in self._known:
            raise KeyError(f"{code} {name} is not in municipality_area.csv")
        self._code_to_label[code] = label
        self.codes_seen.add(code)
        return label

    def _nearest_kawasaki(self, lon: float, lat: float) -> int:
        # 0.81 ≈ cos(35.5°): near enough to equal distances inside one city
        gap = (self._kawasaki - (lon, lat)) * (0.81, 1.0)
        return self._kawasaki_label[int(np.argmin((gap**2).sum(axis=1)))]


def area_of_label(municipalities: Sequence[Municipality]) -> IntArray:
    """Array that turns a label into its area number; 0 where there is none."""
    areas = np.zeros(100_000, dtype=np.int32)
    for m in municipalities:
        areas[int(m.code)] = int(m.area_code) if m.area_code else 0
    return areas
