"""CSV of ours → rows of texts, with errors that name the file and the line."""

from __future__ import annotations

import csv
import io
import math
from functools import lru_cache
from pathlib import Path
from typing import Final

import pandas as pd

from core.errors import UserError
from core.reading.files import stamp
from core.reading.refusals import clipped

_HINT: Final = "プログラムと一緒に配られたファイルです。取得し直すか、直したところを確かめてください。"


def read_table(path: Path, columns: tuple[str, ...], numbers: tuple[str, ...] = ()) -> pd.DataFrame:
    """Every column as text, an empty cell as an empty text; read again only when it has changed on disk.

    `columns`: those that must be there, the first of them names the row; `numbers`: those of them that hold a number in each row.
    UserError (file, line) when it is missing, empty, not UTF-8 or not such a table.
    """
    return _read(path, columns, numbers, stamp(path)).copy(deep=False)


@lru_cache(maxsize=16)
def _read(path: Path, columns: tuple[str, ...], numbers: tuple[str, ...], changed: int) -> pd.DataFrame:
    head, *rows = _rows(path)
    lacking = [name for name in columns if name not in head]
    if lacking:
        raise UserError(f"{path.name}: 列 {'、'.join(lacking)} がありません。", _HINT)
    twice = [name for name in dict.fromkeys(head) if head.count(name) > 1]
    if twice:
        raise UserError(f"{path.name}: 列 {'、'.join(map(clipped, twice))} が2つあります。", _HINT)
    places = [(name, head.index(name)) for name in numbers]
    key, seen = head.index(columns[0]), set[str]()
    for number, row in enumerate(rows, start=2):
        if len(row) != len(head):
            raise UserError(f"{path.name}: {number}行のセルが{len(head)}個ではありません。", _HINT)
        if not row[key] or row[key] in seen:
            wrong = f"の値「{clipped(row[key])}」が2回書かれています" if row[key] else "が空です"
            raise UserError(f"{path.name}: {number}行の列 {columns[0]} {wrong}。", _HINT)
        seen.add(row[key])
        for name, place in places:
            if not _is_number(row[place]):
                raise UserError(
                    f"{path.name}: {number}行の列 {name} の値「{clipped(row[place])}」が数ではありません。", _HINT
                )
    return pd.DataFrame(rows, columns=head, dtype="str")


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def _rows(path: Path) -> list[list[str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), strict=True) if row]
    except FileNotFoundError as error:
        raise UserError(f"{path.name}: ファイルがありません。", _HINT) from error
    except OSError as error:
        raise UserError(f"{path.name}: ファイルを開けません。", _HINT) from error
    except UnicodeDecodeError as error:
        raise UserError(f"{path.name}: 文字コードが UTF-8 ではありません。", _HINT) from error
    except csv.Error as error:
        raise UserError(f"{path.name}: 引用符の付き方が正しくない行があります。", _HINT) from error
    if len(rows) < 2:
        raise UserError(f"{path.name}: {'見出しだけで、行がありません' if rows else '空です'}。", _HINT)
    if "\0" in text:
        raise UserError(f"{path.name}: 使えない文字(制御文字)があります。", _HINT)
    return rows
