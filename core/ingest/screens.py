"""What each page will say differently, told before a publish: a few lines a page that a person can check against the books."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from core.content.source_short import load_source_short
from core.data.bed_names import bed_names
from core.data.schema import NDB, PATIENT_SURVEY, year_of
from core.ingest.held import Edition, national, newest_year
from core.views.sources import Sources, source_book, sources_of
from core.views.table import Column, Table, table
from core.vocabulary import labels
from core.vocabulary.routes import PAGE_TITLE
from core.vocabulary.terms import BedFunction


def screens(before: Edition, after: Edition, sources: Sources) -> Table:
    """What each page will say differently."""
    columns = [
        Column(name=n, label=label, wide=n in ("old", "new"))
        for n, label in (("page", "画面"), ("what", "項目"), ("old", "いまの版"), ("new", "新しい版"))
    ]
    rows = [
        (page, what, old, new)
        for (page, what, old), (_, _, new) in zip(_said(before), _said(after), strict=True)
        if old != new
    ]
    return table("screens", "画面で変わること", columns, rows, sources, note="" if rows else "変わらない。")


def _said(edition: Edition) -> Iterator[tuple[str, str, str]]:
    year, planned = newest_year(edition), newest_year(edition, "planned")
    yield PAGE_TITLE["/"], "最新の実績", f"{year}年"
    for function in BedFunction:
        yield (
            PAGE_TITLE["/"],
            f"最新の実績の{bed_names(year)[function]}",
            labels.number(national(edition, "reported", year, function), "床"),
        )
    yield PAGE_TITLE["/"], "最新の見込量", f"{planned}年 {labels.number(national(edition, 'planned', planned), '床')}"
    yield PAGE_TITLE["/"], "構想区域の数", f"{len(edition['area'])}区域"
    yield PAGE_TITLE["/area"], "流入率・流出率の基礎データ", _bases(edition["flow_total"]["basis"])
    yield PAGE_TITLE["/area"], "在宅・外来の需要推計の年度", _span(edition["demand"]["fiscal_year"])
    yield PAGE_TITLE["/area"], "病床利用率(試算)の年度", _span(edition["utilization"]["fiscal_year"])
    yield (
        PAGE_TITLE["/area"],
        "医療機関の一覧",
        "、".join(f"{fy} {len(rows):,}施設" for fy, rows in edition["facility"].groupby("published_fy", sort=True)),
    )
    yield PAGE_TITLE["/simulator"], "選べる実績の年", _span(_years(edition))
    yield (
        PAGE_TITLE["/simulator"],
        "④の根拠の出典",
        "、".join(
            s.short
            for s in source_book(edition["source"], load_source_short()).of(
                sources_of(sorted({*edition["flow"]["source_id"], *edition["demand"]["source_id"]}))
            )
        ),
    )
    yield PAGE_TITLE["/review"], "流入元・流出先の表", _newest(edition["flow"])
    yield PAGE_TITLE["/review"], "急性期の協議資料の医療機関", _newest(edition["facility"])
    yield PAGE_TITLE["/sources"], "出典の数", f"{len(edition['source'])}件"
    yield PAGE_TITLE["/sources"], "公表資料の不具合", f"{len(edition['defect'])}件"


def _years(edition: Edition) -> pd.Series[Any]:
    beds = edition["beds"]
    return beds.loc[beds["series"] == "reported", "year"]


def _span(years: Iterable[Any]) -> str:
    listed = sorted({int(y) for y in years})
    if not listed:
        return labels.NO_DATA
    return f"{listed[0]}年" if len(listed) == 1 else f"{listed[0]}〜{listed[-1]}年({len(listed)}年分)"


def _newest(rows: pd.DataFrame) -> str:
    return f"{rows['published_fy'].max()} 公表分" if len(rows) else labels.NO_DATA


def _bases(found: Iterable[str]) -> str:
    """`NDB 2024年度、患者調査 2023年`."""
    told = (
        f"NDB {year_of(b)}年度"
        if b.startswith(NDB)
        else f"患者調査 {year_of(b)}年"
        if b.startswith(PATIENT_SURVEY)
        else b
        for b in sorted(set(found))
    )
    return "、".join(told) or labels.NO_DATA
