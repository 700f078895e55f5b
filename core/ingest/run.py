"""The run from directory to parquet: discover → build → check → reconcile → write."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from core.ingest.build.areas import build_areas
from core.ingest.build.beds import build_beds
from core.ingest.build.curated import add_known_defects, build_designations, build_sources
from core.ingest.build.detail_checks import check_details
from core.ingest.build.details import build_details
from core.ingest.build.flows import build_demand, build_flows
from core.ingest.build.location import Locator, read_area_points, read_municipality_points
from core.ingest.build.model import Built
from core.ingest.build.registered import read_registered
from core.ingest.build.utilization import build_utilization
from core.ingest.checks import check_all
from core.ingest.discover import Inputs, Say, discover
from core.ingest.reconcile import reconcile, report_text
from core.ingest.write import write_all

AREA_COUNT = 339


def build(inputs: Inputs, content: Path, geo: Path) -> Built:
    """Every table from what was read."""
    built = Built()
    build_beds(inputs, built)
    points = read_municipality_points(geo / "municipality_points.csv")
    locator = Locator(inputs.hospitals, points, read_registered(geo))
    build_details(inputs, built, locator)
    check_details(inputs, built)
    build_utilization(inputs, built)
    build_flows(inputs, built)
    names = build_areas(inputs, built, build_demand(inputs, built), read_area_points(geo / "area_points.csv"))
    build_sources(inputs, built, content / "sources.yaml")
    add_known_defects(built, content / "known_defects.yaml")
    build_designations(built, content / "designations.csv", names)
    built.rows["defect"] = [(d.defect_id, d.source_id, d.location, d.description, d.handling) for d in built.defects]
    return built


def ingest(source: Path, out: Path, *, area_count: int = AREA_COUNT, say: Say = lambda line: None) -> dict[str, Any]:
    """Read `source`, write `out/parquet` and `out/reconciliation.json`; returns the reconciliation.

    Curated text is read from `out/content`, points from `out/geo`. Raises UserError before anything is replaced.
    """
    say(f"公表資料を読んでいます: {source}")
    inputs = discover(source, area_count, say)
    say("表を作っています")
    built = build(inputs, out / "content", out / "geo")
    check_all(built, area_count)
    report = reconcile(inputs, built)
    say("書き出しています")
    sizes = write_all(out, built.rows, report)
    say(report_text(report))
    say(f"■ 書き出し: {out / 'parquet'}({len(sizes)} ファイル、計 {sum(sizes.values()) / 1e6:.2f} MB)")
    return report
