"""From what stands in a link or a search box to one 構想区域.

A code (`1005`), a name (`藤岡`), a name with its prefecture (`藤岡(群馬県)`, `群馬県 藤岡`) or a reading (`ふじおか`) is enough.
Names repeat between prefectures (北部, 中央, 県央), so a name can stand for several areas: then all are offered, none is chosen.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass

import pandas as pd

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


def plain(text: str) -> str:
    """Comparable form: NFKC, no white space at the ends, katakana as hiragana."""
    folded = unicodedata.normalize("NFKC", text).strip().lower()
    return "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in folded)


def resolve(query: str, areas: pd.DataFrame, readings: pd.Series | None = None) -> Resolution:
    """The area that `query` names.

    `areas`: area_code, area_name, pref_name. `readings`: hiragana by area_code, where known.
    """
    asked = plain(query)
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
    for row in areas.itertuples(index=False):
        name, pref = plain(row.area_name), plain(row.pref_name)
        names = {name, *({plain(str(readings.get(row.area_code)))} if _known(readings, row.area_code) else set())}
        if not names & wanted and not any(asked in (pref + n, pref[:-1] + n) for n in names):
            continue
        exact.append(row.area_code)
        if pref in asked or (len(pref) > 2 and pref[:-1] in {*parts, asked.removesuffix(name)}):
            with_prefecture.append(row.area_code)
    return tuple(with_prefecture or exact)


def _known(readings: pd.Series | None, code: str) -> bool:
    return readings is not None and isinstance(readings.get(code), str)


def _nearest(asked: str, areas: pd.DataFrame, readings: pd.Series | None) -> tuple[str, ...]:
    """Areas by likeness of name (containing the word first), then of reading."""
    scores: list[tuple[float, str]] = []
    for row in areas.itertuples(index=False):
        names = [plain(row.area_name), plain(row.pref_name) + plain(row.area_name)]
        if _known(readings, row.area_code):
            names.append(plain(str(readings[row.area_code])))  # type: ignore[index]
        score = max(
            max(difflib.SequenceMatcher(None, asked, name).ratio(), 0.9 if asked in name or name in asked else 0.0)
            for name in names
        )
        scores.append((-score, row.area_code))
    return tuple(code for score, code in sorted(scores)[:NEAREST] if -score >= 0.3)


def _same_prefecture(code: str, areas: pd.DataFrame) -> tuple[str, ...]:
    """For an unknown code: the areas of its prefecture, or none."""
    near = areas.loc[areas["pref_code"] == code[:2], "area_code"]
    return tuple(sorted(near, key=lambda c: (abs(int(c) - int(code)), c))[:NEAREST])
