"""The frame around every page: errors in words, selections in the URL."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def failing(kind: str) -> None:
    from core.errors import UserError
    from core.ui import components

    def run() -> None:
        if kind == "user":
            raise UserError("表が読めません: beds.xlsx シート1 B3", "数値を入れてください")
        raise ZeroDivisionError("secret detail")

    components.guarded(run)


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


def selecting() -> None:
    import streamlit as st

    from core.ui import state

    year = state.select("年", [2015, 2018, 2025], key="year", default=2025)
    measure = state.segments("指標", ["gap", "z"], key="measure", default="gap")
    words = state.text("さがす", key="q")
    st.write(f"{year}/{measure}/{words}")


def test_selections_start_from_the_link() -> None:
    at = AppTest.from_function(selecting)
    at.query_params["year"] = "2018"
    at.query_params["measure"] = "z"
    at.query_params["q"] = "藤岡"
    assert at.run().markdown[0].value == "2018/z/藤岡"


def test_a_text_typed_is_written_into_the_link_and_cleared_with_it() -> None:
    at = AppTest.from_function(selecting).run()
    at.text_input[0].set_value(" 吾妻 ").run()
    assert at.query_params["q"] in ("吾妻", ["吾妻"])
    at.text_input[0].set_value("").run()
    assert "q" not in at.query_params
