"""Tables that a person might bring, as files."""

from __future__ import annotations

import io

from openpyxl import Workbook

from core.uploads.kinds import KINDS, Upload, read_upload
from core.vocabulary.terms import BedFunction

AREAS = {"0101": "南渡島", "1005": "藤岡"}
#: 報告 − 必要量 of these areas: wide enough for what the files explain, short in 高度急性期 and 回復期 (and 0101 in 慢性期).
GAPS = {
    (code, f.value): -2_000.0 if f in (BedFunction.HIGH_ACUTE, BedFunction.RECOVERY) else 2_000.0
    for code in AREAS
    for f in BedFunction
} | {("0101", "chronic"): -2_000.0}


def check(kind: str, data: bytes, name: str = "表.csv") -> Upload:
    return read_upload(KINDS[kind], name, data, AREAS, GAPS)


def csv_of(*lines: str, encoding: str = "utf-8") -> bytes:
    return "\r\n".join(lines).encode(encoding)


def xlsx_of(*table: list[object]) -> bytes:
    book = Workbook()
    for row in table:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


GOOD = ("区域コード,構想区域名,対応状況,医療機関名", "1005,藤岡,検証中,甲病院", "0101,,対象なし,")
