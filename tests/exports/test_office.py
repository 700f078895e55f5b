"""What an office program makes of the files: drawn once by LibreOffice, then read again."""

from __future__ import annotations

from datetime import date

import pytest

from core.content.cautions import official_sentences
from core.data.reader import reader
from core.data.store import Store
from core.exports.documents import EXCEL, FORMS, SLIDES, WORD, written
from core.exports.paper import Paper
from core.rules import engine
from core.rules.content import load_presets, preset_scenario
from core.rules.facts import from_store
from core.views import cells
from core.views.area import papers, policy_draft, sheet
from core.views.area.chapters import Shown
from core.views.area.place import area_of
from core.views.section import Section
from core.views.simulator import reasons
from core.views.sources import OURS, Sources, sources_by_id
from core.views.table import Column, Kind, table
from core.views.words import raw_text
from tests.exports import slides
from tests.exports.programs import boxes_of, drawn, pages_of, sizes_of, text_of
from tests.exports.test_beside import SIX, together
from tests.exports.test_pdf import dense

#: 藤岡 with its designation, 木曽 with one hospital, 隠岐 with flows that are withheld, 区中央部 with partners in 36 areas, 札幌 with the
#: most institutions.
AREAS = ("1005", "2006", "3207", "1301", "0104")
Made = dict[str, tuple[tuple[Section, ...], bytes]]
#: Points of an inch, which slides are measured in by their library in parts.
_POINT = 12_700


def _signs() -> Section:
    """Figures on both sides of nothing in every kind of column, none of them twice."""
    kinds = (Kind.NUMBER, Kind.SIGNED, Kind.SIGNED_PERCENT)
    columns = tuple(Column(name=k, label=k, kind=k, digits=int(k is Kind.SIGNED_PERCENT)) for k in kinds)
    rows = [(98_765, 43_219, 0.8765), (-8_901, -7_654, -0.4321), (0, 0, 0.0), (-0.2, -0.3, -0.0004)]
    return Section(anchor="signs", title="符号", tables=(table("signs", "符号", columns, rows, Sources((OURS,))),))


@pytest.fixture(scope="module")
def files(real_store: Store) -> Made:
    """Sections and what they became, by name of the file; `deck` are slides."""
    read, book = reader(real_store), sources_by_id(real_store)
    scenario = next(preset_scenario(p) for p in load_presets() if p.id == "gunma")
    result = engine.run(from_store(real_store), scenario)
    fujioka = area_of(read, "1005")
    meeting = papers.sections(read, fujioka, Shown(), ("profile", "beds", "flow"))
    wanted = {f"sheet_{code}": (WORD, sheet.sections(read, area_of(read, code))) for code in AREAS}
    wanted |= {
        "draft": (WORD, policy_draft.sections(read, fujioka)),
        "reasons": (WORD, reasons.sections(result, "10")),
        "join": (WORD, (together(read, SIX),)),
        "book": (EXCEL, (*meeting, _signs())),
        "deck": (SLIDES, papers.for_slides(papers.sections(read, area_of(read, "1301"), Shown()))),
    }
    made = {}
    for name, (form, sections) in wanted.items():
        sections = tuple(cells.located(read, s) for s in sections)  # as the panel of documents does
        paper = Paper(title=name, made=date(2026, 11, 27), cautions=official_sentences())
        made[f"{name}.{FORMS[form].ending}"] = (sections, written(form, sections, book, paper))
    return made


@pytest.fixture(scope="module")
def every(files: Made) -> Made:
    """Sections and the PDF that the office program made of them, by name."""
    shown = drawn({name: content for name, (_, content) in files.items()})
    return {name.split(".")[0]: (sections, shown[name]) for name, (sections, _) in files.items()}


@pytest.fixture(scope="module")
def made(every: Made) -> Made:
    """What is printed on A4."""
    return {name: found for name, found in every.items() if name != "deck"}


def test_every_figure_stands_on_paper_and_every_page_is_a4(made: Made) -> None:
    for name, (sections, content) in made.items():
        text = dense(text_of(content))
        for section in sections:
            cards = tuple(c.as_table(section.title) for c in section.cards)
            tables = section.every_table() if name == "book" else (*cards, *section.tables)
            for shown in tables:
                for row in shown.texts():
                    assert all(dense(cell) in text for cell in row), f"{name}, {raw_text(shown.title)}: {row}"
            assert dense(raw_text(section.lead)) in text, name
        assert all(size.endswith("(A4)") for size in sizes_of(content)), name
        assert all(dense(line) in text for line in official_sentences()), name


def test_the_sheet_of_an_area_has_two_pages_and_the_draft_two(made: Made) -> None:
    counted = {name: pages_of(content) for name, (_, content) in made.items()}
    assert {name: n for name, n in counted.items() if name.startswith(("sheet", "draft"))} == {
        **{f"sheet_{code}": 2 for code in AREAS},
        "draft": 2,
    }
    assert counted["reasons"] < 10


def test_the_first_page_of_six_areas_is_full(made: Made) -> None:
    """Failed before: the second picture went over to the next page. Its place beside the first is counted to the millimetre."""
    sections, content = made["join"]
    first = dense(text_of(content).split("\f")[0])
    assert all(dense(cell) in first for cell in sections[0].table("people").texts()[-1])


def test_every_figure_stands_on_its_slide_and_nothing_runs_over_an_edge(every: Made) -> None:
    sections, content = every["deck"]
    text = dense(text_of(content))
    for section in sections:
        for shown in section.tables:
            for row in shown.texts():
                assert all(dense(cell) in text for cell in row), f"{raw_text(shown.title)}: {row}"
        assert dense(raw_text(section.lead)) in text
    pages = boxes_of(content)
    assert len(pages) > 20
    for number, page in enumerate(pages, start=1):
        assert page.words, f"slide {number} is empty"
        for word in page.words:
            assert 0 <= word.left <= word.right <= page.wide, (number, word)
            assert 0 <= word.top <= word.bottom <= page.high, (number, word)


def test_what_stands_in_a_table_of_a_slide_ends_where_the_table_does(files: Made, every: Made) -> None:
    deck, pages = slides.opened(files["deck.pptx"][1]), boxes_of(every["deck"][1])
    assert len(pages) == len(deck.slides)
    seen = 0
    for number, (slide, page) in enumerate(zip(deck.slides, pages, strict=True), start=1):
        for frame in (s for s in slide.shapes if s.has_table):
            end = frame.top + sum(row.height for row in frame.table.rows)
            below = min(s.top for s in slide.shapes if s.top >= end) / _POINT
            over = [w.text for w in page.words if end / _POINT + 1 < (w.top + w.bottom) / 2 < below]
            assert over == [], f"slide {number}"
            seen += 1
    assert seen > 6
