"""The table of flagged areas by population: what it counts, in words, on screen and in files."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.data.reader import Read, reader
from core.data.store import Store
from core.rules import engine
from core.rules.engine import Result
from core.rules.scenario import Scenario
from core.views.simulator import noise as view
from core.views.sources import SourceBook
from core.views.words import raw_text
from core.vocabulary.terms import Noise
from tests.views.checks import holds


@pytest.fixture(scope="module")
def read(real_store: Store) -> Read:
    return reader(real_store)


def test_the_section_says_the_same_on_screen_and_in_files(read: Read, result: Result, book: SourceBook) -> None:
    holds(view.section(read, result), book)


def test_the_shares_of_2022_stand_in_the_table_and_the_sentence(read: Read, results: dict[str, Result]) -> None:
    section = view.section(read, engine.run(results["national"].facts, Scenario(year=2022)))
    table = section.table("noise")
    shares = {n: [round(v * 100) for v in table.column(f"{n}_share")] for n in Noise}
    assert shares == {Noise.WARD: [4, 9, 4, 1, 0], Noise.BED: [37, 22, 6, 1, 0]}
    assert "病棟単位のばらつきなら人口の最も少ない組で4%、最も多い組で0%" in raw_text(section.lead)
    assert "病床単位のばらつきなら最も少ない組で37%、最も多い組で0%" in raw_text(section.lead)
    assert "2022年" in raw_text(table.title)


@pytest.mark.parametrize("year", [2015, 2023, 2025])
def test_the_year_is_the_scenarios_and_its_other_choices_change_nothing(
    read: Read, results: dict[str, Result], year: int
) -> None:
    facts = results["full"].facts
    plain, full = (
        view.section(read, engine.run(facts, scenario)).table("noise")
        for scenario in (Scenario(year=year), replace(results["full"].scenario, year=year))
    )
    assert f"{year}年" in raw_text(plain.title)
    assert plain.rows == full.rows


def test_groups_are_ranks_of_population_and_their_ends_do_not_cross(read: Read, results: dict[str, Result]) -> None:
    table = view.section(read, results["national"]).table("noise")
    ends = [v for pair in zip(table.column("least"), table.column("most"), strict=True) for v in pair]
    assert ends == sorted(ends)
    assert sum(table.column("areas")) == 339


def test_without_any_population_there_is_no_group_and_no_number(read: Read, results: dict[str, Result]) -> None:
    facts = results["national"].facts
    unknown = replace(facts, areas=facts.areas.assign(population=np.nan))
    section = view.section(read, engine.run(unknown, Scenario()))
    assert section.table("noise").rows == ()
    assert raw_text(section.lead) == "人口の分かる区域がないため、人口の組に分けられません。"
