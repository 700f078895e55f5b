"""「会議モード」 in the frame of every page: start it, gather sections into an agenda, put them in order, take them along."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

import streamlit as st

from core.errors import UserError
from core.state import page_state
from core.state.page_state import MEETING, PageState
from core.text.outside import Outside
from core.ui import agenda, draw, navigation, state
from core.ui.faults import part
from core.ui.uploader import uploader
from core.ui.workfile.guard import guard
from core.views.deck import Deck
from core.views.words import raw_text, say
from core.vocabulary import clock
from core.workfile import agenda as agenda_file
from core.workfile.agenda import AgendaItem

_UPLOAD: Final = "agenda_upload"


@part
def control(route: str) -> None:
    """The button with its panel; place it once per page."""
    with st.container(key="meeting"):
        panel = st.popover("会議モード", icon=":material/co_present:", key="meeting_panel", on_change=state.own_part)
        if panel.open:
            with panel:
                _panel(route)


def _panel(route: str) -> None:
    from core.ui.meeting import decks  # the views of all pages: asked for when the panel is opened

    kind = decks.KINDS.get(route)
    if kind is None:
        st.caption("この画面に会議モードはありません。")
        return
    shown = state.current(kind)
    deck = decks.deck_of(shown)
    st.caption(
        "1画面に1つの節を大きく映します。左右の矢印キー、PageUp・PageDown(リモコン)で進みます。最後の画面は注意と出典です。"
    )
    if deck is None:
        draw.sentence("この画面は、区域などを選ぶと会議モードで開けます。")
    elif st.button(
        "この画面を会議モードで開く", key="meeting_start", type="primary", width="stretch", on_click=state.noted
    ):
        navigation.go(page_state.changed(page_state.settled(shown), mode=MEETING))
    st.markdown("**議題**(映す節を選んで順に並べたもの)")
    if deck is not None:
        _pick(shown, deck)
    _listed()
    _files()
    guard("agenda")


def _pick(shown: PageState, deck: Deck) -> None:
    names = {slide.anchor: slide.name for slide in deck.slides}
    key = f"agenda_pick_{shown.route}"
    st.multiselect(
        "この画面から加える節",
        list(names),
        format_func=names.__getitem__,
        key=key,
        placeholder="節を選ぶ",
        on_change=state.noted,
    )

    def add() -> None:
        query = page_state.query(page_state.settled(shown))
        about = raw_text(deck.title)
        chosen = [a for a in st.session_state.get(key, []) if a in names]
        agenda.add(
            [AgendaItem(route=shown.route, query=query, at=a, name=f"{about[:100]} — {names[a]}") for a in chosen]
        )
        st.session_state[key] = []
        state.own_part()

    st.button("議題に加える", key="agenda_add", on_click=add, width="stretch")


def _listed() -> None:
    held = agenda.items()
    if not held:
        st.caption("まだ何もありません。ほかの画面や区域の節も加えられます。")
        return
    for number, item in enumerate(held):
        words, up, down, out = st.columns([7, 1, 1, 1], vertical_alignment="center", gap="xxsmall")
        with words:
            draw.sentence(say(f"{number + 1}. ", Outside(item.name or item.at)))
        last = number == len(held) - 1
        for column, mark, named, act, off in (
            (up, "↑", "前へ移す", partial(agenda.move, number, -1), number == 0),
            (down, "↓", "後ろへ移す", partial(agenda.move, number, 1), last),
            (out, "✕", "議題から外す", partial(agenda.drop, number), False),
        ):
            key = f"agenda_{named}_{number}"
            column.button(mark, key=key, help=named, disabled=off, type="tertiary", on_click=_then, args=(act,))
    from core.ui.meeting import decks

    first = decks.state_of(held[0].route, held[0].query)
    if first is None:
        return
    wanted = page_state.changed(first, mode=MEETING, at=None, agenda=agenda.for_link())
    if st.button("議題を会議モードで開く", key="agenda_start", width="stretch", on_click=state.noted):
        navigation.go(wanted)
    if agenda.fits_a_link():
        navigation.page_link(wanted, "議題のリンク(右クリックでコピー)", icon=":material/link:")
    else:
        st.caption("議題が長いため、リンクには入りません。議題ファイルで渡してください。")


def _then(act: Callable[[], None]) -> None:
    act()
    state.own_part()


def _files() -> None:
    if agenda.items():
        draw.save_button(
            "議題ファイルを保存",
            agenda_file.dumps(agenda.items()),
            f"議題_{clock.today().isoformat()}.json",
            "application/json",
            key="agenda_save",
            width="stretch",
        )
    file = uploader("議題ファイルを開く(JSON)", ["json"], key=_UPLOAD, on_change=state.noted)
    if file is None:
        return
    try:
        opened = agenda_file.loads(file.getvalue())
    except UserError as error:
        draw.problem(error)
        return

    def take() -> None:
        agenda.replace(opened)
        state.own_part()

    st.button(f"この議題({len(opened)}件)に置き換える", key="agenda_take", on_click=take, width="stretch")
