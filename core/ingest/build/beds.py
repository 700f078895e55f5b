"""beds, report_rate and area from the 別添4③ books of all publications.

Rule: a figure comes from the newest publication that states it. Two exceptions are decided here:
- A year that repeats another year in all areas and functions of one book is not believed; it is taken from a
  publication that states it, and is empty when there is none.
- A cell that the newest publication leaves empty is taken from an older one that fills it, and the reverse: a value
  stated later replaces an empty cell. An empty cell that no publication fills stays empty, never 0.
"""

from __future__ import annotations

from itertools import combinations

from core.ingest.build.model import Built, Defect, source_id
from core.ingest.discover import Inputs, reiwa
from core.ingest.forms.bed_blocks import BedBook
from core.ingest.workbook import Reading
from core.terms import FOUR_FUNCTIONS, BedFunction, Series, ValueStatus

Key = tuple[str, Series, int, BedFunction]

_FUNCTION_JA = {
    BedFunction.TOTAL: "合計",
    BedFunction.HIGH_ACUTE: "高度急性期",
    BedFunction.ACUTE: "急性期",
    BedFunction.RECOVERY: "回復期",
    BedFunction.CHRONIC: "慢性期",
}
_MISSING = Reading(None, ValueStatus.BLANK)


def build_beds(inputs: Inputs, built: Built) -> None:
    """Fill `beds` and `report_rate`, with the repeated years, the overlap and the sums."""
    repeated = _repeated_years(inputs, built)
    _build_bed_rows(inputs, built, repeated)
    _build_rate_rows(inputs, built, repeated)
    for year, book in sorted(inputs.beds.items()):
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
    built.report["overlap"] = _overlap(inputs)
    built.report["function_sums"] = _function_sums(inputs, built)
    built.report["derived_columns"] = _derived(inputs)
    built.report["report_rate_overlap"] = _rate_overlap(inputs)


def _repeated_years(inputs: Inputs, built: Built) -> set[tuple[int, int]]:
    """(publication, year) pairs that must not be believed."""
    found: set[tuple[int, int]] = set()
    for publication, book in sorted(inputs.beds.items()):
        for first, second in combinations(book.actual_years, 2):
            if not all(
                a.beds[Series.REPORTED, first, f] == a.beds[Series.REPORTED, second, f]
                for a in book.areas
                for f in BedFunction
            ):
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
                    f"{first}年実績と{second}年実績が、全区域・全機能で同じ値になっている。",
                    handling,
                )
            )
    return found


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
    found: dict[Key, dict[int, Reading]] = {}
    for publication, book in sorted(inputs.beds.items(), reverse=True):
        for area in book.areas:
            for (series, year, function), cell in area.beds.items():
                stated = found.setdefault((area.area_code, series, year, function), {})
                if series is Series.REPORTED and (publication, year) in repeated:
                    continue
                stated[publication] = cell
    return found


def _build_bed_rows(inputs: Inputs, built: Built, repeated: set[tuple[int, int]]) -> None:
    rows = built.rows["beds"] = []
    for (area, series, year, function), stated in _candidates(inputs, repeated).items():
        believed = [p for p, cell in stated.items() if cell.value is not None]
        publication = believed[0] if believed else next(iter(stated), max(inputs.beds))
        cell = stated.get(publication, _MISSING)
        beds = None if cell.value is None else int(cell.value)
        rows.append(
            (area, function, series, year, beds, cell.status, reiwa(publication), source_id("beds", publication))
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
        f"{block.pref_name}{block.area_name}の{_FUNCTION_JA[function]}({year}年)のセルが空欄。",
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
    rows = built.rows["report_rate"] = []
    for (area_code, year), cells in stated.items():
        believed = [p for p, cell in cells.items() if cell.value is not None]
        publication = believed[0] if believed else next(iter(cells), max(inputs.beds))
        cell = cells.get(publication, _MISSING)
        rows.append((area_code, year, cell.value, cell.status, reiwa(publication), source_id("beds", publication)))


def _overlap(inputs: Inputs) -> list[dict[str, object]]:
    """Cells that two publications state: equal, different, stated by only one; by series and year."""
    found: list[dict[str, object]] = []
    for older, newer in combinations(sorted(inputs.beds), 2):
        left, right = ({a.area_code: a for a in inputs.beds[p].areas} for p in (older, newer))
        keys = {(s, y) for b in (inputs.beds[older], inputs.beds[newer]) for s, y, _ in b.areas[0].beds}
        for series, year in sorted(keys):
            counts = {"equal": 0, "different": 0, "only_older": 0, "only_newer": 0}
            examples: list[str] = []
            for code in sorted(set(left) | set(right)):
                for function in BedFunction:
                    values = [
                        side[code].beds[series, year, function].value
                        if code in side and (series, year, function) in side[code].beds
                        else None
                        for side in (left, right)
                    ]
                    verdict = _compare(*values)
                    if verdict is None:
                        continue
                    counts[verdict] += 1
                    if verdict != "equal" and len(examples) < 5:
                        examples.append(f"{code} {_FUNCTION_JA[function]}: {_show(values[0])} / {_show(values[1])}")
            found.append(
                {
                    "older": reiwa(older),
                    "newer": reiwa(newer),
                    "series": str(series),
                    "year": year,
                    **counts,
                    "examples": examples if counts["equal"] or counts["different"] else [],
                }
            )
    return found


def _compare(old: float | None, new: float | None) -> str | None:
    if old is None and new is None:
        return None
    if old is None:
        return "only_newer"
    if new is None:
        return "only_older"
    return "equal" if old == new else "different"


def _show(value: float | None) -> str:
    return "空欄" if value is None else f"{value:,.0f}"


def _rate_overlap(inputs: Inputs) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for older, newer in combinations(sorted(inputs.beds), 2):
        left, right = ({a.area_code: a.report_rate for a in inputs.beds[p].areas} for p in (older, newer))
        for year in sorted(set(inputs.beds[older].actual_years) & set(inputs.beds[newer].actual_years)):
            pairs = [(left[c].get(year), right[c].get(year)) for c in sorted(set(left) & set(right))]
            equal = sum(a == b for a, b in pairs)
            found.append(
                {
                    "older": reiwa(older),
                    "newer": reiwa(newer),
                    "year": year,
                    "equal": equal,
                    "different": len(pairs) - equal,
                }
            )
    return found


def _function_sums(inputs: Inputs, built: Built) -> list[dict[str, object]]:
    """Sum of the four functions against the stated total, per publication, series and year."""
    found: list[dict[str, object]] = []
    for publication, book in sorted(inputs.beds.items()):
        for series, year in sorted({(s, y) for s, y, _ in book.areas[0].beds}):
            equal = incomplete = 0
            different: list[str] = []
            for area in book.areas:
                total = area.beds[series, year, BedFunction.TOTAL].value
                parts = [area.beds[series, year, f].value for f in FOUR_FUNCTIONS]
                if total is None or None in parts:
                    incomplete += 1
                elif sum(p for p in parts if p is not None) == total:
                    equal += 1
                else:
                    different.append(area.area_code)
            found.append(
                {
                    "published_fy": reiwa(publication),
                    "series": str(series),
                    "year": year,
                    "equal": equal,
                    "different": len(different),
                    "different_areas": different,
                    "incomplete": incomplete,
                }
            )
            if different:
                built.defects.append(
                    Defect(
                        f"sum_{reiwa(publication).lower()}_{series}_{year}",
                        source_id("beds", publication),
                        f"{book.sheet} {year}年({'、'.join(different[:20])}{' ほか' if len(different) > 20 else ''})",
                        f"4機能の和が合計と一致しない区域が {len(different)} ある。",
                        "公表された値をそのまま収め、直していない。",
                    )
                )
    return found


def _derived(inputs: Inputs) -> list[dict[str, object]]:
    """The sheet's own ratio 2015 ÷ 必要数, recomputed for every cell: proves that the columns were read rightly."""
    found: list[dict[str, object]] = []
    for publication, book in sorted(inputs.beds.items()):
        equal = different = unstated = 0
        for area in book.areas:
            for function in BedFunction:
                stated = area.derived["2025年必要数に対する比", function]
                actual = area.beds[Series.REPORTED, book.actual_years[0], function].value
                required = next(c.value for (s, _, f), c in area.beds.items() if s is Series.REQUIRED and f is function)
                if stated.value is None:
                    unstated += 1
                elif actual is not None and required and abs(actual / required - stated.value) < 1e-9:
                    equal += 1
                else:
                    different += 1
        found.append(
            {
                "published_fy": reiwa(publication),
                "column": "2025年必要数に対する比",
                "equal": equal,
                "different": different,
                "unstated": unstated,
            }
        )
    return found
