"""調整会議の視点: the calculation with its sources and intervals, and what the council said."""

from __future__ import annotations

import pytest

from core.content.council import council_areas, load_council
from core.data.queries import beds, flows
from core.data.reader import Read
from core.data.store import Store
from core.views.area import council
from core.views.area.council import ALL, OWN, STATED, Inputs
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
    first, known = council.start(read, area), {b.key: b for b in council.bases(read, area)}
    key = basis or next(iter(known))
    return Inputs(first.beds, key, known[key].start, first.standard_beds if standard is None else standard)


@pytest.mark.parametrize("code", AREAS)
def test_the_calculation_says_the_same_on_screen_and_in_files(read: Read, book: SourceBook, code: str) -> None:
    area = area_of(read, code)
    for basis in council.bases(read, area):
        holds(council.section(read, area, begun(read, code, basis.key, 500)), book)


@pytest.mark.parametrize("code", council_areas())
def test_the_opinions_say_the_same_on_screen_and_in_files(read: Read, book: SourceBook, code: str) -> None:
    area = area_of(read, code)
    for topic in ("", *council.topics(area)):
        holds(council.opinions(area, topic), book)


def test_the_members_calculation_of_fujioka(read: Read) -> None:
    section = council.section(read, area_of(read, "1005"), begun(read, "1005"))
    assert [raw_text(c.value) for c in section.card_row("use").cards] == ["603床", "259床", "+8床"]
    assert raw_text(section.card_row("use").cards[0].lines[0]) == "862床 × (1 − 30.0%) = 603.4床"
    assert raw_text(section.lead) == "住民が利用する病床は603床で、基準病床数 595床との差は+8床。"
    assert section.sources is not None
    assert section.sources.ids == ("gunma_2024_fujioka",)
    assert "委員が書面で示した計算" in "".join(map(raw_text, section.notes))


@pytest.mark.parametrize("code", AREAS[1:])
def test_another_area_begins_with_its_reported_beds_and_the_rate_of_acute_patients(read: Read, code: str) -> None:
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
    given = begun(read, code)
    assert (given.beds, given.basis, given.share, given.standard_beds) == (known[2025], ALL, round(rate * 100, 1), None)
    section = council.section(read, area_of(read, code), given)
    residents = known[2025] * (1 - round(rate, 3))
    assert raw_text(section.lead).startswith(f"住民が利用する病床は{residents:,.0f}床。")
    assert raw_text(section.card_row("use").cards[2].value) == "基準病床数が未入力"
    notes = "".join(map(raw_text, section.notes))
    assert "最初に入っている病床数は2025年の報告病床数の合計です" in notes
    assert "意見と回答は登録されていません" in notes


def test_the_rate_of_the_publication_is_named_after_its_patients(read: Read) -> None:
    for code in AREAS:
        [basis] = [b for b in council.bases(read, area_of(read, code)) if b.key == ALL]
        assert basis.label == "区域外すべて(NDB 2024年度、高度急性期+急性期の流入率)"
        assert "全体の流入率" not in basis.label


def test_a_share_of_other_prefectures_that_is_partly_withheld_says_what_it_can_be(
    real_store: Store, read: Read
) -> None:
    codes = real_store.frame("SELECT area_code FROM area ORDER BY 1")["area_code"].tolist()
    seen = set()
    for code in codes[::9]:
        rows = read(flows.flow, code).frame.to_dict("records")
        area = area_of(read, code)
        for basis in council.bases(read, area):
            part = [r for r in rows if r["direction"] == "inflow" and r["patient_group"] == basis.key]
            if not part:
                continue
            low = sum(r["share"] for r in part if r["partner_area_code"][:2] != code[:2])
            rest = 1 - sum(r["share"] for r in part)
            high = low + (rest if rest > 0.0005 else 0)
            assert basis.share is not None
            assert (basis.share.low, basis.share.high) == (pytest.approx(low), pytest.approx(high))
            if low == 0 and high > 0:
                assert basis.label.endswith(f"、{high * 100:.1f}%以下)")
                seen.add("withheld")
            if low > 0 and labels.percent(low) != labels.percent(high):
                assert basis.label.endswith(f"、{low * 100:.1f}%〜{high * 100:.1f}%)")
                seen.add("interval")
    assert seen == {"withheld", "interval"}


def test_a_result_on_a_partly_withheld_share_gives_the_range_until_somebody_changes_the_share(read: Read) -> None:
    area = area_of(read, "1005")
    given = begun(read, "1005", PatientGroup.ACUTE)
    [_, said] = council.section(read, area, given).sentences
    basis = next(b for b in council.bases(read, area) if b.key == PatientGroup.ACUTE)
    assert basis.share is not None
    most, least = (round(862 * (1 - s)) for s in (basis.share.low, basis.share.high))
    assert raw_text(said).startswith("この割合は27.7%〜32.2%(公表資料に載らない区域がある)。")
    assert f"住民が利用する病床は{least}〜{most}床の間。" in raw_text(said)
    changed = Inputs(given.beds, given.basis, 30.0, given.standard_beds)
    assert len(council.section(read, area, changed).sentences) == 1


def test_each_number_names_its_source_and_a_changed_one_is_the_persons(read: Read) -> None:
    area = area_of(read, "1001")
    given = begun(read, "1001")

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


@pytest.mark.parametrize("code", council_areas())
def test_every_opinion_and_reply_stands_in_its_topic_and_in_the_table(read: Read, code: str) -> None:
    area, known = area_of(read, code), load_council(code)
    assert known is not None
    section = council.opinions(area)
    count = sum(len(t.opinions) for t in known.topics), sum(len(t.replies) for t in known.topics)
    assert f"{len(known.topics)}の論点に意見{count[0]}件、回答{count[1]}件" in raw_text(section.lead)
    for topic in known.topics:
        assert section.topic(f"{topic.id}_opinions").lines == topic.opinions
        assert section.topic(f"{topic.id}_replies").lines == topic.replies
        assert bool(section.topic(f"{topic.id}_replies").note) == (not topic.replies)
        rows = [row for row in section.table("opinions").rows if row[0] == topic.label]
        assert [row[2] for row in rows] == [*topic.opinions, *topic.replies, *topic.quotes]
        one = council.opinions(area, topic.id)
        assert [t.key for t in one.topics] == [f"{topic.id}_opinions", f"{topic.id}_replies"]
        assert topic.source_note in raw_text(one.notes[0])


def test_the_council_of_fujioka_is_stated_first_among_the_bases(read: Read) -> None:
    assert [b.key for b in council.bases(read, area_of(read, "1005"))] == [
        STATED,
        ALL,
        "acute",
        "comprehensive",
        "chronic",
        OWN,
    ]


def test_an_area_without_a_council_has_no_opinions(read: Read) -> None:
    area = area_of(read, "1001")
    assert not council.has_opinions(area)
    with pytest.raises(KeyError):
        council.opinions(area)
