"""One search for all pages: an area by its name, reading, code or prefecture, by a municipality or by a hospital.

Every word of the query must be found in an entry. Three ways of finding are tried, the next one only where the one before finds
nothing of any kind:

1. as written: the word stands in a name, a reading, a code, or in what says where the entry is;
2. a place and a name in one run: `吾妻郡草津町`, `群馬県前橋`;
3. the characters of the word stand in the name in this order, with others between them: `群大病院`.

Hits are ordered by kind (areas first), then by how well the name fits, then by area code, so the same query gives the same list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import pandas as pd

from core.text.normal import sought, words


class Kind(StrEnum):
    """What was found; the order is the order of the list."""

    AREA = "area"
    MUNICIPALITY = "municipality"
    HOSPITAL = "hospital"


#: How many hits of each kind are offered. The longest prefecture (北海道) has 21 areas.
LIMITS: Final = {Kind.AREA: 21, Kind.MUNICIPALITY: 8, Kind.HOSPITAL: 8}
#: Marks that people leave out or set otherwise in names.
_NO_MARKS: Final = str.maketrans("", "", " ・()[]「」、,.")
#: Fits of a name: 0–2 as written, beyond them found only elsewhere in the entry.
_EQUAL, _BEGINS, _CONTAINS, _ELSEWHERE = range(4)


@dataclass(frozen=True, slots=True)
class Hit:
    """A found entry: what it is, its name, where it is, and the area it leads to."""

    kind: Kind
    name: str
    place: str
    area_code: str


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry in comparable form. `names[0]` is the official name, readings and codes follow; `wholes` find it only whole."""

    number: int
    hit: Hit
    names: tuple[str, ...]
    wholes: tuple[str, ...]
    name: str  # all names in one text
    place: str  # everything that says where it is


@dataclass(frozen=True, slots=True)
class Index:
    """Entries in the order of kinds and area codes, and what short forms of names stand for."""

    entries: tuple[_Entry, ...]
    aliases: Mapping[str, tuple[str, ...]]


def holds(query: str, text: str) -> bool:
    """True when every word of the query occurs in the text, however either is written; an empty query is held by all."""
    where = sought(text)
    return all(word in where for word in words(query))


def comparable(name: str) -> str:
    """A name (or a word of a query) as it is compared here: `sought` without white space and marks."""
    return sought(name).translate(_NO_MARKS)


def build_index(
    areas: pd.DataFrame,
    readings: pd.Series,
    municipalities: pd.DataFrame,
    hospitals: pd.DataFrame,
    aliases: Mapping[str, Sequence[str]],
) -> Index:
    """Index of everything an area can be found by.

    `areas`: area_code, area_name, pref_name; `readings`: hiragana by area_code, several separated by 、, empty if unknown;
    `municipalities`: muni_name, reading, district, district_reading, area_code (empty rows are skipped);
    `hospitals`: facility_name, municipality, area_code; `aliases`: short form → what it stands for.
    """
    label = {r.area_code: f"{r.area_name}({r.pref_name})" for r in _rows(areas)}
    pref = dict(zip(areas["area_code"], areas["pref_name"], strict=True))
    around = {code: f"{comparable(label[code])} {comparable(pref[code])} {code}" for code in label}
    entries: list[_Entry] = []

    def add(kind: Kind, code: str, names: Sequence[str], place: str, within: Sequence[str] = ()) -> None:
        """`within`: municipality or district that the entry stands in, and its reading."""
        forms = tuple(comparable(n) for n in names if n)
        wholes = tuple(comparable(w) for w in within if w)
        near = " ".join((around[code], *(comparable(pref[code]) + w for w in wholes[:1]), *wholes[1:]))
        entries.append(_Entry(len(entries), Hit(kind, names[0], place, code), forms, wholes, " ".join(forms), near))

    for r in _rows(areas):
        spoken = str(readings.get(r.area_code, "")).split("、")
        add(Kind.AREA, r.area_code, [r.area_name, r.area_code, *spoken], r.pref_name)
    for r in _rows(municipalities[municipalities["area_code"] != ""]):
        add(
            Kind.MUNICIPALITY,
            r.area_code,
            [r.muni_name, r.reading],
            label[r.area_code],
            [r.district, r.district_reading],
        )
    for r in _rows(hospitals):
        place = f"{r.municipality} {label[r.area_code]}".strip()
        add(Kind.HOSPITAL, r.area_code, [r.facility_name], place, [r.municipality])
    return Index(tuple(entries), {comparable(short): tuple(map(comparable, long)) for short, long in aliases.items()})


def _rows(frame: pd.DataFrame) -> Iterator[Any]:
    """The rows as named tuples; what a column holds no type checker can know."""
    return frame.itertuples(index=False)


def search(index: Index, query: str) -> tuple[Hit, ...]:
    """Hits for a query, at most `LIMITS` of each kind; none for an empty query.

    A municipality or hospital must itself be named by a word: a prefecture's name alone lists only its areas.
    """
    asked = [_forms(word, index.aliases) for w in words(query) if (word := comparable(w))]
    for way in (_as_written, _place_then_name, _in_order) if asked else ():
        if found := _found(index, asked, way):
            return found
    return ()


#: Which entries a word finds, in any form that it may stand for: number of the entry → fit (0 is best).
_Way = Callable[[Sequence[_Entry], Sequence[str]], dict[int, int]]


def _found(index: Index, asked: Sequence[Sequence[str]], way: _Way) -> tuple[Hit, ...]:
    best = way(index.entries, asked[0])
    for forms in asked[1:]:
        fits = way([index.entries[number] for number in best], forms)
        best = {number: min(best[number], fit) for number, fit in fits.items()}
    hits: dict[Kind, list[tuple[int, Hit]]] = {kind: [] for kind in Kind}
    for number, fit in sorted(best.items()):
        hit = index.entries[number].hit
        if fit != _ELSEWHERE or hit.kind is Kind.AREA:
            hits[hit.kind].append((fit, hit))
    return tuple(
        hit
        for kind, found in hits.items()
        for _, hit in sorted(found, key=lambda f: f[0])[: LIMITS[kind]]  # stable: ties stay in code order
    )


def _forms(word: str, aliases: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The word, and the word with one or two short forms written out (東大病院 → 東京大学病院 → 東京大学医学部附属病院)."""
    forms = [word]
    for _ in range(2):
        forms += [
            f.replace(short, full) for f in forms for short, long in aliases.items() if short in f for full in long
        ]
    return tuple(dict.fromkeys(forms))


def _as_written(entries: Sequence[_Entry], forms: Sequence[str]) -> dict[int, int]:
    """Entries with the word in a name, a reading, a code, or in what says where they are."""
    fits: dict[int, int] = {}
    for form in forms:
        for e in [e for e in entries if form in e.name or form in e.place]:
            fit = min(
                _name_fit(e, form), _CONTAINS if form in e.wholes and e.hit.kind is Kind.MUNICIPALITY else _ELSEWHERE
            )
            fits[e.number] = min(fit, fits.get(e.number, fit))
    return fits


def _place_then_name(entries: Sequence[_Entry], forms: Sequence[str]) -> dict[int, int]:
    """As written, or with a place in front of the name; both have two characters at least, one alone says too little."""
    fits = _as_written(entries, forms)
    for form in forms:
        if len(form) < 4:
            continue
        first, last = form[:2], form[-2:]
        for e in [e for e in entries if first in e.place and last in e.name]:
            cuts = [cut for cut in range(2, len(form) - 1) if form[:cut] in e.place]
            fit = min((_name_fit(e, form[cut:]) for cut in cuts), default=_ELSEWHERE)
            if fit < _ELSEWHERE:
                fits[e.number] = min(fit, fits.get(e.number, fit))
    return fits


def _in_order(entries: Sequence[_Entry], forms: Sequence[str]) -> dict[int, int]:
    """The same, or with the characters of the word in this order in the official name: the closer together the better."""
    fits = _place_then_name(entries, forms)
    for form in forms:
        first, last = form[0], form[-1]
        for e in [e for e in entries if e.number not in fits and first in e.names[0] and last in e.names[0]]:
            gaps = _gaps(form, e.names[0])
            if gaps is not None:
                fits[e.number] = _ELSEWHERE + 1 + gaps
    return fits


def _name_fit(entry: _Entry, form: str) -> int:
    best = _ELSEWHERE
    for name in entry.names:
        if form in name:
            best = min(best, _EQUAL if form == name else _BEGINS if name.startswith(form) else _CONTAINS)
    return best


def _gaps(form: str, name: str) -> int | None:
    """How many characters stand between those of `form` in `name`; None where it does not hold them in this order."""
    end = -1
    for character in form:
        end = name.find(character, end + 1)
        if end < 0:
            return None
    start = end
    for character in reversed(form[:-1]):
        start = name.rfind(character, 0, start)
    return end - start + 1 - len(form)
