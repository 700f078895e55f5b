"""The kinds of tables that can be brought in, their columns, and the check of every row.

A file is taken over whole or not at all: `read_upload` gives entries only when there is no problem.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from core import parameters
from core.errors import FieldError, UserError
from core.reading.refusals import Refusal, clipped, refusals
from core.rules.choices import RevalidationState
from core.rules.entries import OCCUPANCY, Explained, Occupancy, Revalidation
from core.rules.explained import Gaps, refusal
from core.text.normal import kept
from core.uploads.reader import Problem, Row, Table, read
from core.uploads.rows import (
    BEDS,
    CITED,
    CODE,
    FACILITY,
    FUNCTION,
    NAME,
    PERCENT,
    REASON,
    SOURCE,
    STATE,
    ExplainedRow,
    NominationRow,
    OccupancyRow,
    RevalidationRow,
    UploadRow,
)
from core.vocabulary.terms import BedFunction


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of table: id, name, headings (optional ones last), what they mean, and how a row is read.

    `name` may name years of the rules in braces; `title` is the words with those years. `unique`: key of an entry that may stand only once. `across`: contradictions between rows (number, entry). `note`: a
    sentence about entries that are taken but do not decide anything. `against`: why an entry cannot be beside the gaps of the
    scenario's year.
    """

    id: str
    name: str
    purpose: str
    required: tuple[str, ...]
    optional: tuple[str, ...]
    help: Mapping[str, str]
    row: type[UploadRow]
    unique: Callable[[Any], tuple[str, ...]]
    across: Callable[[Sequence[tuple[int, Any]]], list[Problem]] = lambda entries: []  # noqa: E731
    note: Callable[[Sequence[Any]], str] = lambda entries: ""  # noqa: E731
    against: Callable[[Any, Gaps], str] = lambda entry, gaps: ""  # noqa: E731

    @property
    def title(self) -> str:
        """Words on screen."""
        return parameters.words(self.name)

    @property
    def headings(self) -> tuple[str, ...]:
        """All headings in template order."""
        return (CODE, NAME, *(h for h in self.required if h != CODE), *self.optional)


@dataclass(frozen=True, slots=True)
class Upload:
    """Outcome of one file: entries (empty when there is any problem), problems by row, rows left blank.

    `of_its_areas`: it says nothing about the areas that it does not name, whose earlier entries stay.
    """

    kind: str
    name: str
    entries: tuple[Any, ...]
    problems: tuple[Problem, ...]
    blank: int
    of_its_areas: bool = False

    @property
    def accepted(self) -> bool:
        """True when the whole file can be taken over."""
        return not self.problems


def _contradictions(entries: Sequence[tuple[int, Revalidation]]) -> list[Problem]:
    """An area without any institution cannot have one."""
    named: dict[str, int] = {}
    for number, entry in entries:
        if entry.state is not RevalidationState.NONE:
            named.setdefault(entry.area_code, number)
    return [
        Problem(
            number,
            STATE,
            f"区域 {entry.area_code} は「対象なし」ですが、{named[entry.area_code]}行目に医療機関があります。どちらかを消してください。",
        )
        for number, entry in entries
        if entry.state is RevalidationState.NONE and entry.area_code in named
    ]


def _undecided(entries: Sequence[Occupancy]) -> str:
    count = sum(1 for e in entries if e.bed_function == BedFunction.HIGH_ACUTE)
    return f"高度急性期の{count}行は受け付けますが、モデル推進区域の判定には使いません。" if count else ""


def _beyond_the_gap(entry: Explained, gaps: Gaps) -> str:
    return refusal(gaps.get((entry.area_code, str(entry.bed_function)), math.nan), entry.beds)


KINDS: dict[str, Kind] = {
    k.id: k
    for k in (
        Kind(
            "revalidation",
            "③ 再検証対象医療機関の対応状況",
            "令和5年9月末の対応状況。1行に1医療機関。",
            (CODE, STATE),
            (FACILITY,),
            {STATE: "検証中 / 検証未開始 / 検証済 / 対象なし", FACILITY: "対象なしのときだけ空欄にできる"},
            RevalidationRow,
            lambda e: (e.area_code, e.facility_name),
            _contradictions,
        ),
        Kind(
            "occupancy_2015",
            OCCUPANCY,
            "年間在棟患者延数 ÷ (病床数 × 365)。1行に1区域・1機能。高度急性期の行は取り込めるが、判定には使わない。"
            "病床機能報告 様式1(病棟票)のファイルもそのまま読め、区域・機能ごとに計算する。",
            (CODE, FUNCTION, PERCENT),
            (),
            {FUNCTION: "高度急性期 / 急性期 / 回復期(包括期でもよい) / 慢性期", PERCENT: "78.5 のように % で書く"},
            OccupancyRow,
            lambda e: (e.area_code, e.bed_function),
            note=_undecided,
        ),
        Kind(
            "nominations",
            "④ の推薦",
            "区域ごとの推薦の理由。1行に1区域。",
            (CODE, REASON),
            (CITED, SOURCE),
            {REASON: "文章で書く", CITED: "根拠の一覧の名前を「;」で区切る(空欄可)", SOURCE: "資料の名前(空欄可)"},
            NominationRow,
            lambda e: (e.area_code,),
        ),
        Kind(
            "explained",
            "差異分析で説明できる床数",
            "差異のうち、データの特性などで説明できる床数。1行に1区域・1機能。区域のページの差異分析ワークシート(JSON)も読める。",
            (CODE, FUNCTION, BEDS),
            (),
            {
                FUNCTION: "高度急性期 / 急性期 / 回復期(包括期でもよい) / 慢性期",
                BEDS: "差異と同じ符号(不足を説明するときは負の数)で、差異を超えない数。0 は何も説明できないこと",
            },
            ExplainedRow,
            lambda e: (e.area_code, e.bed_function),
            against=_beyond_the_gap,
        ),
    )
}


def read_upload(kind: Kind, name: str, data: bytes, areas: Mapping[str, str], gaps: Gaps) -> Upload:
    """Check a file against its kind; `areas` maps area_code to 構想区域名, `gaps` are those of the scenario's year.

    Never raises for the content of a file: every problem is listed with its row and column.
    """
    try:
        table = read(name, data)
    except UserError as error:
        return Upload(kind.id, name, (), (Problem(0, "", f"{error.message} {error.hint}".strip()),), 0)
    table = _canonical(kind, table)
    problems = [*_heading_problems(kind, table.headings), *table.problems]
    if problems:
        return Upload(kind.id, name, (), tuple(problems), 0)
    entries: list[tuple[int, Any]] = []
    seen: dict[tuple[str, ...], int] = {}
    blank = 0
    for row in table.rows:
        if not any(row.cells[h] for h in table.headings if h not in (CODE, NAME, FUNCTION)):
            blank += 1
            continue
        try:
            entry = kind.row.model_validate(row.cells, context={"areas": areas}).entry()
        except ValidationError as error:
            problems += [_problem(row, refusal) for refusal in refusals(kind.row, error)]
            continue
        except FieldError as error:
            problems.append(Problem(row.number, kind.row.heading(error.field), error.message))
            continue
        wrong = kind.against(entry, gaps)
        if wrong:
            problems.append(Problem(row.number, BEDS, f"{areas[entry.area_code]}: {wrong}。"))
        key = kind.unique(entry)
        if key in seen:
            problems.append(Problem(row.number, CODE, f"{seen[key]}行目と同じ組み合わせが重複しています。"))
        seen.setdefault(key, row.number)
        entries.append((row.number, entry))
    problems = sorted([*problems, *kind.across(entries)], key=lambda p: p.row)
    if not entries and not problems:
        problems.append(Problem(0, "", "書き込まれた行がありません。雛形の行を埋めてください。"))
    return Upload(kind.id, name, () if problems else tuple(e for _, e in entries), tuple(problems), blank)


def _problem(row: Row, refusal: Refusal) -> Problem:
    message = refusal.message if refusal.about == "sentence" else f"この値{refusal.message}。{refusal.hint}"
    return Problem(row.number, refusal.place, message)


def _canonical(kind: Kind, table: Table) -> Table:
    """The table with our own spelling of headings that differ in full-width or half-width letters only."""
    ours = {kept(h): h for h in kind.headings}
    names = {h: ours.get(kept(h), h) for h in table.headings}
    rows = tuple(Row(row.number, {names[h]: text for h, text in row.cells.items()}) for row in table.rows)
    return Table(tuple(names[h] for h in table.headings), rows, table.problems)


def _heading_problems(kind: Kind, headings: tuple[str, ...]) -> list[Problem]:
    problems = [
        Problem(0, h, "この列がありません。雛形の見出しを使ってください。") for h in kind.required if h not in headings
    ]
    allowed = set(kind.headings)
    problems += [
        Problem(0, clipped(h) or "(空の見出し)", f"知らない列です。使える列: {'、'.join(kind.headings)}")
        for h in headings
        if h not in allowed
    ]
    problems += [
        Problem(0, clipped(h), "同じ見出しが2回あります。") for h in dict.fromkeys(headings) if headings.count(h) > 1
    ]
    return problems
