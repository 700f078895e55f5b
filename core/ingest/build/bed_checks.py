"""What the 別添4③ books say against each other and against themselves: facts for the reconciliation."""

from __future__ import annotations

from itertools import combinations

from core.ingest.build.model import Built, Defect, source_id
from core.ingest.discover import Inputs, reiwa
from core.ingest.forms.bed_blocks import (
    FIRST_TO_REQUIRED,
    LATEST_LESS_FIRST,
    LATEST_TO_FIRST,
    PLANNED_TO_REQUIRED,
)
from core.vocabulary.terms import FOUR_FUNCTIONS, BedFunction, Series

FUNCTION_JA = {
    BedFunction.TOTAL: "合計",
    BedFunction.HIGH_ACUTE: "高度急性期",
    BedFunction.ACUTE: "急性期",
    BedFunction.RECOVERY: "回復期",
    BedFunction.CHRONIC: "慢性期",
}


def overlap(inputs: Inputs) -> list[dict[str, object]]:
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
                        examples.append(f"{code} {FUNCTION_JA[function]}: {_show(values[0])} / {_show(values[1])}")
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


def rate_overlap(inputs: Inputs) -> list[dict[str, object]]:
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


def function_sums(inputs: Inputs, built: Built) -> list[dict[str, object]]:
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


def derived_columns(inputs: Inputs) -> list[dict[str, object]]:
    """The sheet's own ratios and differences, recomputed for every cell: proves that the columns were read rightly.

    `unstated` counts the cells where the sheet shows 「-」 or a figure behind it is empty.
    """
    found: list[dict[str, object]] = []
    for publication, book in sorted(inputs.beds.items()):
        first, latest = book.actual_years[0], book.fiscal_year
        years = {series: year for series, year, _ in book.areas[0].beds if series is not Series.REPORTED}
        planned, required = (Series.PLANNED, years[Series.PLANNED]), (Series.REQUIRED, years[Series.REQUIRED])
        start, end = (Series.REPORTED, first), (Series.REPORTED, latest)
        for heading, above, below in (
            (FIRST_TO_REQUIRED, start, required),
            (LATEST_TO_FIRST, end, start),
            (LATEST_LESS_FIRST, end, start),
            (PLANNED_TO_REQUIRED, planned, required),
        ):
            column = next(name for name, _ in book.areas[0].derived if heading.fullmatch(name))
            counts = {"equal": 0, "different": 0, "unstated": 0}
            for area in book.areas:
                for function in BedFunction:
                    stated = area.derived[column, function].value
                    left, right = area.beds[(*above, function)].value, area.beds[(*below, function)].value
                    if stated is None or left is None or right is None:
                        counts["unstated"] += 1
                        continue
                    if column.endswith("差"):
                        same = left - right == stated
                    else:
                        same = bool(right) and abs(left / right - stated) < 1e-9
                    counts["equal" if same else "different"] += 1
            found.append({"published_fy": reiwa(publication), "column": column, **counts})
    return found
