"""差異分析ワークシート: per bed function, the gap is taken apart into beds that each cause explains and an unexplained rest.

    説明できない残り = 乖離 (報告 − 必要量) − Σ 説明できる床数

Explained beds carry the sign of the gap they explain: positive for reported beds above 必要量, negative below. The file
(JSON) states every gap it was made with, so that a later reader sees what has changed since.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from core.errors import UserError
from core.vocabulary import labels
from core.vocabulary.terms import FOUR_FUNCTIONS, BedFunction

FORMAT: Final = "gap-worksheet"
VERSION: Final = 1
_LIMIT: Final = 100_000
_TEXT_LIMIT: Final = 2000
_ROWS_LIMIT: Final = 200
_BYTES_LIMIT: Final = 1024 * 1024


class Cause(StrEnum):
    """Named causes of a gap, in the order of the ministry's survey (a: reporting by ward, then other explainable causes)."""

    WARD = "ward"
    CLOSED = "closed"
    FLOW = "flow"
    REPORT_RATE = "report_rate"
    LOCAL_STANDARD = "local_standard"
    OTHER = "other"


CAUSE_LABEL: Final[dict[str, str]] = {
    Cause.WARD: "病棟単位の報告",
    Cause.CLOSED: "非稼働病床",
    Cause.FLOW: "患者の流入・流出",
    Cause.REPORT_RATE: "報告率・未報告",
    Cause.LOCAL_STANDARD: "地域の定量的基準",
    Cause.OTHER: "その他",
}
CAUSE_HELP: Final[dict[str, str]] = {
    Cause.WARD: "病棟を1つの機能で報告するため、ほかの機能の患者が含まれる分",
    Cause.CLOSED: "休棟中・稼働していない病床の分",
    Cause.FLOW: "必要量の推計時(2013年)から変わった流入・流出の分",
    Cause.REPORT_RATE: "未報告の医療機関により少なく出ている分(符号はマイナス)",
    Cause.LOCAL_STANDARD: "都道府県独自の定量的基準で機能を分け直した分",
    Cause.OTHER: "上のどれにも当たらない、説明できる要因の分",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """One line: which function, which cause, how many beds (床, signed like the gap), on what basis, with what note."""

    bed_function: str
    cause: str
    beds: int
    basis: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        if self.bed_function not in set(FOUR_FUNCTIONS):
            raise UserError(
                f"病床機能が正しくありません: {self.bed_function}",
                f"次のどれかにしてください: {'、'.join(labels.BED_FUNCTION[f] for f in FOUR_FUNCTIONS)}",
            )
        if self.cause not in set(Cause):
            raise UserError(
                f"要因が正しくありません: {self.cause}", f"次のどれかにしてください: {'、'.join(CAUSE_LABEL.values())}"
            )
        if isinstance(self.beds, bool) or not isinstance(self.beds, int) or abs(self.beds) > _LIMIT:
            raise UserError(
                f"説明できる床数が正しくありません: {self.beds}",
                f"-{_LIMIT:,} から {_LIMIT:,} の整数で入れてください。",
            )
        for name, value in (("根拠", self.basis), ("備考", self.note)):
            if not isinstance(value, str) or len(value) > _TEXT_LIMIT:
                raise UserError(
                    f"{name}が長すぎるか、文字ではありません。", f"{_TEXT_LIMIT:,}字以内の文章にしてください。"
                )
        if self.beds != 0 and not self.basis.strip():
            raise UserError(
                f"{labels.BED_FUNCTION[self.bed_function]}・{CAUSE_LABEL[self.cause]}({self.beds:+,}床)に根拠がありません。",
                "説明できるとする床数には、資料名や算出方法などの根拠を入れてください。",
            )


@dataclass(frozen=True, slots=True)
class FunctionRest:
    """Result for one function: gap, explained and unexplained rest in 床 (None where the gap cannot be computed)."""

    bed_function: str
    gap: int | None
    explained: int
    rest: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Worksheet:
    """The worksheet of one area and year. `gaps`: function → 乖離 (床), None where a figure is missing."""

    area_code: str
    area_name: str
    year: int
    gaps: Mapping[str, int | None]
    explanations: tuple[Explanation, ...] = field(default=())

    def explained(self, function: str) -> int:
        """Σ explained beds of one function, of all four for `total` (床)."""
        functions = set(FOUR_FUNCTIONS) if function == BedFunction.TOTAL else {function}
        return sum(e.beds for e in self.explanations if e.bed_function in functions)

    def rest(self, function: str) -> int | None:
        """The unexplained rest of one function, or of the total (床); None where the gap cannot be computed."""
        gap = self.gaps.get(function)
        return None if gap is None else gap - self.explained(function)

    def results(self) -> tuple[FunctionRest, ...]:
        """One result per function in the official order, the total last."""
        order = (*FOUR_FUNCTIONS, BedFunction.TOTAL)
        return tuple(FunctionRest(str(f), self.gaps.get(f), self.explained(f), self.rest(f)) for f in order)

    def by_cause(self, function: str) -> dict[str, int]:
        """Explained beds of one function (or the total) per cause, causes without a line left out."""
        functions = set(FOUR_FUNCTIONS) if function == BedFunction.TOTAL else {function}
        sums: dict[str, int] = {}
        for cause in Cause:
            lines = [e.beds for e in self.explanations if e.cause == cause and e.bed_function in functions]
            if lines:
                sums[str(cause)] = sum(lines)
        return sums

    def to_json(self) -> str:
        """The file: readable, stable order, UTF-8 text."""
        return json.dumps(
            {
                "format": FORMAT,
                "version": VERSION,
                "area_code": self.area_code,
                "area_name": self.area_name,
                "year": self.year,
                "gaps": {str(f): self.gaps.get(f) for f in (BedFunction.TOTAL, *FOUR_FUNCTIONS)},
                "explanations": [
                    {
                        "bed_function": str(e.bed_function),
                        "cause": str(e.cause),
                        "beds": e.beds,
                        "basis": e.basis,
                        "note": e.note,
                    }
                    for e in self.explanations
                ],
            },
            ensure_ascii=False,
            indent=2,
        )

    @classmethod
    def from_json(cls, text: str | bytes) -> Worksheet:
        """Read a file that `to_json` wrote. Raises UserError that names the place and what to do."""
        data = _parse(text)
        explanations = data.get("explanations", [])
        if not isinstance(explanations, list) or len(explanations) > _ROWS_LIMIT:
            raise UserError("explanations が一覧ではないか、多すぎます。", f"{_ROWS_LIMIT}行以内の一覧にしてください。")
        lines = []
        for number, item in enumerate(explanations, start=1):
            try:
                lines.append(_explanation(item))
            except UserError as error:
                raise UserError(f"差異分析ワークシートの{number}行目: {error.message}", error.hint) from error
        return cls(
            area_code=_text(data, "area_code"),
            area_name=_text(data, "area_name"),
            year=_whole(data.get("year"), "year"),
            gaps=_gaps(data.get("gaps")),
            explanations=tuple(lines),
        )


def _parse(text: str | bytes) -> dict[str, Any]:
    if len(text) > _BYTES_LIMIT:
        raise UserError(
            f"差異分析ワークシートのファイルにしては大きすぎます({len(text) / 1024 / 1024:.1f}MB)。",
            "この画面で保存した JSON ファイルを選んでください。",
        )
    try:
        data = json.loads(text.decode("utf-8-sig") if isinstance(text, bytes) else text)
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise UserError(
            f"差異分析ワークシートのファイルを読めません({error})。",
            "この画面で保存した JSON ファイルを選んでください。",
        ) from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise UserError(
            "差異分析ワークシートのファイルではありません。", "この画面で保存した JSON ファイルを選んでください。"
        )
    if data.get("version") != VERSION:
        raise UserError(
            f"ファイルの版({data.get('version')})に対応していません。", f"版 {VERSION} のファイルを選んでください。"
        )
    return data


def _explanation(item: object) -> Explanation:
    if not isinstance(item, dict):
        raise UserError("行の形が正しくありません。", "bed_function, cause, beds, basis, note を持つ形にしてください。")
    unknown = sorted(set(item) - {"bed_function", "cause", "beds", "basis", "note"})
    if unknown:
        raise UserError(
            f"知らない項目があります: {', '.join(unknown)}",
            "bed_function, cause, beds, basis, note だけにしてください。",
        )
    return Explanation(
        bed_function=str(item.get("bed_function", "")),
        cause=str(item.get("cause", "")),
        beds=_whole(item.get("beds"), "beds"),
        basis=item.get("basis", ""),
        note=item.get("note", ""),
    )


def _gaps(value: object) -> dict[str, int | None]:
    if not isinstance(value, dict):
        raise UserError("gaps がありません。", "病床機能ごとの乖離(床)を入れてください。")
    return {
        str(f): None if value.get(f) is None else _whole(value[f], f"gaps の {labels.BED_FUNCTION[f]}")
        for f in (BedFunction.TOTAL, *FOUR_FUNCTIONS)
    }


def _text(data: Mapping[str, Any], name: str) -> str:
    value = data.get(name)
    if not isinstance(value, str) or not value.strip():
        raise UserError(f"{name} がないか、文字ではありません。", "この画面で保存した JSON ファイルを選んでください。")
    return value


def _whole(value: object, name: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or int(value) != value:
        raise UserError(f"{name} が整数ではありません: {value}", "整数で入れてください。")
    return int(value)
