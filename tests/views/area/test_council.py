"""調整会議の視点: the calculation with its sources and intervals."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from core.data.queries import beds, flows
from core.data.reader import Read
from core.data.store import Store
from core.views.area import council, council_bases
from core.views.area.council import Inputs
from core.views.area.council_bases import ALL, NOMINATED, OWN, STATED, SURVEY
from core.views.area.place import area_of
from core.views.sources import USER, SourceBook
from core.views.words import raw_text
from core.vocabulary import labels
from core.vocabulary.terms import PatientGroup
from tests.views.area.odd import AREAS
from tests.views.checks import holds


def begun(read: Read, code: str, basis: str | None = None, standard: int | None = None) -> Inputs:
    """The calculation as it begins with a basis (the first one unless told)."""
    area = area_of(read, code)
    first, known = council_bases.start(read, area), {b.key: b for b in council_bases.bases(read, area)}
    key = basis or next(iter(known))
    return Inputs(first.beds, key, known[key].start, first.standard_beds if standard is None else standard)


@pytest.mark.parametrize("code", AREAS)
def test_the_calculation_says_the_same_on_screen_and_in_files(read: Read, book: SourceBook, code: str) -> None:
    area = area_of(read, code)
    for basis in council_bases.bases(read, area):
        holds(council.section(read, area, begun(read, code, basis.key, 500)), book)


def test_the_members_calculation_of_fujioka(read: Read) -> None:
    section = council.section(read, area_of(read, "1005"), begun(read, "1005", STATED))
    assert [raw_text(c.value) for c in section.card_row("use").cards] == ["603床", "259床", "+8床"]
    assert raw_text(section.card_row("use").cards[0].lines[0]) == "862床 × (1 − 30.0%) = 603.4床"
    assert raw_text(section.lead) == "住民が利用する病床は603床で、基準病床数 595床との差は+8床。"
    assert section.sources is not None
    assert section.sources.ids == ("gunma_2024_fujioka",)
    assert "委員が書面で示した計算" in "".join(map(raw_text, section.notes))


@pytest.mark.parametrize("code", AREAS[1:])
def test_one_share_for_all_beds_begins_with_the_reported_beds_and_the_rate_of_acute_patients(
    read: Read, code: str
) -> None:
    known = {
        r["year"]: r["beds"]
        for r in read(beds.area_beds, code).frame.to_dict("records")
        if (r["series"], r["bed_function"]) == ("reported", "total")
    }
    rate = next(
        r["share"]
        for r in read(flows.totals, code).frame.to_dict("records")
        if (r["direction"], r["basis"]) == ("inflow", "ndb_2024")
    )
    given = begun(read, code, ALL)
    assert (given.beds, given.basis, given.share, given.standard_beds) == (known[2025], ALL, round(rate * 100, 1), None)
    section = council.section(read, area_of(read, code), given)
    residents = known[2025] * (1 - round(rate, 3))
    assert raw_text(section.lead).startswith(f"住民が利用する病床は{residents:,.0f}床。")
    assert raw_text(section.card_row("use").cards[2].value) == "基準病床数が未入力"
    notes = "".join(map(raw_text, section.notes))
    assert "最初に入っている病床数は2025年の報告病床数の合計です" in notes
    assert "意見と回答は登録されていません" in notes


def test_a_result_on_a_partly_withheld_share_gives_the_range_until_somebody_changes_the_share(read: Read) -> None:
    area = area_of(read, "1005")
    given = begun(read, "1005", PatientGroup.ACUTE)
    [_, said] = council.section(read, area, given).sentences
    basis = next(b for b in council_bases.bases(read, area) if b.key == PatientGroup.ACUTE)
    assert basis.share is not None
    most, least = (round(862 * (1 - s)) for s in (basis.share.low, basis.share.high))
    assert raw_text(said).startswith("この割合は27.7%〜32.2%(公表資料に載らない区域がある)。")
    assert f"住民が利用する病床は{least}〜{most}床の間。" in raw_text(said)
    changed = Inputs(given.beds, given.basis, 30.0, given.standard_beds)
    assert len(council.section(read, area, changed).sentences) == 1


def test_each_number_names_its_source_and_a_changed_one_is_the_persons(read: Read) -> None:
    area = area_of(read, "1001")
    given = begun(read, "1001", ALL)

    def sources(inputs: Inputs) -> set[str]:
        named = council.section(read, area, inputs).sources
        assert named is not None
        return set(named.ids)

    reported, rates = set(read(beds.area_beds, "1001").source_ids), set(read(flows.totals, "1001").source_ids)
    assert sources(given) == reported | rates
    assert sources(Inputs(given.beds, ALL, given.share, 2400)) == reported | rates | {USER}
    assert sources(Inputs(3000, ALL, given.share, None)) == rates | {USER}
    assert sources(Inputs(given.beds, PatientGroup.ACUTE, begun(read, "1001", "acute").share, None)) == {
        *reported,
        *read(flows.flow, "1001").source_ids,
    }


def test_without_a_number_the_cards_say_which_one_is_missing(read: Read) -> None:
    area = area_of(read, "1001")
    typed = begun(read, "1001", OWN)
    assert typed.share is None
    cards = council.section(read, area, typed).card_row("use").cards
    assert [raw_text(c.value) for c in cards] == ["流入割合が未入力"] * 3
    cards = council.section(read, area, Inputs(None, ALL, 10.0, None)).card_row("use").cards
    assert [raw_text(c.value) for c in cards] == ["病床数が未入力"] * 3


def test_that_almost_equal_rests_on_three_tenths_is_said(read: Read) -> None:
    sentences = council.section(read, area_of(read, "1005"), begun(read, "1005")).sentences
    [said] = [s for s in map(raw_text, sentences) if "ほぼ一致" in s]
    assert "本区域の入院患者の約3割が県外からの流入" in said
    assert "603床" in said
    assert "595床" in said
    assert "流入が1ポイント違うと約9床動く" in said


def by_hand(read: Read, code: str) -> list[tuple[str, float, float | None]]:
    """function, reported beds of 2025, share of inflow of its own patients: from the cells alone."""
    cells = {
        r["bed_function"]: r["beds"]
        for r in read(beds.area_beds, code).frame.to_dict("records")
        if (r["series"], r["year"]) == ("reported", 2025)
    }
    own = {
        r["patient_group"]: r["share"]
        for r in read(flows.flow, code).frame.to_dict("records")
        if r["direction"] == "inflow" and r["partner_area_code"] == code
    }
    groups = {"high_acute": "acute", "acute": "acute", "recovery": "comprehensive", "chronic": "chronic"}
    return [(f, cells[f], 1 - own[g] if g in own else None) for f, g in groups.items()]


@pytest.mark.parametrize("code", AREAS)
def test_each_functions_beds_are_taken_by_the_rate_of_its_own_patients_and_added_up_line_by_line(
    read: Read, code: str
) -> None:
    """Failed before: all beds were multiplied by the rate of 高度急性期+急性期."""
    section = council.section(read, area_of(read, code), begun(read, code))
    *lines, total = section.table("by_function").rows
    expected = by_hand(read, code)
    sums = 0.0
    for line, (function, count, share) in zip(lines, expected, strict=True):
        assert line[:2] == (labels.BED_FUNCTION[function], count)
        residents = 0 if count == 0 else None if share is None else count * (1 - share)
        assert line[4] == (residents if residents is None else pytest.approx(residents))
        assert residents is not None, "this test's areas have every rate that they need"
        sums += residents
    assert total[1] == sum(count for _, count, _ in expected)
    assert total[4] == pytest.approx(sums)
    assert raw_text(section.card_row("use").cards[0].value) == labels.beds(round(sums))
    assert raw_text(section.lead).startswith(f"住民が利用する病床は{labels.beds(round(sums))}")


def without_chronic(read: Read, code: str) -> Read:
    """As if the publication had no row of 慢性期 for the area."""

    def asked(query: Any, /, *args: Any, **kwargs: Any) -> Any:
        found = read(query, *args, **kwargs)
        if query is flows.flow and args == (code,):
            return replace(found, frame=found.frame[found.frame["patient_group"] != "chronic"])
        return found

    return asked


def test_a_missing_rate_makes_the_sum_incomputable_and_is_named_never_zero(read: Read, book: SourceBook) -> None:
    section = council.section(without_chronic(read, "1001"), area_of(read, "1001"), begun(read, "1001"))
    holds(section, book)
    assert "算出不可" in raw_text(section.lead)
    assert "足りない数値: 慢性期の流入率" in raw_text(section.lead)
    for card in section.card_row("use").cards:
        assert raw_text(card.value) == "算出不可"
    rows = section.table("by_function").texts()
    assert rows[3][3:] == ("データなし", "算出不可", "算出不可")
    assert rows[4][3:] == ("算出不可", "算出不可", "算出不可")
    assert "算出不可" not in rows[0]


def test_an_area_without_chronic_patients_in_the_publication_needs_no_rate_where_it_has_no_such_beds(
    real_store: Store, read: Read
) -> None:
    lacking = real_store.frame(
        "SELECT area_code FROM area WHERE area_code NOT IN (SELECT area_code FROM flow WHERE direction = 'inflow' "
        "AND patient_group = 'chronic') ORDER BY 1"
    )["area_code"].tolist()
    assert lacking
    for code in lacking:
        section = council.section(read, area_of(read, code), begun(read, code))
        [chronic] = [count for f, count, _ in by_hand(read, code) if f == "chronic"]
        assert ("算出不可" in raw_text(section.lead)) == (chronic != 0)


def test_the_shares_of_the_papers_stand_beside_each_other_and_what_the_difference_rests_on_is_said(read: Read) -> None:
    area = area_of(read, "1005")
    section = council.section(read, area, begun(read, "1005"))
    rows = {row[0]: row for row in section.table("bases").texts()}
    assert rows["協議会の委員が使った割合"][1:] == ("862", "30.0%", "30.0%", "603", "603", "+8")
    assert rows["推薦の資料の県外からの入院患者(26.4%)"][1:] == ("862", "26.4%", "26.4%", "634", "634", "+39")
    [said] = [s for s in map(raw_text, section.sentences) if "26.4%" in s]
    assert said == (
        "委員の計算の603床(基準病床数との差 +8床)は流入30.0%によるもので、推薦の資料の県外からの入院患者 26.4%"
        "(2021年の県調査。本区域の入院患者に占める割合)なら634床(基準病床数との差 +39床)。"
    )
    nominated = council.section(read, area, begun(read, "1005", NOMINATED))
    assert [raw_text(c.value) for c in nominated.card_row("use").cards] == ["634床", "228床", "+39床"]


def test_the_patient_survey_is_a_basis_where_it_states_a_rate_and_else_its_word_is_said(read: Read) -> None:
    rate = next(
        r["share"]
        for r in read(flows.totals, "1001").frame.to_dict("records")
        if (r["direction"], r["basis"]) == ("inflow", "patient_survey_2023")
    )
    [basis] = [b for b in council_bases.bases(read, area_of(read, "1001")) if b.key == SURVEY]
    assert basis.share is not None
    assert basis.share.low == basis.share.high == rate
    mie = area_of(read, "2405")  # no patient survey by area
    assert SURVEY not in [b.key for b in council_bases.bases(read, mie)]
    notes = "".join(map(raw_text, council.section(read, mie, begun(read, "2405")).notes))
    assert "患者調査(2023年)の推計の流入患者割合は" in notes
