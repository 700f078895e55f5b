"""Two maps of the area: its institutions, and the flow of patients to and from other areas."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from core.data.queries import facilities as facility_queries
from core.data.queries import flows as flow_queries
from core.data.sourced import row_at
from core.maps.arcs import COLOUR, arc_rows, flow_arc_deck
from core.maps.points import area_points_deck, point_rows
from core.ui import cached, components, deck, geometry, state
from core.ui.area.state import AreaState
from core.ui.area.view import AreaView
from core.vocabulary import labels, palette
from core.vocabulary.terms import FOUR_FUNCTIONS, Direction

HEIGHT = 368
_WIDTH = 560  # of the narrowest canvas, for the first view

_POINTS_NOTE = "円の面積は病床数(休棟中等を除く)に比例し、色は病床数が最も多い機能。位置を名称で特定できない施設は、市区町村の代表点に1つの白い円で集約した。"
_ARCS_NOTE = "線の太さは割合に比例する。公表資料の表示基準に満たない相手の区域は載らない。"


def show(view: AreaView) -> None:
    """Institutions on the left, arcs on the right, each with its table; sources below both."""
    left, right = st.columns(2, gap="medium")
    with left:
        institutions, missing = _institutions(view)
    with right:
        flows = _flows(view)
    components.source_footer(
        dict.fromkeys((*institutions, *flows)), f"{geometry.attribution()}。{_POINTS_NOTE}{missing}{_ARCS_NOTE}"
    )


def _institutions(view: AreaView) -> tuple[tuple[str, ...], str]:
    """Draws; returns the sources and what is not on the map."""
    year = cached.query(facility_queries.fiscal_years)[-1]
    listed = cached.query(facility_queries.facilities, view.area_code, year)
    measures = cached.query(facility_queries.measures, view.area_code, year).frame
    beds = measures[measures["measure"] == "beds"].pivot(index="facility_id", columns="bed_function", values="value")
    beds = beds.reindex(columns=[str(f) for f in FOUR_FUNCTIONS]).astype("float64")
    rows = listed.frame.merge(beds, left_on="facility_id", right_index=True, how="left")
    marks = point_rows(rows)
    nowhere = int(rows["lon"].isna().sum())
    st.markdown(f"**医療機関の位置と病床数**({labels.published_fy(year)}、{len(rows)}施設)")
    _key(
        *((palette.BED_FUNCTION[f], labels.BED_FUNCTION[f]) for f in FOUR_FUNCTIONS),
        (palette.NO_DATA, "病床数が未報告または0"),
    )
    if marks.empty:
        components.no_data("地図", "位置の分かる医療機関がありません。")
    else:
        picture = area_points_deck(
            marks, geometry.area_feature(view.area_code), geometry.url("prefectures.json"), _WIDTH, HEIGHT
        )
        deck.show(picture, view.key("points_deck"), HEIGHT)
    with st.expander("表で見る"):
        st.dataframe(_institution_table(rows), hide_index=True, height=260)
    missing = f"位置が分からない{nowhere}施設は図にない。" if nowhere else ""
    return listed.source_ids, missing


def _institution_table(rows: pd.DataFrame) -> pd.DataFrame:
    table: dict[str, pd.Series | list[str]] = {
        "医療機関": rows["facility_name"],
        "市区町村": rows["municipality"].fillna(""),
    }
    for function in FOUR_FUNCTIONS:
        table[labels.BED_FUNCTION[function]] = [
            labels.beds(v, missing=labels.VALUE_STATUS["not_reported"]) for v in rows[str(function)]
        ]
    table["位置"] = rows["location_basis"].map(labels.LOCATION_BASIS)
    return pd.DataFrame(table)


def _flows(view: AreaView) -> tuple[str, ...]:
    """Draws; returns the sources."""
    flow = cached.query(flow_queries.flow, view.area_code)
    words, choice = st.columns([2, 5], vertical_alignment="center")
    words.markdown("**患者の流入と流出**")
    with choice:
        group = state.page(AreaState).segments("arcs", "患者区分", text=labels.PATIENT_GROUP.__getitem__, hidden=True)
    place = row_at(cached.area_list().set_index("area_code"), view.area_code)
    arcs = arc_rows(
        flow.frame[flow.frame["patient_group"] == group],
        view.area_code,
        view.area_name,
        (float(place["lon"]), float(place["lat"])),
    )
    _key(
        (COLOUR[Direction.INFLOW], "流入(相手の区域からこの区域へ)"),
        (COLOUR[Direction.OUTFLOW], "流出(この区域から相手の区域へ)"),
    )
    if arcs.empty:
        components.no_data("流入・流出", "公表資料の表示基準を満たす相手の区域がありません。")
    else:
        picture = flow_arc_deck(
            arcs, geometry.area_feature(view.area_code), geometry.url("prefectures.json"), _WIDTH, HEIGHT
        )
        deck.show(picture, view.key("arcs_deck"), HEIGHT)
        with st.expander("表で見る"):
            table = {
                "方向": arcs["direction"].map(labels.DIRECTION),
                "相手の区域": arcs["name"],
                "割合": arcs["share"].map(labels.percent),
            }
            st.dataframe(pd.DataFrame(table), hide_index=True, height=260)
    return flow.source_ids


def _key(*entries: tuple[str, str]) -> None:
    marks = "".join(
        f'<span style="margin-right:1em;white-space:nowrap"><span style="display:inline-block;width:0.85em;height:0.85em;'
        f'border-radius:50%;background:{colour}"></span> {text}</span>'
        for colour, text in entries
    )
    st.html(f'<div style="font-size:0.85rem;min-height:1.5em">{marks}</div>')
