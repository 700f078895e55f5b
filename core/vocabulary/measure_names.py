"""The measures of `area_measure` and `facility_measure`: stable name, Japanese label, unit.

One registry for ingest, queries, labels and the data dictionary.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: name in the data, Japanese label, unit, whether it is split by bed function, and where it stands."""

    name: str
    label: str
    unit: str
    by_function: bool
    of_area: bool
    of_facility: bool


_BOTH = (True, True)
_AREA = (True, False)
_FACILITY = (False, True)

MEASURES: dict[str, Measure] = {
    m.name: m
    for m in (
        Measure("hospitals", "医療機関数(一般病院、報告のあったもの)", "施設", False, *_AREA),
        Measure("clinics", "医療機関数(有床診療所、報告のあったもの)", "施設", False, *_AREA),
        Measure("hospitals_unreported", "未報告(一般病院)", "施設", False, *_AREA),
        Measure("clinics_unreported", "未報告(有床診療所)", "施設", False, *_AREA),
        Measure("beds", "病床数(休棟中等を除く)", "床", True, *_BOTH),
        Measure("beds_incl_closed", "病床数(休棟中等を含む計)", "床", False, *_FACILITY),
        Measure("beds_closed", "休棟中等の病床数", "床", False, *_BOTH),
        Measure("doctors_fulltime", "医師数(常勤)", "人", False, *_BOTH),
        Measure("doctors_parttime", "医師数(非常勤、常勤換算)", "人", False, *_BOTH),
        Measure("doctors_per_100_beds", "100床当たり医師数(常勤換算)", "人/100床", False, *_BOTH),
        Measure("special_function", "特定機能病院", "施設", False, *_AREA),
        Measure("regional_support", "地域医療支援病院", "施設", False, *_AREA),
        Measure("tertiary_emergency", "三次救急", "施設", False, *_AREA),
        Measure("secondary_emergency", "二次救急", "施設", False, *_AREA),
        Measure("home_care_support", "在宅療養支援病院・診療所", "施設", False, *_AREA),
        Measure("ambulance_arrivals", "救急車の受入件数", "件/年", False, *_BOTH),
        Measure("general_anaesthesia_operations", "全身麻酔手術件数", "件/年", False, *_BOTH),
        Measure("deliveries", "分娩件数", "件/年", False, *_BOTH),
        Measure("operations", "手術総数", "件/年", False, *_BOTH),
        Measure("average_stay_days", "平均在棟日数", "日", True, *_BOTH),
        Measure("new_admissions", "新規入棟患者数", "人/年", True, *_BOTH),
    )
}
