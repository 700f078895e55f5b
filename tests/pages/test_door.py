"""The door before every page, as a session without a server sees it (tests/browser/test_login.py has the whole way)."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from core.ui import person
from tests.browser.server import ROOT
from tests.signin.files import write

TARO = {"is_logged_in": True, "email": "taro@pref.example.lg.jp", "sub": "1"}


def words(user: dict[str, object], settings: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, int]:
    """The words of the door, and how many files the page offers."""
    return seen(opened(user, settings, monkeypatch))


def opened(user: dict[str, object], settings: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """A page as this person's session sees it."""
    real = st.get_option
    monkeypatch.setattr(st, "get_option", lambda key: [str(settings)] if key == "secrets.files" else real(key))
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    at.user = user
    return at.switch_page(str(ROOT / "pages" / "policy.py")).run()


def seen(at: AppTest) -> tuple[str, int]:
    """The words of the page, and how many files it offers."""
    assert not at.exception
    shown = [*at.title, *at.markdown, *at.warning, *at.info, *at.error]
    return "\n".join(part.value for part in shown), len(at.get("download_button"))


@pytest.mark.parametrize(
    ("user", "said"),
    [
        ({"is_logged_in": False}, "サインインしてください"),
        (TARO | {"iat": 1}, "12時間が過ぎました"),
        (TARO | {"email": "x@example.com", "iat": time.time()}, "名簿にありません"),
        (TARO | {"email": None, "iat": time.time()}, "分からないため"),
    ],
)
def test_whoever_may_not_see_a_page_gets_words_alone(
    user: dict[str, object], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown, files = words(user, write(tmp_path), monkeypatch)
    assert said in shown
    assert "期限" not in shown
    assert files == 0


def test_a_person_of_the_list_gets_the_page_and_nobody_does_while_the_file_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown, files = words(TARO | {"iat": time.time()}, write(tmp_path), monkeypatch)
    assert "サインインしてください" not in shown
    assert files > 0
    shown, files = words(TARO | {"iat": time.time()}, write(tmp_path, "domains = []"), monkeypatch)
    assert "だれも入れません" in shown
    assert files == 0


def test_who_is_in_is_out_at_the_next_act_when_the_time_is_over_or_the_list_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = write(tmp_path)
    at = opened(TARO | {"iat": time.time()}, settings, monkeypatch)
    assert seen(at)[1] > 0
    real = time.time
    monkeypatch.setattr(person.time, "time", lambda: real() + 13 * 3600)
    shown, files = seen(at.run())
    assert "12時間が過ぎました" in shown
    assert files == 0
    monkeypatch.undo()
    at = opened(TARO | {"iat": time.time()}, settings, monkeypatch)
    assert seen(at)[1] > 0
    settings.write_text(settings.read_text().replace("pref.example.lg.jp", "other.example.lg.jp"))
    shown, files = seen(at.run())
    assert "名簿にありません" in shown
    assert files == 0
