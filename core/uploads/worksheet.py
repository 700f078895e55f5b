"""The 差異分析ワークシート of the area page (JSON) as explained beds of the simulator."""

from __future__ import annotations

from collections.abc import Mapping

from core.area.worksheet import Worksheet
from core.data.bed_names import bed_names
from core.errors import UserError
from core.rules.entries import Explained
from core.rules.explained import Gaps, refused
from core.uploads.kinds import Upload
from core.uploads.reader import MAX_BYTES, Problem
from core.vocabulary.terms import FOUR_FUNCTIONS


def read_worksheet(name: str, data: bytes, areas: Mapping[str, str], year: int, gaps: Gaps) -> Upload:
    """Explained beds of one area; `year` is the scenario's year, which the worksheet must be about, `gaps` are those of it.

    Both use reported − required, so the signs carry over. Functions that the worksheet leaves alone give no entry.
    """
    try:
        if len(data) > MAX_BYTES:
            raise UserError("ファイルが大きすぎます。", f"{MAX_BYTES // 1024 // 1024}MB以下にしてください。")
        sheet = Worksheet.from_json(data)
        if sheet.area_code not in areas:
            raise UserError(
                f"「{sheet.area_code}」という構想区域はありません。", "区域のページで保存し直してください。"
            )
        if sheet.year != year:
            raise UserError(
                f"ワークシートは{sheet.year}年、シナリオは{year}年が対象です。", "対象年をそろえてください。"
            )
    except UserError as error:
        return Upload("explained", name, (), (Problem(0, "", f"{error.message} {error.hint}".strip()),), 0)
    entries = explained_of(sheet)
    problems = tuple(
        Problem(0, bed_names(year)[entry.bed_function], f"{areas[sheet.area_code]}: {why}。")
        for _, entry, why in refused(entries, gaps)
    )
    if not entries:
        problems = (Problem(0, "", "説明できる床数が1行も書かれていません。"),)
    return Upload("explained", name, () if problems else entries, problems, 0, of_its_areas=True)


def explained_of(sheet: Worksheet) -> tuple[Explained, ...]:
    """Explained beds per function of a worksheet: those with a line, 0 床 too; functions that it leaves alone give no entry."""
    told = {e.bed_function for e in sheet.explanations}
    return tuple(
        Explained(area_code=sheet.area_code, bed_function=f.value, beds=float(sheet.explained(f)))
        for f in FOUR_FUNCTIONS
        if f in told
    )
