"""The frame around every page: errors in words."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def failing(kind: str) -> None:
    from core.errors import UserError
    from core.ui.faults import guarded

    def run() -> None:
        if kind == "user":
            raise UserError("表が読めません: beds.xlsx シート1 B3", "数値を入れてください")
        raise ZeroDivisionError("secret detail")

    guarded(run)


def test_an_error_for_people_is_shown_with_what_to_do() -> None:
    at = AppTest.from_function(failing, kwargs={"kind": "user"}).run()
    assert "シート1 B3" in at.error[0].value
    assert "数値を入れてください" in at.error[0].value


def test_any_other_error_is_words_and_never_a_traceback() -> None:
    at = AppTest.from_function(failing, kwargs={"kind": "bug"}).run()
    assert not at.exception
    assert "画面を表示できませんでした" in at.error[0].value
    assert "secret" not in at.error[0].value
    assert "ZeroDivisionError" not in at.error[0].value
