"""What the lines of a 差異分析ワークシート may say together: moves between functions net to zero, no gap is explained beyond itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from core.area.worksheet import CAUSE_LABEL, Cause, Explanation, Worksheet
from core.data.bed_names import bed_names
from core.errors import UserError
from core.measures.explained import Fault, fault
from core.reading.refusals import told
from core.vocabulary import labels
from core.vocabulary.terms import FOUR_FUNCTIONS

#: Lines with the numbers of their rows.
Lines = Sequence[tuple[int, Explanation]]
_WARD: Final = CAUSE_LABEL[Cause.WARD]
_MOVE_HINT: Final = "「相手の機能」を選ぶと、その機能に反対の符号で同じ床数が入り、合計では0になります。"
_GAP_HINT: Final = "説明できる床数は、乖離(報告 − 必要量)と同じ符号で、乖離を超えない数にしてください。"


def check(sheet: Worksheet, numbers: Sequence[int] = ()) -> None:
    """Raise UserError naming the lines that cannot stand together: by `numbers` of their rows, else from 1."""
    lines = list(zip(numbers or range(1, len(sheet.explanations) + 1), sheet.explanations, strict=True))
    found = [*_moves(lines), *_beyond(sheet, lines)]
    if found:
        raise UserError(*told(found))


def _moves(lines: Lines) -> list[tuple[str, str]]:
    """Beds that a ward reports under one function belong to another; lines of the first version may do so in pairs."""
    alone = [(n, e.beds) for n, e in lines if e.cause == Cause.WARD and not e.to_function]
    rest = sum(beds for _, beds in alone)
    if not rest:
        return []
    rows = _rows([n for n, beds in alone if beds])
    moved = labels.signed(rest, "床")
    return [(f"{rows}: {_WARD}は機能の間で床を移すだけですが、合計が{moved}になっています。", _MOVE_HINT)]


def _beyond(sheet: Worksheet, lines: Lines) -> list[tuple[str, str]]:
    """The sum of each function's lines has the sign of its gap and does not exceed it."""
    found = []
    for function in FOUR_FUNCTIONS:
        explained, gap = sheet.explained(function), sheet.gaps.get(function)
        why = "" if not explained else _why(explained, gap)
        if why:
            rows = _rows([n for n, e in lines if e.of(function)])
            found.append((f"{rows}: {bed_names(sheet.year)[function]}の{why}。", _GAP_HINT))
    return found


def _why(explained: int, gap: int | None) -> str:
    """Why a number of explained beds cannot be; empty where it can."""
    amount, found = f"説明できる床数 {labels.signed(explained, '床')}", fault(gap, explained)
    if found is Fault.NO_GAP:
        return f"乖離を計算できないため(報告病床数か必要量がない)、{amount} は入れられません"
    whole = labels.signed(gap, "床")
    if found is Fault.SIGN:
        return f"{amount} の符号が乖離 {whole} と逆です"
    return f"{amount} が乖離 {whole} を超えています" if found is Fault.BEYOND else ""


def _rows(numbers: list[int]) -> str:
    return f"{'・'.join(map(str, numbers))}行目"
