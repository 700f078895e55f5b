"""What sessions share holds nothing that one person brought, and cannot be changed by one of them."""

from __future__ import annotations

import functools
import gc
import sys
import types
from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np
import pytest
from streamlit.runtime.caching import cache_data_api, cache_resource_api
from streamlit.testing.v1 import AppTest

from core.data.queries import beds, meta
from core.rules.choices import RevalidationState
from core.rules.content import load_presets, preset_scenario
from core.rules.entries import Exclusion, Explained, Nomination, Occupancy, Pin, Preparing, Revalidation
from core.rules.model import Criterion
from core.rules.scenario import Scenario
from core.ui import cached, navigation
from core.ui.shared import frozen, own
from core.ui.simulator import runs
from core.ui.simulator.main import VIEWS
from tests.pages.opening import assert_clean, open_page

#: Streamlit's harness runs every test page in a session of this name.
SESSION = "test session id"
#: Words that stand nowhere else.
HOSPITAL, REASON, NAME = "ひみつ病院そのいち", "ひみつの理由そのに", "ひみつの案そのさん"
BROUGHT = Scenario(
    name=NAME,
    note=NAME,
    pins=(Pin(area_code="1001", reason=REASON),),
    revalidation=(Revalidation(area_code="1005", state=RevalidationState.VERIFYING, facility_name=HOSPITAL),),
    occupancy_2015=(Occupancy(area_code="1005", bed_function="acute", occupancy=0.8),),
    explained=(Explained(area_code="1005", bed_function="acute", beds=12.0),),
)


def texts_within(roots: Iterable[object]) -> Iterator[str]:
    """Every text (or pickled text) that objects lead to, short of code and modules."""
    waiting, seen = list(roots), set()
    while waiting:
        found = waiting.pop()
        if id(found) in seen or isinstance(found, type | types.ModuleType | types.FunctionType | types.CodeType):
            continue
        seen.add(id(found))
        if isinstance(found, str):
            yield found
        elif isinstance(found, bytes):
            yield found.decode("utf-8", "ignore")
        else:
            waiting += gc.get_referents(found)


def shared_by_all() -> list[object]:
    """The caches of the whole process: Streamlit's and those of our own functions."""
    ours = [
        part
        for name, module in list(sys.modules.items())
        if name.startswith("core.")
        for part in vars(module).values()
        if isinstance(part, functools._lru_cache_wrapper)
    ]
    return [
        cache_resource_api._resource_caches._function_caches.get(None, {}),
        cache_data_api._data_caches._function_caches.get(None, {}),
        list(cached._results.values()),
        *ours,
    ]


def kept_for_the_session() -> list[object]:
    return [cache_resource_api._resource_caches._function_caches.get(SESSION, {})]


def worked_with(scenario: Scenario) -> AppTest:
    """A session that has looked at a scenario in every view."""
    at = open_page(navigation.SIMULATOR)
    at.session_state["sim_scenario"] = scenario
    for view in VIEWS:
        next(b for b in at.button_group if b.key == "segments_view").set_value(view).run()
        assert_clean(at)
    at.session_state["sim_near"] = True
    return at.run()


def held(words: str, roots: Iterable[object]) -> bool:
    return any(words in text for text in texts_within(roots))


def test_after_a_session_with_an_upload_no_cache_of_the_process_holds_its_rows() -> None:
    """They lay there once, for a hundred scenarios to come, though the page says that nothing stays."""
    worked_with(BROUGHT)
    for words in (HOSPITAL, REASON, NAME):
        assert not held(words, shared_by_all()), words
    assert held(HOSPITAL, kept_for_the_session())  # the walk does find what is there
    assert held(REASON, kept_for_the_session())
    cache_resource_api.clear_session_cache(SESSION)  # what Streamlit does when a browser leaves
    assert not held(HOSPITAL, kept_for_the_session())


def test_a_name_and_a_note_of_a_persons_own_are_kept_nowhere_though_the_result_is_shared() -> None:
    before = len(list_of_results())
    worked_with(replace(Scenario(), name=NAME, note=REASON))
    assert not held(NAME, [*shared_by_all(), *kept_for_the_session()])
    assert not held(REASON, [*shared_by_all(), *kept_for_the_session()])
    assert len(list_of_results()) <= before + 1  # the one that the default scenario has too


def a_page_with_a_file_of_wards() -> None:
    """The part of the simulator's page that reads 様式1, with a file in its box."""
    from types import SimpleNamespace

    from core.rules.scenario import Scenario
    from core.ui import cached
    from core.ui.simulator import runs, wards
    from tests.pages.test_shared_values import HOSPITAL, NAME
    from tests.rules.ward_books import as_csv, grid, ward

    cached.begin()
    data = as_csv(grid([ward(facility=HOSPITAL, ward=NAME)]))
    file = SimpleNamespace(name="様式1.csv", file_id="one", size=len(data), getvalue=lambda: data)
    result = runs.result(Scenario())
    assert wards.is_wards("occupancy_2015", file)
    report = wards.read(file, result)
    assert wards.read(file, result) is report  # read once while it lies in the box
    wards.show(report, result)


def test_a_file_of_wards_is_kept_for_its_session_alone() -> None:
    at = AppTest.from_function(a_page_with_a_file_of_wards, default_timeout=30).run()
    assert_clean(at)
    [table] = at.dataframe
    assert table.value["病床利用率(報告値)"].tolist() == [pytest.approx(80.0)]
    assert held(HOSPITAL, [at.session_state["sim_wards_read"]])
    for words in (HOSPITAL, NAME):
        assert not held(words, [*shared_by_all(), *kept_for_the_session()]), words


def list_of_results() -> list[object]:
    """The results that the process keeps."""
    caches = cache_resource_api._resource_caches._function_caches.get(None, {})
    return [entry for cache in caches.values() if "_result" in cache.display_name for entry in list(cache._mem_cache)]


@pytest.mark.parametrize("preset", [p.id for p in load_presets()])
def test_results_of_a_preset_are_shared_whoever_opened_it(preset: str) -> None:
    scenario = preset_scenario(next(p for p in load_presets() if p.id == preset))
    first = runs.result(scenario)  # outside of any session: only what is shared can be had here
    assert first.signals.z is runs.result(scenario).signals.z
    assert first.scenario == scenario


@pytest.mark.parametrize(
    "entries",
    [
        {"pins": (Pin(area_code="1001", reason="県"),)},
        {"exclusions": (Exclusion(area_code="1001", reason="県"),)},
        {"nominations": (Nomination(area_code="1001", reason="県"),)},
        {"preparing": (Preparing(area_code="1001", kind="analysis", reason="県"),)},
        {"revalidation": BROUGHT.revalidation},
        {"occupancy_2015": BROUGHT.occupancy_2015},
        {"explained": BROUGHT.explained},
    ],
    ids=lambda entries: next(iter(entries)),
)
def test_an_entry_of_any_kind_is_kept_for_its_session_alone(entries: dict[str, tuple[object, ...]]) -> None:
    with pytest.raises(Exception, match="session-scoped cache"):  # outside of any session there is no place for it
        runs.result(Scenario(**entries))


def test_years_that_one_caller_adds_are_not_seen_by_the_next() -> None:
    years = list(cached.reported_years())
    mine = cached.query(beds.reported_years)
    mine.append(1999)
    assert list(cached.reported_years()) == cached.query(beds.reported_years) == years
    counts = cached.query(meta.table_rows)
    counts["beds"] = 0
    assert cached.query(meta.table_rows)["beds"] > 0


def test_a_frame_that_one_caller_changes_is_unchanged_for_the_next() -> None:
    plain = Scenario()
    shares = runs.weightings(plain)
    shares.loc[:, "share"] = 2.0
    shares["more"] = 1
    assert runs.weightings(plain)["share"].max() <= 1
    assert "more" not in runs.weightings(plain)
    result, test = runs.result(plain), runs.back_test(plain)
    result.facts.areas["area_name"] = "x"
    result.facts.reported[2022].loc["1005", "total"] = -1.0
    test.prefectures["pref_name"] = "x"
    assert runs.result(plain).facts.areas["area_name"]["1005"] == "藤岡"
    assert runs.result(plain).facts.reported[2022].loc["1005", "total"] == 893
    assert runs.facts().reported[2022].loc["1005", "total"] == 893
    assert runs.back_test(plain).prefectures["pref_name"].iloc[0] == "北海道"


def test_arrays_and_tables_that_sessions_share_refuse_to_be_changed() -> None:
    result = runs.result(Scenario())
    for array in (result.signals.z, result.verdicts.by_criterion, result.selection.rank, result.models.selected):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = array[1]
    table = runs.criteria_table(Scenario())
    assert isinstance(table.rows, tuple)
    assert runs.criteria_table(Scenario()) is table
    assert isinstance(runs.explanations(Scenario(), Criterion.TOTAL_GAP).rows, tuple)
    with pytest.raises(TypeError):
        cached.sources_by_id().entries["x"] = None  # type: ignore[index]


def test_what_is_own_is_equal_and_what_is_frozen_is_the_same() -> None:
    value = {"a": [1, {"b": np.zeros(2)}], "c": ("x", [2])}
    mine = own(value)
    assert mine["a"][1]["b"] is value["a"][1]["b"]
    mine["a"].append(3)
    mine["a"][1]["d"] = 4
    assert len(value["a"]) == 2
    assert set(value["a"][1]) == {"b"}
    assert frozen(value) is value
    assert not value["a"][1]["b"].flags.writeable
