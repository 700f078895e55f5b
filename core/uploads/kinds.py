"""The kinds of tables that can be brought in, their columns, and the check of every row.

A file is taken over whole or not at all: `read_upload` gives entries only when there is no problem.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.errors import UserError
from core.rules.choices import RevalidationState
from core.rules.entries import Explained, Nomination, Occupancy, Revalidation
from core.rules.evidence import load_evidence
from core.text.normal import kept
from core.uploads.reader import Problem, Row, Table, read
from core.vocabulary.terms import FOUR_FUNCTIONS, BedFunction, area_code

CODE, NAME = "区域コード", "構想区域名"
FUNCTION = "病床機能"
#: Words of the four functions as they stand in a file.
FUNCTION_WORDS = dict(zip(("高度急性期", "急性期", "回復期", "慢性期"), FOUR_FUNCTIONS, strict=True))
_STATES = {
    "検証中": RevalidationState.VERIFYING,
    "検証未開始": RevalidationState.NOT_STARTED,
    "未開始": RevalidationState.NOT_STARTED,
    "検証済": RevalidationState.DONE,
    "検証済み": RevalidationState.DONE,
    "対象なし": RevalidationState.NONE,
}


class CellError(Exception):
    """A cell that cannot be taken over: heading and Japanese message."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column, self.message = column, message


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of table: id, title, headings (optional ones last), what they mean, and how a row becomes an entry.

    `unique`: key of an entry that may stand only once. `across`: contradictions between rows (number, entry). `note`: a
    sentence about entries that are taken but do not decide anything.
    """

    id: str
    title: str
    purpose: str
    required: tuple[str, ...]
    optional: tuple[str, ...]
    help: Mapping[str, str]
    entry: Callable[[str, dict[str, str]], Any]
    unique: Callable[[Any], tuple[str, ...]]
    across: Callable[[Sequence[tuple[int, Any]]], list[Problem]] = lambda entries: []  # noqa: E731
    note: Callable[[Sequence[Any]], str] = lambda entries: ""  # noqa: E731

    @property
    def headings(self) -> tuple[str, ...]:
        """All headings in template order."""
        return (CODE, NAME, *(h for h in self.required if h != CODE), *self.optional)


@dataclass(frozen=True, slots=True)
class Upload:
    """Outcome of one file: entries (empty when there is any problem), problems by row, rows left blank."""

    kind: str
    name: str
    entries: tuple[Any, ...]
    problems: tuple[Problem, ...]
    blank: int

    @property
    def accepted(self) -> bool:
        """True when the whole file can be taken over."""
        return not self.problems


def _needed(cells: dict[str, str], heading: str) -> str:
    value = cells.get(heading, "").strip()
    if not value:
        raise CellError(heading, "空です。")
    return value


def _choice(cells: dict[str, str], heading: str, choices: Mapping[str, Any]) -> Any:
    value = kept(_needed(cells, heading))
    if value not in choices:
        raise CellError(heading, f"「{value}」は使えません。使える値: {'、'.join(choices)}")
    return choices[value]


def _number(cells: dict[str, str], heading: str, low: float, high: float, unit: str) -> float:
    text = kept(_needed(cells, heading)).replace(",", "").removesuffix(unit).strip()
    text = text.replace("▲", "-").replace("△", "-")
    try:
        value = float(text)
    except ValueError:
        raise CellError(heading, f"「{cells[heading]}」は数ではありません。") from None
    if not low <= value <= high:
        raise CellError(heading, f"{low:,.0f}〜{high:,.0f}{unit}の範囲で書いてください(書かれている値: {text})。")
    return value


def _revalidation(code: str, cells: dict[str, str]) -> Revalidation:
    state = _choice(cells, "対応状況", _STATES)
    facility = cells.get("医療機関名", "").strip()
    if state is not RevalidationState.NONE and not facility:
        raise CellError("医療機関名", "空です。区域に対象がないときは対応状況を「対象なし」にしてください。")
    return Revalidation(area_code=code, state=state, facility_name=facility)


def _contradictions(entries: Sequence[tuple[int, Revalidation]]) -> list[Problem]:
    """An area without any institution cannot have one."""
    named: dict[str, int] = {}
    for number, entry in entries:
        if entry.state is not RevalidationState.NONE:
            named.setdefault(entry.area_code, number)
    return [
        Problem(
            number,
            "対応状況",
            f"区域 {entry.area_code} は「対象なし」ですが、{named[entry.area_code]}行目に医療機関があります。どちらかを消してください。",
        )
        for number, entry in entries
        if entry.state is RevalidationState.NONE and entry.area_code in named
    ]


def _occupancy(code: str, cells: dict[str, str]) -> Occupancy:
    function: BedFunction = _choice(cells, FUNCTION, FUNCTION_WORDS)
    percent = _number(cells, "病床利用率(%)", 0, 200, "%")
    if 0 < percent <= 1.5:
        raise CellError("病床利用率(%)", f"「{percent}」は割合のように見えます。78.5 のように % で書いてください。")
    return Occupancy(area_code=code, bed_function=function.value, occupancy=percent / 100)


def _undecided(entries: Sequence[Occupancy]) -> str:
    count = sum(1 for e in entries if e.bed_function == BedFunction.HIGH_ACUTE)
    return f"高度急性期の{count}行は受け付けますが、モデル推進区域の判定には使いません。" if count else ""


def _nomination(code: str, cells: dict[str, str]) -> Nomination:
    items = load_evidence().items
    known = {i.label: i.id for i in items} | {i.id: i.id for i in items}
    cited = [
        part for part in kept(cells.get("根拠", "")).replace("、", ";").replace(",", ";").split(";") if part.strip()
    ]
    known = {kept(label): key for label, key in known.items()}
    unknown = [c.strip() for c in cited if c.strip() not in known]
    if unknown:
        raise CellError(
            "根拠", f"「{unknown[0]}」は根拠の一覧にありません。一覧の名前を「;」で区切って書いてください。"
        )
    evidence = tuple(dict.fromkeys(known[c.strip()] for c in cited))
    return Nomination(
        area_code=code, reason=_needed(cells, "理由"), evidence=evidence, source=cells.get("出典", "").strip()
    )


def _explained(code: str, cells: dict[str, str]) -> Explained:
    function: BedFunction = _choice(cells, FUNCTION, FUNCTION_WORDS)
    return Explained(
        area_code=code, bed_function=function.value, beds=_number(cells, "説明できる床数", -100_000, 100_000, "床")
    )


KINDS: dict[str, Kind] = {
    k.id: k
    for k in (
        Kind(
            "revalidation",
            "③ 再検証対象医療機関の対応状況",
            "令和5年9月末の対応状況。1行に1医療機関。",
            (CODE, "対応状況"),
            ("医療機関名",),
            {"対応状況": "検証中 / 検証未開始 / 検証済 / 対象なし", "医療機関名": "対象なしのときだけ空欄にできる"},
            _revalidation,
            lambda e: (e.area_code, e.facility_name),
            _contradictions,
        ),
        Kind(
            "occupancy_2015",
            "2015年の病床利用率",
            "年間在棟患者延数 ÷ (病床数 × 365)。1行に1区域・1機能。高度急性期の行は取り込めるが、判定には使わない。",
            (CODE, FUNCTION, "病床利用率(%)"),
            (),
            {FUNCTION: "高度急性期 / 急性期 / 回復期 / 慢性期", "病床利用率(%)": "78.5 のように % で書く"},
            _occupancy,
            lambda e: (e.area_code, e.bed_function),
            note=_undecided,
        ),
        Kind(
            "nominations",
            "④ の推薦",
            "区域ごとの推薦の理由。1行に1区域。",
            (CODE, "理由"),
            ("根拠", "出典"),
            {"理由": "文章で書く", "根拠": "根拠の一覧の名前を「;」で区切る(空欄可)", "出典": "資料の名前(空欄可)"},
            _nomination,
            lambda e: (e.area_code,),
        ),
        Kind(
            "explained",
            "差異分析で説明できる床数",
            "差異のうち、データの特性などで説明できる床数。1行に1区域・1機能。区域のページの差異分析ワークシート(JSON)も読める。",
            (CODE, FUNCTION, "説明できる床数"),
            (),
            {FUNCTION: "高度急性期 / 急性期 / 回復期 / 慢性期", "説明できる床数": "不足を説明するときは負の数"},
            _explained,
            lambda e: (e.area_code, e.bed_function),
        ),
    )
}


def read_upload(kind: Kind, name: str, data: bytes, areas: Mapping[str, str]) -> Upload:
    """Check a file against its kind; `areas` maps area_code to 構想区域名.

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
            entry = kind.entry(_code(row, areas), row.cells)
        except CellError as error:
            problems.append(Problem(row.number, error.column, error.message))
            continue
        except UserError as error:
            problems.append(Problem(row.number, "", error.message))
            continue
        key = kind.unique(entry)
        if key in seen:
            problems.append(Problem(row.number, CODE, f"{seen[key]}行目と同じ組み合わせが重複しています。"))
        seen.setdefault(key, row.number)
        entries.append((row.number, entry))
    problems = sorted([*problems, *kind.across(entries)], key=lambda p: p.row)
    if not entries and not problems:
        problems.append(Problem(0, "", "書き込まれた行がありません。雛形の行を埋めてください。"))
    return Upload(kind.id, name, () if problems else tuple(e for _, e in entries), tuple(problems), blank)


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
        Problem(0, h or "(空の見出し)", f"知らない列です。使える列: {'、'.join(kind.headings)}")
        for h in headings
        if h not in allowed
    ]
    problems += [Problem(0, h, "同じ見出しが2回あります。") for h in dict.fromkeys(headings) if headings.count(h) > 1]
    return problems


def _code(row: Row, areas: Mapping[str, str]) -> str:
    text = kept(_needed(row.cells, CODE))
    try:
        code = area_code(text)
    except ValueError:
        raise CellError(CODE, f"「{text}」は区域コード(4桁の数字)ではありません。") from None
    if code not in areas:
        raise CellError(CODE, f"「{text}」という構想区域はありません。")
    given = row.cells.get(NAME, "").strip()
    if given and given != areas[code]:
        raise CellError(NAME, f"区域コード {code} は「{areas[code]}」です(書かれている値: {given})。")
    return code
