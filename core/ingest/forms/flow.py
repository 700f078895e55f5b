"""流入率・流出率 (NDB): one sheet per direction, one block per 構想区域.

A block repeats the area's summary (which tells the publication), states the overall rate, and lists partner areas
for three patient groups side by side. Partners below a threshold are not listed, so shares do not add to 1.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from core.ingest.forms.area_detail import area_identity, summary_beds
from core.ingest.workbook import Reading, Sheet, Workbook, flat
from core.vocabulary.terms import BedFunction, Direction, PatientGroup, area_code

TITLE = "流入率・流出率"
_WORDS = {Direction.INFLOW: "流入率", Direction.OUTFLOW: "流出率"}
_GROUPS = {
    "高度急性期+急性期": PatientGroup.ACUTE,
    "包括期": PatientGroup.COMPREHENSIVE,
    "慢性期": PatientGroup.CHRONIC,
}


@dataclass(slots=True)
class FlowBlock:
    """One area and direction: overall rate and share by patient group and partner area."""

    area_code: str
    area_name: str
    direction: Direction
    beds: dict[BedFunction, Reading]
    overall: Reading
    shares: dict[PatientGroup, dict[str, float]] = field(default_factory=dict)


@dataclass(slots=True)
class FlowBook:
    """A whole flow workbook."""

    file: str
    sha256: str
    blocks: list[FlowBlock]


def is_flow(sheet: Sheet) -> bool:
    return sheet.text(0, 0) == TITLE


def read_flow(book: Workbook, tick: Callable[[int], None] = lambda n: None) -> FlowBook:
    """Both sheets, inflow first."""
    by_direction: dict[Direction, Sheet] = {}
    for sheet in book.sheets():
        for direction, word in _WORDS.items():
            if sheet.find(f"全体の{word}", 0, 20):
                by_direction[direction] = sheet
    blocks: list[FlowBlock] = []
    for direction, word in _WORDS.items():
        if direction not in by_direction:
            raise book.layout_error(f"「全体の{word}」の表があるシートがありません。")
        sheet = by_direction[direction]
        starts = [r for r, row in enumerate(sheet.rows) if row and flat(row[0]) == "(1)構想区域の状況"]
        for start, end in zip(starts, [*starts[1:], len(sheet.rows)], strict=True):
            blocks.append(_read_block(sheet, start, end, direction))
            tick(len(blocks))
    return FlowBook(book.file, book.sha256, blocks)


def _read_block(sheet: Sheet, start: int, end: int, direction: Direction) -> FlowBlock:
    word = _WORDS[direction]
    code, name, _ = area_identity(sheet, start + 4)
    at = sheet.find(f"全体の{word}", start, end)
    if at is None:
        raise sheet.fail(start, 0, f"このブロックに見出し「全体の{word}」")
    overall = sheet.reading(at[0], 3)
    _check_share(sheet, at[0], 3, overall)
    block = FlowBlock(code, name, direction, summary_beds(sheet, start), overall)
    sub = at[0] + 4
    group_columns = [c for c, v in enumerate(sheet.rows[sub]) if flat(v) == "都道府県コード"]
    if len(group_columns) != len(_GROUPS):
        raise sheet.fail(sub, 1, "この行に見出し「都道府県コード」が3つ")
    for column in group_columns:
        label = flat(sheet.cell(sub - 1, column))
        if label not in _GROUPS:
            raise sheet.fail(sub - 1, column, "患者区分(高度急性期+急性期・包括期・慢性期)")
        sheet.expect(sub, column + 2, "構想区域コード")
        sheet.expect(sub, column + 5, word)
        block.shares[_GROUPS[label]] = _read_shares(sheet, sub + 1, end, column)
    return block


def _read_shares(sheet: Sheet, first: int, end: int, column: int) -> dict[str, float]:
    found: dict[str, float] = {}
    for row in range(first, end):
        if not isinstance(sheet.cell(row, column), float):  # the list has ended; the next block's title may follow
            break
        try:
            partner = area_code(sheet.whole(row, column + 2))
        except ValueError as error:
            raise sheet.fail(row, column + 2, "構想区域コード") from error
        share = sheet.reading(row, column + 5)
        _check_share(sheet, row, column + 5, share)
        if partner in found or share.value is None:
            raise sheet.fail(row, column + 2, "相手の構想区域は1回だけ、割合つき")
        found[partner] = share.value
    return found


def _check_share(sheet: Sheet, row: int, column: int, found: Reading) -> None:
    if found.value is not None and not 0 <= found.value <= 1:
        raise sheet.fail(row, column, "0から1までの割合")
