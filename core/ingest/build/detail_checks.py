"""What the 別添5② books say against themselves and against 別添4③, and their defects."""

from __future__ import annotations

from core.ingest.build.model import Built, Defect, source_id
from core.ingest.discover import Inputs, reiwa
from core.ingest.forms.area_detail import AreaSheet, DetailBook, FacilityRow
from core.vocabulary.terms import FOUR_FUNCTIONS, BedFunction, Series, ValueStatus

_SUMMED = (
    "doctors_fulltime",
    "doctors_parttime",
    "ambulance_arrivals",
    "general_anaesthesia_operations",
    "deliveries",
    "operations",
)
_EXPLANATION = (
    "区域の④(病床数計)は休棟中等を除き、医療機関の③は休棟中等を含む。③の和から休棟中等の和を引いた値を④と比べた。"
)


def unreported_rows(area: AreaSheet) -> tuple[set[int], set[int]]:
    """Row numbers of the facilities that did not report: marked 未報告, and left empty without the mark.

    An empty row counts as 未報告 only when the area's own 未報告 count needs it; otherwise it stays 空欄.
    """
    marked = {f.number for f in area.facilities if _beds_status(f) is ValueStatus.NOT_REPORTED}
    empty = {f.number for f in area.facilities if _beds_status(f) is ValueStatus.BLANK}
    stated = sum(area.measures[f"{kind}_unreported", None].value or 0 for kind in ("hospitals", "clinics"))
    return marked, empty if stated == len(marked) + len(empty) else set()


def _beds_status(facility: FacilityRow) -> ValueStatus:
    return facility.measures["beds_incl_closed", None].status


def check_details(inputs: Inputs, built: Built) -> None:
    """Fill the sections facility_beds, facility_counts, facility_sums and area_beds_in_detail_book."""
    books = sorted(inputs.details.items())
    built.report["facility_beds"] = [_facility_beds(book, year) for year, book in books]
    built.report["facility_counts"] = [_facility_counts(built, book, year) for year, book in books]
    built.report["facility_sums"] = [_facility_sums(built, book, year) for year, book in books]
    built.report["area_beds_in_detail_book"] = [_against_bed_book(inputs, book, year) for year, book in books]
    for year, book in books:
        _mark_defects(built, book, year)


def _sum(area: AreaSheet, key: tuple[str, BedFunction | None]) -> float:
    """Sum over the facilities that state it; one who did not report adds nothing, as in the area's own total."""
    return sum(v for f in area.facilities if (v := f.measures[key].value) is not None)


def _facility_beds(book: DetailBook, year: int) -> dict[str, object]:
    """Facility beds summed against the area's ④ and 休棟中等."""
    equal: dict[str, int] = {str(f): 0 for f in FOUR_FUNCTIONS} | {"beds_closed": 0, "total": 0}
    different: list[str] = []
    sums = {"area_beds": 0.0, "area_closed": 0.0, "facility_beds_incl_closed": 0.0, "facility_closed": 0.0}
    for area in book.areas:
        parts = {str(f): _sum(area, ("beds", f)) for f in FOUR_FUNCTIONS}
        parts["beds_closed"] = _sum(area, ("beds_closed", None))
        including = _sum(area, ("beds_incl_closed", None))
        stated = {str(f): area.measures["beds", f].value for f in FOUR_FUNCTIONS}
        stated["beds_closed"] = area.measures["beds_closed", None].value
        stated["total"] = area.measures["beds", BedFunction.TOTAL].value
        parts["total"] = including - parts["beds_closed"]
        for name, value in parts.items():
            equal[name] += value == stated[name]
        if any(parts[n] != stated[n] for n in parts):
            different.append(area.area_code)
        sums["area_beds"] += stated["total"] or 0
        sums["area_closed"] += stated["beds_closed"] or 0
        sums["facility_beds_incl_closed"] += including
        sums["facility_closed"] += parts["beds_closed"]
    return {
        "published_fy": reiwa(year),
        "areas": len(book.areas),
        "equal_areas": equal,
        "different_areas": different,
        **{k: int(v) for k, v in sums.items()},
        "explanation": _EXPLANATION,
    }


def _facility_counts(built: Built, book: DetailBook, year: int) -> dict[str, object]:
    """③ 医療機関数 and 未報告 against the rows of the hospital table."""
    with_unreported = without = neither = 0
    for area in book.areas:
        counted = sum(area.measures[m, None].value or 0 for m in ("hospitals", "clinics"))
        missing = sum(area.measures[f"{m}_unreported", None].value or 0 for m in ("hospitals", "clinics"))
        if not missing and counted == len(area.facilities):
            without += 1
        elif counted + missing == len(area.facilities):
            with_unreported += 1
        else:
            neither += 1
    if with_unreported:
        built.defects.append(
            Defect(
                f"facility_count_{reiwa(year).lower()}",
                source_id("area", year),
                "各シート (1) ③医療機関数",
                f"③は説明資料では報告対象の医療機関数とされるが、未報告のある {with_unreported} 区域のシートでは、"
                "③に未報告の数を足すと(2)の行数に合う。③は報告した医療機関の数である。",
                "公表値をそのまま収め、「報告のあった医療機関数」として示す。報告対象の数は③と未報告の和で見る。",
            )
        )
    return {
        "published_fy": reiwa(year),
        "areas_without_unreported": without,
        "areas_where_count_plus_unreported_is_rows": with_unreported,
        "areas_that_do_not_add_up": neither,
    }


def _facility_sums(built: Built, book: DetailBook, year: int) -> dict[str, object]:
    """Facility figures summed against the area's, and whether withheld figures explain the rest."""
    found: dict[str, object] = {"published_fy": reiwa(year)}
    larger_measures: list[str] = []
    for measure in _SUMMED:
        counts = {"equal": 0, "area_larger_with_withheld": 0, "other": 0}
        for area in book.areas:
            stated, total = area.measures[measure, None].value, _sum(area, (measure, None))
            withheld = any(f.measures[measure, None].status is ValueStatus.NOT_DISCLOSED for f in area.facilities)
            if stated is not None and abs(stated - total) < 1e-6:
                counts["equal"] += 1
            elif stated is not None and withheld and stated > total:
                counts["area_larger_with_withheld"] += 1
            else:
                counts["other"] += 1
        found[measure] = counts
        if counts["area_larger_with_withheld"]:
            larger_measures.append(measure)
    if larger_measures:
        built.defects.append(
            Defect(
                f"area_includes_withheld_{reiwa(year).lower()}",
                source_id("area", year),
                "各シート (1) ⑧診療実績と (2) ⑥診療実績",
                "「*」の医療機関がある区域では、区域の値が医療機関の値の和より大きい。区域の値は非公表分を含む。",
                "どちらも公表値のまま収めた。差から個々の医療機関の値を求めない。",
            )
        )
    return found


def _mark_defects(built: Built, book: DetailBook, year: int) -> None:
    label, source = reiwa(year), source_id("area", year)
    marked = empty = 0
    places: list[str] = []
    left_empty: list[str] = []
    for area in book.areas:
        with_mark, without_mark = unreported_rows(area)
        marked += len(with_mark)
        empty += len(without_mark)
        for f in area.facilities:
            if _beds_status(f) is ValueStatus.BLANK:
                shown = f"シート「{area.sheet}」{f.row + 1}行目 {f.name}"
                (places if f.number in without_mark else left_empty).append(shown)
    if marked:
        built.defects.append(
            Defect(
                f"not_reported_{label.lower()}",
                source,
                "各シート (2)区域内の医療機関",
                f"病床機能報告が未報告の医療機関が {marked + empty} ある。",
                "その医療機関の数値はすべて未報告(not_reported)とし、0とは読まない。区域の合計には含まれていない。",
            )
        )
    if places:
        built.defects.append(
            Defect(
                f"unmarked_not_reported_{label.lower()}",
                source,
                "、".join(places),
                f"病床数が空欄で「未報告」と書かれていない医療機関が {len(places)} ある。"
                "同じシートの(1)の未報告の数は、これを数えると合う。",
                "未報告(not_reported)とした。0とは読まない。",
            )
        )
    if left_empty:
        built.defects.append(
            Defect(
                f"empty_facility_{label.lower()}",
                source,
                "、".join(left_empty[:10]),
                f"病床数が空欄で、未報告とも分からない医療機関が {len(left_empty)} ある。",
                "空欄(blank)の欠測とした。0とは読まない。",
            )
        )
    withheld = sum(
        c.status is ValueStatus.NOT_DISCLOSED for a in book.areas for f in a.facilities for c in f.measures.values()
    )
    in_areas = [
        f"{a.area_code} {m}"
        for a in book.areas
        for (m, _), c in a.measures.items()
        if c.status is ValueStatus.NOT_DISCLOSED
    ]
    if withheld or in_areas:
        where = f"、区域の概況で {len(in_areas)}({'、'.join(in_areas[:10])})" if in_areas else ""
        built.defects.append(
            Defect(
                f"not_disclosed_{label.lower()}",
                source,
                "各シート ⑥・⑧診療実績",
                f"「*」で非公表のセルが医療機関の表に {withheld:,}{where} ある。",
                "非公表(not_disclosed)とし、0とは読まない。合計や平均に入れない。",
            )
        )


def _against_bed_book(inputs: Inputs, book: DetailBook, year: int) -> dict[str, object]:
    """④ and ⑤ of the 別添5② against the latest actual and the 必要量 of the 別添4③ of the same publication."""
    stated = {a.area_code: a for a in inputs.beds[year].areas}
    required = next(y for s, y, _ in inputs.beds[year].areas[0].beds if s is Series.REQUIRED)
    beds_differ: list[str] = []
    required_differ: list[str] = []
    rate_differs: list[str] = []
    for area in book.areas:
        block = stated[area.area_code]
        if any(area.measures["beds", f].value != block.beds[Series.REPORTED, year, f].value for f in BedFunction):
            beds_differ.append(area.area_code)
        if any(area.required[f].value != block.beds[Series.REQUIRED, required, f].value for f in BedFunction):
            required_differ.append(area.area_code)
        mine, theirs = area.report_rate.value, block.report_rate[year].value
        if (mine is None) != (theirs is None) or (
            mine is not None and theirs is not None and abs(mine - theirs) > 1e-9
        ):
            rate_differs.append(area.area_code)
    return {
        "published_fy": reiwa(year),
        "areas": len(book.areas),
        "equal": len(book.areas) - len(beds_differ),
        "different": len(beds_differ),
        "beds_differ": beds_differ,
        "required_differ": required_differ,
        "report_rate_differs": rate_differs,
    }
