"""Every figure of every kind of document stands where its section has it: read again from Word, PDF and Excel, cell by cell."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import openpyxl
import pytest

from core.data.reader import Read, reader
from core.data.store import Store
from core.exports.cells import clean, value_of
from core.exports.documents import EXCEL, PDF, WORD, written
from core.exports.paper import Paper
from core.rules import engine
from core.rules.content import load_presets, preset_scenario
from core.rules.engine import Result
from core.rules.facts import from_store
from core.views.area import papers, policy_draft
from core.views.area.chapters import Shown
from core.views.area.place import area_of
from core.views.figure import Chart
from core.views.review import acute, meeting
from core.views.section import Section
from core.views.simulator import form, reasons
from core.views.sources import sources_by_id
from core.views.words import raw_text
from core.vocabulary.terms import PatientGroup
from tests.exports.documents import big_figures, cells, opened, printed
from tests.exports.programs import text_of
from tests.exports.test_pdf import dense, written_in

PAPER = Paper(title="資料", made=date(2026, 11, 27))
Sections = tuple[Section, ...]


def _meeting(read: Read, result: Result) -> Sections:
    """What no other test compares cell by cell, of the largest area."""
    return papers.sections(read, area_of(read, "0104"), Shown(), ("council", "demand", "peers", "evidence"))


def _withheld(read: Read, result: Result) -> Sections:
    """The area of which most ways of patients are withheld."""
    return papers.sections(read, area_of(read, "1313"), Shown(), ("profile", "beds", "flow"))


def _draft(read: Read, result: Result) -> Sections:
    return policy_draft.sections(read, area_of(read, "1005"))


def _reasons(read: Read, result: Result) -> Sections:
    return reasons.sections(result, "10")


def _answer(read: Read, result: Result) -> Sections:
    return (form.section(result, "1005"),)


def _review(read: Read, result: Result) -> Sections:
    deck = meeting.deck(read, "", "later", ("0803", "0409"), PatientGroup.ACUTE, acute.MEASURES[0])
    return tuple(slide.make() for slide in deck.slides if slide.anchor != "check")


KINDS = (_meeting, _withheld, _draft, _reasons, _answer, _review)


@pytest.fixture(scope="module")
def result(real_store: Store) -> Result:
    scenario = next(preset_scenario(p) for p in load_presets() if p.id == "gunma")
    return engine.run(from_store(real_store), scenario)


def _tables(section: Section) -> list[list[tuple[str, ...]]]:
    """As Word has them: big figures, pictures that only a screen can draw, tables."""
    undrawn = [f.twin for f in section.figures if not isinstance(f.drawing, Chart)]
    return [*big_figures(section), *printed(undrawn), *printed(section.tables)]


@pytest.mark.parametrize("kind", KINDS)
def test_every_cell_of_every_table_is_that_of_its_section(
    real_store: Store, result: Result, kind: Callable[[Read, Result], Sections]
) -> None:
    sections, book = kind(reader(real_store), result), sources_by_id(real_store)
    wanted = [t for s in sections for t in _tables(s)]
    assert sum(len(t) for t in wanted) > 5
    assert [cells(t) for t in opened(written(WORD, sections, book, PAPER)).tables] == wanted

    text = dense(text_of(written(PDF, sections, book, PAPER)))
    for section in sections:
        written_in(tuple(t for t in section.tables if len(t.columns) <= 7), text)
        for shown in section.tables:
            missing = {cell for row in shown.texts() for cell in row if dense(cell) not in text}
            assert not missing, raw_text(shown.title)

    workbook = openpyxl.load_workbook(io.BytesIO(written(EXCEL, sections, book, PAPER)))
    for section, sheet in zip(sections, workbook.worksheets, strict=False):
        rows = [[c.value for c in row] for row in sheet.iter_rows()]
        at = 0
        for shown in section.every_table():
            at = next(n for n in range(at, len(rows)) if rows[n][0] == clean(raw_text(shown.title))) + 2
            for row in shown.rows:
                values = [value_of(c, v) for c, v in zip(shown.columns, row, strict=True)]
                expected = [
                    (clean(v) or None) if isinstance(v, str) else v and pytest.approx(v, rel=1e-12) for v in values
                ]
                assert rows[at][: len(expected)] == expected, f"{sheet.title}, {raw_text(shown.title)}"
                at += 1
