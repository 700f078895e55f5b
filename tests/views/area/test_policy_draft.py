"""区域対応方針 下書き: the known part of the form word for word, our figures in it, nothing made up elsewhere."""

from __future__ import annotations

import pytest

from core.data.reader import Read
from core.views.area import beds, policy_draft
from core.views.area.place import area_of
from core.views.area.policy_draft import TO_WRITE, UNSEEN
from core.views.sources import SourceBook
from core.views.words import raw_text
from core.vocabulary import labels
from tests.views.area.odd import AREAS
from tests.views.checks import holds


def test_the_known_part_of_the_form_stands_in_its_words_and_its_order(read: Read) -> None:
    first, second, third, rest = policy_draft.sections(read, area_of(read, "1005"))
    assert raw_text(third.title) == "【3.今後の対応方針】(2を踏まえた具体的な方針を記載)"
    assert [raw_text(t.heading) for t in third.topics] == [
        "① 構想区域における対応方針",
        "② 「①構想区域における対応方針」を達成するための取組",
        "③ 必要量との乖離に対する取組",
    ]
    assert raw_text(third.table("planned").title) == "④ 3.②及び③による取組の結果、想定される2025年の予定病床数"
    assert [c.label for c in third.table("planned").columns] == ["機能", "2025年の予定病床数(    時点)"]
    assert third.table("planned").column("function") == ["高度急性期", "急性期", "回復期", "慢性期"]
    for unseen in (first, rest):
        assert UNSEEN in raw_text(unseen.title)
        assert unseen.topics == unseen.tables == unseen.figures == (), "no heading and no column is made up"
    assert [raw_text(t.heading) for t in second.topics] == [f"①〜⑤({UNSEEN})"]


@pytest.mark.parametrize("code", AREAS)
def test_figures_are_those_of_the_page_and_what_the_prefecture_knows_stays_blank(
    read: Read, book: SourceBook, code: str
) -> None:
    area = area_of(read, code)
    sections = policy_draft.sections(read, area)
    reported, planned = beds.years(read, area)
    on_page = beds.form(read, area, reported[-1], planned[-1])
    assert sections[1].table("form").texts() == on_page.table("form").texts()
    assert raw_text(on_page.lead) in raw_text(sections[2].topic("gap").note)
    assert [raw_text(line) for t in sections[2].topics for line in t.lines] == [TO_WRITE] * 3
    assert [row[1] for row in sections[2].table("planned").texts()] == [TO_WRITE] * 4
    assert all(s.sources is not None for s in sections)
    for section in sections:
        holds(section, book)


def test_other_years_of_table_6_are_taken_over(read: Read) -> None:
    area = area_of(read, "1005")
    reported, planned = beds.years(read, area)
    drawn = policy_draft.sections(read, area, reported[0], planned[0])[1].table("form")
    assert drawn.headings == beds.form(read, area, reported[0], planned[0]).table("form").headings
    assert drawn.headings != policy_draft.sections(read, area)[1].table("form").headings


def test_an_area_without_reported_beds_says_so_in_the_place_of_the_table(
    read: Read, book: SourceBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beds, "years", lambda read, area: ((), ()))
    sections = policy_draft.sections(read, area_of(read, "1005"))
    assert labels.NO_DATA in raw_text(sections[1].sentences[0])
    assert not sections[1].has("form")
    assert raw_text(sections[2].topic("gap").note) == "参考(公表値): データなし。"
    for section in sections:
        holds(section, book)
