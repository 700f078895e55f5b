"""Tables that a person might bring, as files."""

from __future__ import annotations

import io

from openpyxl import Workbook

from core.uploads.kinds import KINDS, Upload, read_upload

AREAS = {"0101": "南渡島", "1005": "藤岡"}


def check(kind: str, data: bytes, name: str = "表.csv") -> Upload:
    return read_upload(KINDS[kind], name, data, AREAS)


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
