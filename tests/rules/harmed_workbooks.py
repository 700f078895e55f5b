"""Workbooks that no office software would write."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from tests.rules.upload_files import xlsx_of

_SHEET = "xl/worksheets/sheet1.xml"
GOOD = xlsx_of(["区域コード", "理由"], ["1005", "県境にある"])
PARTS = tuple(zipfile.ZipFile(io.BytesIO(GOOD)).namelist())


def repacked(change: Callable[[str, bytes], bytes | None], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The good workbook with every part changed; None leaves a part out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(out, "w", method) as new:
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
    return out.getvalue()


def part(name: str, content: bytes | None) -> bytes:
    """The good workbook with another content of one part."""
    return repacked(lambda n, old: content if n == name else old)


def sheet(rows: bytes) -> bytes:
    """A workbook whose first sheet has these rows."""
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return part(_SHEET, b'<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>' % (space, rows))


def headers(offset_local: int, offset_central: int, value: int) -> bytes:
    """The good workbook with a byte of every zip header replaced."""
    data = bytearray(GOOD)
    for mark, offset in ((b"PK\x03\x04", offset_local), (b"PK\x01\x02", offset_central)):
        at = -1
        while (at := data.find(mark, at + 1)) >= 0:
            data[at + offset] = value
    return bytes(data)


def scrambled() -> bytes:
    """The good workbook with the packed bytes of every part turned round."""
    data = bytearray(GOOD)
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        for info in archive.infolist():
            start = info.header_offset + 30 + len(info.filename)
            data[start : start + 12] = bytes(b ^ 0xFF for b in data[start : start + 12])
    return bytes(data)


#: XML that would unfold into gigabytes.
LAUGHS = b"".join(
    (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">',
        *(b'<!ENTITY %c "%s">' % (98 + k, b"&%c;" % (97 + k) * 10) for k in range(9)),
        b"]><worksheet>&j;</worksheet>",
    )
)
DEEP = b"<a>" * 100_000 + b"</a>" * 100_000
