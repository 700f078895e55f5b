"""Every workbook of the app: ready to print on A4, dated, with the cautions, one sign for a minus."""

from __future__ import annotations

import errno
import io
import math
import re
import tempfile
from collections.abc import Iterator
from datetime import date

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from core.content.cautions import official_sentences
from core.data.reader import reader
from core.data.store import Store
from core.exports import pack
from core.exports.documents import EXCEL, written
from core.exports.paper import Paper
from core.exports.simulation import simulation_workbook
from core.exports.upload_form import xlsx_template
from core.rules import backtest, engine
from core.rules.content import load_presets, preset_scenario
from core.rules.facts import from_store
from core.uploads.kinds import KINDS
from core.views.area import papers, policy_draft, sheet
from core.views.area.chapters import Shown
from core.views.area.place import area_of
from core.views.simulator import form, reasons
from core.views.sources import sources_by_id
from tests.area.sheets import FUJIOKA_SHEET

DAY = date(2026, 11, 27)
FORM = "upload_form"
#: A minus before a figure is "-" as in the number formats; "−" stands between two things alone, "▲" nowhere.
_OTHER_MINUS = re.compile(r"[▲△]\s?\d|[−‐‑–]\d")
_SIGNED = re.compile(r"^[▲△−‐‑–]")


@pytest.fixture(scope="module")
def books(real_store: Store) -> dict[str, openpyxl.Workbook]:
    read, sources = reader(real_store), sources_by_id(real_store)
    scenario = next(preset_scenario(p) for p in load_presets() if p.id == "gunma")
    result = engine.run(from_store(real_store), scenario)
    cautions = official_sentences()
    paper = Paper(title="資料", made=DAY, cautions=cautions)
    fujioka, sapporo = area_of(read, "1005"), area_of(read, "0104")
    shown = Shown(worksheet=FUJIOKA_SHEET)
    of_sections = {
        "meeting": papers.whole(read, fujioka, papers.sections(read, fujioka, shown)),
        "longest": papers.whole(read, sapporo, papers.sections(read, sapporo, Shown(), ("hospitals",))),
        "islands": sheet.sections(read, area_of(read, "3207")),
        "draft": policy_draft.sections(read, fujioka),
        "reasons": reasons.sections(result, "10"),
        "form": (form.section(result, "1005"),),
    }
    made = {name: written(EXCEL, sections, sources, paper) for name, sections in of_sections.items()}
    made["pack"] = pack.of_area(read, area_of(read, "2006"), Shown(), sources, paper).parts[-1].make()
    made["simulation"] = simulation_workbook(result, backtest.run(result), sources, DAY)
    made[FORM] = xlsx_template(KINDS["occupancy_2015"], {"1005": "藤岡"})
    return {name: openpyxl.load_workbook(io.BytesIO(content)) for name, content in made.items()}


def sheets(books: dict[str, openpyxl.Workbook]) -> Iterator[tuple[str, Worksheet]]:
    return ((f"{name}: {sheet.title}", sheet) for name, book in books.items() for sheet in book.worksheets)


def test_every_sheet_is_a4_no_wider_than_can_be_read_dated_and_numbered(books: dict[str, openpyxl.Workbook]) -> None:
    for name, shown in sheets(books):
        assert shown.page_setup.paperSize == 9, name
        wide = sum(shown.column_dimensions[get_column_letter(n + 1)].width for n in range(shown.max_column))
        pages = shown.page_setup.fitToWidth
        # A character is 7 pixels of 96 an inch at full size; letters of 11 points stay 8 points high or more.
        place = 297 if shown.page_setup.orientation == "landscape" else 210
        inches = place / 25.4 - shown.page_margins.left - shown.page_margins.right
        assert inches * 96 / (wide / pages * 7) >= 8 / 11 - 0.01, name
        assert pages == 1 or shown.print_title_cols == "$A:$A", name
        assert shown.page_setup.fitToHeight == 0, name
        assert shown.print_options.gridLines, name
        assert "(作成日 20" in shown.oddHeader.right.text, name
        assert shown.oddFooter.center.text == "&P / &N", name


def test_the_cautions_stand_on_the_last_sheet_of_every_workbook(books: dict[str, openpyxl.Workbook]) -> None:
    for name, book in books.items():
        if name != FORM:
            told = {c.value for c in book.worksheets[-1]["A"]}
            assert {f"※ {line}" for line in official_sentences()} <= told, name


def test_a_row_is_as_high_as_the_lines_that_excel_sets_in_the_face(books: dict[str, openpyxl.Workbook]) -> None:
    """Failed before: the last of several lines was cut, for a line of Yu Gothic takes 18.75 points."""
    seen = 0
    for name, shown in sheets(books):
        for merged in shown.merged_cells.ranges:
            wide = sum(shown.column_dimensions[get_column_letter(n)].width for n in range(1, merged.max_col + 1))
            text = str(shown.cell(merged.min_row, 1).value)
            lines = math.ceil(sum(1 if ord(c) < 256 else 2 for c in text) / wide)
            assert shown.row_dimensions[merged.min_row].height >= 18.75 * lines, f"{name}: {text}"
            seen += lines > 1
    assert seen > 10


def test_what_is_longer_than_its_place_wraps(books: dict[str, openpyxl.Workbook]) -> None:
    for name, shown in sheets(books):
        merged = {str(r).split(":")[0]: r for r in shown.merged_cells.ranges}
        for cell in (c for row in shown.iter_rows() for c in row if isinstance(c.value, str)):
            end = merged[cell.coordinate].max_col if cell.coordinate in merged else cell.column
            letters = [get_column_letter(n) for n in range(cell.column, end + 1)]
            wide = sum(shown.column_dimensions[letter].width for letter in letters)
            taken = sum(1 if ord(c) < 256 else 2 for c in cell.value)
            assert taken <= wide or cell.alignment.wrap_text, f"{name} {cell.coordinate}: {cell.value}"


def test_a_minus_is_written_one_way(books: dict[str, openpyxl.Workbook]) -> None:
    for name, shown in sheets(books):
        for cell in (c for row in shown.iter_rows() for c in row if c.value is not None):
            if isinstance(cell.value, str):
                assert not _OTHER_MINUS.search(cell.value), f"{name} {cell.coordinate}: {cell.value}"
            elif "-" in cell.number_format or "+" in cell.number_format:
                assert all(not _SIGNED.search(part) for part in cell.number_format.split(";")), (
                    f"{name} {cell.coordinate}"
                )


def test_a_workbook_is_made_on_a_machine_whose_temporary_folder_takes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object, **options: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    for name in ("NamedTemporaryFile", "TemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, name, full)
    monkeypatch.setattr(openpyxl.worksheet._writer, "NamedTemporaryFile", full)
    content = xlsx_template(KINDS["occupancy_2015"], {"1005": "藤岡"})
    assert openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]["A1"].value
