"""取組チェックリスト of a prefecture: steps named in the notice, and the session's ticks as a file."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from pydantic import Field, model_validator

from core.checks import check_characters
from core.content.base import Cited, CitedItem, Grade
from core.errors import FieldError, UserError
from core.reading.base import CONTENT_DIR, Content, Slug, Text
from core.reading.files import check_unique, load
from core.reading.refusals import shown, told
from core.text.outside import FORMULA_START

CHECKLIST_FILE = CONTENT_DIR / "policy" / "checklist.yaml"

#: Columns of the exported file; the first is the key on import.
COLUMNS: tuple[str, ...] = ("項目ID", "段階", "項目", "状態", "メモ", "出典")
DONE, OPEN = "済", "未"
#: A ticked list is a few kilobytes; anything far larger is another file.
MAX_BYTES = 200_000
MAX_NOTE = 500


class Step(CitedItem):
    """One thing to check. `fiscal_year` is the year the notice names, or every year."""

    text: Text
    fiscal_year: str = Field(pattern=r"^(\d{4}(・\d{4})?|毎)年度$")
    help: str = ""


class Replaced(Cited):
    """What has become of a stage: what holds today instead, and how sure that is."""

    text: Text
    grade: Grade


class StepGroup(Content):
    """A stage of the work with its steps, and what replaced it."""

    id: Slug
    label: Text
    replaced: Replaced
    steps: tuple[Step, ...] = Field(min_length=1)


class Checklist(Content):
    """All stages in order; `basis` says where the steps come from."""

    basis: Text
    groups: tuple[StepGroup, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def ids_are_unique(self) -> Checklist:
        """Step ids are the keys of saved files."""
        check_unique(self.steps, lambda s: s.id, "項目の id")
        return self

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every step in order."""
        return tuple(step for group in self.groups for step in group.steps)


def load_checklist() -> Checklist:
    """The checklist of the prefecture."""
    return load(Checklist, CHECKLIST_FILE)


@dataclass(frozen=True, slots=True)
class Tick:
    """State of one step in the session."""

    step_id: str
    done: bool = False
    note: str = ""


def done_count(ticks: tuple[Tick, ...]) -> int:
    """How many steps are ticked."""
    return sum(tick.done for tick in ticks)


def to_csv(checklist: Checklist, ticks: tuple[Tick, ...]) -> bytes:
    """UTF-8 with BOM, one row per step in order, so that Excel opens it by double click."""
    states = {tick.step_id: tick for tick in ticks}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for group in checklist.groups:
        for step in group.steps:
            tick = states[step.id]
            state = DONE if tick.done else OPEN
            writer.writerow([step.id, group.label, step.text, state, _cell(tick.note), step.source_note])
    return out.getvalue().encode("utf-8-sig")


def from_csv(checklist: Checklist, data: bytes) -> tuple[Tick, ...]:
    """Ticks of an exported file (UTF-8, UTF-8 with BOM or CP932). UserError lists every wrong row; nothing is half-read."""
    if len(data) > MAX_BYTES:
        raise UserError(
            f"ファイルが大きすぎます({len(data):,}バイト、上限 {MAX_BYTES:,}バイト)。",
            "書き出したCSVを選んでください。",
        )
    try:
        rows = list(csv.DictReader(io.StringIO(_text(data), newline="")))
    except csv.Error as error:  # a cell of more than 131,072 characters
        raise UserError("CSV として読めません。", "引用符の閉じ忘れを確かめてください。") from error
    missing = [c for c in ("項目ID", "状態", "メモ") if not rows or c not in rows[0]]
    if missing:
        raise UserError(f"列「{'」「'.join(missing)}」がありません。", "この画面から書き出したCSVを選んでください。")
    ticks = {step.id: Tick(step.id) for step in checklist.steps}
    seen: set[str] = set()
    errors: list[tuple[str, str]] = []
    for number, row in enumerate(rows, start=2):
        step_id, state, note = (str(row[c] or "").strip() for c in ("項目ID", "状態", "メモ"))
        wrong = _wrong(step_id, state, note := _uncell(note), ticks, seen)
        if wrong:
            errors.append((f"{number}行目{wrong}", ""))
            continue
        seen.add(step_id)
        ticks[step_id] = replace(ticks[step_id], done=state == DONE, note=note)
    if errors:
        raise UserError(told(errors)[0], "直してからもう一度読み込んでください。いまの記入は変わっていません。")
    return tuple(ticks.values())


def _wrong(step_id: str, state: str, note: str, known: Collection[str], seen: Collection[str]) -> str:
    """What is wrong with a row, with its column; nothing where it can be taken."""
    if step_id not in known:
        return f"「項目ID」: {shown(step_id)} はこのチェックリストにありません。"
    if step_id in seen:
        return f"「項目ID」: {step_id} が2回あります。"
    if state not in (DONE, OPEN):
        return f"「状態」: {shown(state)} は使えません。使える値は {DONE}、{OPEN} です。"
    if len(note) > MAX_NOTE:
        return f"「メモ」: {MAX_NOTE}文字までです({len(note):,}文字)。"
    try:
        check_characters("", "メモ", note)
    except FieldError as error:
        return f"「メモ」: {error.message}。"
    return ""


def _text(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UserError("文字コードを読み取れませんでした。", "UTF-8 または Shift_JIS のCSVを選んでください。")


#: What a spreadsheet would run, behind any number of the apostrophes that stop it.
_RUNS = re.compile(f"'*{FORMULA_START}")


def _cell(text: str) -> str:
    """A note that a spreadsheet would run as a formula is stored as text; one that looks stored so already gets one mark more."""
    return f"'{text}" if _RUNS.match(text) else text


def _uncell(text: str) -> str:
    return text[1:] if text[:1] == "'" and _RUNS.match(text) else text
