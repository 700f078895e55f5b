"""「作業ファイル」 in the frame of every page: what there is, what is unsaved, save, open."""

from __future__ import annotations

from functools import partial
from typing import Final

import streamlit as st

from core.errors import UserError
from core.text.outside import Outside
from core.ui import draw, state
from core.ui.faults import part
from core.ui.uploader import uploader
from core.ui.workfile import session
from core.ui.workfile.guard import begins, guard, say_what_is_gone
from core.ui.workfile.stores import STORES
from core.views.words import Words, say, strong
from core.vocabulary import clock
from core.workfile import work_json

_UPLOAD: Final = "workfile_upload"
_SAID: Final = "workfile_said"


@part
def control() -> None:
    """The button with its panel; place it once per page."""
    with st.container(key="workfile"):
        panel = st.popover(
            "作業ファイル", icon=":material/folder_open:", key="workfile_panel", on_change=state.own_part
        )
        if panel.open:
            with panel:
                _panel()
    say_what_is_gone()
    if not begins():  # the first time the browser is told at the end of the run (core/ui/frame.py)
        guard("frame")


def _panel() -> None:
    st.caption(
        "差異分析、チェックリストなど、リンクに入らないものをまとめて1つのファイルに保存し、あとで、または別の端末で開きます。"
        "保存しないものはブラウザーを閉じると消えます(サーバーには残りません)。"
    )
    unsaved = {store.name for store in session.unsaved()}
    work = session.work()
    held = session.held(work)
    for store, value in held:
        mark: Words = say(" ", strong("未保存")) if store.name in unsaved else ""
        draw.sentence(say(store.title, f": {store.tell(value)}", mark))
    if not held:
        draw.sentence("まだ何もありません。")
    draw.save_button(
        "作業ファイルを保存",
        work_json.dumps(work),
        f"作業ファイル_{clock.today().isoformat()}.json",
        "application/json",
        key="workfile_save",
        on_click=partial(session.mark_saved, work),
        type="primary" if unsaved else "secondary",
        width="stretch",
    )
    file = uploader("作業ファイルを開く(JSON)", ["json"], key=_UPLOAD, on_change=_forget)
    if file is not None:
        _opened(file.name, file.getvalue(), bool(unsaved))
    _said()


def _opened(name: str, content: bytes, loses: bool) -> None:
    """What the chosen file holds; it is taken over on demand, whole or not at all."""
    try:
        opened = work_json.loads(content)
    except UserError as error:
        draw.problem(error)
        return
    parts = opened.parts()
    told = [f"{store.title} {store.tell(parts[store.name])}" for store in STORES if store.name in parts]
    draw.sentence(say(Outside(name), f": {'、'.join(told) or '何も入っていません'}。"))
    if loses:
        draw.warning("未保存の作業があります。開くと置き換わります。先に保存してください。")

    def take() -> None:
        st.session_state[_SAID] = list(session.bring_in(opened))
        st.rerun()

    st.button("このファイルの作業に置き換える", key="workfile_take", on_click=take, width="stretch")


def _forget() -> None:
    st.session_state.pop(_SAID, None)


def _said() -> None:
    said: list[Words] | None = st.session_state.get(_SAID)
    if said is None:
        return
    st.success("作業ファイルを開きました。")
    for sentence in said:
        draw.warning(sentence)
