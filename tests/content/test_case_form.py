"""A case typed into the form becomes a file that the shelf reads, or is refused in the reader's own words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from core.content import cases as cases_module
from core.content import load_cases
from core.content.case_form import CaseDraft, MeasureDraft, case_text
from core.content.cases import CaseKind, read_case
from core.content.municipalities import load_municipality_points
from core.errors import UserError
from core.views.gallery import cards
from core.views.sources import case_sources, short_names

DRAFT = CaseDraft(
    id="yamada-clinic",
    kind=CaseKind.CLINIC,
    name="山田医院: 「本院」",
    role="院長",
    person="山田 太郎",
    readers=2,
    placement="",
    address="草津町1-2",
    municipality="草津町",
    area_code="1007",
    point=load_municipality_points("1007")["草津町"],
    headline="声をかける",
    summary="要点",
    tomorrow="声をかける人を決める",
    measures=(
        MeasureDraft(
            heading="声かけ", details="声をかけた\n\n 手伝った ", tactics=("voice", "hands_on"), words="資料の語"
        ),
        MeasureDraft(heading="", details="", tactics=(), words=""),
    ),
    talk="職員が声をかける",
    effects="早くなった",
    aims="納得\n理解",
    as_of=date(2026, 11, 1),
    publisher="群馬県",
    source_id="gunma_2024_mynahoken",
    source_note="",
)


def test_the_file_of_the_form_is_a_case_of_the_shelf(tmp_path: Path) -> None:
    text = case_text(DRAFT)
    case = read_case(text, "yamada-clinic.yaml")
    (tmp_path / "yamada-clinic.yaml").write_text(text, encoding="utf-8")
    shelf = load_cases(tmp_path)
    assert shelf.problems == ()
    assert shelf.cases == (case,)
    assert (case.name, case.card_readers.count, case.card_readers.placement_stated) == (DRAFT.name, 2, False)
    assert case.measures[0].details == ("声をかけた", "手伝った")
    assert case.measures[0].words == {"voice": "資料の語", "hands_on": "資料の語"}
    assert [(e.text, e.basis) for e in case.effects] == [("早くなった", "stated"), ("納得", "aim"), ("理解", "aim")]
    assert (case.location.lon, case.location.lat) == DRAFT.point
    assert case.area_code == "1007"


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"id": "山田"}, "「id」"),
        ({"name": " "}, "「name」"),
        ({"headline": ""}, "「headline」"),
        ({"measures": ()}, "「measures」"),
        ({"measures": (replace(DRAFT.measures[0], words=" "),)}, "measures[1].words"),
        ({"measures": (replace(DRAFT.measures[0], tactics=()),)}, "tactics を1つ以上"),
        ({"point": None}, "「location」"),
        ({"tomorrow": ""}, "「tomorrow」"),
        ({"photo": {"caption": "受付", "file": "none.jpg"}}, "photos[1].file"),
        ({"as_of": ""}, "「as_of」"),
        ({"as_of": "昨年の春"}, "「as_of」"),
        ({"readers": None}, "「card_readers.count」"),
        ({"source_id": ""}, "「source_id」"),
        ({"source_id": "nobody_knows"}, "「source_id」の「nobody_knows」"),
    ],
)
def test_what_is_wrong_or_missing_is_named_in_the_readers_words(change: dict[str, object], word: str) -> None:
    with pytest.raises(UserError) as error:
        read_case(case_text(replace(DRAFT, **change)), "yamada-clinic.yaml")
    assert "yamada-clinic.yaml" in error.value.message
    assert word in error.value.message


def test_a_picture_without_a_note_of_consent_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cases_module, "PHOTOS_DIR", tmp_path)
    Image.new("RGB", (1, 1)).save(tmp_path / "a.png")
    photo = {"caption": "受付", "file": "a.png"}
    with pytest.raises(UserError, match=r"photos\[1\]\.consent"):
        read_case(case_text(replace(DRAFT, photo=photo)), "yamada-clinic.yaml")
    case = read_case(case_text(replace(DRAFT, photo=photo | {"consent": "院長(2026-11-20)"})), "yamada-clinic.yaml")
    assert case.photos[0].path is not None


def test_a_prefectures_own_paper_is_named_by_its_title_wherever_the_case_is_cited(tmp_path: Path, monkeypatch) -> None:
    """Failed before: only a registered paper could be named, and a case with any other stopped the gallery."""
    draft = replace(
        DRAFT, source_id="", paper_title="長野県の取組事例集", paper_url="https://example.jp/", publisher="長野県"
    )
    (tmp_path / "yamada-clinic.yaml").write_text(case_text(draft), encoding="utf-8")
    monkeypatch.setattr(cases_module.load_cases, "__defaults__", (tmp_path,))
    [case] = load_cases().cases
    named = cards.cited((case,))
    assert short_names(named)[0] == "長野県「長野県の取組事例集」(2026年11月1日時点)"
    [source] = case_sources((case,)).values()
    assert (source.source_id, source.url) == (case.source_id, "https://example.jp/")
    assert source.citation == "長野県「長野県の取組事例集」2026年11月1日時点"


def test_a_photo_may_follow_the_file_but_never_without_consent() -> None:
    """Failed before: the form refused every photo, for its file is not here before it has been handed over."""
    photo = {"caption": "受付", "file": "yamada-clinic-1.jpg"}
    text = case_text(replace(DRAFT, photo=photo | {"consent": "院長の許可(2026年11月20日)"}))
    assert read_case(text, "yamada-clinic.yaml", photos_follow=True).photos[0].consent == "院長の許可(2026年11月20日)"
    with pytest.raises(UserError, match="photos"):
        read_case(text, "yamada-clinic.yaml")
    with pytest.raises(UserError, match="consent"):
        read_case(case_text(replace(DRAFT, photo=photo)), "yamada-clinic.yaml", photos_follow=True)


def test_what_was_posted_is_compared_too_and_a_line_without_a_place_says_so() -> None:
    """Failed before: the form had no room for it, and the comparison said 「資料に記載なし」 of every case added."""
    case = read_case(case_text(replace(DRAFT, postings="ポスター / 受付周り\n\n説明書き")), "yamada-clinic.yaml")
    assert [(p.what, p.where) for p in case.postings] == [
        ("ポスター", "受付周り"),
        ("説明書き", "資料に場所の記載なし"),
    ]
