"""Zip files (a workbook is one) before anything reads them: their size, their cells' places and their check sums.

A reader of workbooks trusts what it is given: it fills the memory with a bomb, makes every cell up to a stray one at XFD1048576, and
takes a flipped bit for a figure. So every member is unpacked once here, a piece at a time, up to limits far above any real book.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path
from typing import Final

from core.errors import UserError

#: Bytes of a file, and of all its members unpacked. The largest book has 4 MB, and 60 MB unpacked.
FILE_LIMIT: Final = 100 << 20
UNPACKED_LIMIT: Final = 500 << 20
_CHUNK: Final = 1 << 20
#: A cell (or row) beyond column ZZ, from row 100,000 on, or from row 10,000 on in a column right of AZ. The largest sheet has
#: 8,500 rows, the widest 40 columns.
_FAR: Final = re.compile(rb"""\br=["']([A-Z]{3,}\d+|[A-Z]*\d{6,}|[B-Z][A-Z]\d{5,})["']""")
_LONGEST: Final = 32
_AGAIN: Final = "もう一度取得してください。"
#: What a damaged or protected member raises.
DAMAGED: Final = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, KeyError, ValueError)


def check_size(path: Path) -> None:
    """Refuse a file that is too large to be one of ours, before it is read."""
    if (size := path.stat().st_size) > FILE_LIMIT:
        raise UserError(
            f"ファイル「{path.name}」が大きすぎます({size >> 20:,} MB。{FILE_LIMIT >> 20} MB まで)。",
            "公表資料ではないファイルが混じっていないか確かめてください。",
        )


def check(path: Path, kind: str) -> None:
    """Refuse a zip that is damaged, protected, too large unpacked, or a workbook with a cell too far out. `kind`: as what it should open.

    Raises UserError naming the file and the member.
    """
    check_size(path)
    try:
        archive = zipfile.ZipFile(path)
    except (*DAMAGED, OSError) as error:
        raise UserError(
            f"ファイル「{path.name}」を {kind}開けません。",
            f"壊れていないか、開いたままでないかを確かめ、{_AGAIN}パスワードのかかったブックは解除してから置いてください。",
        ) from error
    with archive:
        members = archive.infolist()
        if (size := sum(m.file_size for m in members)) > UNPACKED_LIMIT:
            raise UserError(
                f"ファイル「{path.name}」は、展開すると大きすぎます({size >> 20:,} MB。{UNPACKED_LIMIT >> 20} MB まで)。",
                "公表資料ではないファイルが混じっていないか確かめてください。",
            )
        for member in members:
            _check_member(archive, member, path.name)


def _check_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, file: str) -> None:
    """Unpack it all: the end of it compares the check sum."""
    if member.flag_bits & 1:
        raise UserError(
            f"ファイル「{file}」の中の「{member.filename}」にパスワードがかかっています。",
            "解除したファイルを置いてください。",
        )
    is_sheet = member.filename.startswith("xl/worksheets/")
    tail = b""
    try:
        with archive.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                if is_sheet and (far := _FAR.search(tail + chunk)):
                    at = far[1].decode()
                    raise _TooFarError(f"行 {at} " if at.isdigit() else f"セル {at} ")
                tail = chunk[-_LONGEST:]
    except _TooFarError as error:
        raise UserError(
            f"ファイル「{file}」の「{member.filename}」に、表から大きく離れた{error}があります。",
            "Excel で開き、表の外の行と列を削除して保存し直すか、もう一度取得してください。",
        ) from error
    except (*DAMAGED, OSError) as error:
        raise UserError(f"ファイル「{file}」の中の「{member.filename}」が壊れています。", _AGAIN) from error


class _TooFarError(Exception):
    """The cell or row, in words."""
