"""取得日: the day on which a person fetched a file, stated at the ingest and kept beside the reviewed texts.

A file's own time says nothing: it changes when it is copied. So the day is recorded only where somebody states it
(`--retrieved`) or the program fetched the file itself (`--download`), for the content of the file (its SHA-256), and every
later ingest of the same file finds it again.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Final

from core.errors import UserError
from core.vocabulary import clock

FILE: Final = "retrieved.csv"
_COLUMNS: Final = ("sha256", "retrieved")


def day(text: str) -> str:
    """A day as `YYYY-MM-DD`. UserError for what is no day, or is still to come."""
    try:
        stated = date.fromisoformat(text)
    except ValueError as error:
        raise UserError(f"取得日「{text}」は日付ではありません。", "2026-11-27 のように書いてください。") from error
    if stated > clock.today():
        raise UserError(f"取得日「{text}」は今日より後です。", "資料を取得した日を書いてください。")
    return stated.isoformat()


def read(path: Path) -> dict[str, str]:
    """Day by SHA-256; nothing where no day was ever stated. UserError names a row that is wrong."""
    if not path.is_file():
        return {}
    days = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            if set(row) != set(_COLUMNS) or not row["sha256"]:
                raise UserError(f"{path.name} {number}行目: 列は {'、'.join(_COLUMNS)} です。")
            days[row["sha256"]] = day(row["retrieved"] or "")
    return days


def stated(known: dict[str, str], sha256: Iterable[str], when: str) -> dict[str, str]:
    """`known` with the day for files that have none yet: the first statement stands."""
    return {**dict.fromkeys(sha256, day(when)), **known}


def record(path: Path, when: str, sha256: str) -> None:
    """Note the day on which a file was fetched, unless one is noted already."""
    known = read(path)
    if (days := stated(known, [sha256], when)) != known:
        write(path, days)


def write(path: Path, days: dict[str, str]) -> None:
    """Replace the record; the same days give the same bytes."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([_COLUMNS, *sorted(days.items())])
    aside = path.with_name(f"{path.name}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_text(text.getvalue(), encoding="utf-8", newline="\n")
        os.replace(aside, path)
    except OSError as error:
        raise UserError(f"取得日を書けません: {path}", "フォルダーの書き込みの権限を確かめてください。") from error
