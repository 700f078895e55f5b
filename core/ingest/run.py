"""The run from directory to parquet: discover → build → check → reconcile → write."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core.ingest import retrieved
from core.ingest.build.areas import build_areas
from core.ingest.build.beds import build_beds
from core.ingest.build.curated import add_known_defects, build_designations, build_sources, read_files
from core.ingest.build.detail_checks import check_details
from core.ingest.build.details import build_details
from core.ingest.build.flows import build_demand, build_flows
from core.ingest.build.location import Locator, read_area_points, read_municipality_points
from core.ingest.build.model import Built
from core.ingest.build.utilization import build_utilization
from core.ingest.checks import check_all
from core.ingest.discover import Inputs, Say, discover
from core.ingest.reconcile import reconcile, report_text
from core.ingest.write import write_all

AREA_COUNT = 339


def build(inputs: Inputs, content: Path, geo: Path, days: Mapping[str, str]) -> Built:
    """Every table from what was read. `days`: 取得日 by SHA-256."""
    built = Built()
    build_beds(inputs, built)
    locator = Locator(inputs.hospitals, read_municipality_points(geo / "municipality_points.csv"))
    build_details(inputs, built, locator)
    check_details(inputs, built)
    build_utilization(inputs, built)
    build_flows(inputs, built)
    names = build_areas(inputs, built, build_demand(inputs, built), read_area_points(geo / "area_points.csv"))
    build_sources(inputs, built, content / "sources.yaml", days)
    add_known_defects(built, content / "known_defects.yaml")
    build_designations(built, content / "designations.csv", names)
    built.rows["defect"] = [(d.defect_id, d.source_id, d.location, d.description, d.handling) for d in built.defects]
    return built


def ingest(
    source: Path, out: Path, *, area_count: int = AREA_COUNT, when: str = "", say: Say = lambda line: None
) -> dict[str, Any]:
    """Read `source`, write `out/parquet` and `out/reconciliation.json`; returns the reconciliation.

    Curated text is read from `out/content`, points from `out/geo`. `when`: the day on which the files were fetched, recorded in
    `out/content/retrieved.csv` for those without one. Raises UserError before anything is replaced.
    """
    when = when and retrieved.day(when)
    say(f"公表資料を読んでいます: {source}")
    inputs = discover(source, area_count, say)
    record = out / "content" / retrieved.FILE
    days = known = retrieved.read(record)
    if when:
        days = retrieved.stated(known, (sha256 for _, sha256, _ in read_files(inputs).values()), when)
    say("表を作っています")
    built = build(inputs, out / "content", out / "geo", days)
    check_all(built, area_count)
    report = reconcile(inputs, built)
    say("書き出しています")
    if days != known:
        retrieved.write(record, days)
    sizes = write_all(out, built.rows, report)
    say(report_text(report))
    say(f"■ 書き出し: {out / 'parquet'}({len(sizes)} ファイル、計 {sum(sizes.values()) / 1e6:.2f} MB)")
    return report
