"""Content agrees with the tables beside it: sources, areas, municipalities, their points, pages and outlines."""

from __future__ import annotations

import csv
from pathlib import Path

import yaml

from core.content import load_cases, load_glossary, load_supports
from core.maps.case_map import area_outlines, case_points, prefectures_of
from core.parameters import OURS
from core.reading.base import CONTENT_DIR
from core.ui.jump import PAGE_OF

ROOT = Path(__file__).resolve().parents[2]
FILES = [
    *(CONTENT_DIR / "policy").glob("*.yaml"),
    *(CONTENT_DIR / "cases").glob("[!_]*.yaml"),
    *(CONTENT_DIR / "council").glob("*.yaml"),
    *(CONTENT_DIR / "rules").glob("*.yaml"),
    *(CONTENT_DIR / n for n in ("survey.yaml", "cautions.yaml", "glossary.yaml", "other_schemes.yaml")),
]


def values_of(data: object, suffix: str) -> list[str]:
    """Every non-empty value whose key ends with the suffix, at any depth."""
    if isinstance(data, list):
        return [v for item in data for v in values_of(item, suffix)]
    if isinstance(data, dict):
        own = [v for k, v in data.items() if k.endswith(suffix) and isinstance(v, str) and v]
        return own + [v for item in data.values() for v in values_of(item, suffix)]
    return []


def test_every_source_id_of_the_content_is_registered():
    registered = {
        s["source_id"] for s in yaml.safe_load((CONTENT_DIR / "sources.yaml").read_text(encoding="utf-8"))["sources"]
    }
    used = {v for f in FILES for v in values_of(yaml.safe_load(f.read_text(encoding="utf-8")), "source_id")}
    assert used
    assert used - registered == {OURS}  # what this dashboard itself lays down


def municipality_rows() -> dict[str, dict[str, str]]:
    with (ROOT / "data" / "geo" / "municipality_points.csv").open(encoding="utf-8", newline="") as file:
        return {row["muni_name"]: row for row in csv.DictReader(file) if row["pref_code"] == "10"}


def test_cases_lie_in_the_area_of_their_municipality():
    rows = municipality_rows()
    assert {c.id: c.area_code for c in load_cases().cases} == {
        c.id: rows[c.municipality]["area_code"] for c in load_cases().cases
    }


def test_municipality_level_points_are_the_representative_points_of_the_geometry():
    rows = municipality_rows()
    for case in load_cases().cases:
        if case.location.basis == "municipality":
            row = rows[case.municipality]
            assert (case.location.lon, case.location.lat) == (float(row["lon"]), float(row["lat"])), case.id


def test_map_has_the_outlines_of_the_prefecture_and_a_point_per_case():
    cases = load_cases().cases
    outlines = area_outlines(prefectures_of(cases))
    assert {f["properties"]["code"] for f in outlines} == {f"10{n:02}" for n in range(1, 11)}
    points = case_points(cases, {"1004": "高崎・安中", "1007": "吾妻"}).set_index("case_id")
    assert points.loc["sutoh-hospital", "basis"] == "所在地の位置"
    assert points.loc["fuse-clinic", "basis"] == "市区町村の代表点"
    assert points.loc["sutoh-hospital", "below"], "its name would run into the next point on its right"
    assert not points.loc["ik-pharmacy-nakai", "below"]


def test_routes_named_in_content_are_pages_of_the_app():
    routes = {s.route for n in load_supports().national for s in n.served}
    routes |= {r for t in load_glossary().terms for r in t.pages}
    assert routes <= set(PAGE_OF)
