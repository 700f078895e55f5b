"""One search for all pages: an area by its name, reading, code or prefecture, by a municipality or by a hospital.

Every word of the query must be found in the entry. Hits are ordered by kind (areas first), then by how well the name fits,
then by area code, so the same query gives the same list.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from core.data.sourced import rows_of


class Kind(StrEnum):
    """What was found; the order is the order of the list."""

    AREA = "area"
    MUNICIPALITY = "municipality"
    HOSPITAL = "hospital"


#: How many hits of each kind are offered. The longest prefecture (北海道) has 21 areas.
LIMITS = {Kind.AREA: 21, Kind.MUNICIPALITY: 8, Kind.HOSPITAL: 8}

#: Other writings of a municipality's name.
_ALIASES = {"梼原町": "檮原町"}


@dataclass(frozen=True, slots=True)
class Hit:
    """A found entry: what it is, its name, where it is, and the area it leads to."""

    kind: Kind
    name: str
    place: str
    area_code: str


@dataclass(frozen=True, slots=True)
class _Entry:
    hit: Hit
    names: tuple[str, ...]  # what a fit is judged by
    text: str  # everything a word may be found in


@dataclass(frozen=True, slots=True)
class Index:
    """Entries by kind, each in area code order."""

    entries: dict[Kind, tuple[_Entry, ...]]


def plain(text: str) -> str:
    """Comparable form: NFKC, lower case, katakana as hiragana, small ヶ as ケ, no white space."""
    folded = unicodedata.normalize("NFKC", text).lower().replace("ヶ", "ケ")
    hiragana = (chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in folded)
    return "".join("".join(hiragana).split())


def build_index(
    areas: pd.DataFrame, readings: pd.Series, municipalities: pd.DataFrame, hospitals: pd.DataFrame
) -> Index:
    """Index of everything an area can be found by.

    `areas`: area_code, area_name, pref_name; `readings`: hiragana by area_code, several separated by 、, empty if unknown;
    `municipalities`: muni_name, area_code (empty rows are skipped); `hospitals`: facility_name, municipality, area_code.
    """
    label = {r.area_code: f"{r.area_name}({r.pref_name})" for r in rows_of(areas)}

    def entry(kind: Kind, name: str, place: str, code: str, *more: str) -> _Entry:
        names = tuple(plain(n) for n in (name, *more) if n)
        return _Entry(Hit(kind, name, place, code), names, " ".join((*names, plain(label[code]), code)))

    return Index(
        {
            Kind.AREA: tuple(
                entry(
                    Kind.AREA,
                    r.area_name,
                    r.pref_name,
                    r.area_code,
                    r.area_code,
                    *str(readings.get(r.area_code, "")).split("、"),
                )
                for r in rows_of(areas)
            ),
            Kind.MUNICIPALITY: tuple(
                entry(Kind.MUNICIPALITY, r.muni_name, label[r.area_code], r.area_code, _ALIASES.get(r.muni_name, ""))
                for r in rows_of(municipalities)
                if r.area_code
            ),
            Kind.HOSPITAL: tuple(
                entry(Kind.HOSPITAL, r.facility_name, f"{r.municipality} {label[r.area_code]}".strip(), r.area_code)
                for r in rows_of(hospitals)
            ),
        }
    )


def search(index: Index, query: str) -> tuple[Hit, ...]:
    """Hits for a query, at most `LIMITS` of each kind; none for an empty query.

    A municipality or hospital must itself be named by a word: a prefecture's name alone lists only its areas.
    """
    words = [plain(w) for w in unicodedata.normalize("NFKC", query).replace("・", " ").split()]
    words = [w for w in words if w]
    if not words:
        return ()
    hits: list[Hit] = []
    for kind, entries in index.entries.items():
        found = [e for e in entries if all(w in e.text for w in words)]
        if kind is not Kind.AREA:
            found = [e for e in found if any(w in name for w in words for name in e.names)]
        found.sort(key=lambda e: _fit(e.names, words))  # stable: ties stay in code order
        hits += [e.hit for e in found[: LIMITS[kind]]]
    return tuple(hits)


def _fit(names: Iterable[str], words: list[str]) -> int:
    """0 a name equals a word, 1 begins with one, 2 contains one, 3 found elsewhere."""
    best = 3
    for name in names:
        for word in words:
            best = min(best, 0 if name == word else 1 if name.startswith(word) else 2 if word in name else 3)
    return best
