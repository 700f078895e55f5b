"""What stands before the first figure: everybody else gets words and a way to sign in, or out."""

from __future__ import annotations

import logging
from typing import Final

import streamlit as st
from streamlit.errors import StreamlitAuthError, StreamlitMissingAuthlibError

from core.errors import UserError
from core.signin.people import Verdict
from core.text.outside import Outside
from core.ui import draw, person
from core.views.words import say, strong
from core.vocabulary import labels

log = logging.getLogger(__name__)
_FAILED: Final = "signin_failed"
#: The provider sends everybody back to `/`: the tab remembers which link was opened, and goes there once it is let in.
_JS: Final = """
const KEY = "suishinWanted";
export default function ({ data }) {
  const here = location.pathname + location.search + location.hash;
  if (data.wait) { sessionStorage.setItem(KEY, here); return; }
  const wanted = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  if (wanted && wanted !== here && wanted.startsWith("/") && !wanted.startsWith("//")) location.replace(wanted);
}
"""
_component = st.components.v2.component("signin_way", html="<span hidden></span>", js=_JS)


def opens() -> bool:
    """Whether the page may be drawn; where not, the door is. Nothing may be drawn, asked or kept before it."""
    if not person.required():
        return True
    try:
        known = person.read()
        found = person.verdict(st.user.to_dict(), known)
    except UserError as error:
        log.error("nobody can sign in: %s", error)
        _heading()
        st.error(
            "サインインの設定に誤りがあるため、だれも入れません。管理者に連絡してください(詳しくはサーバーのログ)。"
        )
        return False
    _way(wait=found != "in")
    if found != "in":
        _door(found, known.people.hours)
    return found == "in"


def control() -> None:
    """Who has signed in, and signing out; on every page, where login is on."""
    if not person.required():
        return
    with (
        st.container(key="signin"),
        st.popover("利用者", icon=":material/account_circle:", key="signin_panel", type="tertiary"),
    ):
        draw.sentence(say(strong(Outside(person.address() or "")), "でサインインしています。"))
        st.caption("保存していない入力は、サインアウトすると消えます。")
        st.button("サインアウト", key="signout", on_click=st.logout, width="stretch")


def _way(*, wait: bool) -> None:
    with st.container(key="signin_way"):
        _component(key="signin_way_part", data={"wait": wait})


def _heading() -> None:
    st.title(labels.APP_TITLE)


def _door(found: Verdict, hours: int) -> None:
    _heading()
    if found == "unlisted":
        who = person.address()
        draw.warning(
            say(strong(Outside(who)), " は、この画面を見られる人の名簿にありません。")
            if who
            else "サインインした人のメールアドレスが分からないため、表示できません。"
        )
        st.markdown(
            "見る必要がある場合は、この画面の管理者に連絡してください。別の利用者でサインインし直すこともできます。"
        )
        st.button("サインアウト", key="signout", on_click=st.logout)
        return
    if found == "over":
        st.info(f"サインインから{hours}時間が過ぎました。もう一度サインインしてください。")
    else:
        st.markdown("この画面を見るには、サインインしてください。サインインすると、開こうとした画面に進みます。")
    st.button("サインイン", key="signin", type="primary", on_click=_sign_in)
    if st.session_state.pop(_FAILED, False):
        st.error("サインインを始められません。管理者に連絡してください(詳しくはサーバーのログ)。")


def _sign_in() -> None:
    try:
        st.login()
    except (StreamlitAuthError, StreamlitMissingAuthlibError):
        log.exception("sign-in cannot begin")
        st.session_state[_FAILED] = True
