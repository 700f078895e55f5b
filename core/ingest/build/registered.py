"""Places of institutions that were matched beforehand: 医療情報ネット (病院・診療所) and 国土数値情報 P04, with what is kept out.

`facility_points.csv`: one row per institution (area_code, facility_name, municipality), in degrees.
`facility_points_notes.csv`: what was looked at one by one. kind `unused`: no point is used; `shared`: a source gives the
same point to another institution too; each with its reason.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

from core.errors import UserError
from core.ingest import beside
from core.text.normal import spelled

POINTS, NOTES = "facility_points.csv", "facility_points_notes.csv"
UNUSED, SHARED = "unused", "shared"
#: Two sources that are farther apart than this speak of two places; neither is used.
APART_M = 1_000.0
_KEY = ("area_code", "facility_name", "municipality")
_EARTH_M = 6_371_000.0
_HINT = "data/geo の対応表を確かめてください(docs/update.md)。"

Point = tuple[float, float]
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Registered:
    """The two places of one institution, (lon, lat) in degrees; None where a source has none. `unused`: kept out by a note."""

    listed: Point | None
    p04: Point | None
    unused: bool = False


def key_of(area_code: str, name: str, municipality: str) -> Key:
    """One spelling of an institution's name and municipality within its area."""
    return area_code.zfill(4), spelled(name), spelled(municipality)


def apart(a: Point, b: Point) -> bool:
    """Whether two places are more than `APART_M` from each other (on a sphere)."""
    (lon, lat), (lon2, lat2) = (tuple(map(math.radians, p)) for p in (a, b))
    h = math.sin((lat2 - lat) / 2) ** 2 + math.cos(lat) * math.cos(lat2) * math.sin((lon2 - lon) / 2) ** 2
    return 2 * _EARTH_M * math.asin(math.sqrt(h)) > APART_M


def read_registered(geo: Path) -> dict[Key, Registered]:
    """Institution → places; empty when the file is not there.

    Raises UserError for a missing column, a number that is none, one institution twice, or one entry given to two.
    """
    found: dict[Key, Registered] = {}
    entries: dict[str, str] = {}
    wanted = (*_KEY, "iryojoho_id", "iryojoho_lon", "iryojoho_lat", "p04_lon", "p04_lat")
    for where, row in beside.rows(geo / POINTS, wanted, _HINT):
        key = key_of(*(row[c] for c in _KEY))
        if key in found:
            raise UserError(f"{where}: {row['facility_name']}({row['municipality']})が2回あります。")
        entry = row["iryojoho_id"]
        if entry and entries.setdefault(entry, where) != where:
            raise UserError(f"{where}: 医療情報ネットの {entry} は {entries[entry]}にもあります。")
        found[key] = Registered(_point(row, "iryojoho", where), _point(row, "p04", where))
    for where, row in beside.rows(geo / NOTES, (*_KEY, "kind", "reason"), _HINT):
        if row["kind"] not in (UNUSED, SHARED) or not row["reason"]:
            raise UserError(f"{where}: kind は {UNUSED} か {SHARED}、reason は理由の文です。")
        if row["kind"] == UNUSED:
            found[key_of(*(row[c] for c in _KEY))] = Registered(None, None, unused=True)
    return found


def _point(row: dict[str, str], source: str, where: str) -> Point | None:
    lon, lat = row[f"{source}_lon"], row[f"{source}_lat"]
    if not lon and not lat:
        return None
    return beside.number(where, row, f"{source}_lon", _HINT), beside.number(where, row, f"{source}_lat", _HINT)
