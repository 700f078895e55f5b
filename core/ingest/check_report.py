"""`--check`: two files that say what a publish would change, for the person who decides on it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from core.content.source_short import load_source_short
from core.errors import UserError
from core.exports import html
from core.exports.sheets import Sheet
from core.exports.xlsx import workbook
from core.ingest import changes
from core.ingest.held import Edition, newest_year
from core.views.sources import OURS, Sources, source_book
from core.views.table import Column, Table, table
from core.views.words import raw_text

NAME: Final = "公表前の確認"
#: Rows of a table on the page, which a browser shows at once; the workbook has all.
MOST: Final = 500


def write(folder: Path, before: Edition | None, after: Edition, doubts: Sequence[str], made: date) -> tuple[Path, Path]:
    """`公表前の確認.html` and `.xlsx` in `folder`, both or neither. Raises UserError where they cannot be written."""
    tables = () if before is None else changes.tables(before, after)
    files = (folder / f"{NAME}.html", folder / f"{NAME}.xlsx")
    aside = [path.with_name(f"{path.name}.tmp") for path in files]
    try:
        told = page(before, after, doubts, tables, made).encode(), sheets(after, doubts, tables, made)
        folder.mkdir(parents=True, exist_ok=True)
        for path, content in zip(aside, told, strict=True):
            path.write_bytes(content)
        for path, place in zip(aside, files, strict=True):
            os.replace(path, place)
    except OSError as error:
        with suppress(OSError):
            for path in aside:
                path.unlink(missing_ok=True)
        raise UserError(
            f"確認の資料を「{folder}」に書けません。",
            "フォルダーの場所、書き込みの権限、空き容量を確かめてください。ファイルを Excel で開いているときは閉じてください。",
        ) from error
    return files


def page(before: Edition | None, after: Edition, doubts: Sequence[str], tables: Sequence[Table], made: date) -> str:
    """The whole HTML file, which needs nothing else."""
    book = source_book(after["source"], load_source_short())
    named = tables[0].sources if tables else Sources((OURS,))
    short = [
        t
        if len(t.rows) <= MOST
        else replace(t, rows=t.rows[:MOST], note=f"{raw_text(t.note)}ここには{MOST}件。残りは Excel にある。")
        for t in tables
    ]
    return html.render(
        "edition_check.html.jinja",
        title=NAME,
        made=made.isoformat(),
        before="なし" if before is None else _called(before),
        after=_called(after),
        doubts=doubts,
        tables=short,
        html={t.key: html.table_html(t) for t in short},
        sources=[source.citation for source in book.of(named)],
    )


def sheets(after: Edition, doubts: Sequence[str], tables: Sequence[Table], made: date) -> bytes:
    """The same as a workbook: doubts first, then a sheet for each table."""
    column = (Column(name="doubt", label="確かめる点", wide=True),)
    named = tables[0].sources if tables else Sources((OURS,))
    first = table("doubts", "人が確かめる点", column, [(d,) for d in doubts], named, note="" if doubts else "ない。")
    listed = [Sheet(tab=raw_text(t.title).split("(")[0], tables=(t,)) for t in (first, *tables)]
    return workbook(listed, source_book(after["source"], load_source_short()), made=made)


def _called(edition: Edition) -> str:
    publications = "・".join(sorted(set(edition["beds"]["published_fy"])))
    return f"{publications} 公表分(最新の実績 {newest_year(edition)}年、{len(edition['area'])}区域)"
