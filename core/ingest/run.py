"""The run from directory to parquet: discover → build → check → reconcile → write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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
from core.ingest.build.registered import read_registered
from core.ingest.build.utilization import build_utilization
from core.ingest.checks import check_all
from core.ingest.discover import Inputs, Say, discover
from core.ingest.held import Edition, made, shown, shown_report
from core.ingest.publish import alone, settle
from core.ingest.reconcile import reconcile, report_text
from core.ingest.reorganised import leave_out
from core.ingest.sanity import doubts, settled
from core.ingest.write import write_all

AREA_COUNT = 339


def build(inputs: Inputs, content: Path, geo: Path, days: Mapping[str, str]) -> Built:
    """Every table from what was read. `days`: 取得日 by SHA-256."""
    built = Built()
    reorganised, defects = leave_out(inputs)
    built.defects += defects
    build_beds(inputs, built)
    points = read_municipality_points(geo / "municipality_points.csv")
    locator = Locator(inputs.hospitals, points, read_registered(geo))
    build_details(inputs, built, locator)
    check_details(inputs, built)
    build_utilization(inputs, built)
    build_flows(inputs, built)
    names = build_areas(inputs, built, build_demand(inputs, built), read_area_points(geo / "area_points.csv"))
    build_sources(inputs, built, content / "sources.yaml", days)
    add_known_defects(built, content / "known_defects.yaml")
    build_designations(built, content / "designations.csv", names)
    if reorganised:
        built.report["reorganised"] = reorganised
    built.rows["defect"] = [(d.defect_id, d.source_id, d.location, d.description, d.handling) for d in built.defects]
    return built


@dataclass(frozen=True, slots=True)
class Made:
    """An edition that was made and not yet published: its tables, its reconciliation, and what a person must look at first.

    `days`: 取得日 by SHA-256 where more are known now than before, else None.
    """

    built: Built
    report: dict[str, Any]
    before: Edition | None
    after: Edition
    doubts: list[str]
    days: dict[str, str] | None


def make(
    source: Path, out: Path, *, area_count: int = AREA_COUNT, say: Say = lambda line: None, when: str = ""
) -> Made:
    """Read `source` and make the edition, without writing anything. Curated text is read from `out/content`, points from `out/geo`.
    `when`: the day on which the files were fetched, for those without one.

    Raises UserError for what cannot be read or contradicts itself.
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
    report, before, after = reconcile(inputs, built), shown(out), made(built)
    odd = [f"{name} の SHA-256 が、出典の登録簿の値と違う。" for name in built.report["other_sha256"]]  # type: ignore[attr-defined]
    found = odd + doubts(report, before, after, out / "content", out / "geo")
    return Made(built, report, before, after, found, None if days == known else days)


def ingest(
    source: Path,
    out: Path,
    *,
    area_count: int = AREA_COUNT,
    say: Say = lambda line: None,
    confirm: str = "",
    when: str = "",
) -> dict[str, Any]:
    """Read `source`, write `out/parquet` and `out/reconciliation.json`; returns the reconciliation.

    `confirm`: why the edition is right although there are signs that it is not; the reason stands in the reconciliation.
    `when`: the day on which the files were fetched, recorded in `out/content/retrieved.csv` for those without one.
    Raises UserError before anything is replaced.
    """
    with alone(out):
        settle(out)
        new = make(source, out, area_count=area_count, say=say, when=when)
        known = shown_report(out).get("confirmed", [])
        confirmed = settled(new.doubts, known, confirm)
        if not confirmed and new.before is not None and all(new.after[n].equals(new.before[n]) for n in new.after):
            confirmed = known  # the same edition again keeps what it was confirmed with
        report = new.report | ({"confirmed": confirmed} if confirmed else {})
        say("書き出しています")
        if new.days is not None:
            retrieved.write(out / "content" / retrieved.FILE, new.days)
        sizes = write_all(out, new.built.rows, report, new.built.named)
    say(report_text(report))
    say(f"■ 書き出し: {out / 'parquet'}({len(sizes)} ファイル、計 {sum(sizes.values()) / 1e6:.2f} MB)")
    return report
