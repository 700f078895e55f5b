"""Small values that tests of drawers share."""

from __future__ import annotations

import csv
import io
from datetime import date

from core.exports.provenance import ROWS_ABOVE, Origin
from core.text.outside import Outside
from core.views.sources import OURS, USER, Source, SourceBook, Sources
from core.views.table import Column, Kind, Status, Table, table

BOOK = SourceBook(
    {
        "beds": Source(
            source_id="beds",
            title="病床数の表",
            short="厚生労働省 病床数",
            publisher="厚生労働省",
            published="2025年",
            url="https://example.invalid/beds",
            sha256="ab" * 32,
            licence="公共データ利用規約",
        ),
        USER: Source(source_id=USER, title="利用者の入力", short="利用者の入力"),
        OURS: Source(source_id=OURS, title="このダッシュボードの定義", short="このダッシュボードの定義"),
    }
)

ORIGIN = Origin(
    book=BOOK, made=date(2026, 11, 27), edition="0a1b2c3d", cautions=("単純に比較しない。",), link="/area?area=1005"
)


def csv_rows(content: bytes) -> list[list[str]]:
    """Headings and rows of a CSV, without what stands above them."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))[ROWS_ABOVE:]


COLUMNS = (
    Column(name="area", label="区域"),
    Column(name="beds", label="報告病床数", unit="床", kind=Kind.NUMBER),
    Column(name="gap", label="乖離", unit="床", kind=Kind.SIGNED, missing="算出不可"),
    Column(name="rate", label="乖離率", kind=Kind.SIGNED_PERCENT, digits=1, missing="算出不可"),
    Column(name="note", label="備考", wide=True),
)


def sample(sources: tuple[str, ...] = ("beds",)) -> Table:
    """Two areas, one of them without figures, and words from outside."""
    rows = [
        ("藤岡", 1234, -56, 0.0488, Outside("=1+1")),
        ("木曽", Status("未報告"), None, float("nan"), ""),
        ("合計", 1234, -56, 0.0, "-"),
    ]
    return table("beds", "病床数", COLUMNS, rows, Sources(sources), sums=(2,), note="差 = 報告 − 必要量")
