"""Access to the cells of a workbook, with the address of every cell at hand for the error message."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple
from xml.etree import ElementTree

from python_calamine import CalamineError, CalamineWorkbook

from core.errors import UserError
from core.ingest import archive
from core.vocabulary.terms import ValueStatus

_MARKS: dict[str, ValueStatus] = {
    "": ValueStatus.BLANK,
    "-": ValueStatus.NOT_APPLICABLE,
    "－": ValueStatus.NOT_APPLICABLE,
    "*": ValueStatus.NOT_DISCLOSED,
    "＊": ValueStatus.NOT_DISCLOSED,
    "未報告": ValueStatus.NOT_REPORTED,
    "XXX": ValueStatus.NOT_CALCULATED,
}

#: Nothing that the books count comes near: the nation has 1.3 million beds, some 200 million claims a month.
_LARGEST: Final = 1e9
_RELATIONS: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
#: A cell of the type "error" with what it shows; the reader of cells gives it as an empty one.
_ERROR_CELL: Final = re.compile(rb'<c\b[^>]*?\br="([A-Z]+)(\d+)"[^>]*?\bt="e"[^>]*>.*?<v>([^<]*)</v>', re.DOTALL)

_LAYOUT_HINT = (
    "様式が変わっています。公表資料の見出しを確かめ、読み取りの定義(core/ingest/forms)を直してから取り込んでください。"
)
_FORMULA_HINT = (
    "公表資料のセルの数式が誤りになっています。公表元に確かめ、直った資料に差し替えてから取り込んでください。"
)
#: What a cell shows whose formula failed; some programs keep it as words.
_FAILED: Final = re.compile(r"#(REF|N/A|VALUE|DIV/0|NAME|NUM|NULL)[!?]?")


class LayoutError(UserError):
    """The workbook is not laid out as the reader knows it: file, sheet, cell, what was expected, what stands there."""


class Reading(NamedTuple):
    """A cell read as a number, or the reason why there is none."""

    value: float | None
    status: ValueStatus


def flat(value: object) -> str:
    """Header text without line breaks and spaces (half or full width), so that `2024実績` equals `2024\\n実績`."""
    return _flat(value) if isinstance(value, str) else str(value)


@lru_cache(maxsize=4096)
def _flat(text: str) -> str:
    return re.sub(r"\s", "", text)


def address(row: int, column: int) -> str:
    """`(11, 5)` → `F12` (both zero-based)."""
    return f"{letters_of(column)}{row + 1}"


def letters_of(column: int) -> str:
    """5 → `F`."""
    letters = ""
    n = column + 1
    while n:
        n, rest = divmod(n - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _column(letters: str) -> int:
    """`F` → 5, the reverse of `letters_of`."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of one sheet from A1 on; rows and columns count from zero.

    `errors`: what cells show whose formula failed (`#REF!`), by place. As cells they are empty; as figures they are none.
    """

    file: str
    name: str
    rows: list[list[object]]
    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)

    def cell(self, row: int, column: int) -> object:
        """The raw value, an empty string outside the used range."""
        if 0 <= row < len(self.rows) and column < len(self.rows[row]):
            return self.rows[row][column]
        return ""

    def text(self, row: int, column: int) -> str:
        return str(self.cell(row, column)).strip()

    def where(self, row: int, column: int) -> str:
        return f"ファイル「{self.file}」シート「{self.name}」セル {address(row, column)}"

    def fail(self, row: int, column: int, expected: str) -> LayoutError:
        """The error for a cell that does not hold what was expected."""
        found = self.errors.get((row, column), self.cell(row, column))
        if isinstance(found, float) and found.is_integer():
            found = int(found)  # as the sheet shows it
        shown = "空欄" if found == "" else f"「{str(found)[:40]}」"
        hint = _FORMULA_HINT if isinstance(found, str) and _FAILED.fullmatch(found.strip()) else _LAYOUT_HINT
        return LayoutError(f"{self.where(row, column)}: {expected}のはずですが、{shown}があります。", hint)

    def expect(self, row: int, column: int, text: str) -> None:
        """Stop unless the cell holds exactly this text, line breaks and spaces aside."""
        if flat(self.cell(row, column)) != flat(text):
            raise self.fail(row, column, f"見出し「{text}」")

    def reading(self, row: int, column: int) -> Reading:
        """The cell as a number or one of the official marks (空欄, -, *, 未報告, XXX); any other text stops the run, and so does
        the error of a formula, which is no empty cell."""
        found = self.cell(row, column)
        if isinstance(found, bool) or (row, column) in self.errors:
            raise self.fail(row, column, "数値")
        if isinstance(found, (int, float)):
            if not abs(found) <= _LARGEST:
                raise self.fail(row, column, f"{_LARGEST:,.0f} までの数値")
            return Reading(float(found), ValueStatus.OBSERVED)
        if isinstance(found, str) and found.strip() in _MARKS:
            return Reading(None, _MARKS[found.strip()])
        raise self.fail(row, column, "数値(または 空欄・-・*・未報告・XXX)")

    def number(self, row: int, column: int) -> float:
        """The cell as a number that must be there."""
        value = self.reading(row, column).value
        if value is None:
            raise self.fail(row, column, "数値")
        return value

    def whole(self, row: int, column: int) -> int:
        """The cell as a whole number that must be there (a code, a year, a count)."""
        value = self.number(row, column)
        if not value.is_integer():
            raise self.fail(row, column, "整数")
        return int(value)

    def count(self, row: int, column: int) -> Reading:
        """A number of beds: a whole number not below zero, or one of the official marks."""
        found = self.reading(row, column)
        if found.value is not None and (found.value < 0 or not found.value.is_integer()):
            raise self.fail(row, column, "0以上の整数")
        return found

    def find(self, text: str, first_row: int, last_row: int) -> tuple[int, int] | None:
        """Position of the first cell in the rows [first_row, last_row) that holds exactly this text."""
        for row in range(first_row, min(last_row, len(self.rows))):
            for column, value in enumerate(self.rows[row]):
                if value != "" and flat(value) == flat(text):
                    return row, column
        return None


class Workbook:
    """One .xlsx file: its name, hash and sheets."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.file = path.name
        self._last: Sheet | None = None  # the sheet looked at to know the form is read again at once
        archive.check(path, "Excel ブックとして")
        self.sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        with self._readable():
            self._book = CalamineWorkbook.from_path(path)
            if not self._book.sheet_names:
                raise KeyError("no sheet")

    @contextmanager
    def _readable(self) -> Iterator[None]:
        """Whatever the parts of a workbook raise that are whole as files and make no workbook, in words."""
        try:
            yield
        except UserError:
            raise
        except (CalamineError, ElementTree.ParseError, *archive.DAMAGED, OSError, StopIteration) as error:
            raise UserError(
                f"ファイル「{self.file}」を Excel ブックとして開けません。",
                "壊れていないか、開いたままでないかを確かめ、もう一度取得してください。",
            ) from error
        except BaseException as error:
            if type(error).__name__ != "PanicException":  # the reader's own way to fail, which is no Exception
                raise
            raise UserError(
                f"ファイル「{self.file}」を Excel ブックとして読めません。",
                "Excel で開いて保存し直すか、もう一度取得してください。",
            ) from error

    @property
    def sheet_names(self) -> list[str]:
        return self._book.sheet_names

    def sheet(self, name: str) -> Sheet:
        if name not in self._book.sheet_names:
            raise LayoutError(
                f"ファイル「{self.file}」: シート「{name}」がありません(あるシート: {'、'.join(self.sheet_names[:5])})。",
                _LAYOUT_HINT,
            )
        if self._last and self._last.name == name:
            return self._last
        with self._readable():
            cells = self._book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            self._last = Sheet(self.file, name, [list(row) for row in cells], self._errors(name))
        return self._last

    def _errors(self, name: str) -> dict[tuple[int, int], str]:
        """Cells of a sheet whose formula failed."""
        with zipfile.ZipFile(self.path) as parts:
            sheets = ElementTree.fromstring(parts.read("xl/workbook.xml")).iterfind("{*}sheets/{*}sheet")
            wanted = next(s.get(_RELATIONS) for s in sheets if s.get("name") == name)
            relations = ElementTree.fromstring(parts.read("xl/_rels/workbook.xml.rels"))
            target = next(str(r.get("Target")) for r in relations if r.get("Id") == wanted)
            cells = parts.read(target.lstrip("/") if target.startswith("/") else f"xl/{target}")
        found = _ERROR_CELL.findall(cells) if b't="e"' in cells else []
        return {(int(row) - 1, _column(letters.decode())): shown.decode() for letters, row, shown in found}

    def sheets(self) -> Iterator[Sheet]:
        for name in self.sheet_names:
            yield self.sheet(name)

    @contextmanager
    def laid_out(self) -> Iterator[None]:
        """A sheet that ends where the form goes on (a block cut off, a row without its columns), in words."""
        try:
            yield
        except (IndexError, KeyError, OverflowError) as error:
            raise self.layout_error("表が途中で終わっているか、あるはずの欄がありません。") from error

    def layout_error(self, message: str) -> LayoutError:
        return LayoutError(f"ファイル「{self.file}」: {message}", _LAYOUT_HINT)
