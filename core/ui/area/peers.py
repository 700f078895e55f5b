"""The area beside others: the most similar ones, its prefecture's, or those picked by hand."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from core.area import peers
from core.charts.area_peers import peers_chart
from core.data.queries import area as queries
from core.data.queries import beds
from core.data.sourced import Sourced, row_at
from core.measures.gap import MEASURES
from core.ui import cached, components, navigation, state, tables
from core.ui.area.view import AreaView
from core.vocabulary import labels
from core.vocabulary.terms import FOUR_FUNCTIONS

_FORMS = {"chart": "図", "table": "表"}
#: Measures of the small charts for few and for many areas, so that either number fits a screen.
_FEW, _HEIGHT, _LOW = 12, 84, 52
_MODES = {"similar": "似ている区域", "pref": "同じ都道府県の区域", "pick": "自分で選ぶ"}


def show(view: AreaView) -> None:
    """Choice of areas, small multiples, table, links."""
    one, two = st.columns([5, 1.2], vertical_alignment="bottom")
    with one:
        mode = state.segments("比べる区域", list(_MODES), key="peers", default="similar", text=_MODES.__getitem__)
    with two:
        form = state.segments("見せ方", list(_FORMS), key="peers_as", default="chart", text=_FORMS.__getitem__)
    features = cached.query(queries.features)
    indexed = features.frame.set_index("area_code")
    chosen: tuple[str, ...] = ()
    distances: dict[str, float] = {}
    if mode == "similar":
        chosen = _features()
        found = peers.nearest(indexed, view.area_code, chosen)
        distances = dict(zip(found["area_code"], found["distance"], strict=True))
        codes = list(found["area_code"])
    elif mode == "pref":
        areas = cached.area_list()
        codes = [c for c in areas.loc[areas["pref_code"] == view.pref_code, "area_code"] if c != view.area_code]
    else:
        codes = _pick(view)
    if not codes:
        if mode == "pref":
            st.info(
                f"{view.pref_name}の構想区域は{view.area_name}だけです。「似ている区域」か「自分で選ぶ」で比べられます。"
            )
        return
    year = cached.reported_years()[-1]
    compared: Sourced = cached.query(beds.comparison, year)
    if form == "chart":
        _multiples(view, [view.area_code, *codes], compared.frame, indexed, year)
    else:
        _table([view.area_code, *codes], compared.frame, indexed, distances, chosen)
    _links(codes)
    note = f"報告は{year}年。棒 = 人口10万人あたりの報告病床数、縦の短い線 = 必要量。人口は2020年。"
    if mode == "similar":
        note += f"特徴の値: {'、'.join(f'{peers.FEATURES[k].label} = {peers.FEATURES[k].measured}' for k in chosen)}。"
        note += (
            "距離 = 選んだ特徴をそれぞれ全国339区域の平均0・標準偏差1にそろえた差の二乗平均の平方根(1なら、平均して標準偏差1つ分違う)。"
            "区域別の高齢化率は手元の公表資料になく、人口の変化率で代えている。"
        )
    components.source_footer(sorted({*compared.source_ids, *features.source_ids}), note)


def _features() -> tuple[str, ...]:
    """Choice of what makes areas similar, on one line with what it is."""
    names = list(peers.FEATURES)
    asked = tuple(k for k in st.query_params.get("features", "").split(",") if k in names)
    key = "peer_features"
    if key not in st.session_state:
        st.session_state[key] = list(asked or peers.DEFAULT_FEATURES)
    words, pills = st.columns([2.6, 9], vertical_alignment="center")
    words.markdown("似ている度合いを決める特徴(1つ以上)")
    picked = pills.pills(
        "似ている度合いを決める特徴(1つ以上)",
        names,
        selection_mode="multi",
        format_func=lambda k: peers.FEATURES[k].label,
        label_visibility="collapsed",
        key=key,
    )
    chosen = tuple(k for k in names if k in picked)
    _write("features", "" if chosen == peers.DEFAULT_FEATURES else ",".join(chosen))
    return chosen


def _pick(view: AreaView) -> list[str]:
    areas = cached.area_list().set_index("area_code")
    asked = peers.picked(st.query_params.get("with", "").split(","), list(areas.index), view.area_code)
    key = view.key("picked")
    if key not in st.session_state:
        st.session_state[key] = list(asked)
    picked = st.multiselect(
        f"比べる区域({peers.PICK_MIN}〜{peers.PICK_MAX}か所)",
        [c for c in areas.index if c != view.area_code],
        format_func=lambda c: f"{labels.area(areas['area_name'][c], areas['pref_name'][c])} {c}",
        max_selections=peers.PICK_MAX,
        placeholder="区域名・都道府県・コード",
        key=key,
    )
    _write("with", ",".join(picked))
    if len(picked) < peers.PICK_MIN:
        st.info(f"{peers.PICK_MIN}か所以上を選ぶと、並べて表示します。")
        return []
    return list(picked)


def _write(name: str, value: str) -> None:
    if value and st.query_params.get(name) != value:
        st.query_params[name] = value
    elif not value and name in st.query_params:
        del st.query_params[name]


def _multiples(view: AreaView, codes: list[str], compared: pd.DataFrame, features: pd.DataFrame, year: int) -> None:
    rows = compared[compared["bed_function"].isin(FOUR_FUNCTIONS) & compared["area_code"].isin(codes)].copy()
    people = rows["area_code"].map(features["population"]).astype("float64")
    rows["order"] = rows["area_code"].map({c: i for i, c in enumerate(codes)})
    rows = rows.sort_values(["order", "bed_function"])
    people = people.reindex(rows.index)
    rows["reported_rate"] = rows["reported"].astype("Float64").astype("float64") / people * 100_000
    rows["required_rate"] = rows["required"].astype("Float64").astype("float64") / people * 100_000
    rows["name"] = [
        labels.area(a, p) + (" この区域" if c == view.area_code else "")
        for a, p, c in zip(rows["area_name"], rows["pref_name"], rows["area_code"], strict=True)
    ]
    rows["text"] = [
        f"報告 {labels.number(a, '床', 1)}、必要量 {labels.number(b, '床', 1)}"
        for a, b in zip(rows["reported_rate"], rows["required_rate"], strict=True)
    ]
    st.markdown(f"**人口10万人あたりの機能別病床数(床、{year}年)** 棒 = 報告、縦の短い線 = 必要量")
    shown = rows[["name", "bed_function", "reported_rate", "required_rate", "text"]]
    height = _HEIGHT if len(codes) <= _FEW else _LOW
    spec = cached.spec(("area_peers", year, height, *codes), lambda: peers_chart(shown, height=height))
    st.vega_lite_chart(spec, theme=None)


def _table(
    codes: list[str],
    compared: pd.DataFrame,
    features: pd.DataFrame,
    distances: dict[str, float],
    chosen: tuple[str, ...],
) -> None:
    total = compared[compared["bed_function"] == "total"].set_index("area_code")
    shown = [k for k in peers.FEATURES if k in chosen] or list(peers.DEFAULT_FEATURES)
    headings = [
        "区域",
        *(["距離"] if distances else []),
        *(peers.FEATURES[k].label for k in shown),
        "報告(床)",
        "必要量(床)",
        "乖離率",
    ]
    body = []
    for code in codes:
        row = row_at(total, code)
        distance = [f"{distances[code]:.2f}" if code in distances else "この区域"] if distances else []
        values = [peers.FEATURES[k].text(float(features[k][code])) for k in shown]
        reported, need = _beds(row["reported"]), _beds(row["required"])
        rate = None if reported is None or not need else reported / need - 1
        name = labels.area(row["area_name"], row["pref_name"])
        body.append(
            (name, *distance, *values, labels.number(reported), labels.number(need), MEASURES["gap_rate"].text(rate))
        )
    tables.figures(headings, body, sums=(0,), height=390)


def _beds(value: float) -> float | None:
    return None if pd.isna(value) else float(value)


def _links(codes: list[str]) -> None:
    areas = cached.area_list().set_index("area_code")
    with st.container(horizontal=True, gap="small"):
        for code in codes[:20]:
            area = row_at(areas, code)
            navigation.area_link(code, f"{labels.area(area['area_name'], area['pref_name'])}を開く")
