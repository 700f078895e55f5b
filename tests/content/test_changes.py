"""What no longer holds of a case's paper is marked wherever the case is shown."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from core.content import load_cases, load_tactics
from core.content.changes import changes_of
from core.data.store import Store
from core.exports.case_card import card_html
from core.views.gallery import cards, detail
from core.views.sources import sources_by_id
from core.views.words import raw_text
from tests.views.checks import holds

CASES = {c.id: c for c in load_cases().cases}
NAMES = {"1004": "高崎・安中", "1007": "吾妻"}
TACTICS = load_tactics()
SAME_FEE = "2024年12月1日から"


def test_the_lower_fee_is_marked_on_the_card_in_the_detail_and_on_paper() -> None:
    """Failed before: 「患者の負担額が安くなる」 stood everywhere as if it held today."""
    fuse = CASES["fuse-clinic"]
    card = cards.section((fuse,), 1, TACTICS, NAMES).topic(fuse.id)
    section = detail.section(fuse, TACTICS, NAMES)
    page = card_html((fuse,), TACTICS, "出典", NAMES, date(2026, 11, 27))
    for said in (raw_text(card.note), " ".join(map(raw_text, section.topics[0].lines)), page):
        assert SAME_FEE in said
        assert "同じ点数" in said
        assert "(報道)" in said
    assert section.topics[0].key == "changes"
    [effect] = [raw_text(x) for x in section.topic("effects").lines if "負担額が安くなる" in raw_text(x)]
    assert f"{SAME_FEE}は当てはまらない" in effect
    [measure] = [raw_text(x) for x in section.topic("measure_1").lines if "負担額が安くなる" in raw_text(x)]
    assert f"{SAME_FEE}は当てはまらない" in measure
    assert f"{SAME_FEE}は当てはまらない" in raw_text(section.topic("talk").lines[1])


def test_a_headline_and_a_point_that_rest_on_the_lower_fee_are_marked_where_they_stand() -> None:
    """Failed before: only the sentences of the measures were marked, and whoever read the headline read it as true today."""
    mark = f"(資料の時点。{SAME_FEE}は当てはまらない)"
    for case in CASES.values():
        card = cards.section((case,), 1, TACTICS, NAMES).topic(case.id)
        section = detail.section(case, TACTICS, NAMES)
        page = card_html((case,), TACTICS, "出典", NAMES, date(2026, 11, 28))
        ending = mark if case.id == "fuse-clinic" else ""
        assert raw_text(card.lines[0]) == raw_text(section.title) == f"「{case.headline}」{ending}"
        assert f"{case.point}{ending}(取組" in raw_text(section.lead)
        assert f"</b>{case.point}{ending}<br>" in page


def test_a_card_says_both_that_the_fee_is_the_same_and_that_new_paper_cards_have_ended() -> None:
    """Failed before: the card of 布施医院 named the first change only."""
    fuse = CASES["fuse-clinic"]
    note = raw_text(cards.section((fuse,), 1, TACTICS, NAMES).topic(fuse.id).note)
    assert note.count("2024年12月1日から") == note.count("2024年12月2日から") == 1
    assert "未確認" not in note, "what no paper dates stands with the case itself"


@pytest.mark.parametrize("case", CASES.values(), ids=lambda c: c.id)
def test_the_end_of_new_paper_cards_is_said_of_every_case_older_than_it(case, real_store: Store) -> None:
    section = detail.section(case, TACTICS, NAMES)
    holds(section, sources_by_id(real_store))
    assert "2024年12月2日から" in " ".join(map(raw_text, section.topic("changes").lines))
    assert "togane_2024_hokensho" in cards.section((case,), 1, TACTICS, NAMES).sources.ids


@pytest.mark.parametrize(("days", "concerned"), [(-1, True), (0, False), (1, False)])
def test_a_paper_as_new_as_the_change_is_not_concerned(days: int, concerned: bool) -> None:
    fuse = CASES["fuse-clinic"].model_copy(update={"as_of": date(2024, 12, 1) + timedelta(days)})
    assert ("same_fee" in {c.id for c in changes_of(fuse)}) is concerned


def test_only_a_case_that_speaks_of_the_fee_is_told_that_it_changed() -> None:
    assert [c for c, case in CASES.items() if "same_fee" in {x.id for x in changes_of(case)}] == ["fuse-clinic"]


def test_a_result_is_marked_as_one_and_has_no_tactics() -> None:
    """Failed before: 「事務効率がUP」 was told as the purpose of the introduction."""
    section = detail.section(CASES["sutoh-hospital"], TACTICS, NAMES)
    [result] = [t for t in section.topics if t.mark == "成果"]
    assert raw_text(result.heading) == "「マイナ保険証の利用で事務効率がUP」"
    assert result.tags == ()
