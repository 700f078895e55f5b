"""The tables that people keep beside the books (CSV of `data/content` and `data/geo`): read whole, or refused with file and line."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from core.errors import UserError


def rows(path: Path, wanted: tuple[str, ...], hint: str) -> list[tuple[str, dict[str, str]]]:
    """`(file and line in words, row)` of every line; none where the file is not there. `wanted`: columns that must be there.

    Raises UserError for another encoding than UTF-8, no CSV, a missing column, a line of another length.
    """
    if not path.is_file():
        return []
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError(
            f"ファイル「{path.name}」の文字コードが UTF-8 ではありません。",
            "Excel では「CSV UTF-8(コンマ区切り)」を選んで保存し直してください。",
        ) from error
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey="", restval=None)
    try:
        if missing := [name for name in wanted if name not in (reader.fieldnames or ())]:
            raise UserError(f"ファイル「{path.name}」に列 {'、'.join(missing)} がありません。", hint)
        found = [(f"{path.name} {reader.line_num}行目", row) for row in reader]
    except csv.Error as error:
        raise UserError(f"{path.name} {reader.line_num + 1}行目: CSV として読めません。", hint) from error
    for where, row in found:
        if "" in row or None in row.values():
            raise UserError(f"{where}: 列の数が見出しと違います。", hint)
    return found


def number(where: str, row: dict[str, str], name: str, hint: str) -> float:
    """A coordinate of a row. Raises UserError for what is none."""
    try:
        value = float(row[name])
    except ValueError as error:
        raise UserError(f"{where}: {name} が数値ではありません(「{row[name][:40]}」)。", hint) from error
    if not -360 < value < 360:
        raise UserError(f"{where}: {name} が経度・緯度の範囲にありません(「{row[name][:40]}」)。", hint)
    return value
