"""Which areas are alike, and why."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.area.peers import DEFAULT_FEATURES, FEATURES, PICK_MAX, nearest, picked
from core.data.queries import area
from core.data.store import Store
from core.errors import UserError


def features(n: int = 6) -> pd.DataFrame:
    rng = np.random.default_rng(1)
    frame = pd.DataFrame({k: rng.uniform(0.1, 0.9, n) for k in FEATURES}, index=[f"{1000 + i}" for i in range(n)])
    frame["population"] = rng.integers(10_000, 500_000, n).astype(float)
    return frame


def by_hand(frame: pd.DataFrame, code: str, chosen: tuple[str, ...]) -> dict[str, float]:
    """The same distance with plain loops."""
    columns = {}
    for key in chosen:
        values = [math.log(v) if FEATURES[key].log else v for v in frame[key]]
        mean = sum(values) / len(values)
        spread = math.sqrt(sum((v - mean) ** 2 for v in values) / len(values))
        columns[key] = dict(zip(frame.index, [(v - mean) / spread for v in values], strict=True))
    return {
        other: math.sqrt(sum((columns[k][other] - columns[k][code]) ** 2 for k in chosen) / len(chosen))
        for other in frame.index
        if other != code
    }


@pytest.mark.parametrize("chosen", [DEFAULT_FEATURES, ("inflow",), tuple(FEATURES)])
def test_the_distance_equals_the_plain_computation(chosen: tuple[str, ...]) -> None:
    frame = features()
    expected = by_hand(frame, "1000", chosen)
    found = nearest(frame, "1000", chosen)
    assert dict(zip(found["area_code"], found["distance"], strict=True)) == pytest.approx(expected, abs=1e-8)
    assert list(found["distance"]) == sorted(found["distance"])


def test_ten_areas_at_most_and_never_the_area_itself() -> None:
    found = nearest(features(30), "1003")
    assert len(found) == 10
    assert "1003" not in set(found["area_code"])


def test_equal_areas_stand_in_code_order() -> None:
    frame = features(2)
    frame = pd.concat([frame, frame.iloc[[1]].rename(index={"1001": "0999"})])
    assert list(nearest(frame, "1000")["area_code"]) == ["0999", "1001"]


def test_an_area_without_a_chosen_feature_is_left_out_not_taken_as_zero() -> None:
    frame = features()
    frame.loc["1002", "inflow"] = float("nan")
    assert "1002" not in set(nearest(frame, "1000", ("inflow",))["area_code"])
    assert "1002" in set(nearest(frame, "1000", ("population",))["area_code"])
    with pytest.raises(UserError, match="流入率"):
        nearest(frame, "1002", ("inflow",))


def test_no_feature_is_refused_in_words() -> None:
    with pytest.raises(UserError, match="特徴"):
        nearest(features(), "1000", ())


@settings(deadline=None)
@given(st.lists(st.sampled_from(["1000", "1001", "1002", "9999", "x"]), max_size=20))
def test_a_hand_picked_list_from_a_link_is_always_safe(codes: list[str]) -> None:
    found = picked(codes, [str(1000 + i) for i in range(9)], "1000")
    assert len(found) == len(set(found)) <= PICK_MAX
    assert "1000" not in found
    assert "9999" not in found


def test_every_area_has_ten_similar_areas(real_store: Store) -> None:
    frame = area.features(real_store).frame.set_index("area_code")
    assert len(frame) == 339
    assert frame[list(DEFAULT_FEATURES)].notna().all().all()
    assert len(nearest(frame, "1005")) == 10
