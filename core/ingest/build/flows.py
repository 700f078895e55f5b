"""flow, flow_total and demand: each from the newest publication that has it."""

from __future__ import annotations

from core.ingest.build.model import Built, Defect, Row, source_id
from core.ingest.discover import Inputs, reiwa
from core.vocabulary.terms import Direction, PatientGroup, ValueStatus

#: Year of the 患者調査 behind the flow estimates, as the explanation PDFs of each publication state it.
PATIENT_SURVEY_YEAR = {2024: 2023, 2025: 2023}
_SAME = 1e-9
_GROUP_JA = {
    PatientGroup.ACUTE: "高度急性期+急性期",
    PatientGroup.COMPREHENSIVE: "包括期",
    PatientGroup.CHRONIC: "慢性期",
}


def build_flows(inputs: Inputs, built: Built) -> None:
    """Fill `flow` and `flow_total`."""
    year = max(inputs.flows)
    book, source = inputs.flows[year], source_id("flow", year)
    rows: list[Row] = []
    totals: list[Row] = []
    for block in book.blocks:
        for group, shares in block.shares.items():
            for partner, share in shares.items():
                rows.append((block.area_code, block.direction, group, partner, share, reiwa(year), source))
        totals.append(
            (block.area_code, block.direction, f"ndb_{year - 1}", block.overall.value, block.overall.status, source)
        )
    survey_year = max(y for y, book_ in inputs.beds.items() if any(a.patient_survey for a in book_.areas))
    survey = PATIENT_SURVEY_YEAR.get(survey_year, max(PATIENT_SURVEY_YEAR.values()))
    if survey_year not in PATIENT_SURVEY_YEAR:
        built.defects.append(
            Defect(
                f"patient_survey_year_r{survey_year - 2018}",
                source_id("beds", survey_year),
                "推計流出患者割合・推計流入患者割合",
                f"{reiwa(survey_year)} 公表分が使う患者調査の年を確かめていない(シートには書かれていない)。",
                f"これまでと同じ {survey} 年とみなした。説明資料で年を確かめる。",
            )
        )
    not_calculated: list[str] = []
    for area in inputs.beds[survey_year].areas:
        for direction, cell in area.patient_survey.items():
            totals.append(
                (
                    area.area_code,
                    direction,
                    f"patient_survey_{survey}",
                    cell.value,
                    cell.status,
                    source_id("beds", survey_year),
                )
            )
            if cell.status is ValueStatus.NOT_CALCULATED and direction is Direction.OUTFLOW:
                not_calculated.append(f"{area.area_code} {area.area_name}")
    if not_calculated:
        built.defects.append(
            Defect(
                f"not_calculated_r{survey_year - 2018}",
                source_id("beds", survey_year),
                "推計流出患者割合・推計流入患者割合",
                f"「XXX」で値がない区域が {len(not_calculated)} ある({'、'.join(not_calculated)})。",
                "算出なし(not_calculated)とし、0とは読まない。NDB による流入率・流出率はこれらの区域にもある。",
            )
        )
    built.rows["flow"], built.rows["flow_total"] = rows, totals
    _check_overall(inputs, built, year, source)


def _check_overall(inputs: Inputs, built: Built, year: int, source: str) -> None:
    """The stated overall rate against 1 − own share of each patient group."""
    report: dict[str, object] = {"published_fy": reiwa(year)}
    blocks = inputs.flows[year].blocks
    sums_above_one = 0
    for direction in Direction:
        mine = [b for b in blocks if b.direction is direction and b.overall.value is not None]
        equal: dict[str, int] = {}
        for group in PatientGroup:
            equal[str(group)] = sum(
                abs((b.overall.value or 0) - (1 - own)) < _SAME
                for b in mine
                if (own := b.shares[group].get(b.area_code)) is not None
            )
        report[str(direction)] = {"areas": len(mine), "overall_equals_1_minus_own_share": equal}
        sums_above_one += sum(sum(s.values()) > 1 + _SAME for b in mine for s in b.shares.values())
    report["shares_adding_above_1"] = sums_above_one
    without_own = [
        f"{b.area_code} {'流入' if b.direction is Direction.INFLOW else '流出'} {_GROUP_JA[group]}"
        for b in blocks
        for group, shares in b.shares.items()
        if b.area_code not in shares
    ]
    report["lists_without_own_area"] = len(without_own)
    if without_own:
        built.defects.append(
            Defect(
                f"flow_without_own_area_r{year - 2018}",
                source,
                "患者区分ごとの一覧",
                f"自区域の行がない一覧が {len(without_own)} ある({'、'.join(without_own)})。",
                "患者が一定数に満たないためとみられる。割合がないのであって0ではない。行を補わない。",
            )
        )
    built.report["flow"] = report
    counts = [report[str(d)] for d in Direction]
    equal_acute = sum(c["overall_equals_1_minus_own_share"][str(PatientGroup.ACUTE)] for c in counts)  # type: ignore[index]
    stated = sum(c["areas"] for c in counts)  # type: ignore[index]
    if equal_acute > stated / 2:
        built.defects.append(
            Defect(
                f"overall_flow_r{year - 2018}",
                source,
                "流入率シート「全体の流入率」、流出率シート「全体の流出率」",
                f"「全体」の率が、{stated}表のうち {equal_acute} 表で、高度急性期+急性期の 1 − 自区域割合 と同じ値である。",
                "公表値をそのまま収めた。全患者の率ではなく高度急性期+急性期の率と読むべきで、他の患者区分は区分別の割合から見る。",
            )
        )


def build_demand(inputs: Inputs, built: Built) -> dict[str, dict[int, int]]:
    """Fill `demand`; returns population by area and year, as the demand book states it."""
    year = max(inputs.demands)
    source = source_id("demand", year)
    rows = built.rows["demand"] = []
    population: dict[str, dict[int, int]] = {}
    for row in inputs.demands[year].rows:
        for fiscal_year, claims in row.claims.items():
            rows.append((row.area_code, row.care, fiscal_year, claims, source))
        population.setdefault(row.area_code, {}).update(row.population)
    return population
