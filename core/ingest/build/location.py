"""Where a facility stands: the hospital list by name, else what was matched beforehand (`registered`: 医療情報ネット, then
国土数値情報), else its municipality's representative point, else unknown. Two places far apart are none.

Matching is by rule, never by likeness. In order:
- exact: the same name, in the same prefecture, with the municipality in the address;
- normalized: the same after NFKC, without spaces, legal forms and variant characters; or one name is the other with
  an organisation in front (医療法人○○会, ○○県厚生農業協同組合連合会, ○○市立);
- each rule needs exactly one hospital, and a hospital is given to one facility only.
A facility without municipality (未報告 rows) is matched by the whole name within the prefecture.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from core.ingest import beside
from core.ingest.build.registered import Key, Registered, apart, key_of
from core.ingest.forms.hospital_list import HospitalList
from core.text.normal import spelled
from core.vocabulary.terms import LocationBasis

_LEGAL_FORM = re.compile(
    r"((特定|社会)?医療法人[(]?(社団|財団)?[)]?|社会福祉法人|(一般|公益)?(社団|財団)法人|(国立|公立)大学法人|学校法人"
    r"|宗教法人|(地方)?独立行政法人|恩賜財団|社団|財団|[(](医|社医|特医|医社|医財|社福|社|財|独|一財|公財|一社|公社|福|株)[)]"
    r"|株式会社)"
)
#: How the words in front of a hospital's own name may end: an organisation, a public body, or the word for founded by.
_ORGANISATION_END = re.compile(
    r"(会|組合|法人|財団|社団|機構|企業団|事業団|公社|生協|厚生連|大学|学園|立|都|道|府|県|市|町|村|[)])$"
)
_SHORTEST_CORE = 4
_MAKE_AGAIN = "図形の作成をやり直してください。"
_UNREGISTERED = Registered(None, None)


@dataclass(frozen=True, slots=True)
class Place:
    """A position and what it rests on (`LocationBasis`); `conflict`: the sources name two places, so neither is used."""

    lon: float | None
    lat: float | None
    basis: str
    conflict: bool = False


@dataclass(frozen=True, slots=True)
class _Known:
    """A hospital of the list, prepared for matching."""

    number: int
    name: str
    spelled: str
    core: str
    address: str
    lon: float | None
    lat: float | None


def core_name(text: str) -> str:
    """`spelled` without the words of the legal form; the corporation's own name stays."""
    return _LEGAL_FORM.sub("", spelled(text))


class Locator:
    """Looks facilities up in the hospital list, the registered places and the municipalities' points; all may be absent."""

    def __init__(
        self,
        hospitals: HospitalList | None,
        municipality_points: dict[tuple[str, str], tuple[float, float]],
        registered: Mapping[Key, Registered] | None = None,
    ):
        self._points = municipality_points
        self._registered = registered or {}
        self._by_ending: dict[tuple[str, str], list[_Known]] = {}
        self._exact: dict[tuple[str, str], list[_Known]] = {}
        self._core: dict[tuple[str, str], list[_Known]] = {}
        for number, h in enumerate(hospitals.hospitals if hospitals else ()):
            known = _Known(number, h.name, spelled(h.name), core_name(h.name), spelled(h.address), h.lon, h.lat)
            self._by_ending.setdefault((h.pref_code, known.core[-_SHORTEST_CORE:]), []).append(known)
            self._exact.setdefault((h.pref_code, h.name), []).append(known)
            self._core.setdefault((h.pref_code, known.core), []).append(known)

    def locate_all(self, facilities: list[tuple[str, str, str]]) -> list[Place]:
        """Places of the facilities (area_code, name, municipality) of one publication, in their order."""
        matches = [self._match(*facility) for facility in facilities]
        taken: dict[int, list[int]] = {}
        for i, match in enumerate(matches):
            if match:
                taken.setdefault(match[0].number, []).append(i)
        for claimants in taken.values():
            if len(claimants) > 1:  # two facilities claim one hospital: an exact name wins alone, else nobody
                exact = [i for i in claimants if (m := matches[i]) and m[1] == "exact"]
                for i in claimants:
                    if exact != [i]:
                        matches[i] = None
        return [self._place(*f, m) for f, m in zip(facilities, matches, strict=True)]

    def _place(self, area_code: str, name: str, municipality: str, match: tuple[_Known, str] | None) -> Place:
        known = self._registered.get(key_of(area_code, name, municipality), _UNREGISTERED)
        listed, basis = known.listed, LocationBasis.REGISTERED
        if match and match[0].lon is not None and match[0].lat is not None:
            listed, basis = (match[0].lon, match[0].lat), LocationBasis(match[1])
        conflict = bool(listed and known.p04 and apart(listed, known.p04))
        if not conflict and not known.unused:
            if listed:
                return Place(*listed, basis)
            if known.p04:
                return Place(*known.p04, LocationBasis.P04)
        point = self._points.get((area_code[:2], spelled(municipality)))
        if point:
            return Place(*point, LocationBasis.MUNICIPALITY, conflict)
        return Place(None, None, LocationBasis.NONE, conflict)

    def _match(self, area_code: str, name: str, municipality: str) -> tuple[_Known, str] | None:
        pref, place, core = area_code[:2], spelled(municipality), core_name(name)
        for basis, candidates in (
            ("exact", self._exact.get((pref, name), [])),
            ("normalized", self._core.get((pref, core), [])),
            ("normalized", self._with_organisation(pref, core) if place else []),
        ):
            near = [h for h in candidates if _is_near(h.address, place)]
            if len(near) == 1:
                return near[0], basis
            if near:
                return None  # several hospitals of this name: none is chosen
        return None

    def _with_organisation(self, pref: str, core: str) -> list[_Known]:
        """Hospitals whose name is ours with an organisation in front, or the reverse."""
        found: list[_Known] = []
        for known in self._by_ending.get((pref, core[-_SHORTEST_CORE:]), []):
            longer, shorter = (core, known.core) if len(core) > len(known.core) else (known.core, core)
            if len(shorter) < _SHORTEST_CORE or not longer.endswith(shorter) or longer == shorter:
                continue
            if _ORGANISATION_END.search(longer.removesuffix(shorter)):
                found.append(known)
        return found


def _is_near(address: str, place: str) -> bool:
    """The address names the municipality (a district 郡 may stand before it) within its first words."""
    return not place or place in address[: len(place) + 14]


def read_municipality_points(path: Path) -> dict[tuple[str, str], tuple[float, float]]:
    """(pref_code, municipality) → (lon, lat) from `municipality_points.csv`; empty when the file is not there."""
    return {
        (row["pref_code"].zfill(2), spelled(row["muni_name"])): _point(where, row)
        for where, row in beside.rows(path, ("muni_name", "pref_code", "lon", "lat"), _MAKE_AGAIN)
    }


def read_area_points(path: Path) -> dict[str, tuple[float, float]]:
    """area_code → (lon, lat) from `area_points.csv`; empty when the file is not there."""
    return {
        row["area_code"].zfill(4): _point(where, row)
        for where, row in beside.rows(path, ("area_code", "lon", "lat"), _MAKE_AGAIN)
    }


def _point(where: str, row: dict[str, str]) -> tuple[float, float]:
    return beside.number(where, row, "lon", _MAKE_AGAIN), beside.number(where, row, "lat", _MAKE_AGAIN)
