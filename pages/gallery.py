"""好事例ギャラリー (`/gallery`): good practices as cards, map, matrix and checklist; `?case=ID` is one case."""

import streamlit as st

from core.content import load_cases, load_tactics
from core.ui import cached, components, frame, state
from core.ui import glossary_links as terms
from core.ui.gallery import cards, detail, filters, views

frame.ensure()

VIEWS = {"cards": "事例", "map": "地図", "matrix": "取組の比較", "try": "自院で試す"}

shelf, tactics = load_cases(), load_tactics()
area_names = dict(cached.area_list()[["area_code", "area_name"]].itertuples(index=False))
# A link from this page to itself reruns with the new query but leaves the browser's address; sending it back sets the address.
st.query_params.from_dict(st.query_params.to_dict())
case_id = st.query_params.get("case", "")
case = shelf.get(case_id)


def listing() -> None:
    """All cases: filters, then the chosen view."""
    st.title(f"好事例ギャラリー — マイナ保険証の利用を進めた{len(shelf.cases)}事例")
    if case_id:
        st.warning(f"事例「{case_id}」は見つかりません。下の一覧から選んでください。")
    cards.problems(shelf)

    first, *others = st.columns([3.7, 3, 2.5, 2.6])
    with first:
        view = state.segments("表示", list(VIEWS), key="view", default="cards", text=VIEWS.__getitem__)
    chosen = filters.show(others, shelf.cases, tactics, area_names)
    shown = chosen.choose(shelf.cases, tactics)
    st.session_state[detail.LIST_QUERY] = st.query_params.to_dict() if not case_id else {}

    if view == "try":
        st.header("自院で試す — 取組から作ったチェックリスト", anchor="try")
        views.trial(shelf.cases, tactics, chosen.tactics)
    elif not shown:
        st.info("条件に合う事例はありません。ことばや取組の選択を減らしてください。")
    elif view == "map":
        st.header(f"事例の所在地({len(shown)}事例)", anchor="map")
        views.place_map(shown, area_names)
    elif view == "matrix":
        st.header(f"どの事例が何をしているか({len(shown)}事例、{views.as_of(shown)})", anchor="matrix")
        views.matrix(shown, tactics)
    else:
        st.caption(f"{len(shown)}/{len(shelf.cases)}事例を表示。{views.as_of(shown)}。")
        cards.grid(shown, tactics, area_names)
        left, right = st.columns([3, 5], vertical_alignment="center")
        with left:
            detail.print_button(shown, tactics, area_names)
        with right:
            components.source_footer(views.source_ids(shown), "「」の見出しは資料のまま、ほかの文は要約。")


if case is not None:
    detail.show(case, tactics, area_names)
else:
    listing()
terms.links("/gallery")
