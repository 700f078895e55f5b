"""差異分析ワークシート: per bed function, the gap is taken apart into beds that each cause explains and an unexplained rest.

    説明できない残り = 乖離 (報告 − 必要量) − Σ 説明できる床数

Reporting by ward moves beds from one function to another: what a line takes off the one gap it adds to the other, and nothing to
the total. Explained beds carry the sign of the gap they explain: positive for reported beds above 必要量, negative below. The file
(JSON) states every gap it was made with, so that a later reader sees what has changed since.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Any, Final

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
    with_config,
)

from core import parameters
from core.checks import Filled, Integral, Word, check_characters, check_whole, check_year
from core.data.bed_names import bed_names
from core.errors import FieldError, UserError
from core.parameters import Key
from core.reading.json_text import read_json
from core.reading.refusals import Refusal, refusals, shown, told
from core.vocabulary import labels
from core.vocabulary.terms import FOUR_FUNCTIONS, BedFunction

FORMAT: Final = "gap-worksheet"
#: Written since lines name the other function of a move; files of the first version are read too.
VERSION: Final = 2
_READ: Final = (1, VERSION)
#: Most beds (床) of a line or gap, and most lines of a file.
LIMIT: Final = 100_000
ROWS_LIMIT: Final = 200
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
_CAUSE_HELP: Final[dict[str, str]] = {
    Cause.WARD: "病棟を1つの機能で報告するため、ほかの機能の患者が含まれる分。相手の機能に同じ床数が反対の符号で入り、合計では0になる",
    Cause.CLOSED: "休棟中・稼働していない病床の分",
    Cause.FLOW: "必要量の推計時({estimate_year}年)から変わった流入・流出の分",
    Cause.REPORT_RATE: "未報告の医療機関により少なく出ている分(符号はマイナス)",
    Cause.LOCAL_STANDARD: "都道府県独自の定量的基準で機能を分け直した分",
    Cause.OTHER: "上のどれにも当たらない、説明できる要因の分",
}


def cause_help(cause: str) -> str:
    """What a cause stands for."""
    return parameters.words(_CAUSE_HELP[cause])


@with_config(ConfigDict(extra="forbid", defer_build=True))
@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """One line: which function, which cause, how many beds (床, signed like the gap), on what basis, with what note.

    `to_function`: the function that reported these beds or should have (`ward` alone); empty in files of the first version.
    """

    bed_function: Word
    cause: Word
    beds: Integral
    basis: Word = ""
    note: Word = ""
    to_function: Word = ""

    def __post_init__(self) -> None:
        functions = {str(f): labels.BED_FUNCTION[f] for f in FOUR_FUNCTIONS}
        _check_word("bed_function", "病床機能", self.bed_function, functions)
        _check_word("cause", "要因", self.cause, CAUSE_LABEL)
        if self.to_function:
            others = {f: label for f, label in functions.items() if f != self.bed_function}
            _check_word("to_function", "相手の機能", self.to_function, others)
            if self.cause != Cause.WARD:
                raise FieldError(
                    "to_function",
                    f"相手の機能は「{CAUSE_LABEL[Cause.WARD]}」の行だけに入れます。",
                    "相手の機能を空欄にするか、要因を選び直してください。",
                )
        check_whole("beds", "説明できる床数", self.beds, LIMIT, -LIMIT)
        limit = parameters.whole(Key.TEXT_LENGTH)
        for field_name, name, value in (("basis", "根拠", self.basis), ("note", "備考", self.note)):
            if not isinstance(value, str) or len(value) > limit:
                raise FieldError(
                    field_name, f"{name}が長すぎるか、文字ではありません。", f"{limit:,}字以内の文章にしてください。"
                )
            check_characters(field_name, name, value)
        if self.beds != 0 and not self.basis.strip():
            raise FieldError(
                "basis",
                f"{CAUSE_LABEL[self.cause]}({self.beds:+,}床)に根拠がありません。",
                "説明できるとする床数には、資料名や算出方法などの根拠を入れてください。",
            )

    def of(self, function: str) -> int:
        """Beds that the line explains of one function or of the total (床): a move takes from one what it gives another."""
        if function == BedFunction.TOTAL:
            return 0 if self.to_function else self.beds
        return {self.bed_function: self.beds, self.to_function: -self.beds}.get(function, 0)

    def touches(self, function: str) -> bool:
        """Whether the line says something on a function; every line does on the total."""
        return function in (BedFunction.TOTAL, self.bed_function, self.to_function)


def _check_word(field_name: str, label: str, value: str, words: Mapping[str, str]) -> None:
    if value not in words:
        raise FieldError(
            field_name,
            f"{label}が正しくありません: {shown(value)}",
            f"次のどれかにしてください: {'、'.join(words.values())}",
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
        return sum(e.of(function) for e in self.explanations)

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
        sums: dict[str, int] = {}
        for cause in Cause:
            lines = [e.of(function) for e in self.explanations if e.cause == cause and e.touches(function)]
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
                        "to_function": str(e.to_function),
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
        try:
            file = _File.model_validate(data)
        except ValidationError as error:
            raise UserError(*told(_line(refusal, data.get("year")) for refusal in refusals(_File, error))) from error
        gaps = {str(f): getattr(file.gaps, f) for f in (BedFunction.TOTAL, *FOUR_FUNCTIONS)}
        return cls(
            area_code=file.area_code,
            area_name=file.area_name,
            year=file.year,
            gaps=gaps,
            explanations=file.explanations,
        )


def _year(value: int) -> int:
    check_year("", "year", value)
    return value


_Gap = Annotated[Integral, Field(ge=-LIMIT, le=LIMIT)] | None


class _Gaps(BaseModel):
    """乖離 per function (床), null where a figure is missing."""

    total: _Gap = None
    high_acute: _Gap = None
    acute: _Gap = None
    recovery: _Gap = None
    chronic: _Gap = None


class _File(BaseModel):
    """What a saved worksheet must hold."""

    area_code: Filled
    area_name: Filled
    year: Annotated[Integral, AfterValidator(_year)]
    gaps: _Gaps
    explanations: Annotated[tuple[Explanation, ...], Field(max_length=ROWS_LIMIT)] = ()

    @model_validator(mode="before")
    @classmethod
    def gaps_are_given(cls, data: dict[str, Any]) -> dict[str, Any]:
        """What holds no gap by name says as little as nothing."""
        return data if isinstance(data.get("gaps"), dict) else {k: v for k, v in data.items() if k != "gaps"}


def _line(refusal: Refusal, year: object) -> tuple[str, str]:
    """Names of places as people know them: a line by its number, a gap by its function in the report of the file's year."""
    place = refusal.place
    row = re.fullmatch(r"explanations\[(\d+)\](?:\.(.+))?", place)
    if row:
        name = f"差異分析ワークシートの{row[1]}行目: "
        name += "" if refusal.about == "sentence" else f"{row[2]} " if row[2] else "行"
    elif place.startswith("gaps."):
        called = bed_names(year if isinstance(year, int) else None)
        name = f"gaps の {called[place.removeprefix('gaps.')]} "
    else:
        name = f"{place} "
    if refusal.about == "sentence" and not row:
        name = f"{place}: "
    return f"{name}{refusal.message.removesuffix('。')}。", f"{refusal.hint.removesuffix('。')}。"


def _parse(text: str | bytes) -> dict[str, Any]:
    hint = "この画面で保存した JSON ファイルを選んでください。"
    data = read_json(text, "差異分析ワークシートのファイル", hint, limit=_BYTES_LIMIT)
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise UserError("差異分析ワークシートのファイルではありません。", hint)
    if data.get("version") not in _READ:
        raise UserError(
            f"ファイルの版({shown(data.get('version'))})に対応していません。",
            f"版 {'か'.join(map(str, _READ))} のファイルを選んでください。",
        )
    return data
