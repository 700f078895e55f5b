"""What stands above the table in every CSV, so that a file that was passed on still says what it is.

Always `ROWS_ABOVE` rows, so that a program skips them with one number: eight that begin with `#`, the headings in the other
language (`# …` too), an empty row. The empty row parts them from the table, so that office software takes the table alone when it
filters or sorts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from core.exports.cells import clean, csv_lines
from core.views.sources import Source, SourceBook, Sources
from core.vocabulary import labels

#: Rows before the headings of the table: `pandas.read_csv(file, skiprows=ROWS_ABOVE)`.
ROWS_ABOVE: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What a file says about itself besides its table: registry of sources, day, edition of the data, official cautions.

    `link`: route and query that open the screen it was taken from, empty where there is none.
    """

    book: SourceBook
    made: date
    edition: str
    cautions: tuple[str, ...]
    link: str = ""

    def day_of(self, source: Source) -> str:
        """`取得日 2025-12-01`, or that none was recorded; nothing for what was never retrieved."""
        return f"取得日 {source.retrieved or labels.UNRECORDED}" if source.publisher else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a table says about itself: title, its columns' units, and under which conditions its rows stand."""

    title: str
    units: str
    condition: str
    sources: Sources


def with_provenance(head: Sequence[str], other: Sequence[str], body: bytes, told: Told, origin: Origin) -> bytes:
    """A CSV (UTF-8 with BOM, CRLF) of `body`, whose headings `head` are written here, under what the file says about itself.

    `other`: the headings in the other language, in the order of `head`; `body`: the rows as CSV, UTF-8 without BOM.
    """
    table = csv_lines([head]) + body
    found = origin.book.of(told.sources)
    cited = "、".join(_cited(s, origin) for s in found)
    hashes = "、".join(f"{s.short} {s.sha256}" for s in found if s.sha256) or "(ファイルから読み取った値ではない)"
    condition = " / ".join(filter(None, (told.condition, f"画面のリンク {origin.link}" if origin.link else "")))
    made = f"{labels.APP_TITLE}が作成、{origin.made.isoformat()}、データの版 {origin.edition}"
    lines = (
        f"表題: {told.title}",
        f"単位: {told.units or '(数値の列はない)'}",
        f"条件: {condition or '(絞り込みなし)'}",
        f"出典: {cited}",
        f"出典ファイルのSHA-256: {hashes}",
        f"作成: {made}",
        f"この表のSHA-256: {hashlib.sha256(table).hexdigest()}(見出しの行からファイルの終わりまで)",
        f"注意: {''.join(origin.cautions)}",
    )
    named = [f"# {other[0]}", *other[1:]]
    block = csv_lines([[f"# {_one_line(line)}"] for line in lines] + [named, []])
    return b"\xef\xbb\xbf" + block + table


def _cited(source: Source, origin: Origin) -> str:
    day = origin.day_of(source)
    return f"{source.citation}({day})" if day else source.citation


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())
