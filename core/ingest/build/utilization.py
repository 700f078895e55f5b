"""utilization: 病床利用率 estimated as 平均在棟日数 × 新規入棟患者数 ÷ (病床数 × 365), by area and function.

平均在棟日数 is patient days over the mean of admissions and discharges, so the product is close to the patient days.
It needs the admissions that the 別添5② books state from R7 on.
"""

from __future__ import annotations

from core.ingest.build.model import Built, Defect, source_id
from core.ingest.discover import Inputs, reiwa
from core.vocabulary.terms import FOUR_FUNCTIONS, BedFunction

_DAYS = 365
#: Above this part of areas beyond 100 % the estimate of a function carries a caution.
_CAUTION = 0.25


def build_utilization(inputs: Inputs, built: Built) -> None:
    """Rows only where stay, admissions and beds are all stated and there are beds; a caution where it fails often."""
    rows = built.rows["utilization"] = []
    report: list[dict[str, object]] = []
    for year, book in sorted(inputs.details.items()):
        if not book.has_admissions:
            continue
        source = source_id("area", year)
        for function in FOUR_FUNCTIONS:
            mine: list[tuple[float, int]] = []
            for area in book.areas:
                stay = area.measures["average_stay_days", function].value
                admissions = area.measures["new_admissions", function].value
                beds = area.measures["beds", function].value
                if stay is None or admissions is None or not beds:
                    continue
                days = stay * admissions
                mine.append((days, int(beds)))
                rows.append(
                    (area.area_code, function, year, days, int(beds), days / (beds * _DAYS), "estimated", source)
                )
            above = sum(days > beds * _DAYS for days, beds in mine)
            total_days, total_beds = sum(d for d, _ in mine), sum(b for _, b in mine)
            report.append(
                {
                    "fiscal_year": year,
                    "bed_function": str(function),
                    "areas": len(mine),
                    "national": round(total_days / (total_beds * _DAYS), 4) if total_beds else None,
                    "areas_above_1": above,
                    "basis": "estimated",
                }
            )
            if above > _CAUTION * len(mine):
                built.defects.append(_caution(year, function, above, len(mine), source))
    built.report["utilization"] = report


def _caution(year: int, function: BedFunction, above: int, areas: int, source: str) -> Defect:
    name = {
        BedFunction.HIGH_ACUTE: "高度急性期",
        BedFunction.ACUTE: "急性期",
        BedFunction.RECOVERY: "回復期",
        BedFunction.CHRONIC: "慢性期",
    }[function]
    return Defect(
        f"utilization_above_1_{reiwa(year).lower()}_{function}",
        source,
        f"⑧診療実績 平均在棟日数・新規入棟患者({name})",
        f"平均在棟日数 × 新規入棟患者数 から試算した{name}の病床利用率が、{areas}区域のうち {above} 区域で 100% を超える。",
        "試算値はそのまま収めるが、この機能の値を判定に使わない。示すときは注意を添える。",
    )
