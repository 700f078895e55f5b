"""Small invented facts and random scenarios for the rule engine's tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from hypothesis import strategies as st

from core.rules.choices import (
    FUNCTION_SIGNALS,
    GapDirection,
    Level,
    Preparation,
    Reference,
    RevalidationState,
    Signal,
)
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
from core.rules.evidence import EVIDENCE, load_evidence
from core.rules.explained import gaps
from core.rules.facts import Facts, build
from core.rules.scenario import Bounds, ModelBounds, Scenario, Thresholds, Weights
from core.vocabulary.terms import Noise

FUNCTIONS = ("high_acute", "acute", "recovery", "chronic")
YEARS = (2015, 2022)


def beds_frame(beds: Mapping[tuple[str, str, int], Sequence[int | None]]) -> pd.DataFrame:
    """Tidy beds from (area, series, year) → beds of the four functions; the total is their sum, blank if any is."""
    rows = []
    for (code, series, year), values in beds.items():
        total = None if None in values else sum(v for v in values if v is not None)
        for function, value in zip(("total", *FUNCTIONS), (total, *values), strict=True):
            rows.append((code, function, series, year, value, "blank" if value is None else "observed"))
    frame = pd.DataFrame(rows, columns=["area_code", "bed_function", "series", "year", "beds", "value_status"])
    return frame.astype({"beds": "Int64"})


def area_frame(codes: Sequence[str]) -> pd.DataFrame:
    """Areas named after their code; the prefecture is its first two digits."""
    return pd.DataFrame(
        {
            "area_code": list(codes),
            "area_name": [f"区域{c}" for c in codes],
            "pref_code": [c[:2] for c in codes],
            "pref_name": [f"県{c[:2]}" for c in codes],
            "population": [10_000 * (i + 1) for i in range(len(codes))],
        }
    )


def frames_of(
    beds: Mapping[tuple[str, str, int], Sequence[int | None]],
    utilization: Mapping[tuple[str, str], float] | None = None,
    rates: Mapping[tuple[str, int], float | None] | None = None,
    designation: Mapping[str, str] | None = None,
    evidence: Mapping[tuple[str, str], float] | None = None,
) -> dict[str, pd.DataFrame]:
    """The input frames of `core.rules.facts.build` from plain mappings."""
    codes = sorted({code for code, _, _ in beds})
    measures = pd.DataFrame(
        [(c, m, v) for (c, m), v in (evidence or {}).items()], columns=["area_code", "measure", "value"]
    )
    return {
        "area": area_frame(codes),
        "beds": beds_frame(beds),
        "report_rate": pd.DataFrame(
            [(c, y, v) for (c, y), v in (rates or {}).items()], columns=["area_code", "year", "rate"]
        ),
        "utilization": pd.DataFrame(
            [(c, f, v) for (c, f), v in (utilization or {}).items()],
            columns=["area_code", "bed_function", "utilization"],
        ),
        "evidence": measures.pivot(index="area_code", columns="measure", values="value"),
        "designation": pd.DataFrame(list((designation or {}).items()), columns=["area_code", "designation"]),
    }


def facts_of(
    beds: Mapping[tuple[str, str, int], Sequence[int | None]],
    utilization: Mapping[tuple[str, str], float] | None = None,
    rates: Mapping[tuple[str, int], float | None] | None = None,
    designation: Mapping[str, str] | None = None,
) -> Facts:
    """Facts from plain mappings."""
    return build(**frames_of(beds, utilization, rates, designation))


#: A prefecture of three areas and one of two, 2022 against 必要量, computed by hand in the tests.
SMALL = facts_of(
    {
        ("1001", "reported", 2015): (50, 300, 100, 150),
        ("1002", "reported", 2015): (0, 100, 40, 60),
        ("1003", "reported", 2015): (20, 200, 80, 100),
        ("1101", "reported", 2015): (100, 500, 200, 200),
        ("1102", "reported", 2015): (10, 90, 50, 50),
        ("1001", "reported", 2022): (60, 340, 100, 100),
        ("1002", "reported", 2022): (0, 90, 50, 60),
        ("1003", "reported", 2022): (20, 180, 100, 100),
        ("1101", "reported", 2022): (110, 490, 200, 200),
        ("1102", "reported", 2022): (None, 90, 60, 50),
        ("1001", "required", 2025): (50, 200, 150, 100),
        ("1002", "required", 2025): (10, 80, 70, 40),
        ("1003", "required", 2025): (20, 180, 100, 100),
        ("1101", "required", 2025): (120, 480, 220, 180),
        ("1102", "required", 2025): (10, 80, 60, 50),
    },
    utilization={("1001", "acute"): 0.70, ("1001", "recovery"): 0.90, ("1003", "chronic"): 0.80},
    rates={("1001", 2022): 0.5, ("1002", 2022): 1.0, ("1003", 2022): 1.0, ("1101", 2022): 1.0, ("1102", 2022): None},
    designation={"1001": "model"},
)

count = st.integers(-300, 3000).map(lambda n: None if n < 0 else n)
need = st.integers(0, 3000)
share = st.integers(0, 20).map(lambda n: n / 20)
four_counts, four_needs = st.tuples(count, count, count, count), st.tuples(need, need, need, need)


@st.composite
def random_frames(draw: st.DrawFn) -> dict[str, pd.DataFrame]:
    """Input frames of one to three prefectures of one to four areas: blanks, needs of zero, rates and shares missing."""
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=3))
    codes = [f"{pref:02d}{number:02d}" for pref, size in enumerate(sizes, 1) for number in range(1, size + 1)]
    beds: dict[tuple[str, str, int], Sequence[int | None]] = {}
    for code in codes:
        for year in YEARS:
            beds[(code, "reported", year)] = draw(four_counts)
        beds[(code, "required", 2025)] = draw(four_needs)
    some = st.sampled_from(codes)
    deciding = st.sampled_from(("high_acute", "acute", "recovery", "chronic"))
    gone = draw(st.sets(st.tuples(some, st.sampled_from(YEARS)), max_size=2))
    rates = {(c, y): None if (c, y) in gone else draw(share) for c in codes for y in YEARS}
    utilization = draw(st.dictionaries(st.tuples(some, deciding), share, max_size=8))
    evidence = draw(st.dictionaries(st.tuples(some, st.sampled_from(EVIDENCE)), share, max_size=6))
    designation = draw(st.dictionaries(some, st.sampled_from(("suishin", "model")), max_size=3))
    return frames_of(beds, utilization, rates, designation, evidence)


def random_facts() -> st.SearchStrategy[Facts]:
    """Facts of `random_frames`."""
    return random_frames().map(lambda frames: build(**frames))


@st.composite
def random_scenario(draw: st.DrawFn, facts: Facts) -> Scenario:
    """A scenario whose choices fit the facts; every choice varies."""
    codes = list(facts.codes)
    some = st.sampled_from(codes)
    by_hand = draw(st.lists(some, unique=True, max_size=len(codes)))
    cut = draw(st.integers(0, len(by_hand)))
    low = draw(st.integers(0, 3))
    model_low = draw(st.integers(0, 5))
    limit, weight = st.floats(0, 5), st.floats(0, 1)
    year = draw(st.sampled_from(facts.years))
    functions = draw(st.lists(st.sampled_from(FUNCTION_SIGNALS), unique=True, min_size=1))
    nominated = draw(st.lists(some, unique=True, max_size=3))
    cited = st.lists(st.sampled_from([item.id for item in load_evidence().items]), unique=True, max_size=2)
    checked = draw(st.lists(some, max_size=4))
    used = draw(st.dictionaries(st.tuples(some, st.sampled_from(FUNCTIONS)), share, max_size=8))
    gap = {place: value for place, value in gaps(facts, year).items() if value == value}
    part = st.integers(0, 4).map(lambda n: n / 4)
    taken = draw(st.dictionaries(st.sampled_from(sorted(gap)), part, max_size=6)) if gap else {}
    asked = draw(st.lists(some, unique=True, max_size=2))
    day = st.dates().map(lambda d: d.isoformat())
    prefs = sorted(set(facts.areas["pref_code"]))
    complete = draw(st.lists(st.sampled_from(prefs), unique=True, max_size=2))
    tabled = sorted({c[:2] for c in checked})
    whole = draw(st.lists(st.sampled_from(tabled), unique=True)) if tabled else []
    preparing = draw(st.lists(st.tuples(some, st.sampled_from(Preparation)), unique=True, max_size=3))
    return Scenario(
        year=year,
        reference=draw(st.sampled_from(Reference)),
        noise=draw(st.sampled_from(Noise)),
        direction=draw(st.sampled_from(GapDirection)),
        ranking_direction=draw(st.sampled_from(GapDirection)),
        report_rate_correction=year in facts.report_rate.columns and draw(st.booleans()),
        thresholds=Thresholds(**{s.value: draw(limit) for s in Signal}),
        functions=tuple(functions),
        weights=Weights(
            total=draw(weight),
            functions=draw(weight),
            acute_combined=draw(st.floats(0.1, 1)),
            chronic=draw(weight),
            revalidation=draw(weight),
            nomination=draw(weight),
        ),
        bounds=Bounds(minimum=low, maximum=low + draw(st.integers(0, 3)), second_score=draw(st.floats(-3, 3))),
        requires_verdict=draw(st.booleans()),
        model_bounds=ModelBounds(minimum=model_low, maximum=model_low + draw(st.integers(0, 5))),
        pins=tuple(Pin(area_code=c, reason="試験", level=draw(st.sampled_from(Level))) for c in by_hand[:cut]),
        exclusions=tuple(Exclusion(area_code=c, reason="試験") for c in by_hand[cut:]),
        nominations=tuple(Nomination(area_code=c, reason="試験", evidence=tuple(draw(cited))) for c in nominated),
        revalidation=tuple(
            Revalidation(area_code=c, state=draw(st.sampled_from(RevalidationState)), facility_name=f"病院{n}")
            for n, c in enumerate(checked)
        ),
        preparing=tuple(Preparing(area_code=c, kind=k, reason="試験") for c, k in preparing),
        occupancy_2015=tuple(Occupancy(area_code=c, bed_function=f, occupancy=v) for (c, f), v in used.items()),
        nominations_complete=tuple(Completeness(pref_code=p, name="試験", date=draw(day)) for p in complete),
        revalidation_complete=tuple(Completeness(pref_code=p, name="試験", date=draw(day)) for p in whole),
        model_requests=tuple(ModelRequest(area_code=c, reason="試験") for c in asked),
        explained=tuple(
            Explained(area_code=c, bed_function=f, beds=float(int(gap[c, f] * share)))
            for (c, f), share in taken.items()
        ),
    )
