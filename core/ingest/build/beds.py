"""beds, cells, report_rate and area from the 別添4③ books of all publications.

Rule: a figure comes from the newest publication that states it. Two exceptions are decided here:
- A year that repeats another year in most cells of one book is not believed; it is taken from a publication that states it,
  and is empty when there is none. Most, not all: a copied column in which somebody corrects one cell is still a copy.
- A cell that the newest publication leaves empty is taken from an older one that fills it, and the reverse: a value
  stated later replaces an empty cell. An empty cell that no publication fills stays empty, never 0.
"""

from __future__ import annotations

from itertools import combinations
from typing import Final

from core import parameters
from core.ingest.build.bed_checks import FUNCTION_JA, derived_columns, function_sums, overlap, rate_overlap
from core.ingest.build.model import Built, Defect, source_id
from core.ingest.discover import Inputs, reiwa
from core.ingest.forms.bed_blocks import RECOVERY_NAMES, BedBook
from core.ingest.workbook import Reading
from core.vocabulary.terms import FOUR_FUNCTIONS, BedFunction, Series, ValueStatus

Key = tuple[str, Series, int, BedFunction]

_MISSING = Reading(None, ValueStatus.BLANK)
#: Share of equal cells from which a year counts as a copy of another. Of two different years of the publications of 2024 and
#: 2025 at most 0.29 are equal (2022 and 2023; small areas hardly move), of the copied column all.
COPIED: Final = 0.8


def build_beds(inputs: Inputs, built: Built) -> None:
    """Fill `beds`, `cells` and `report_rate`, with the repeated years, the overlap and the sums."""
    repeated = _repeated_years(inputs, built)
    _build_bed_rows(inputs, built, repeated)
    _build_rate_rows(inputs, built, repeated)
    for year, book in sorted(inputs.beds.items()):
        if book.recovery_name != RECOVERY_NAMES[0]:
            built.defects.append(
                Defect(
                    f"recovery_name_{reiwa(year).lower()}",
                    source_id("beds", year),
                    f"{book.sheet}(全区域のブロック)",
                    f"「{RECOVERY_NAMES[0]}」の行が「{book.recovery_name}」と書かれている。",
                    f"{RECOVERY_NAMES[0]}の値に続く値として収めた。定義の違いは公表資料の説明で確かめる。{_called(book.recovery_name, year)}",
                )
            )
        if book.year_row_mismatches:
            built.defects.append(
                Defect(
                    f"year_label_{reiwa(year).lower()}",
                    source_id("beds", year),
                    f"{book.sheet} {'、'.join(book.year_row_mismatches)}(全区域のブロック)",
                    "年の見出しと、その下の列見出しの年が合わない。",
                    "列見出し(実績・見込量の年)を採った。",
                )
            )
    built.report["overlap"] = overlap(inputs)
    built.report["function_sums"] = function_sums(inputs, built)
    built.report["derived_columns"] = derived_columns(inputs)
    built.report["report_rate_overlap"] = rate_overlap(inputs)


def _called(name: str, year: int) -> str:
    """What to do where the rules let the screens call a report otherwise than its book does."""
    first = parameters.whole(parameters.Key.COMPREHENSIVE_FROM_YEAR)
    if year >= first:
        return ""
    return (
        f"画面は{first}年の報告から{name}と示す。この資料に合わせるには、data/content/rules/review.yaml の"
        f" {parameters.Key.COMPREHENSIVE_FROM_YEAR} を{year}年とする。"
    )


def _repeated_years(inputs: Inputs, built: Built) -> set[tuple[int, int]]:
    """(publication, year) pairs that must not be believed."""
    found: set[tuple[int, int]] = set()
    for publication, book in sorted(inputs.beds.items()):
        for first, second in combinations(book.actual_years, 2):
            equal, cells = _equal(book, first, second)
            if equal < COPIED * cells:
                continue
            wrong = _contradicted(inputs, publication, first, second)
            found.add((publication, wrong))
            elsewhere = [p for p in sorted(inputs.beds) if p != publication and wrong in inputs.beds[p].actual_years]
            handling = (
                f"{wrong}年の値は {'、'.join(reiwa(p) for p in elsewhere)} 公表分から採った。"
                if elsewhere
                else f"{wrong}年の値を述べる別の公表資料がないため、{wrong}年は空欄とした。"
            )
            built.defects.append(
                Defect(
                    f"repeated_year_{reiwa(publication).lower()}_{wrong}",
                    source_id("beds", publication),
                    f"{book.sheet} 「{wrong} 実績」の列(全{len(book.areas)}区域)",
                    f"{first}年実績と{second}年実績が、{_how_many(equal, cells)}同じ値になっている"
                    f"({'報告率も同じ' if _same_rates(book, first, second) else '報告率は異なる'})。",
                    handling,
                )
            )
    return found


def _equal(book: BedBook, first: int, second: int) -> tuple[int, int]:
    """How many cells of two years are the same, and of how many."""
    pairs = [
        (a.beds[Series.REPORTED, first, f], a.beds[Series.REPORTED, second, f]) for a in book.areas for f in BedFunction
    ]
    return sum(one == other for one, other in pairs), len(pairs)


def _how_many(equal: int, cells: int) -> str:
    return "全区域・全機能で" if equal == cells else f"{cells:,}のセルのうち{equal:,}で"


def _same_rates(book: BedBook, first: int, second: int) -> bool:
    return all(a.report_rate[first] == a.report_rate[second] for a in book.areas)


def _contradicted(inputs: Inputs, publication: int, first: int, second: int) -> int:
    """Which of two equal years is the copy: the one that another publication states differently, else the earlier."""
    book = inputs.beds[publication]
    for year in (first, second):
        for other_year, other in inputs.beds.items():
            if other_year == publication or year not in other.actual_years:
                continue
            stated = {a.area_code: a for a in other.areas}
            different = sum(
                a.beds[Series.REPORTED, year, f].value != stated[a.area_code].beds[Series.REPORTED, year, f].value
                for a in book.areas
                if a.area_code in stated
                for f in BedFunction
            )
            if different > len(book.areas):
                return year
    return first


def _candidates(inputs: Inputs, repeated: set[tuple[int, int]]) -> dict[Key, dict[int, Reading]]:
    """Every stated cell, by publication, newest first; a repeated year's cells are left out."""
    areas = [a.area_code for a in inputs.beds[max(inputs.beds)].areas]
    figures = {key for book in inputs.beds.values() for key in book.areas[0].beds}
    found: dict[Key, dict[int, Reading]] = {}
    for publication, book in sorted(inputs.beds.items(), reverse=True):
        for area in book.areas:
            for (series, year, function), cell in area.beds.items():
                stated = found.setdefault((area.area_code, series, year, function), {})
                if series is Series.REPORTED and (publication, year) in repeated:
                    continue
                stated[publication] = cell
    for area_code in areas:  # what only an older publication states of other areas is missing here, not absent
        for series, year, function in figures:
            found.setdefault((area_code, series, year, function), {})
    return found


def _build_bed_rows(inputs: Inputs, built: Built, repeated: set[tuple[int, int]]) -> None:
    rows = built.rows["beds"] = []
    cells = built.rows["trace"] = []
    blocks = {(p, block.area_code): block for p, book in inputs.beds.items() for block in book.areas}
    for (area, series, year, function), stated in _candidates(inputs, repeated).items():
        believed = [p for p, cell in stated.items() if cell.value is not None]
        publication = believed[0] if believed else next(iter(stated), max(inputs.beds))
        cell = stated.get(publication, _MISSING)
        beds = None if cell.value is None else int(cell.value)
        rows.append(
            (area, function, series, year, beds, cell.status, reiwa(publication), source_id("beds", publication))
        )
        if publication in stated:
            sheet, _, place = blocks[publication, area].addresses[series, year, function].rpartition("!")
            cells.append(
                (area, function, series, year, sheet, place, reiwa(publication), source_id("beds", publication))
            )
        for other, empty in stated.items():
            if empty.value is None:
                built.defects.append(
                    _empty_cell(inputs.beds[other], other, (area, series, year, function), publication, cell)
                )


def _empty_cell(book: BedBook, publication: int, key: Key, taken: int, cell: Reading) -> Defect:
    area_code, series, year, function = key
    block = next(a for a in book.areas if a.area_code == area_code)
    if cell.value is None:
        handling = "値を述べる公表資料がないため、欠測とした(0とは読まない)。"
    else:
        parts = [block.beds[series, year, f].value for f in FOUR_FUNCTIONS if f is not function]
        total = block.beds[series, year, BedFunction.TOTAL].value
        proof = ""
        if function is not BedFunction.TOTAL and total is not None and None not in parts:
            rest = total - sum(p for p in parts if p is not None)
            proof = f"同じ資料の合計から他の3機能を引いた値は {rest:,.0f} 床。"
        handling = f"{reiwa(taken)} 公表分が {cell.value:,.0f} 床と明記しているため、その値を採った。{proof}"
    return Defect(
        f"empty_{reiwa(publication).lower()}_{area_code}_{function}_{series}_{year}",
        source_id("beds", publication),
        block.addresses[series, year, function],
        f"{block.pref_name}{block.area_name}の{FUNCTION_JA[function]}({year}年)のセルが空欄。",
        handling,
    )


def _build_rate_rows(inputs: Inputs, built: Built, repeated: set[tuple[int, int]]) -> None:
    """The newest publication that states it; a repeated year's rate stands in the same doubtful column."""
    stated: dict[tuple[str, int], dict[int, Reading]] = {}
    for publication, book in sorted(inputs.beds.items(), reverse=True):
        for area in book.areas:
            for year, cell in area.report_rate.items():
                found = stated.setdefault((area.area_code, year), {})
                if (publication, year) not in repeated:
                    found[publication] = cell
    for area_code in (a.area_code for a in inputs.beds[max(inputs.beds)].areas):
        for year in {y for book in inputs.beds.values() for y in book.actual_years}:
            stated.setdefault((area_code, year), {})
    rows = built.rows["report_rate"] = []
    for (area_code, year), cells in stated.items():
        believed = [p for p, cell in cells.items() if cell.value is not None]
        publication = believed[0] if believed else next(iter(cells), max(inputs.beds))
        cell = cells.get(publication, _MISSING)
        rows.append((area_code, year, cell.value, cell.status, reiwa(publication), source_id("beds", publication)))
