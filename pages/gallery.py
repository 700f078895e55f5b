"""好事例ギャラリー (`/gallery`): good practices as cards, map, matrix and checklist; `?case=ID` is one case."""

import streamlit as st

from core.content import load_cases, load_tactics
from core.ui import draw, frame, state
from core.ui import glossary_links as terms
from core.ui.gallery import add, cards, detail, filters, views
from core.ui.gallery.state import VIEWS, GalleryState, area_names
from core.views.words import say

frame.ensure()

shelf, tactics = load_cases(), load_tactics()
names = area_names()
page = state.page(GalleryState)
case = shelf.get(page.value.case.raw)


def listing() -> None:
    """All cases: filters, then the chosen view."""
    st.title(f"好事例ギャラリー — マイナ保険証の利用を進めた{len(shelf.cases)}事例")
    if page.value.case.raw:
        draw.warning(say("事例「", page.value.case, "」は見つかりません。下の一覧から選んでください。"))
    cards.problems(shelf)

    first, *others = st.columns([4.6, 2.6, 2.3, 2.3])
    view = page.segments("view", "表示", text=VIEWS.__getitem__, place=first)
    if view == "add":
        add.show(tactics, names)
        return
    chosen = filters.show(page, others, shelf.cases, tactics, names)
    shown = chosen.choose(shelf.cases, tactics)

    if view == "try":
        views.show_trial(shelf.cases, tactics, chosen)
    elif not shown:
        st.info("条件に合う事例はありません。ことばや取組の選択を減らしてください。")
    elif view == "map":
        views.show_map(shown, names)
    elif view == "matrix":
        views.show_matrix(shown, tactics)
    else:
        cards.show(shown, len(shelf.cases), tactics, names)


if case is not None:
    detail.show(case, tactics, names)
else:
    listing()
terms.links("/gallery")
