"""会議資料: the picked sections, in reading order, as the page shows them."""

from __future__ import annotations

from core.data.reader import Read
from core.views.area import beds, comparison, council, hospitals, papers, position
from core.views.area.chapters import Shown, started
from core.views.area.council import Inputs
from core.views.area.council_bases import BY_FUNCTION, start
from core.views.area.papers import PRINTED
from core.views.area.place import area_of
from core.views.words import raw_text
from core.vocabulary.terms import BedFunction, PatientGroup
from tests.area.sheets import FUJIOKA_SHEET


def test_sections_come_in_reading_order_whatever_order_they_were_picked_in(read: Read) -> None:
    area = area_of(read, "1005")
    wanted = ["profile", "beds", "trend", "flow"]
    for keys in (("flow", "profile", "beds"), ("beds", "flow", "profile")):
        assert [s.anchor for s in papers.sections(read, area, Shown(), keys)] == wanted


def test_only_what_the_area_has_is_offered(read: Read) -> None:
    both = {"opinions", "worksheet"}
    fujioka, kiso = area_of(read, "1005"), area_of(read, "2006")
    assert set(PRINTED) - set(papers.offered(read, kiso, Shown())) == both
    assert set(PRINTED) - set(papers.offered(read, fujioka, Shown())) == {"worksheet"}
    assert list(papers.offered(read, fujioka, Shown(worksheet=FUJIOKA_SHEET))) == list(PRINTED)
    assert papers.sections(read, kiso, Shown(), both) == ()


def test_what_is_chosen_on_the_page_is_on_the_paper(read: Read) -> None:
    area = area_of(read, "1005")
    reported, planned = beds.years(read, area)
    given = Inputs(500, BY_FUNCTION, None, 400)
    shown = Shown(
        function=BedFunction.CHRONIC,
        year=reported[0],
        group=PatientGroup.CHRONIC,
        form_year=reported[0],
        form_plan=planned[0],
        council=lambda: given,
        peers=lambda: comparison.of_prefecture(read, area),
        worksheet=FUJIOKA_SHEET,
    )
    by_anchor = {s.anchor: s for s in papers.sections(read, area, shown, PRINTED)}
    assert raw_text(by_anchor["position"].lead) == raw_text(
        position.section(read, area, BedFunction.CHRONIC, reported[0]).lead
    )
    assert (
        by_anchor["beds"].table("form").headings
        == beds.form(read, area, reported[0], planned[0]).table("form").headings
    )
    assert "慢性期" in raw_text(by_anchor["flow"].figures[0].title)
    assert raw_text(by_anchor["council"].lead) == raw_text(council.section(read, area, given).lead)
    assert (
        by_anchor["peers"].table("comparison").texts()
        == comparison.section(read, area, comparison.of_prefecture(read, area)).table("comparison").texts()
    )
    assert len(FUJIOKA_SHEET.explanations) <= len(by_anchor["worksheet"].tables[1].rows)


def test_the_workbook_has_every_figure_of_every_institution(read: Read) -> None:
    area = area_of(read, "0104")
    (printed,) = papers.sections(read, area, Shown(), {"hospitals"})
    (whole,) = papers.whole(read, area, [printed])
    assert whole.every_table() == (hospitals.whole(read, area),)
    assert len(whole.tables[0].columns) > len(printed.tables[0].columns)
    assert len(whole.tables[0].rows) == len(printed.tables[0].rows)


def test_the_calculation_starts_as_on_the_page_and_keeps_what_was_typed(read: Read) -> None:
    area = area_of(read, "1005")
    begun = start(read, area)
    assert started(read, area) == Inputs(begun.beds, BY_FUNCTION, None, begun.standard_beds)
    assert started(read, area, BY_FUNCTION, (700, 12.5, 600)) == Inputs(700, BY_FUNCTION, 12.5, 600)
