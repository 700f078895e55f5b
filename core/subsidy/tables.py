"""Tables of the estimate: what the user edits, and what goes on screen and into files."""

from __future__ import annotations

import pandas as pd

from core import labels
from core.subsidy.estimate import Plan, Total

#: heading, field of `Plan`, help. Beds in 床, 稼働率 in %.
PLAN_COLUMNS: tuple[tuple[str, str, str], ...] = (
    ("許可病床数(H30)", "permitted", "高度急性期・急性期・慢性期の合計。平成30年度病床機能報告"),
    ("稼働病床数(H30)", "operating", "高度急性期・急性期・慢性期の合計。平成30年度病床機能報告"),
    ("稼働病床数(R2.4.1)", "operating_2020", "H30から変わったときだけ入れる。少ない方を基準にする"),
    ("病床稼働率(%)", "occupancy", "高度急性期・急性期・慢性期の病床稼働率。平成30年度病床機能報告"),
    ("減: 高度急性期", "cut_high_acute", "減らす許可病床数(転換を含む)"),
    ("減: 急性期", "cut_acute", "減らす許可病床数(転換を含む)"),
    ("減: 慢性期", "cut_chronic", "減らす許可病床数(転換を含む)"),
    ("うち回復期へ", "to_recovery", "回復期への転換。給付の対象にならない"),
    ("うち介護医療院へ", "to_care", "介護医療院への転換。給付の対象にならない"),
    ("うち融通", "transferred", "同じ開設者の医療機関へ移す病床。給付の対象にならない"),
    ("うち給付済み", "already_paid", "過去に同種の給付を受けた病床。給付の対象にならない"),
)
NAME = "医療機関"


def starting_rows(institutions: pd.DataFrame) -> pd.DataFrame:
    """Rows to edit, one per institution: latest published beds as a stand-in, 稼働率 empty, plans at zero.

    `institutions`: `core.queries.rules.area_institutions`.
    """
    parts = institutions[["high_acute", "acute", "chronic"]].astype("Float64")
    beds = parts.sum(axis=1, skipna=False).astype("Int64")
    data: dict[str, object] = {NAME: institutions["facility_name"].astype(str)}
    for heading, field, _ in PLAN_COLUMNS:
        if field in ("permitted", "operating"):
            data[heading] = beds
        elif field in ("occupancy", "operating_2020"):
            data[heading] = pd.Series(pd.NA, institutions.index, "Float64" if field == "occupancy" else "Int64")
        else:
            data[heading] = pd.Series(0, institutions.index, "Int64")
    return pd.DataFrame(data).reset_index(drop=True)


def plans_of(edited: pd.DataFrame) -> tuple[list[Plan], list[str]]:
    """Plans of the complete rows, and the names of rows that still lack a needed cell.

    An empty plan cell counts as no beds; 許可・稼働病床数 and 稼働率 are needed. Raises UserError for impossible rows.
    """
    plans, waiting = [], []
    for row in edited.to_dict("records"):
        values = {field: row[heading] for heading, field, _ in PLAN_COLUMNS}
        if any(pd.isna(values[field]) for field in ("permitted", "operating", "occupancy")):
            waiting.append(str(row[NAME]))
            continue
        beds = {
            field: None if pd.isna(value) and field == "operating_2020" else 0 if pd.isna(value) else int(value)
            for field, value in values.items()
            if field != "occupancy"
        }
        plans.append(Plan(name=str(row[NAME]), occupancy=float(values["occupancy"]) / 100, **beds))  # type: ignore[arg-type]
    return plans, waiting


def estimate_table(estimated: Total) -> pd.DataFrame:
    """One row per institution and a last row 合計: inputs beside the amounts (千円), all marked 試算."""
    rows = []
    for item in estimated.estimates:
        plan = item.plan
        inputs = {
            heading: round(plan.occupancy * 100, 2) if field == "occupancy" else getattr(plan, field)
            for heading, field, _ in PLAN_COLUMNS
        }
        rows.append(
            {NAME: plan.name}
            | inputs
            | {
                "条件(90%以下)": "満たす" if plan.after <= item.limit else "満たさない",
                "対象となる減少(床)": item.reduction,
                "1床単価(千円)": item.band.unit_price,
                "単価の状態": "確認済み" if item.band.confirmed else "要確認",
                "試算額(千円)": item.amount,
                "幅の下限(千円)": item.low,
                "幅の上限(千円)": item.high,
                "注記": "試算。申請額ではない",
            }
        )
    uplift = "上乗せなし" if estimated.uplift is None else f"増加率{estimated.uplift:.0%}を掛けた額(増加率は入力値)"
    rows.append(
        {
            NAME: "合計",
            "試算額(千円)": estimated.amount,
            "幅の下限(千円)": estimated.low,
            "幅の上限(千円)": estimated.high,
            "注記": f"試算。{uplift}",
        }
    )
    return pd.DataFrame(rows)


def effect_table(effect: pd.DataFrame) -> pd.DataFrame:
    """`gap_effect` with Japanese headings and text values."""
    return pd.DataFrame(
        {
            "病床機能": effect["bed_function"].map(labels.BED_FUNCTION),
            "いまの報告": [labels.beds(v) for v in effect["reported"]],
            "計画による増減": [labels.signed(v, "床") for v in effect["change"]],
            "計画後": [labels.beds(v) for v in effect["after"]],
            "必要量": [labels.beds(v) for v in effect["required"]],
            "差(いま)": [labels.signed(v, "床") for v in effect["gap_before"]],
            "差(計画後)": [labels.signed(v, "床") for v in effect["gap_after"]],
        }
    )
