"""Small invented facts and random scenarios for the rule engine's tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from hypothesis import strategies as st

from core.rules.entries import Exclusion, Nomination, Pin, Revalidation
from core.rules.facts import Facts, build
from core.rules.scenario import Bounds, ModelBounds, Scenario, Thresholds, Weights
from core.rules.terms import GapDirection, Level, Reference, RevalidationState

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
            "population_2020": [10_000 * (i + 1) for i in range(len(codes))],
        }
    )


def facts_of(
    beds: Mapping[tuple[str, str, int], Sequence[int | None]],
    utilization: Mapping[tuple[str, str], float] | None = None,
    rates: Mapping[tuple[str, int], float | None] | None = None,
    designation: Mapping[str, str] | None = None,
) -> Facts:
    """Facts from plain mappings."""
    codes = sorted({code for code, _, _ in beds})
    use = pd.DataFrame(
        [(c, f, v) for (c, f), v in (utilization or {}).items()], columns=["area_code", "bed_function", "utilization"]
    )
    rate = pd.DataFrame([(c, y, v) for (c, y), v in (rates or {}).items()], columns=["area_code", "year", "rate"])
    real = pd.DataFrame(list((designation or {}).items()), columns=["area_code", "designation"])
    return build(area_frame(codes), beds_frame(beds), rate, use, None, real)


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

count = st.one_of(st.none(), st.integers(0, 3000), st.integers(1, 3000), st.integers(1, 3000))
need = st.integers(0, 3000)


@st.composite
def random_facts(draw: st.DrawFn) -> Facts:
    """One to four prefectures of one to five areas with some blanks and some needs of zero."""
    beds: dict[tuple[str, str, int], Sequence[int | None]] = {}
    for pref in range(1, draw(st.integers(1, 4)) + 1):
        for number in range(1, draw(st.integers(1, 5)) + 1):
            code = f"{pref:02d}{number:02d}"
            for year in YEARS:
                beds[(code, "reported", year)] = draw(st.tuples(count, count, count, count))
            beds[(code, "required", 2025)] = draw(st.tuples(need, need, need, need))
    return facts_of(beds)


@st.composite
def random_scenario(draw: st.DrawFn, facts: Facts) -> Scenario:
    """A scenario whose choices fit the facts."""
    codes = list(facts.codes)
    by_hand = draw(st.lists(st.sampled_from(codes), unique=True, max_size=len(codes)))
    cut = draw(st.integers(0, len(by_hand)))
    low = draw(st.integers(0, 3))
    model_low = draw(st.integers(0, 5))
    limit = st.floats(0, 5)
    return Scenario(
        reference=draw(st.sampled_from(list(Reference))),
        direction=draw(st.sampled_from(list(GapDirection))),
        thresholds=Thresholds(**{s: draw(limit) for s in ("total", "acute", "chronic", "acute_combined")}),
        weights=Weights(
            total=draw(st.floats(0, 1)), acute_combined=draw(st.floats(0.1, 1)), functions=draw(st.floats(0, 1))
        ),
        bounds=Bounds(minimum=low, maximum=low + draw(st.integers(0, 3)), second_score=draw(st.floats(-3, 3))),
        model_bounds=ModelBounds(minimum=model_low, maximum=model_low + draw(st.integers(0, 5))),
        pins=tuple(Pin(area_code=c, reason="試験", level=draw(st.sampled_from(list(Level)))) for c in by_hand[:cut]),
        exclusions=tuple(Exclusion(area_code=c, reason="試験") for c in by_hand[cut:]),
        nominations=tuple(
            Nomination(area_code=c, reason="試験")
            for c in draw(st.lists(st.sampled_from(codes), unique=True, max_size=3))
        ),
        revalidation=tuple(
            Revalidation(area_code=c, state=draw(st.sampled_from(list(RevalidationState))), facility_name="病院")
            for c in draw(st.lists(st.sampled_from(codes), max_size=4))
        ),
    )
