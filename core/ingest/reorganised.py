"""Areas that were merged, split or redrawn between two publications: what older books say of them is said of other places.

An area is the same in an older publication when its code is still there and its km² are. A new name is no other area. The newest
別添4③ states every actual year for the areas of its day, so that what is left out of older books are figures that only these have.
"""

from __future__ import annotations

from dataclasses import replace

from core.errors import UserError
from core.ingest.build.model import Defect, source_id
from core.ingest.discover import Inputs, reiwa
from core.ingest.forms.bed_blocks import AreaBlock, BedBook

#: Share of the km² up to which a difference is a new survey of the land, not another area.
_SURVEYED = 0.01
_SHOWN = 20


def leave_out(inputs: Inputs) -> tuple[list[dict[str, object]], list[Defect]]:
    """Take out of older books, in place, what they say of areas that are no more as they were; say which, and as defects."""
    newest = max(inputs.beds)
    now = {area.area_code: area for area in inputs.beds[newest].areas}
    report: list[dict[str, object]] = []
    defects: list[Defect] = []
    other: dict[int, set[str]] = {}
    for year in sorted(set(inputs.beds) - {newest}):
        other[year] = {a.area_code for a in inputs.beds[year].areas if not _same(a, now.get(a.area_code))}
        if other[year]:
            told, defect = _said(inputs.beds[year], year, newest, now, other[year])
            report.append(told)
            defects.append(defect)
            _take_out_of_beds(inputs, year, other[year])
    for year, details in inputs.details.items():
        if other.get(year):
            details.areas = [a for a in details.areas if a.area_code not in other[year]]
    for year, flow in inputs.flows.items():
        if gone := other.get(year):
            flow.blocks = [
                replace(
                    b, shares={g: {p: s for p, s in shares.items() if p not in gone} for g, shares in b.shares.items()}
                )
                for b in flow.blocks
                if b.area_code not in gone
            ]
    for year, demand in inputs.demands.items():
        if gone := other.get(year):
            demand.rows = [r for r in demand.rows if r.area_code not in gone]
    return report, defects


def _same(before: AreaBlock, after: AreaBlock | None) -> bool:
    return after is not None and abs(before.area_km2 - after.area_km2) <= _SURVEYED * after.area_km2


def _said(
    book: BedBook, year: int, newest: int, now: dict[str, AreaBlock], other: set[str]
) -> tuple[dict[str, object], Defect]:
    names = [f"{a.area_code} {a.area_name}" for a in book.areas if a.area_code in other]
    new = [f"{c} {a.area_name}" for c, a in now.items() if c not in {b.area_code for b in book.areas}]
    shown = "、".join(names[:_SHOWN]) + (f" ほか{len(names) - _SHOWN}" if len(names) > _SHOWN else "")
    defect = Defect(
        f"reorganised_{reiwa(year).lower()}",
        source_id("beds", year),
        f"{reiwa(year)} 公表分の区域({shown})",
        f"{reiwa(newest)} 公表分と区域が違う(コードがないか、面積が違う)。新しい区域: {'、'.join(new) or 'なし'}。",
        f"{reiwa(year)} 公表分のこれらの区域の値は、いまの区域の値ではないため採らない。{reiwa(newest)} 公表分が述べない年の値は欠測とした。",
    )
    return {"published_fy": reiwa(year), "against": reiwa(newest), "left_out": names, "new": new}, defect


def _take_out_of_beds(inputs: Inputs, year: int, other: set[str]) -> None:
    left = [a for a in inputs.beds[year].areas if a.area_code not in other]
    if not left:
        raise UserError(
            f"ファイル「{inputs.beds[year].file}」の区域が、新しい公表分のどの区域とも合いません。",
            "違う資料が混じっていないか確かめ、使わない資料をフォルダーから外してください。",
        )
    inputs.beds[year].areas = left
