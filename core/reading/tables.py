"""CSV of ours → rows of texts, with errors that name the file and the line."""

from __future__ import annotations

import csv
import io
from functools import lru_cache
from pathlib import Path
from typing import Final

import pandas as pd

from core.errors import UserError
from core.reading.files import stamp

_HINT: Final = "プログラムと一緒に配られたファイルです。取得し直すか、直したところを確かめてください。"


def read_table(path: Path, columns: tuple[str, ...]) -> pd.DataFrame:
    """Every column as text, an empty cell as an empty text; read again only when it has changed on disk.

    `columns`: those that must be there. UserError (file, line) when it is missing, empty, not UTF-8 or not such a table.
    """
    return _read(path, columns, stamp(path)).copy(deep=False)


@lru_cache(maxsize=16)
def _read(path: Path, columns: tuple[str, ...], changed: int) -> pd.DataFrame:
    head, *rows = _rows(path)
    lacking = [name for name in columns if name not in head]
    if lacking:
        raise UserError(f"{path.name}: 列 {'、'.join(lacking)} がありません。", _HINT)
    for number, row in enumerate(rows, start=2):
        if len(row) != len(head):
            raise UserError(f"{path.name}: {number}行のセルが{len(head)}個ではありません。", _HINT)
    return pd.DataFrame(rows, columns=head, dtype="str")


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
    if not rows:
        raise UserError(f"{path.name}: 空です。", _HINT)
    return rows
