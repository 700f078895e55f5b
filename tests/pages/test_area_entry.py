"""How the area page is entered: by code, by name, by nonsense."""

from __future__ import annotations

import pytest

from core.data.queries import areas
from core.data.store import Store
from core.ui import navigation
from tests.pages.opening import assert_clean, open_page, texts


@pytest.mark.parametrize("asked", ["1005", "藤岡", "ふじおか", "群馬県藤岡"])
def test_code_and_name_open_the_same_page_and_the_link_keeps_the_code(asked: str) -> None:
    at = open_page(navigation.AREA, area=asked)
    assert_clean(at)
    assert "藤岡(群馬県)" in at.title[0].value
    assert at.query_params["area"] in ("1005", ["1005"])


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("北部", ["北部(埼玉県) 1109", "北部(沖縄県) 4701"]),
        ("中央", ["石川中央(石川県) 1702", "広島中央(広島県) 3404", "中央(高知県) 3902"]),
        ("県央", []),
    ],
)
def test_a_shared_name_lists_the_candidates_with_their_prefecture(
    real_store: Store, asked: str, names: list[str]
) -> None:
    same = areas.areas(real_store).frame.query("area_name == @asked")
    at = open_page(navigation.AREA, area=asked)
    assert_clean(at)
    links = [link.proto.label for link in at.get("page_link")]
    assert {f"{r.area_name}({r.pref_name}) {r.area_code}" for r in same.itertuples()} <= set(links)
    assert set(names) <= set(links)
    assert f"「{asked}」という構想区域は{len(links)}か所あります" in texts(at)


def test_an_unknown_name_gives_a_friendly_page_with_the_nearest_names() -> None:
    at = open_page(navigation.AREA, area="藤丘")
    assert_clean(at)
    assert "当てはまる構想区域は見つかりませんでした" in at.warning[0].value
    assert "藤岡(群馬県) 1005" in [link.proto.label for link in at.get("page_link")]


@pytest.mark.parametrize("asked", ["", "9999", "<script>", "'; DROP TABLE area"])
def test_nothing_or_nonsense_asks_which_area_is_meant(asked: str) -> None:
    at = open_page(navigation.AREA, area=asked)
    assert_clean(at)
    assert at.title[0].value == "区域ドリルダウン"
