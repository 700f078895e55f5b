"""The printable card as a file: complete, self-contained, safe."""

from __future__ import annotations

import re
from datetime import date

import pytest

from core.content import cases as cases_module
from core.content import load_cases, load_tactics
from core.content.cases import Case, Photo
from core.exports.case_card import card_html, file_name

MADE = date(2026, 11, 22)
NAMES = {"1004": "高崎・安中", "1007": "吾妻"}


def html_of(*cases: Case) -> str:
    return card_html(cases, load_tactics(), "出典の資料", NAMES, MADE)


@pytest.mark.parametrize("case", load_cases().cases, ids=lambda c: c.id)
def test_card_holds_every_part_of_the_case(case):
    page = html_of(case)
    expected = [case.name, case.kind_label, f"「{case.headline}」", case.point, case.address, case.person.name]
    expected += [case.website, NAMES[case.area_code], f"{case.card_readers.count}台", case.talk.how, "出典の資料"]
    expected += [d for m in case.measures for d in (m.heading, *m.details)]
    expected += [x for p in case.postings for x in (p.what, p.where, p.wording)]
    expected += [e.text for e in case.effects] + [p.caption for p in case.photos] + ["2024年5月31日時点"]
    assert [x for x in expected if x not in page] == []
    assert page.count('class="box"') == sum(len(t.checklist) for t in load_tactics() if t.id in case.tactics)


def test_card_fetches_nothing_and_runs_nothing():
    page = html_of(*load_cases().cases)
    assert re.findall(r"<(?:script|link|iframe)|url\(|@import|src=\"(?!data:)", page) == []


def test_text_of_a_case_cannot_become_markup():
    case = load_cases().cases[0].model_copy(update={"name": "<script>alert(1)</script>", "point": 'a"b&c'})
    page = html_of(case)
    assert "<script" not in page
    assert "a&#34;b&amp;c" in page


def test_photo_file_is_embedded(tmp_path, monkeypatch):
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n")
    monkeypatch.setattr(cases_module, "PHOTOS_DIR", tmp_path)
    case = (
        load_cases()
        .cases[0]
        .model_copy(update={"photos": (Photo(caption="受付", file="a.png", consent="院長の許可"),)})
    )
    assert 'src="data:image/png;base64,' in html_of(case)


def test_file_name_is_safe_and_says_what_it_is():
    cases = load_cases().cases
    assert file_name(cases[2:3], MADE) == "好事例カード_アイケイ薬局_中居店_2026-11-22.html"
    assert file_name(cases, MADE) == "好事例カード_4事例_2026-11-22.html"
    odd = cases[0].model_copy(update={"name": 'a/b\\c:"d'})
    assert not set(file_name((odd,), MADE)) & set('\\/:*?"<>|')
