"""Where a facility stands: the hospital list by name, else its municipality's representative point, else unknown.

Matching is by rule, never by likeness: same prefecture, municipality in the address, and one candidate on each side.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from core.errors import UserError
from core.ingest.forms.hospital_list import Hospital, HospitalList

_LEGAL_FORM = re.compile(
    r"((特定|社会)?医療法人(社団|財団)?|社会福祉法人|(一般|公益)?(社団|財団)法人|(国立|公立)大学法人|学校法人|宗教法人"
    r"|(地方)?独立行政法人|国家公務員共済組合連合会|社団|財団|医社|医財)"
)
_SHORTEST_CORE = 4


@dataclass(frozen=True, slots=True)
class Place:
    """A position and what it rests on (exact, normalized, municipality, none)."""

    lon: float | None
    lat: float | None
    basis: str


_NOWHERE = Place(None, None, "none")


def plain(text: str) -> str:
    """NFKC, no spaces, one form for the small ケ and for old kanji that the sources mix."""
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    return text.replace("ヶ", "ケ").replace("ヵ", "カ").replace("龍", "竜").replace("檮", "梼")


def core_name(text: str) -> str:
    """`plain` without the words of the legal form; the corporation's own name stays."""
    return _LEGAL_FORM.sub("", plain(text))


class Locator:
    """Looks facilities up in the hospital list and in the municipalities' points; both may be absent."""

    def __init__(self, hospitals: HospitalList | None, municipality_points: dict[tuple[str, str], tuple[float, float]]):
        self._points = municipality_points
        self._exact: dict[tuple[str, str], list[Hospital]] = {}
        self._core: dict[tuple[str, str], list[Hospital]] = {}
        self._by_pref: dict[str, list[tuple[str, str, Hospital]]] = {}
        for hospital in hospitals.hospitals if hospitals else ():
            pref = hospital.pref_code
            self._exact.setdefault((pref, hospital.name), []).append(hospital)
            self._core.setdefault((pref, core_name(hospital.name)), []).append(hospital)
            self._by_pref.setdefault(pref, []).append((core_name(hospital.name), plain(hospital.address), hospital))

    def locate(self, area_code: str, name: str, municipality: str) -> Place:
        """Position of one facility. Coordinates missing in the list fall back to the municipality."""
        pref = area_code[:2]
        for basis, found in (
            ("exact", self._exact.get((pref, name), [])),
            ("normalized", self._core.get((pref, core_name(name)), [])),
            ("normalized", self._by_suffix(pref, name, municipality)),
        ):
            near = [h for h in found if _in_municipality(h, municipality)]
            if len(near) == 1 and near[0].lon is not None:
                return Place(near[0].lon, near[0].lat, basis)
            if near:
                break
        point = self._points.get((pref, plain(municipality)))
        return Place(*point, "municipality") if point else _NOWHERE

    def _by_suffix(self, pref: str, name: str, municipality: str) -> Iterable[Hospital]:
        """One name is the other with a corporation in front (医療法人○○会 + 病院名); the rest must be equal."""
        core = core_name(name)
        if len(core) < _SHORTEST_CORE:
            return []
        has_form = bool(_LEGAL_FORM.match(plain(name)))
        found: list[Hospital] = []
        for other, _, hospital in self._by_pref.get(pref, []):
            if len(other) < _SHORTEST_CORE or other == core:
                continue
            longer_is_ours = has_form and core.endswith(other)
            longer_is_theirs = other.endswith(core) and _LEGAL_FORM.match(plain(hospital.name))
            if longer_is_ours or longer_is_theirs:
                found.append(hospital)
        return found


def _in_municipality(hospital: Hospital, municipality: str) -> bool:
    """The address names the municipality (a district 郡 may stand before it) within its first words."""
    place = plain(municipality)
    return bool(place) and place in plain(hospital.address)[: len(place) + 14]


def read_municipality_points(path: Path) -> dict[tuple[str, str], tuple[float, float]]:
    """(pref_code, municipality) → (lon, lat) from `municipality_points.csv`; empty when the file is not there."""
    if not path.is_file():
        return {}
    found: dict[tuple[str, str], tuple[float, float]] = {}
    for row in _rows(path, ("muni_name", "pref_code", "lon", "lat")):
        found[row["pref_code"].zfill(2), plain(row["muni_name"])] = (float(row["lon"]), float(row["lat"]))
    return found


def read_area_points(path: Path) -> dict[str, tuple[float, float]]:
    """area_code → (lon, lat) from `area_points.csv`; empty when the file is not there."""
    if not path.is_file():
        return {}
    return {
        r["area_code"].zfill(4): (float(r["lon"]), float(r["lat"])) for r in _rows(path, ("area_code", "lon", "lat"))
    }


def _rows(path: Path, wanted: tuple[str, ...]) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = [name for name in wanted if name not in (reader.fieldnames or ())]
        if missing:
            raise UserError(
                f"ファイル「{path.name}」に列 {'、'.join(missing)} がありません。", "図形の作成をやり直してください。"
            )
        return list(reader)
