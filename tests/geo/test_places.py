"""The places of the committed institutions: in their area, one to one, and every shared point with a reason."""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path

import pandas as pd
import shapely
from shapely.geometry import shape

from core.geo.build import COAST_TOLERANCE
from core.ingest.build.registered import NOTES, POINTS, key_of, read_registered
from core.vocabulary.terms import LocationBasis

DATA = Path(__file__).resolve().parents[2] / "data"
GEO = DATA / "geo"


@cache
def institutions() -> pd.DataFrame:
    frame = pd.read_parquet(DATA / "parquet" / "facility.parquet")
    columns = ("area_code", "facility_name", "municipality")
    spelled = frame[list(columns)].fillna("").itertuples(index=False)
    return frame.assign(key=[key_of(*row) for row in spelled])


def own() -> pd.DataFrame:
    frame = institutions()
    return frame[[LocationBasis(b).is_place for b in frame["location_basis"]]]


def rows(name: str) -> list[dict[str, str]]:
    with (GEO / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def notes(kind: str) -> set[tuple[str, str, str]]:
    return {key_of(r["area_code"], r["facility_name"], r["municipality"]) for r in rows(NOTES) if r["kind"] == kind}


def test_over_93_percent_of_the_newest_institutions_have_a_place_of_their_own() -> None:
    newest = institutions()["published_fy"] == "R7"
    placed = own()
    assert newest.sum() == 11_760
    assert (placed["published_fy"] == "R7").sum() / newest.sum() > 0.93
    assert set(placed["location_basis"]) == {b for b in LocationBasis if b.is_place}


def test_every_place_lies_in_its_area_or_within_the_simplification_of_its_outline() -> None:
    features = json.loads((GEO / "areas.json").read_text(encoding="utf-8"))["features"]
    outlines = {f["properties"]["code"]: shape(f["geometry"]) for f in features}
    placed = own()
    far = [
        (row.facility_id, row.facility_name)
        for code, group in placed.groupby("area_code")
        for row, away in zip(
            group.itertuples(),
            shapely.distance(outlines[code], shapely.points(group[["lon", "lat"]].to_numpy())),
            strict=True,
        )
        if away > COAST_TOLERANCE
    ]
    assert far == []


def test_each_institution_is_matched_once_and_each_row_of_the_table_is_an_institution() -> None:
    table = [key_of(r["area_code"], r["facility_name"], r["municipality"]) for r in rows(POINTS)]
    newest = institutions().query("published_fy == 'R7'")["key"].tolist()
    assert len(set(table)) == len(table) == 11_074
    assert len(set(newest)) == len(newest)
    assert set(table) <= set(newest)


def test_no_place_is_one_that_the_two_sources_disagree_about() -> None:
    """The table says itself which these are; the ingest measures them again."""
    said = {
        key_of(r["area_code"], r["facility_name"], r["municipality"]) for r in rows(POINTS) if r["status"] == "conflict"
    }
    assert len(said) == 76
    assert said.isdisjoint(own()["key"])


def test_a_place_is_the_point_of_its_source() -> None:
    known = read_registered(GEO)
    for basis, source in ((LocationBasis.REGISTERED, "listed"), (LocationBasis.P04, "p04")):
        mine = own().loc[own()["location_basis"] == basis]
        assert len(mine) > 3_000
        assert all(
            (row.lon, row.lat) == getattr(known[row.key], source) for row in mine[["key", "lon", "lat"]].itertuples()
        )


def test_every_point_of_two_institutions_has_a_reason_and_no_reason_is_left_over() -> None:
    placed = own()
    doubled = set(placed[placed.duplicated(["published_fy", "lon", "lat"], keep=False)]["key"])
    older = {key: r.p04 for key, r in read_registered(GEO).items() if r.p04}
    using = set(placed[placed["location_basis"] == LocationBasis.P04]["key"])
    by_point: dict[tuple[float, float], set[tuple[str, str, str]]] = {}
    for key, point in older.items():
        by_point.setdefault(point, set()).add(key)
    for keys in by_point.values():
        if len(keys) > 1 and keys & using:
            doubled |= keys
    assert doubled == notes("shared")
    assert notes("unused").isdisjoint(placed["key"])
