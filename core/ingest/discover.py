"""Find the official files in a directory by their content, and the publication each belongs to. File names mean nothing.

Publication year: 別添4③ states it (its latest actual year; 2024 → R6). 別添5② and the flow book state no year, but
both repeat each area's bed totals, so they belong to the publication whose latest actual year has the same totals.
The demand book states its base year; it is published the year after.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from core.errors import UserError
from core.ingest.forms.area_detail import DetailBook, is_area_detail, read_area_detail
from core.ingest.forms.bed_blocks import BedBook, is_bed_blocks, read_bed_blocks
from core.ingest.forms.demand import DemandBook, is_demand, read_demand
from core.ingest.forms.flow import FlowBook, is_flow, read_flow
from core.ingest.forms.hospital_list import HospitalList, read_hospital_list
from core.ingest.workbook import Reading, Workbook
from core.vocabulary.terms import BedFunction, Series

#: How many of the areas must have equal totals before a book without a year is taken for a publication's.
_MATCH = 0.9
_WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls")

Say = Callable[[str], None]
Totals = dict[str, dict[BedFunction, Reading]]


def reiwa(fiscal_year: int) -> str:
    """2024 → `R6`."""
    return f"R{fiscal_year - 2018}"


@dataclass(slots=True)
class Inputs:
    """Everything found, by fiscal year of the publication's figures (2024 = R6)."""

    beds: dict[int, BedBook] = field(default_factory=dict)
    details: dict[int, DetailBook] = field(default_factory=dict)
    flows: dict[int, FlowBook] = field(default_factory=dict)
    demands: dict[int, DemandBook] = field(default_factory=dict)
    hospitals: HospitalList | None = None


def discover(directory: Path, area_count: int, say: Say) -> Inputs:
    """Read every workbook and zip below the directory; stop at one that no reader knows."""
    if not directory.is_dir():
        raise UserError(
            f"フォルダー「{directory}」がありません。", "--source に公表資料を置いたフォルダーを指定してください。"
        )
    details: list[DetailBook] = []
    flows: list[FlowBook] = []
    listed: list[_Listed] = []
    found = Inputs()
    hashes: dict[str, str] = {}
    for path in sorted(p for p in directory.rglob("*") if p.suffix.lower() in (*_WORKBOOKS, ".zip") and _is_wanted(p)):
        if path.suffix.lower() == ".zip":
            _take_zip(found, path, say)
            continue
        book = Workbook(path)
        if book.sha256 in hashes:
            say(f"  {path.name}: {hashes[book.sha256]} と同じ内容のため読みません")
            continue
        hashes[book.sha256] = path.name
        first = book.sheet(book.sheet_names[0])
        tick = _ticker(path.name, 2 * area_count if is_flow(first) else area_count, say)
        if is_bed_blocks(first):
            with book.laid_out():
                beds = read_bed_blocks(book, tick)
            listed.append(_Listed(book, beds, [a.area_code for a in beds.areas]))
            _put(found.beds, beds.fiscal_year, beds, "別添4③")
            say(f"  {path.name}: 別添4③(病床数等の状況){reiwa(beds.fiscal_year)}、{len(beds.areas)}区域")
        elif is_area_detail(first):
            with book.laid_out():
                detail = read_area_detail(book, tick)
            listed.append(_Listed(book, detail, [a.area_code for a in detail.areas]))
            details.append(detail)
            say(f"  {path.name}: 別添5②(詳細状況)、{len(detail.areas)}区域")
        elif is_flow(first):
            with book.laid_out():
                flow = read_flow(book, tick)
            for direction in {b.direction for b in flow.blocks}:
                listed.append(_Listed(book, flow, [b.area_code for b in flow.blocks if b.direction is direction]))
            flows.append(flow)
            say(f"  {path.name}: 流入率・流出率、{len(flow.blocks)}表")
        elif is_demand(first):
            with book.laid_out():
                demand = read_demand(book)
            for care in {r.care for r in demand.rows}:
                listed.append(_Listed(book, demand, [r.area_code for r in demand.rows if r.care is care]))
            _put(found.demands, demand.base_year + 1, demand, "需要推計")
            say(f"  {path.name}: 在宅・外来の需要推計({demand.base_year}年度から)、{len(demand.rows)}行")
        else:
            raise book.layout_error(
                f"シート「{first.name}」セル A1「{first.text(0, 0)[:40]}」: "
                "知っている様式(別添4③・別添5②・流入率流出率・需要推計)のどれでもありません。"
            )
    _check_doubled(listed)
    _check_counts(found, [x for x in listed if x.read in (*found.beds.values(), *found.demands.values())], area_count)
    _require(found.beds, directory, "別添4③(構想区域の病床数等の状況)")
    for detail in details:
        _put(found.details, _publication(found, detail.file, _detail_totals(detail)), detail, "別添5②")
    for flow in flows:
        _put(found.flows, _publication(found, flow.file, _flow_totals(flow)), flow, "流入率・流出率")
    _check_counts(found, listed, area_count)
    _require(found.details, directory, "別添5②(構想区域の詳細状況)")
    _require(found.flows, directory, "流入率・流出率")
    _require(found.demands, directory, "在宅・外来の需要推計")
    return found


def _is_wanted(path: Path) -> bool:
    return path.is_file() and not path.name.startswith(("~$", "."))


def _take_zip(found: Inputs, path: Path, say: Say) -> None:
    hospitals = read_hospital_list(path)
    if hospitals is None:
        raise UserError(
            f"ファイル「{path.name}」: 病院の一覧(見出し「正式名称」「所在地座標（緯度）」などの CSV)がありません。",
            "医療情報ネットのオープンデータ(病院・施設票)の zip を置いてください。",
        )
    if found.hospitals is not None and found.hospitals.sha256 != hospitals.sha256:
        raise UserError(
            f"病院の一覧が2つあります(「{found.hospitals.file}」と「{path.name}」)。", "使う方だけを残してください。"
        )
    found.hospitals = hospitals
    say(f"  {path.name}: 病院の一覧、{len(hospitals.hospitals):,}病院")


def _ticker(name: str, total: int, say: Say) -> Callable[[int], None]:
    def tick(number: int) -> None:
        if number % 100 == 0:
            say(f"  {name}: {number} / {total} 区域分を読みました")

    return tick


def _put(target: dict[int, Any], year: int, book: Any, kind: str) -> None:
    if year in target:
        first, second = target[year].file, book.file
        raise UserError(
            f"{kind}の {reiwa(year)} が2つあります(「{first}」と「{second}」)。", "使う方だけを残してください。"
        )
    target[year] = book


def _require(target: dict[int, Any], directory: Path, kind: str) -> None:
    if not target:
        raise UserError(
            f"フォルダー「{directory}」に{kind}のブックが見つかりません。",
            "厚生労働省のページから取得して置いてください。",
        )


@dataclass(frozen=True, slots=True)
class _Listed:
    """The areas that a book lists once."""

    book: Workbook
    read: Any
    codes: list[str]


def _check_doubled(listed: list[_Listed]) -> None:
    for one in listed:
        doubled = sorted(code for code, times in Counter(one.codes).items() if times > 1)
        if doubled:
            raise one.book.layout_error(f"構想区域コード {'、'.join(doubled[:5])} が2回以上あります。")


def _check_counts(found: Inputs, listed: list[_Listed], area_count: int) -> None:
    """The newest publication has `area_count` areas in each of its books; an older one as many as its own 別添4③, since areas may
    have been merged or split in between."""
    newest = max(found.beds, default=0)
    held = {id(book): y for kind in (found.beds, found.details, found.flows, found.demands) for y, book in kind.items()}
    settled = newest and len(found.beds[newest].areas) == area_count
    for one in listed:
        year = held.get(id(one.read), newest)
        own = len(found.beds[year].areas) if settled and year < newest and year in found.beds else area_count
        if len(one.codes) != own:
            raise one.book.layout_error(
                f"シート「{one.book.sheet_names[0]}」から「{one.book.sheet_names[-1]}」まで: "
                f"構想区域は {own} のはずですが、{len(one.codes)} あります(最初 {one.codes[0]}、最後 {one.codes[-1]})。"
            )


def _detail_totals(book: DetailBook) -> Totals:
    return {
        a.area_code: {f: v for (m, f), v in a.measures.items() if m == "beds" and f is not None} for a in book.areas
    }


def _flow_totals(book: FlowBook) -> Totals:
    return {b.area_code: b.beds for b in book.blocks}


def _publication(found: Inputs, file: str, totals: Totals) -> int:
    """Fiscal year whose 別添4③ states the same bed totals as this book."""
    scores = {year: _equal_areas(beds, totals.items()) for year, beds in found.beds.items()}
    best = max(scores, key=lambda y: (scores[y], y))
    if scores[best] < _MATCH * len(totals):
        known = "、".join(f"{reiwa(y)} は {n} 区域が一致" for y, n in sorted(scores.items()))
        raise UserError(
            f"ファイル「{file}」: 区域の病床数がどの公表年度の別添4③とも合わないため、公表年度を決められません({known})。",
            "同じ公表年度の別添4③を一緒に置いてください。",
        )
    return best


def _equal_areas(beds: BedBook, totals: Iterable[tuple[str, dict[BedFunction, Reading]]]) -> int:
    latest = {a.area_code: a for a in beds.areas}
    equal = 0
    for code, counts in totals:
        area = latest.get(code)
        if area and all(area.beds[Series.REPORTED, beds.fiscal_year, f].value == v.value for f, v in counts.items()):
            equal += 1
    return equal
