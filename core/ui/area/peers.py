"""The area beside others: the most similar ones, its prefecture's, or those picked by hand."""

from __future__ import annotations

from contextlib import nullcontext

import streamlit as st

from core.area import peers
from core.data.sourced import row_at
from core.ui import cached, draw, navigation, state
from core.ui.area.view import AreaView
from core.views.area import comparison
from core.vocabulary import labels

_FORMS = {"chart": "図", "table": "表"}
_MODES = {"similar": "似ている区域", "pref": "同じ都道府県の区域", "pick": "自分で選ぶ"}
#: More links than these would push the section off one screen.
_IN_SIGHT = 12


def show(view: AreaView) -> None:
    """Choice of areas, picture or table, links."""
    one, two, three = st.columns([3.7, 5.6, 1], vertical_alignment="bottom")
    with one:
        mode = state.segments("比べる区域", list(_MODES), key="peers", default="similar", text=_MODES.__getitem__)
    with three:
        form = state.segments("見せ方", list(_FORMS), key="peers_as", default="chart", text=_FORMS.__getitem__)
    with two:
        if mode == "similar":
            choice = comparison.similar(cached.query, view, _features())
        elif mode == "pref":
            choice = comparison.of_prefecture(cached.query, view)
        else:
            choice = comparison.by_hand(_pick(view))
    section = comparison.section(cached.query, view, choice)
    if not section.tables:
        draw.info(section.sentences[0])
        return
    draw.opening(section)
    if form == "chart":
        draw.figure(section.figure("rates"), scope=view.key("peers"), twin=False)  # its rows stand in the other form
    else:
        draw.table(section.table("comparison"), height=300)
    many = len(choice.area_codes) > _IN_SIGHT
    with st.container(horizontal=True, gap="small"):
        with st.popover("比べた区域を開く") if many else nullcontext():
            _links(choice.area_codes)
        if section.has("likeness"):
            with st.popover("似ている度合いの表"):
                draw.table(section.table("likeness"))
    draw.ending(section, f"{view.stem}_比較", key=view.key("peers"))


def _features() -> tuple[str, ...]:
    """Choice of what makes areas similar."""
    names = list(peers.FEATURES)
    asked = tuple(k for k in st.query_params.get("features", "").split(",") if k in names)
    key = "peer_features"
    if key not in st.session_state:
        st.session_state[key] = list(asked or peers.DEFAULT_FEATURES)
    picked = st.pills(
        "似ている度合いを決める特徴(1つ以上)",
        names,
        selection_mode="multi",
        format_func=lambda k: peers.FEATURES[k].label,
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
    return list(picked)


def _write(name: str, value: str) -> None:
    if value and st.query_params.get(name) != value:
        st.query_params[name] = value
    elif not value and name in st.query_params:
        del st.query_params[name]


def _links(codes: tuple[str, ...]) -> None:
    areas = cached.area_list().set_index("area_code")
    for code in codes:
        area = row_at(areas, code)
        navigation.area_link(code, f"{labels.area(area['area_name'], area['pref_name'])}を開く")
