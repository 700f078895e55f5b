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
from core.views.review import join
from core.views.simulator import why
from core.views.sources import source_book
from core.vocabulary.terms import PatientGroup
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
        assert not any(column(shown, "rate"))
