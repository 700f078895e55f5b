"""Columns for 区域点検 from an uploaded CSV or xlsx: 区域コード, 医療機関名 (for institutions), and up to six of the person's own."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from core.review.brought import CELL_LENGTH, HEADING, HEADING_LENGTH, MOST_COLUMNS, Brought, BroughtRow, Kind
from core.text.normal import kept
from core.uploads.reader import Problem, Table, read
from core.uploads.rows import CODE, FACILITY, NAME

#: Columns that name the row; the name of the area is for the eye alone.
KEYS: Final = frozenset({CODE, FACILITY, NAME})


def read_columns(
    name: str, data: bytes, areas: Collection[str], kind: Kind
) -> tuple[Brought | None, tuple[Problem, ...]]:
    """The columns of a file, or why it cannot be taken; a file is taken over whole or not at all.

    `areas`: the area codes that exist; `kind`: whether each row is an institution or an area. Raises UserError for a file that is no table.
    """
    table, institutions = read(name, data), kind == "institutions"
    headings = tuple(h for h in table.headings if h and h not in KEYS)
    problems = [*table.problems, *_headings(table, headings, institutions=institutions)]
    rows: list[BroughtRow] = []
    for row in table.rows:
        code, institution = kept(row.cells.get(CODE, "")), row.cells.get(FACILITY, "") if institutions else ""
        code = code.zfill(4) if code.isdigit() else code  # a spreadsheet takes the first 0 away
        if code not in areas:
            problems.append(Problem(row.number, CODE, f"「{code[:20]}」という構想区域はありません。"))
        if institutions and not institution:
            problems.append(Problem(row.number, FACILITY, "医療機関名が空です。"))
        cells = tuple(row.cells.get(h, "") for h in headings)
        for heading, cell in zip(headings, cells, strict=True):
            if len(cell) > CELL_LENGTH:
                problems.append(Problem(row.number, heading, f"{CELL_LENGTH}字以下にしてください。"))
        if not problems:
            rows.append(BroughtRow(area_code=code, institution=institution, cells=cells))
    if not problems and not any(any(row.cells) for row in rows):
        problems.append(Problem(0, "", "書き込まれた行がありません。"))
    if problems:
        return None, tuple(problems)
    return Brought(kind=kind, headings=headings, rows=tuple(r for r in rows if any(r.cells))), ()


def _headings(table: Table, headings: tuple[str, ...], *, institutions: bool) -> list[Problem]:
    found = [
        Problem(0, needed, "この見出しの列が必要です。")
        for needed in (CODE, *((FACILITY,) if institutions else ()))
        if needed not in table.headings
    ]
    if not headings:
        found.append(Problem(0, "", "足す列がありません。右に見出しを付けた列を足してください。"))
    if len(headings) > MOST_COLUMNS:
        found.append(Problem(0, "", f"足せる列は{MOST_COLUMNS}までです(いま{len(headings)})。"))
    for heading in headings:
        if len(heading) > HEADING_LENGTH or not HEADING.fullmatch(heading):
            words = f"見出しは{HEADING_LENGTH}字以下の文字・数字と ()・%/〜 で書いてください。"
            found.append(Problem(1, heading[:HEADING_LENGTH], words))
        if headings.count(heading) > 1:
            found.append(Problem(1, heading, "同じ見出しの列が2つあります。"))
    return list(dict.fromkeys(found))
