"""病床利用率 of FY2025, estimated: by function beside the nation, and by institution."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from core.area import utilization
from core.area.institutions import institutions
from core.charts.area_utilization import utilization_chart
from core.data.queries import area as queries
from core.data.queries import facilities as facility_queries
from core.data.sourced import row_at, rows_of
from core.ui import cached, components, tables
from core.ui.area.view import AreaView
from core.vocabulary import labels
from core.vocabulary.terms import FOUR_FUNCTIONS


def show(view: AreaView) -> None:
    """Chart and formula on the left, institutions on the right."""
    found = cached.query(queries.utilization, view.area_code)
    nation = cached.query(queries.national_utilization)
    if found.frame.empty:
        components.no_data("病床利用率", "平均在棟日数または新規入棟患者数が公表されていないため、試算できません。")
        return
    year = int(found.frame["fiscal_year"].max())
    rows = found.frame[found.frame["fiscal_year"] == year].set_index("bed_function")
    whole = nation.frame[nation.frame["fiscal_year"] == year].set_index("bed_function")
    left, right = st.columns([5, 6], gap="medium")
    with left:
        st.markdown(f"**機能別の病床利用率(試算、{year}年度)** 縦の短い線 = 全国、破線 = 100%")
        components.draw(("area_utilization", view.area_code), lambda: utilization_chart(_chart_rows(rows, whole)))
        tables.figures(
            ("機能", "在棟患者延数(人日)", "病床(床)", "病床利用率", "全国", "注意"),
            [_line(str(f), rows, whole) for f in FOUR_FUNCTIONS],
            left=(0, 5),
        )
    with right:
        _institutions(view)
    notes = [utilization.FORMULA + "。", utilization.ASSUMPTION, utilization.OVER_FULL]
    if "high_acute" in whole.index:
        high = row_at(whole, "high_acute")
        notes.append(
            f"参考値: {utilization.HIGH_ACUTE}(全国{int(high['areas'])}区域中{int(high['over_full'])}区域が100%超)"
        )
    st.caption("  \n".join(notes))
    components.source_footer(found.source_ids, "2015年の病床利用率はこの公表資料になく、増減は分からない。")


def _chart_rows(rows: pd.DataFrame, whole: pd.DataFrame) -> pd.DataFrame:
    share, nation = rows["utilization"], whole["utilization"]
    known = [str(f) for f in FOUR_FUNCTIONS if f in rows.index and not pd.isna(share[f])]
    return pd.DataFrame(
        {
            "bed_function": known,
            "utilization": [float(share[f]) for f in known],
            "national": [float(nation[f]) for f in known],
            "note": [utilization.warning(f, float(share[f])) for f in known],
        }
    )


def _line(function: str, rows: pd.DataFrame, whole: pd.DataFrame) -> tuple[str, ...]:
    nation = labels.percent(float(whole["utilization"][function])) if function in whole.index else labels.NO_DATA
    name = labels.BED_FUNCTION[function]
    if function not in rows.index or pd.isna(rows["utilization"][function]):
        return (name, labels.NO_DATA, labels.NO_DATA, labels.NOT_COMPUTABLE, nation, "報告・実績なし")
    row = row_at(rows, function)
    value = float(row["utilization"])
    return (
        name,
        f"{row['patient_days']:,.0f}",
        f"{row['beds']:,.0f}",
        labels.percent(value),
        nation,
        utilization.warning(function, value),
    )


def _institutions(view: AreaView) -> None:
    fiscal = cached.query(facility_queries.fiscal_years)[-1]
    year = cached.query(institutions, view.area_code, fiscal)
    rows = utilization.by_facility(year.values)
    st.markdown(f"**医療機関別の病床利用率(試算、{year.label})**")
    if rows.empty:
        st.info("平均在棟日数と新規入棟患者数がそろう医療機関がありません。")
        return
    rows = rows.sort_values(["utilization", "facility_id"], ascending=[False, True])
    over = int((rows["utilization"] > 1).sum())
    missing = len(year.values) - rows["facility_id"].nunique()
    st.caption(
        f"{rows['facility_id'].nunique()}施設 {len(rows)}件、100%超 {over}件。実績や報告がなく試算できない医療機関 {missing}件。"
    )
    tables.figures(
        ("医療機関", "機能", "在棟患者延数(人日)", "病床(床)", "病床利用率", "注意"),
        [
            (
                r.facility_name,
                labels.BED_FUNCTION[r.bed_function],
                f"{r.patient_days:,.0f}",
                f"{r.beds:,.0f}",
                labels.percent(float(r.utilization)),
                utilization.warning(r.bed_function, float(r.utilization)),
            )
            for r in rows_of(rows)
        ],
        left=(0, 1, 5),
        height=320,
    )
