"""好事例ギャラリー (`/gallery`): good practices as cards, map, matrix and checklist; `?case=ID` is one case."""

import streamlit as st

from core.content import load_cases, load_tactics
from core.text.outside import Outside
from core.ui import cached, draw, frame, state
from core.ui import glossary_links as terms
from core.ui.gallery import cards, detail, filters, views
from core.views.words import say

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
        draw.warning(say("事例「", Outside(case_id), "」は見つかりません。下の一覧から選んでください。"))
    cards.problems(shelf)

    first, *others = st.columns([3.7, 3, 2.5, 2.6])
    with first:
        view = state.segments("表示", list(VIEWS), key="view", default="cards", text=VIEWS.__getitem__)
    chosen = filters.show(others, shelf.cases, tactics, area_names)
    shown = chosen.choose(shelf.cases, tactics)
    st.session_state[detail.LIST_QUERY] = st.query_params.to_dict() if not case_id else {}

    if view == "try":
        views.show_trial(shelf.cases, tactics, chosen.tactics)
    elif not shown:
        st.info("条件に合う事例はありません。ことばや取組の選択を減らしてください。")
    elif view == "map":
        views.show_map(shown, area_names)
    elif view == "matrix":
        views.show_matrix(shown, tactics)
    else:
        cards.show(shown, len(shelf.cases), tactics, area_names)


if case is not None:
    detail.show(case, tactics, area_names)
else:
    listing()
terms.links("/gallery")
