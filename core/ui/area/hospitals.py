"""Every reporting institution of the area: table, stacked bars, CSV, and last year beside this year."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from core.area import facilities, facility_table
from core.area.facility_table import BY_KEY, COLUMNS, GROUPS
from core.area.institutions import Institutions, institutions
from core.charts.area_facilities import facility_beds_chart
from core.data.queries import facilities as queries
from core.exports import csv_bytes
from core.ui import cached, components, state, tables
from core.ui.area.state import AreaState
from core.ui.area.view import AreaView
from core.vocabulary import labels

#: Bars of the chart; an area has up to 333 institutions.
_BARS = 10


def show(view: AreaView) -> None:
    """Controls, table, chart, download."""
    years = cached.query(queries.fiscal_years)
    now = cached.query(institutions, view.area_code, years[-1])
    if now.values.empty:
        components.no_data("医療機関", f"{now.label}の公表資料に、この区域の医療機関がありません。")
        return
    before = cached.query(institutions, view.area_code, years[-2]) if len(years) > 1 else None
    matched = facilities.match_years(now.values, before.values) if before else None
    group, sort, rows = _controls(now)
    left, right = st.columns([8, 4], gap="medium")
    with left:
        words, save = st.columns([5, 4], vertical_alignment="center")
        words.markdown(f"**医療機関 {len(rows):,}件**(全{len(now.values):,}件、{now.label})")
        with save:
            _download(view, now, before, matched)
        _table(now, before, matched, rows, group)
    with right:
        _chart(now, rows, sort)
    sources = sorted({*now.source_ids, *(before.source_ids if before else ())})
    components.source_footer(
        sources,
        "非公表 = NDBの利用ガイドラインにより公表されない値(*)、未報告 = 病床機能報告の報告がない、該当なし = その機能の病床がない(-)。"
        "病床計は休棟中等を含まない。診療実績は非公表により実際より少なく出ることがある。医療機関に年度をまたぐIDはない。",
    )


def _controls(now: Institutions) -> tuple[str, str, pd.DataFrame]:
    page = state.page(AreaState)
    one, two, three, four, five = st.columns([4.6, 2.2, 2, 2, 2.2], vertical_alignment="bottom")
    group = page.segments("columns", "列", text=GROUPS.__getitem__, place=one)
    sort = page.select("sort", "並べ替え(大きい順)", text=lambda k: BY_KEY[k].heading, place=two)
    function = page.select("has", "病床機能", text=lambda f: labels.BED_FUNCTION.get(f, "すべて"), place=three)
    role = page.select("role", "役割", text=lambda r: facilities.ROLES.get(r, "すべて"), place=four)
    words = page.text("hospital", "名称・所在地", placeholder="名称や市区町村の一部", place=five)
    rows = facility_table.filtered(facility_table.ordered(now.values, sort), words.raw, role, function)
    return group, sort, rows


def _table(
    now: Institutions, before: Institutions | None, matched: pd.DataFrame | None, rows: pd.DataFrame, group: str
) -> None:
    if rows.empty:
        st.info("条件に当てはまる医療機関はありません。条件をゆるめてください。")
        return
    shown = [c for c in COLUMNS if group in c.groups]
    headings, body = ["医療機関", "所在地"], []
    if group == "years" and before is not None and matched is not None:
        headings += [f"{c.heading} {y.label}" for c in shown for y in (now, before)] + ["前年度との対応"]
        for facility_id in rows.index:
            previous, basis = matched.loc[facility_id, ["previous_id", "match_basis"]]
            cells = []
            for column in shown:
                cells.append(facility_table.cell(now.values, now.status, facility_id, column))
                cells.append(
                    facility_table.cell(before.values, before.status, previous, column) if previous else "対応なし"
                )
            body.append([*_name(rows, facility_id), *cells, facilities.MATCH_LABEL[basis]])
        left: tuple[int, ...] = (0, 1, len(headings) - 1)
    else:
        headings += [c.heading for c in shown] + ["役割"]
        for facility_id in rows.index:
            cells = [facility_table.cell(now.values, now.status, facility_id, c) for c in shown]
            body.append([*_name(rows, facility_id), *cells, facilities.roles_text(rows.loc[facility_id])])
        left = (0, 1, len(headings) - 1)
    tables.figures(headings, body, left=left, height=345)


def _name(rows: pd.DataFrame, facility_id: str) -> tuple[str, str]:
    return str(rows.at[facility_id, "facility_name"]), str(rows.at[facility_id, "municipality"] or labels.NO_DATA)


def _chart(now: Institutions, rows: pd.DataFrame, sort: str) -> None:
    known = rows.dropna(subset=["beds_total"])
    top = known.head(_BARS)
    if top.empty:
        components.no_data("病床数のグラフ", "条件に当てはまる医療機関に、報告された病床数がありません。")
        return
    long = pd.concat(
        pd.DataFrame(
            {"name": top["facility_name"], "bed_function": function, "beds": top[column], "share": top["share"] / 100}
        )
        for function, column in facilities.BEDS.items()
    )
    share = float(top["share"].sum())
    st.markdown(
        f"**機能別の病床数(床、{now.label})** {BY_KEY[sort].heading}の大きい順 上位{len(top)}件、区域の病床の{share:.1f}%"
    )
    components.draw(("area_facilities", *top.index), lambda: facility_beds_chart(long))


def _download(view: AreaView, now: Institutions, before: Institutions | None, matched: pd.DataFrame | None) -> None:
    st.download_button(
        "全件をCSV(BOM付き)で保存",
        data=lambda: csv_bytes(whole(now, before, matched)),
        file_name=f"{view.area_code}_{view.area_name}_医療機関_{now.label}.csv",
        mime="text/csv",
        on_click="ignore",
        key=view.key("hospitals_csv"),
    )


def whole(now: Institutions, before: Institutions | None, matched: pd.DataFrame | None) -> pd.DataFrame:
    """Every institution and figure as text, this year and last, with the basis of the match."""
    lines = []
    for facility_id in now.values.index:
        row = now.values.loc[facility_id]
        line = {"医療機関": row["facility_name"], "所在地": row["municipality"], "役割": facilities.roles_text(row)}
        line |= {
            f"{c.heading} {now.label}": facility_table.cell(now.values, now.status, facility_id, c).replace(",", "")
            for c in COLUMNS
        }
        if before is not None and matched is not None:
            previous, basis = matched.loc[facility_id, ["previous_id", "match_basis"]]
            line["前年度との対応"] = facilities.MATCH_LABEL[basis]
            line["前年度の名称"] = before.values.at[previous, "facility_name"] if previous else ""
            line |= {
                f"{c.heading} {before.label}": facility_table.cell(before.values, before.status, previous, c).replace(
                    ",", ""
                )
                if previous
                else ""
                for c in COLUMNS
            }
        line["位置の根拠"] = labels.LOCATION_BASIS[row["location_basis"]]
        lines.append(line)
    return pd.DataFrame(lines)
