"""Results of the rule engine on the committed data: shipped scenarios, and one with an entry of every kind."""

from __future__ import annotations

import pytest

from core.content.source_short import load_source_short
from core.data.queries import meta
from core.data.store import Store
from core.rules import engine
from core.rules.choices import GapDirection, Level, Preparation, Reference, RevalidationState
from core.rules.content import load_presets, preset_scenario
from core.rules.engine import Result
from core.rules.entries import (
    Completeness,
    Exclusion,
    Explained,
    ModelRequest,
    Nomination,
    Occupancy,
    Pin,
    Preparing,
    Revalidation,
)
from core.rules.facts import Facts, from_store
from core.rules.scenario import Bounds, Scenario
from core.views.sources import SourceBook, source_book

#: What somebody might write where a reason is asked for.
HOSTILE = "![x](http://example.invalid/a.png) =HYPERLINK(1) <b>県</b>"
#: An entry of every kind, about areas with zeros (0102), XXX (2406), one institution (1313) and many (0104).
FULL = Scenario(
    name=HOSTILE,
    note=HOSTILE,
    year=2023,
    reference=Reference.PREFECTURE,
    direction=GapDirection.BOTH,
    report_rate_correction=True,
    bounds=Bounds(minimum=1, maximum=3, second_score=0.5),
    pins=(Pin(area_code="0104", reason=HOSTILE), Pin(area_code="2406", reason="県", level=Level.MODEL)),
    exclusions=(Exclusion(area_code="0102", reason=HOSTILE),),
    nominations=(Nomination(area_code="1005", reason=HOSTILE, evidence=("inflow_acute",), source=HOSTILE),),
    nominations_complete=(Completeness(pref_code="10", name=HOSTILE, date="2026-11-27"),),
    model_requests=(ModelRequest(area_code="1005", reason=HOSTILE, source=HOSTILE),),
    revalidation_complete=(Completeness(pref_code="10", name=HOSTILE, date="2026-11-26"),),
    revalidation=(
        Revalidation(area_code="1005", state=RevalidationState.VERIFYING, facility_name=HOSTILE),
        Revalidation(area_code="1001", state=RevalidationState.NONE),
    ),
    preparing=(Preparing(area_code="1313", kind=Preparation.ANALYSIS, reason=HOSTILE),),
    occupancy_2015=(Occupancy(area_code="1005", bed_function="acute", occupancy=0.815),),
    explained=(Explained(area_code="1005", bed_function="acute", beds=34),),
)


def scenarios() -> dict[str, Scenario]:
    """The presets by id, and `full`."""
    return {p.id: preset_scenario(p) for p in load_presets()} | {"full": FULL}


@pytest.fixture(scope="session")
def facts(real_store: Store) -> Facts:
    """Facts on the committed data."""
    return from_store(real_store)


@pytest.fixture(scope="session")
def results(facts: Facts) -> dict[str, Result]:
    """One result per scenario."""
    return {name: engine.run(facts, scenario) for name, scenario in scenarios().items()}


@pytest.fixture(scope="session", params=list(scenarios()))
def result(request: pytest.FixtureRequest, results: dict[str, Result]) -> Result:
    """Each of the results in turn."""
    return results[request.param]


@pytest.fixture(scope="session")
def book(real_store: Store) -> SourceBook:
    """The registry of sources."""
    return source_book(meta.sources(real_store).frame, load_source_short())
