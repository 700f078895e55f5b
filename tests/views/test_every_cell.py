"""From any figure of beds on any page to the cell of the ministry's book: a column of beds names its cells, or is known to be ours."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from core.data.reader import Read, reader
from core.data.store import Store
from core.rules import engine
from core.rules.facts import from_store
from core.rules.scenario import Scenario
from core.views import cells
from core.views.section import Section
from core.views.simulator import why
from core.views.table import Table
from tests.views import every_section

#: Columns of beds that stand in no book, by table: computed here, typed by a person, or read from a person's own file.
OURS = {
    "funnel_rows": {"expected"},
    "by_function": {"residents", "others"},
    "bases": {"beds", "residents", "residents_least", "difference"},
    "comparison": {"reported_rate", "required_rate"},
    "worksheet_rest": {"explained", "rest"},
    "worksheet_lines": {"beds"},
    "beds": {"gap"},  # of areas taken together: the columns beside it name the cells of all areas
    "gap_effect": {"change", "after", "gap_after"},
    "estimate": None,
    "wards": None,
    "every_ward": None,
    # Sums of the area's list, which the table of its institutions names one by one.
    "functions_rows": {"beds"},
    "clues": {"beds_closed"},
}


def _made(store: Store) -> Iterator[Section]:
    read, facts = reader(store), from_store(store)
    result = engine.run(facts, Scenario(name="試算", year=facts.years[-1]))
    yield from every_section.of_area(read, "1005")
    for pref in ("", "10"):
        yield from every_section.of_overview(read, pref)
    yield from every_section.of_review(read)
    yield why.section(result, "1005", read)
    yield from every_section.of_money(result)
    yield from every_section.of_uploads(result)


@pytest.fixture(scope="module")
def tables(real_store: Store) -> list[Table]:
    return [t for section in _made(real_store) for t in (*section.tables, *(f.twin for f in section.figures))]


def test_each_column_of_beds_states_its_cells_or_is_known_to_be_ours(tables: list[Table]) -> None:
    silent = set()
    for table in tables:
        named = {s.column for s in table.stated}
        named |= {c.name for i, c in enumerate(table.columns) if any(row[i] for row in table.origins)}
        ours = OURS.get(table.key, set())
        beds = {c.name for c in table.columns if c.numeric and c.unit == "床"}
        silent |= set() if ours is None else {f"{table.key}.{name}" for name in beds - named - ours}
    assert not silent
    assert sum(bool(t.stated or t.origins) for t in tables) > 20


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
