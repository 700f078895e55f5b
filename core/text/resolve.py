"""From what stands in a link or a search box to one 構想区域.

A code (`1005`), a name (`藤岡`), a name with its prefecture (`藤岡(群馬県)`, `群馬県 藤岡`) or a reading (`ふじおか`) is enough.
Names repeat between prefectures (北部, 中央, 県央), so a name can stand for several areas: then all are offered, none is chosen.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

import pandas as pd

from core.text.normal import sought

#: How many nearest names are offered for an unknown word.
NEAREST = 8
_SUFFIX = re.compile(r"(構想区域|二次医療圏|保健医療圏|医療圏|区域|圏域|圏)$")
_SEPARATORS = re.compile(r"[\s()・,、_/]+")


@dataclass(frozen=True, slots=True)
class Resolution:
    """What was asked for. Exactly one of the three is filled, or none for an empty request.

    `area_code` the one area; `candidates` area_codes that share the name; `nearest` area_codes with similar names.
    """

    query: str
    area_code: str | None = None
    candidates: tuple[str, ...] = ()
    nearest: tuple[str, ...] = ()


def resolve(query: str, areas: pd.DataFrame, readings: pd.Series | None = None) -> Resolution:
    """The area that `query` names.

    `areas`: area_code, area_name, pref_name. `readings`: hiragana by area_code, where known.
    """
    asked = sought(query)
    if not asked:
        return Resolution(query)
    if re.fullmatch(r"\d{3,4}", asked):
        code = asked.zfill(4)
        if code in set(areas["area_code"]):
            return Resolution(query, area_code=code)
        return Resolution(query, nearest=_same_prefecture(code, areas))
    found = _named(asked, areas, readings)
    if len(found) == 1:
        return Resolution(query, area_code=found[0])
    if found:
        return Resolution(query, candidates=found)
    return Resolution(query, nearest=_nearest(asked, areas, readings))


def _named(asked: str, areas: pd.DataFrame, readings: pd.Series | None) -> tuple[str, ...]:
    """Areas whose name equals the request, as it stands or with the prefecture beside it."""
    parts = [p for p in _SEPARATORS.split(asked) if p]
    wanted = {asked, *parts}
    wanted |= {_SUFFIX.sub("", w) for w in wanted}
    exact: list[str] = []
    with_prefecture: list[str] = []
    for row in _rows(areas, readings):
        if not row.names & wanted and not any(asked in (row.pref + n, row.stem + n) for n in row.names):
            continue
        exact.append(row.code)
        if row.pref in asked or row.stem in {*parts, *(asked.removesuffix(n) for n in row.names)}:
            with_prefecture.append(row.code)
    return tuple(with_prefecture or exact)


@dataclass(frozen=True, slots=True)
class _Row:
    """One area in comparable form; `stem` is the prefecture without 都府県."""

    code: str
    pref: str
    stem: str
    names: frozenset[str]


def _rows(areas: pd.DataFrame, readings: pd.Series | None) -> list[_Row]:
    """All areas with every name they go by: as published, read in hiragana, and 広島中央 as 中央 too."""
    known = {} if readings is None else {str(code): reading for code, reading in readings.items()}
    rows = []
    for code, area_name, pref_name in zip(areas["area_code"], areas["area_name"], areas["pref_name"], strict=True):
        name, pref = sought(area_name), sought(pref_name)
        stem = pref if pref == "北海道" else pref[:-1]
        names = {name}
        short = name.removeprefix(stem)
        if len(short) >= 2 and not short.startswith("・"):
            names.add(short)
        if isinstance(known.get(code), str):
            names.add(sought(str(known[code])))
        rows.append(_Row(str(code), pref, stem, frozenset(names)))
    return rows


def _nearest(asked: str, areas: pd.DataFrame, readings: pd.Series | None) -> tuple[str, ...]:
    """Areas by likeness of name (containing the word first), then of reading."""
    scores: list[tuple[float, str]] = []
    for row in _rows(areas, readings):
        score = max(
            max(difflib.SequenceMatcher(None, asked, name).ratio(), 0.9 if asked in name or name in asked else 0.0)
            for name in (*row.names, *(row.pref + n for n in row.names))
        )
        scores.append((-score, row.code))
    return tuple(code for score, code in sorted(scores)[:NEAREST] if -score >= 0.3)


def _same_prefecture(code: str, areas: pd.DataFrame) -> tuple[str, ...]:
    """For an unknown code: the areas of its prefecture, or none."""
    near = areas.loc[areas["pref_code"] == code[:2], "area_code"]
    return tuple(sorted(near, key=lambda c: (abs(int(c) - int(code)), c))[:NEAREST])
