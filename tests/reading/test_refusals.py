"""Every refusal of pydantic that our models can give, in Japanese, with its place and what is allowed there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, with_config

from core.checks import Flag, Integral, Real, Whole, Word, Written
from core.errors import FieldError
from core.reading.refusals import Refusal, refusals, shown, told


class Kind(StrEnum):
    ONE = "one"
    TWO = "two"


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    name: Written
    beds: Real = 0.0
    kind: Kind = Kind.ONE

    def __post_init__(self) -> None:
        if self.beds > 10:
            raise FieldError("beds", "多すぎます。", "10 までにしてください。")


class Book(BaseModel):
    model_config = ConfigDict(extra="forbid")

    rows: tuple[Row, ...] = ()
    year: Whole = 2025
    count: Integral = 1
    flag: Flag = False
    word: Word = ""
    side: Literal["left", "right"] = "left"
    day: date = date(2024, 1, 1)
    share: Annotated[float, Field(ge=0, lt=1)] = 0.0
    code: Annotated[str, Field(pattern=r"^\d{4}$")] = "0101"
    title: Annotated[str, Field(min_length=1, max_length=3)] = "題"
    few: Annotated[tuple[int, ...], Field(min_length=1, max_length=2)] = (1,)
    headed: Annotated[str, Field(validation_alias="見出し")] = ""


def refused(data: dict[str, Any]) -> tuple[Refusal, ...]:
    with pytest.raises(ValidationError) as error:
        Book.model_validate(data)
    return refusals(Book, error.value)


@pytest.mark.parametrize(
    ("data", "place", "message", "hint"),
    [
        ({"rows": [{}]}, "rows[1].name", "がありません。必須の項目です", "書き足して"),
        ({"rows": [{"name": "a", "nmae": 1}]}, "rows[1].nmae", "という項目はありません", "name、beds、kind"),
        ({"yaer": 1}, "yaer", "という項目はありません", "rows、year、count"),
        ({"yaer": 1}, "yaer", "という項目はありません", "見出し"),
        ({"rows": [{"name": "a"}, {"name": "a", "kind": "x"}]}, "rows[2].kind", "は使えません: 'x'", "one, two"),
        ({"rows": [{"name": "a", "kind": ["one"]}]}, "rows[1].kind", "は使えません: ['one']", "one, two"),
        ({"side": "up"}, "side", "は使えません: 'up'", "left, right"),
        ({"rows": {}}, "rows", "が一覧ではない", "並び"),
        ({"rows": [3]}, "rows[1]", "の形が違います: 3", "{ }"),
        ({"rows": [{"name": "a", "beds": "3"}]}, "rows[1].beds", "が数ではありません(型が違います): '3'", "数で"),
        ({"rows": [{"name": "a", "beds": True}]}, "rows[1].beds", "が数ではありません", "数で"),
        ({"rows": [{"name": "a", "beds": 11}]}, "rows[1].beds", "多すぎます。", "10 まで"),
        ({"rows": [{"name": "a", "beds": 10**400}]}, "rows[1].beds", "多すぎます。", "10 まで"),
        ({"rows": [{"name": "a\x00"}]}, "rows[1].name", "文字に使えない文字があります: '\\x00'", "制御文字"),
        ({"rows": [{"name": "\ud800"}]}, "rows[1].name", "文字に使えない文字があります: '\\ud800'", "制御文字"),
        ({"rows": [{"name": 5}]}, "rows[1].name", "が文字ではありません", "引用符"),
        ({"year": 1.0}, "year", "が整数ではありません(型が違います): 1.0", "整数で"),
        ({"year": True}, "year", "が整数ではありません", "整数で"),
        ({"count": 1.5}, "count", "が整数ではありません", "整数で"),
        ({"flag": 1}, "flag", "が「true」か「false」ではありません", "true か false"),
        ({"day": "昨日"}, "day", "が日付ではありません", "2024-05-31"),
        ({"share": 1}, "share", "が範囲の外です: 1", "1.0 より小さい数"),
        ({"share": -0.5}, "share", "が範囲の外です: -0.5", "0.0 以上"),
        ({"code": "12"}, "code", "の形が違います: '12'", r"^\d{4}$"),
        ({"title": ""}, "title", "が空です", "文を"),
        ({"title": "四文字だ"}, "title", "が長すぎます", "3字以内"),
        ({"few": []}, "few", "が足りません", "1 件以上"),
        ({"few": [1, 2, 3]}, "few", "が多すぎます", "2 件以内"),
    ],
)  # fmt: skip
def test_each_refusal_has_its_place_and_what_is_allowed(
    data: dict[str, Any], place: str, message: str, hint: str
) -> None:
    first = refused(data)[0]
    assert first.place == place
    assert message in first.message
    assert hint in first.hint


def test_all_that_is_wrong_is_told_in_order_and_the_rest_is_counted() -> None:
    found = refused({"year": "x", "flag": "x", "rows": [{}] * 9})
    assert len(found) == 11
    message, hint = told(r.line("本") for r in found)
    assert message.splitlines()[0].startswith("本の rows[1].name: 「name」がありません")
    assert message.splitlines()[-1] == "ほかにも 6 か所あります。"
    assert hint.count("必要な項目") == 1


def test_whole_numbers_written_with_a_decimal_point_are_whole_where_the_type_says_so() -> None:
    assert Book.model_validate({"count": 3.0}).count == 3


def test_a_refused_dataclass_at_the_top_has_no_place() -> None:
    with pytest.raises(ValidationError) as error:
        TypeAdapter(Row).validate_python([])
    (only,) = refusals(Row, error.value)
    assert only.line("行")[0].startswith("行: この値の形が違います: []")


VALUES = ("あ" * 10_000, 10**400, 10**5000, list(range(10**5)), {"a": {"b": {"c": "d" * 999}}})


@pytest.mark.parametrize("value", VALUES, ids=["text", "400 digits", "5000 digits", "list", "nested"])
def test_a_refused_value_is_shown_in_a_line(value: object) -> None:
    assert len(shown(value)) < 300


def test_no_refusal_speaks_english() -> None:
    wrong: dict[str, Any] = {
        "rows": [{"name": 1, "beds": [], "kind": 2}, None], "year": [], "count": "", "flag": {}, "word": 1, "side": 1,
        "day": [], "share": "x", "code": 1, "title": None, "few": "x", "見出し": 1, "x": 1,
    }  # fmt: skip
    for one in refused(wrong):
        words = re.sub(r"「[^」]*」|'[^']*'|: .*|[a-z_]+、.*|\([^)]*\)", "", f"{one.message} {one.hint}")
        assert not re.search(r"\b(?!true\b|false\b|one\b|two\b|left\b|right\b|None\b)[A-Za-z]{3,}", words), one
