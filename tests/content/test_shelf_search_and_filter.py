"""Finding things: words, kana and width folding, filters of the gallery, links of the hits."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.content import load_cases, load_tactics
from core.content.case_filter import CaseFilter, places
from core.content.cases import CaseKind
from core.content.shelf_search import Document, documents, find
from core.content.source_short import load_source_short
from core.text.normal import words
from core.text.outside import Outside
from core.text.search import holds
from core.views.policy import glossary
from core.views.words import raw_text

NAMES = {"1004": "高崎・安中", "1007": "吾妻"}


def chosen(**asked: object) -> list[str]:
    return [c.id for c in CaseFilter(**asked).choose(load_cases().cases, load_tactics())]


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("サイネージ", "デジタルサイネージ"),
        ("さいねーじ", "デジタルサイネージ"),
        ("ｻｲﾈｰｼﾞ", "デジタルサイネージ"),
        ("NDB", "ＮＤＢ"),
        ("ndb", "NDB"),
        ("声かけ　高齢", "高齢の患者への声かけ"),
        ("", "何でも"),
    ],
    ids=["as written", "hiragana", "half width", "full width letters", "small letters", "two words", "nothing asked"],
)
def test_words_are_found_however_they_are_typed(query, text):
    assert holds(query, text)


def test_every_word_must_occur():
    assert not holds("声かけ ドローン", "高齢の患者への声かけ")


@given(st.text(max_size=20), st.text(max_size=40), st.text(max_size=10))
def test_adding_a_word_never_finds_more(query, text, more):
    if holds(f"{query} {more}", text):
        assert holds(query, text)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["fuse-clinic", "sutoh-hospital", "ik-pharmacy-nakai", "pharcross-haneo"]),
        ({"kinds": (CaseKind.PHARMACY,)}, ["ik-pharmacy-nakai", "pharcross-haneo"]),
        ({"kinds": (CaseKind.CLINIC, CaseKind.HOSPITAL)}, ["fuse-clinic", "sutoh-hospital"]),
        ({"place": "area:1007"}, ["fuse-clinic", "pharcross-haneo"]),
        ({"place": "muni:草津町"}, ["fuse-clinic"]),
        ({"tactics": ("voice",)}, ["sutoh-hospital", "pharcross-haneo"]),
        ({"tactics": ("voice", "own_material")}, ["pharcross-haneo"]),
        ({"query": "高齢"}, ["sutoh-hospital"]),
        ({"query": "羽根尾"}, ["pharcross-haneo"]),
        ({"query": "掲示・サイネージ"}, ["fuse-clinic", "ik-pharmacy-nakai", "pharcross-haneo"]),
        ({"query": "高齢", "kinds": (CaseKind.CLINIC,)}, []),
    ],
)
def test_filter_keeps_what_passes_every_part(asked, expected):
    assert chosen(**asked) == expected


def test_places_list_areas_with_their_municipalities_that_have_a_case():
    assert list(places(load_cases().cases, NAMES).items()) == [
        ("area:1004", "高崎・安中構想区域"),
        ("muni:安中市", "└ 安中市"),
        ("muni:高崎市", "└ 高崎市"),
        ("area:1007", "吾妻構想区域"),
        ("muni:草津町", "└ 草津町"),
        ("muni:長野原町", "└ 長野原町"),
    ]


@pytest.mark.parametrize(
    ("query", "kind", "route"),
    [
        ("ワンストップ窓口", "技術的支援", "/policy"),
        ("再検証対象医療機関", "設定の考え方", "/policy"),
        ("電子カルテ", "協議会の意見と回答", "/area"),
        ("すいしんくいき", "用語", "/policy"),
        ("羽根尾", "好事例", "/gallery"),
        ("優先配分", "財政的支援", "/policy"),
        ("工程表", "チェック項目", "/policy"),
        ("検討会", "日程", "/policy"),
        ("取り組む事項を明確化", "資料の文", "/policy"),
        ("必要量の方向に進捗", "資料の文", "/policy"),
        ("大いに困惑している", "協議会の意見と回答", "/area"),
        ("担当者会議", "資料の表", "/policy"),
        ("介護従事者の不足", "国の調査", "/"),
        ("急性期拠点機能", "新たな構想", "/policy"),
    ],
)
def test_search_spans_shelf_council_glossary_and_gallery(query, kind, route):
    assert (kind, route) in {(h.document.kind, h.document.route) for h in find(query)}


def test_empty_search_finds_nothing_and_unknown_words_find_nothing():
    assert find("") == ()
    assert find("   ") == ()
    assert find("ありえない言葉") == ()


def test_hits_in_titles_come_before_hits_in_texts():
    hits = find("流入")
    in_title = [bool(words("流入")[0] in h.document.title) for h in hits]
    assert all(a >= b for a, b in pairwise(in_title))
    assert all("流入" in h.snippet or "流入" in h.document.title for h in hits)


def test_snippet_shows_the_passage_around_the_word():
    far = Document(kind="x", title="題", text="あ" * 200 + "目印" + "い" * 200, route="/policy", query="")
    snippet = find("目印", [far])[0].snippet
    assert "目印" in snippet
    assert snippet.startswith("…")
    assert snippet.endswith("…")


def test_every_hit_says_which_paper_says_it_and_where() -> None:
    """Failed before: a hit named its kind, not its paper."""
    section = glossary.results(Outside("流入"), find("流入"))
    named = load_source_short()
    for hit, topic in zip(find("流入"), section.topics, strict=True):
        if hit.document.source_id:
            assert named[hit.document.source_id] in raw_text(topic.note)
            assert hit.document.place in raw_text(topic.note)


def test_every_document_leads_somewhere_and_names_its_source():
    found = documents()
    assert all(d.query for d in found)
    assert [d.title for d in found if not d.source_id and d.kind != "用語"] == []


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("別添３", "役割"),
        ("追って通知", "役割"),
        ("上限規制", "役割"),
        ("新型コロナウイルス", "役割"),
        ("26.4%", "推薦の理由"),
        ("生産年齢人口", "推薦の理由"),
        ("基準病床数595床", "委員の計算"),
        ("くすの木病院", "医療機関"),
        ("取扱注意", "資料の注"),
        ("一部精査中", "国の調査"),
    ],
)
def test_words_of_the_papers_are_found_in_notes_reasons_and_calculations_too(word: str, kind: str) -> None:
    """Failed before: only rows, criteria and supports were looked through; each find names its paper and the place in it."""
    [found] = [f.document for f in find(word) if f.document.kind == kind]
    assert found.source_id
    assert found.place
