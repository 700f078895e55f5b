"""元のセル in the simulator and in 区域点検: of one area, of a combined signal, of areas taken together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.content.source_short import load_source_short
from core.data.queries import beds, meta
from core.data.reader import Read, reader
from core.data.store import Store
from core.rules import engine
from core.rules.facts import from_store
from core.rules.scenario import Scenario
from core.views import cells
from core.views.area import utilization, worksheet
from core.views.area.place import area_of
from core.views.national import indicator
from core.views.origins import Origin
from core.views.review import join
from core.views.simulator import why
from core.views.sources import source_book
from core.vocabulary.terms import BedFunction, Level, PatientGroup
from tests.views import traced
from tests.views.checks import read_again
from tests.views.traced import FUNCTIONS, Where, column, joined


@pytest.fixture(scope="module")
def read(real_store: Store) -> Read:
    return reader(real_store)


@pytest.fixture(scope="module")
def where(real_store: Store) -> Where:
    return traced.where(real_store)


def test_the_reasons_name_the_cells_of_each_signal_and_of_both_parts_of_a_combined_one(
    real_store: Store, read: Read, where: Where
) -> None:
    facts = from_store(real_store)
    scenario = Scenario(name="試算", year=2024)
    shown = why.section(engine.run(facts, scenario), "1005", read).table("signals")
    for name, key in {"reported": ("reported", 2024), "required": ("required", 2025)}.items():
        alone = {f: where["1005", f, *key] for f in FUNCTIONS}
        both = joined(alone["high_acute"], alone["acute"])
        assert column(shown, name) == [*(alone[f] for f in FUNCTIONS), both]
    assert not any(column(shown, "expected"))
    read_again(cells.traced(shown), source_book(meta.sources(real_store).frame, load_source_short()))

    corrected = why.section(engine.run(facts, replace(scenario, report_rate_correction=True)), "1005", read)
    assert not any(column(corrected.table("signals"), "reported"))  # the book states another figure than this one
    assert all(column(corrected.table("signals"), "required"))


def test_beds_of_areas_taken_together_name_the_cell_of_each_area_and_none_where_one_lacks_a_figure(
    read: Read, where: Where
) -> None:
    codes = ("1005", "1004", "2405")

    def lacking(query, /, *args, **kwargs):
        """All that is read, but one report of one area: a figure that every edition so far states."""
        found = read(query, *args, **kwargs)
        if query is not beds.comparison:
            return found
        gone = (found.frame["area_code"] == "1004") & (found.frame["bed_function"] == "chronic")
        return replace(found, frame=found.frame.assign(reported=found.frame["reported"].mask(gone)))

    for with_all, asked in ((True, read), (False, lacking)):
        shown = join.section(asked, codes, PatientGroup.ACUTE).table("beds")
        for row, function in enumerate(FUNCTIONS):
            reported, required = ([where[c, function, s, 2025] for c in codes] for s in ("reported", "required"))
            stated = with_all or function != "chronic"
            assert column(shown, "reported")[row] == (joined(*reported) if stated else "")
            assert column(shown, "required")[row] == joined(*required)
            for code, one, two in zip(codes, reported, required, strict=True):
                expected = joined(one, two, sign="−") if stated or code != "1004" else ""
                assert column(shown, f"gap_{code}")[row] == expected
            cells_of_sum = joined(*required).rpartition("」 ")[2]
            assert column(shown, "gap")[row] == (f"{joined(*reported)} − ({cells_of_sum})" if stated else "")
        assert not any(column(shown, "rate"))


def _stands(store: Store, code: str, kind: str) -> str:
    """The cell of a figure of beds in the newest book of institutions, as its row of `area_trace` says it."""
    [row] = store.frame("SELECT * FROM area_trace WHERE area_code = $code AND published_fy = 'R7'", code=code).to_dict(
        "records"
    )
    return f"令和7年度公表 シート「{row['sheet']}」 {row[f'{kind}_column']}{row['row']}"


def test_the_beds_behind_the_estimated_use_name_their_cells_where_there_is_an_estimate(
    real_store: Store, read: Read
) -> None:
    for code in ("1005", "0109"):
        found = utilization.section(read, area_of(read, code)).figure("functions").twin
        shown = cells.found(read, found)
        known = [isinstance(cell, int | float) for cell in shown.column("beds")]
        assert any(known)
        assert column(shown, "beds") == [
            _stands(real_store, code, f) if there else "" for f, there in zip(FUNCTIONS[1:], known, strict=True)
        ]


def test_closed_beds_among_the_clues_name_their_cell(real_store: Store, read: Read) -> None:
    area = area_of(read, "1005")
    shown = worksheet.section(read, area, worksheet.blank(read, area), BedFunction.ACUTE).table("clues")
    assert column(shown, "beds_closed") == [_stands(real_store, "1005", "closed")]


def test_the_use_of_beds_on_the_map_names_each_function_and_of_a_prefecture_each_area(
    real_store: Store, read: Read
) -> None:
    def twin(function: BedFunction, level: Level):
        asked = indicator.Asked("utilization", function, 2025, level)
        return cells.found(read, indicator.section(read, asked).figure("indicator").twin)

    one = twin(BedFunction.ACUTE, Level.AREA)
    by_code = dict(zip(one.column("area_code"), column(one, "whole"), strict=True))
    assert by_code["1005"] == _stands(real_store, "1005", "acute")
    assert all(
        bool(place) == (cell is not None) for place, cell in zip(by_code.values(), one.column("whole"), strict=True)
    )

    whole = twin(BedFunction.TOTAL, Level.AREA)
    by_code = dict(zip(whole.column("area_code"), column(whole, "whole"), strict=True))
    assert by_code["1005"] == joined(*(_stands(real_store, "1005", f) for f in FUNCTIONS[1:]))

    sums = twin(BedFunction.ACUTE, Level.PREFECTURE)
    by_code = dict(zip(sums.column("pref_code"), column(sums, "whole"), strict=True))
    assert by_code["10"] == " + ".join(_stands(real_store, f"10{n:02d}", "acute") for n in range(1, 11))


def test_a_difference_of_sums_takes_away_every_part_of_the_second() -> None:
    """With one sign before each part, what is added to the first figure was taken from it."""
    older = Origin("R6", "表", "F3")
    first, second, third = (Origin("R7", "表", cell) for cell in ("O12", "O17", "AX12"))
    assert cells.difference([first], [third]) == "令和7年度公表 シート「表」 O12 − AX12"
    assert cells.difference([first, second], [third]) == "令和7年度公表 シート「表」 O12 + O17 − AX12"
    assert (
        cells.difference([first, older], [third, second])
        == "令和7年度公表 シート「表」 O12 + 令和6年度公表 シート「表」 F3 − (令和7年度公表 シート「表」 AX12 + O17)"
    )


def test_the_sheets_of_some_tables_are_named_once(read: Read) -> None:
    area = area_of(read, "1005")
    made = cells.located(read, worksheet.section(read, area, worksheet.blank(read, area), BedFunction.ACUTE))
    [beds_book, list_book] = cells.books(made.every_table())
    assert beds_book.startswith("令和7年度公表 シート「")
    assert list_book == "令和7年度公表 シート「1005群馬県藤岡」"
