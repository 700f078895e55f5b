"""Damaged files below a running app: words in place of what they would have filled, and everything else as ever."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.content import cases, source_short
from core.data.editions import Editions
from core.data.reconciliation import REPORT_FILE
from core.data.store import PARQUET_DIR
from core.maps import frames
from core.ui import cached, geometry, navigation
from tests.data.test_editions import change
from tests.pages.opening import assert_clean, open_page, texts


def errors(at: AppTest) -> str:
    """The words of the app's own error boxes; the platform's red one is none of them."""
    assert not at.exception, [e.value for e in at.exception]
    return "\n".join(error.value for error in at.error).replace("\\", "")


@pytest.mark.parametrize(
    ("name", "content"),
    [("map_frames.json", "{"), ("map_frames.json", '{"japan": 5}'), ("report.json", "[]"), ("map.json", ""), ("map.json", "{}"), ("areas.json", None)],
)  # fmt: skip
def test_a_damaged_file_of_the_map_is_named_where_the_map_would_be(
    name: str, content: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    geo = tmp_path / "geo"
    shutil.copytree(frames.GEO_DIR, geo)
    if content is None:
        (geo / name).unlink()
    else:
        (geo / name).write_text(content, encoding="utf-8")
    for module in (frames, geometry):
        monkeypatch.setattr(module, "GEO_DIR", geo)
    page, query = (navigation.AREA, {"area": "1005", "all": "1"}) if name == "areas.json" else (navigation.NATIONAL, {})
    at = open_page(page, **query)
    assert re.search(rf"地図のデータを読めません.+{re.escape(name)}", errors(at))
    assert ("藤岡" if query else "スケジュール") in texts(at)


def test_what_all_cases_need_is_missed_by_the_pages_of_cases_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every section of every page fell before, by the list of sources that cases bring along."""
    broken = tmp_path / "_tactics.yaml"
    broken.write_text("tactics: [1\nb", encoding="utf-8")
    monkeypatch.setattr(cases, "TACTICS_FILE", broken)
    assert "_tactics.yaml" in errors(open_page(navigation.GALLERY))
    assert_clean(open_page(navigation.NATIONAL))
    assert_clean(open_page(navigation.AREA, area="1005"))


def test_the_steps_to_try_are_there_though_no_case_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each case names its paper; without the list of papers none is one, and the steps had no source but our own: the view fell."""
    monkeypatch.setattr(source_short, "SHORT_FILE", tmp_path / "source_short.yaml")
    at = open_page(navigation.GALLERY, view="try")
    assert any("事例ファイルが" in warning.value for warning in at.warning)
    assert "画面を表示できませんでした" not in errors(at)
    assert at.checkbox


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the data and of its reconciliation, which the app shows."""
    copied = tmp_path / "parquet"
    shutil.copytree(PARQUET_DIR, copied)
    shutil.copy(REPORT_FILE, tmp_path)
    editions = Editions(copied)
    monkeypatch.setattr(cached, "editions", lambda: editions)
    return copied


def test_without_good_data_every_page_says_so_and_none_fails(root: Path) -> None:
    change(root, "beds", lambda f: f.rename(columns={"year": "nendo"}))
    for page in navigation.PAGES:
        assert "beds.parquet に列 year がありません" in errors(open_page(page)) or page == navigation.POLICY


def test_a_page_shows_one_edition_and_says_when_it_is_another(root: Path) -> None:
    at = open_page(navigation.SOURCES)
    first = cached.editions().newest().edition
    assert f"データの版: {first}" in texts(at)
    change(root, "defect", lambda f: f.iloc[:-1])
    at.run()
    assert_clean(at)
    second = cached.editions().newest().edition
    assert f"データの版: {second}" in texts(at)
    assert "新しい版に入れ替わりました" in texts(at)
    at.run()
    assert "新しい版に入れ替わりました" not in texts(at)
    (root / "beds.parquet").write_bytes(b"")
    at.run()
    assert_clean(at)
    assert f"データの版: {second}" in texts(at)
    assert "入れ替え前の版を表示しています" in at.warning[0].value
    assert "beds.parquet" in at.warning[0].value


def test_a_part_that_is_redrawn_alone_keeps_to_the_edition_of_its_page(root: Path) -> None:
    """What a fragment asks between two runs of the page is the edition of the first."""
    before = cached.editions().newest()
    at = AppTest.from_function(_two_runs)
    at.session_state["root"] = root
    at.run()
    assert at.session_state["seen"] == [before.edition, before.edition]
    assert cached.editions().newest().edition != before.edition


def _two_runs() -> None:
    import streamlit as st

    from core.ui import cached
    from tests.data.test_editions import change

    cached.begin()
    seen = [cached.store().edition]
    change(st.session_state["root"], "defect", lambda f: f.iloc[:-1])
    st.session_state["seen"] = [*seen, cached.store().edition]
