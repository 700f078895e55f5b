"""From any figure of beds on any page to the cell of the ministry's book: columns, words of tables and sentences, or it is known to be ours."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from core.data.reader import Read, reader
from core.data.store import Store
from core.rules import engine
from core.rules.facts import from_store
from core.rules.scenario import Scenario
from core.views import cells
from core.views.area import worksheet
from core.views.area.place import area_of
from core.views.section import Section
from core.views.simulator import why
from core.views.table import Column, Table
from core.views.words import raw_text
from core.vocabulary.terms import BedFunction
from tests.area.sheets import FUJIOKA_SHEET
from tests.views import every_section

_MODEL = "computed by the model of the nation (funnel), which no book states"
_PERSON = "typed or brought by a person"
_RATE = "beds times a share of inflow, computed here; the beds stand beside it"
_PER_PEOPLE = "beds per 100,000 people, computed here from the beds beside it"
_PLAN = "what a person plans; the columns before it name their cells"
_LISTED = "a sum of the area's list, whose institutions stand in the table below, each with its cells"
_MONEY = "prices and conditions of the schemes, from their own papers"
_TEXT = "words of a council, of a paper or of a glossary, quoted"
_CHECK = "sums of the reconciliation, over every cell of both books"
_COMMITTEE = "figures of the council's own papers, or a person's, and what is computed from them"

#: Columns of beds that stand in no book, by table: None for the whole table. Each with its reason.
OURS: dict[str, tuple[set[str] | None, str]] = {
    "funnel_rows": ({"expected"}, _MODEL),
    "by_function": ({"residents", "others"}, _RATE),
    "bases": ({"beds", "residents", "residents_least", "difference"}, _COMMITTEE),
    "rates_rows": ({"reported", "required"}, _PER_PEOPLE),
    "comparison": ({"reported_rate", "required_rate"}, _PER_PEOPLE),
    "worksheet_rest": ({"explained", "rest"}, _PERSON),
    "worksheet_lines": ({"beds"}, _PERSON),
    "gap_effect": ({"change", "after", "gap_after"}, _PLAN),
    "estimate": (None, _PERSON),
    "wards": (None, _PERSON),
    "every_ward": (None, _PERSON),
    "amount": ({"value"}, _PERSON),
    "use": ({"value", "compare"}, _COMMITTEE),
    "opinions": ({"text"}, _TEXT),
    "headline": ({"compare"}, "the sum, its 必要量 and their difference: the cell of the sum names the cells of both"),
    "list": ({"why"}, _MODEL),
    "chosen": ({"why"}, _MODEL),
    "rules": ({"rule"}, _MONEY),
    "other_schemes": ({"amount", "found"}, _MONEY),
    "glossary": ({"meaning"}, _TEXT),
    "sources": ({"note"}, _TEXT),
    "checks": ({"detail"}, _CHECK),
}
#: Sections with figures of beds in sentences that no traced column of theirs holds, nor comes to, each with the reason.
SAID = {
    "position": _MODEL,
    "peers": _PER_PEOPLE,
    "council": _COMMITTEE,
    "money-rules": _MONEY,
    "noise": "one bed, as a word",
    "headline": "the card beside it says the same sum in 万床, and names the cells of the sum and of its 必要量",
}
#: Not the rates that are so many per 100 beds.
_BEDS = re.compile(r"(?<![/\d,])([+-]?[\d,]+)床(?!当|あ)")


def _made(store: Store) -> Iterator[Section]:
    read, facts = reader(store), from_store(store)
    result = engine.run(facts, Scenario(name="試算", year=facts.years[-1]))
    yield from every_section.of_area(read, "1005")
    for pref in ("", "10"):
        yield from every_section.of_overview(read, pref)
    yield from every_section.of_review(read)
    yield why.section(result, "1005", read)
    yield from every_section.of_simulator(read, result)
    yield from every_section.of_scenarios(facts)
    yield from every_section.of_money(result)
    yield from every_section.of_uploads(result)
    yield worksheet.section(read, area_of(read, "1005"), FUJIOKA_SHEET, BedFunction.TOTAL)
    yield from every_section.of_shelf(read)


@pytest.fixture(scope="module")
def sections(real_store: Store) -> list[Section]:
    return list(_made(real_store))


@pytest.fixture(scope="module")
def tables(sections: list[Section]) -> list[Table]:
    return [t for section in sections for t in section.every_table()]


def _named(table: Table) -> set[str]:
    """Columns that name their cells."""
    named = {s.column for s in table.stated}
    return named | {c.name for i, c in enumerate(table.columns) if any(row[i] for row in table.origins)}


def _of_beds(table: Table, column: Column) -> bool:
    """Whether a column holds figures of beds, as numbers or in words."""
    if column.numeric:
        return column.unit.startswith("床")
    return any(isinstance(cell, str) and _BEDS.search(cell) for cell in table.column(column.name))


def _ours(table: Table, name: str) -> bool:
    columns, _ = OURS.get(table.key, (set(), ""))
    return columns is None or name in columns


def test_each_column_of_beds_states_its_cells_or_is_known_to_be_ours(tables: list[Table]) -> None:
    silent = {
        f"{table.key}.{column.name}"
        for table in tables
        for column in table.columns
        if _of_beds(table, column) and column.name not in _named(table) and not _ours(table, column.name)
    }
    assert not silent
    assert sum(bool(t.stated or t.origins) for t in tables) > 20


def test_no_exception_outlives_its_reason(tables: list[Table], sections: list[Section]) -> None:
    """Each table and column that is known to be ours is there, and names no cells."""
    for key, (columns, _) in OURS.items():
        found = [t for t in tables if t.key == key]
        assert found, key
        for name in columns or ():
            assert any(_of_beds(t, c) for t in found for c in t.columns if c.name == name), (key, name)
            assert not any(name in _named(t) for t in found), (key, name)
    assert set(SAID) == {s.anchor for s in sections if s.anchor in SAID and _silent(s)}


def _stated(section: Section) -> set[float]:
    """The figures of the section that name their cells or are known to be ours, without their signs.

    So do the sum of a column and the change in a row.
    """
    found: set[float] = set()
    for table in section.every_table():
        traced = [table.column(c.name) for c in table.columns if c.name in _named(table) or _ours(table, c.name)]
        figures = [[float(v) if isinstance(v, int | float) else None for v in column] for column in traced]
        found |= {abs(v) for column in figures for v in column if v is not None}
        found |= {sum(v or 0 for n, v in enumerate(column) if n not in table.sums) for column in figures}
        ends = [[v for v in row if v is not None] for row in zip(*figures, strict=True)]
        found |= {abs(row[-1] - row[0]) for row in ends if len(row) > 1}
    return found


def _silent(section: Section) -> set[str]:
    """Figures of beds in the section's sentences that none of its columns accounts for."""
    known = _stated(section)
    said = (raw_text(words) for words in (section.lead, *section.sentences))
    return {f for words in said for f in _BEDS.findall(words) if abs(float(f.replace(",", ""))) not in known}


def test_each_figure_of_beds_in_a_sentence_stands_in_such_a_column(sections: list[Section]) -> None:
    assert not {(s.anchor, figure) for s in sections if s.anchor not in SAID for figure in _silent(s)}


def test_what_is_stated_is_found_wherever_a_figure_stands(tables: list[Table], real_store: Store) -> None:
    read: Read = reader(real_store)
    for table in tables:
        found = cells.found(read, table)
        for column in table.stated:
            at = [c.name for c in table.columns].index(column.column)
            for row, parts, places in zip(table.rows, column.rows, found.origins, strict=True):
                if table.key == "waterfall_rows" and row[0] != "乖離":
                    continue  # causes and the rest are of the person who fills in the worksheet
                figure = isinstance(row[at], int | float)
                assert places[at] or not parts or not figure, (table.key, column.column, row)
                assert parts or not figure, (table.key, column.column, row)
