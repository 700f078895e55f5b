"""From the bytes of an uploaded CSV or xlsx to rows of text, refusing what cannot be read safely.

Raises UserError (Japanese) for problems of the file as a whole; `Problem`s name a row and a column.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from datetime import date

from core.errors import UserError

#: A table of all areas and functions is far below this.
MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 10_000
MAX_COLUMNS = 50
#: An xlsx is a zip: what it unfolds into is limited too, in bytes and in tags of XML (three or four to a cell).
MAX_UNPACKED = 50 * 1024 * 1024
MAX_TAGS = 1_500_000
#: Cells that are looked at, the empty ones to the left of a lonely one far to the right included.
MAX_CELLS = 2_000_000
#: Tried in order; UTF-8 fails on nearly all CP932 text, so the order decides.
ENCODINGS = ("utf-8-sig", "cp932")

#: What Python's CP932 makes of bytes that stand for no character (0x80, 0xa0, 0xfd–0xff).
_NO_TEXT = re.compile("[\x80\xa0\uf8f0-\uf8f3]")
#: What office software would calculate: =, @, or a sign directly before a name, a bracket, or a number in a sum with names.
#: A sign and a space begin a line of text (`- 県の会議での合意`) unless plain ASCII follows to the end (`- A1*2`).
_FORMULA = re.compile(r"^\s*(?:[=@]|[+\-](?:[A-Za-z($]|[\d.,]+\s*[-+*/^&]\s*[A-Za-z($]|\s+[A-Za-z($][\x00-\x7f]*$))")
#: What zipfile and openpyxl say of a damaged file. Not MemoryError and the like, which are no property of a file.
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One wrong cell or row: 1-based row of the file (0 = the file as a whole), column heading, what is wrong."""

    row: int
    column: str
    message: str

    def __str__(self) -> str:
        place = f"{self.row}行目" if self.row else "ファイル"
        return f"{place}「{self.column}」: {self.message}" if self.column else f"{place}: {self.message}"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the file: its 1-based number and its cells by column heading (stripped text)."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and rows of the first sheet, blank rows left out; `problems` names cells that hold a formula or stand
    beyond the last heading."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]


def read(name: str, data: bytes) -> Table:
    """Rows of an uploaded file. The kind is told by content and extension (csv, xlsx)."""
    if not data:
        raise UserError(f"{name}: ファイルが空です。", "雛形をダウンロードして、行を書き足してください。")
    if len(data) > MAX_BYTES:
        size = len(data) / 1024 / 1024
        raise UserError(
            f"{name}: ファイルが大きすぎます({size:.1f}MB)。", f"{MAX_BYTES // 1024 // 1024}MB以下にしてください。"
        )
    lower = name.lower()
    if data[:4] == b"PK\x03\x04":
        grid, formulas = _xlsx(name, data)
    elif data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise UserError(
            f"{name}: 古い形式(.xls)、またはパスワード付きのファイルです。",
            "パスワードを外し、「Excel ブック(.xlsx)」または CSV で保存し直してください。",
        )
    elif lower.endswith((".xlsx", ".xlsm")):
        raise UserError(f"{name}: Excel のファイルとして読めません。", "Excel で開いて保存し直してください。")
    else:
        grid, formulas = _csv(name, data)
    return _table(name, grid, formulas)


def decoded(name: str, data: bytes) -> str:
    """A text file's text, UTF-8 or CP932. Raises UserError for anything else."""
    if b"\x00" in data:
        raise UserError(
            f"{name}: 文字の表として読めません。", "CSV(UTF-8 または Shift_JIS)か xlsx で保存してください。"
        )
    for encoding in ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "cp932" or not _NO_TEXT.search(text):
            return text
    raise UserError(f"{name}: 文字コードを読めません。", "UTF-8 または Shift_JIS(CP932)の CSV で保存してください。")


def _csv(name: str, data: bytes) -> tuple[list[list[str]], set[tuple[int, int]]]:
    text = decoded(name, data)
    try:
        grid = [row for _, row in zip(range(MAX_ROWS + 2), csv.reader(io.StringIO(text, newline="")), strict=False)]
    except csv.Error as error:  # a cell of more than 131,072 characters
        raise UserError(f"{name}: CSV として読めません。", "引用符の閉じ忘れを確かめてください。") from error
    for r, row in enumerate(grid):
        if any(row[MAX_COLUMNS:]):
            raise _too_wide(name, r)
    grid = [row[:MAX_COLUMNS] for row in grid]
    formulas = {(r, c) for r, row in enumerate(grid) for c, cell in enumerate(row) if _FORMULA.match(cell)}
    return grid, formulas


def _xlsx(name: str, data: bytes) -> tuple[list[list[str]], set[tuple[int, int]]]:
    from openpyxl import load_workbook  # large, and needed only when somebody brings such a file
    from openpyxl.utils.exceptions import InvalidFileException

    broken = UserError(f"{name}: Excel のファイルとして読めません。", "Excel で開いて保存し直してください。")
    try:
        refuse_by_size(name, data)
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # as wide as the cells are, whatever the file says of itself
        grid: list[list[str]] = []
        formulas: set[tuple[int, int]] = set()
        looked_at = 0
        for r, wide in enumerate(sheet.iter_rows(max_row=MAX_ROWS + 2)):
            row = wide[:MAX_COLUMNS]
            looked_at += len(wide)
            if looked_at > MAX_CELLS or any(cell.value is not None for cell in wide[MAX_COLUMNS:]):
                raise _too_wide(name, r)
            grid.append([_text(cell.value) for cell in row])
            formulas |= {
                (r, c)
                for c, cell in enumerate(row)
                if cell.data_type == "f" or (isinstance(cell.value, str) and _FORMULA.match(cell.value))
            }
    except UserError:
        raise
    except (InvalidFileException, *DAMAGED) as error:
        raise broken from error
    return grid, formulas


def refuse_by_size(name: str, data: bytes, unpacked: int = MAX_UNPACKED, tags: int = MAX_TAGS) -> None:
    """Look at the zip before anything is built of it. What it says of its own sizes binds it: no part unfolds into more."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        if any(part.flag_bits & 1 for part in parts):
            raise UserError(f"{name}: パスワード付きのファイルです。", "パスワードを外して保存し直してください。")
        if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
            raise zipfile.BadZipFile  # no office software writes another
        too_large = UserError(f"{name}: 展開すると大きすぎます。", "不要なシートや画像を消してください。")
        if sum(part.file_size for part in parts) > unpacked:
            raise too_large
        if sum(archive.read(part).count(b"<") for part in parts if not part.is_dir()) > tags:
            raise too_large


def _too_wide(name: str, row: int) -> UserError:
    return UserError(
        f"{name}: {row + 1}行目の列が多すぎます。", f"{MAX_COLUMNS}列より右の列を、値も書式も消してください。"
    )


def _column(number: int) -> str:
    """What Excel calls a column, counted from 0."""
    from openpyxl.utils import get_column_letter

    return f"{get_column_letter(number + 1)}列"


#: Whole numbers of a spreadsheet are exact below this; above, their digits are noise.
_EXACT = 2.0**53


def _text(value: object) -> str:
    """A cell as the text a person sees; a whole number has no decimal point."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        return str(int(value))
    return value.isoformat() if isinstance(value, date) else str(value)


def _table(name: str, grid: list[list[str]], formulas: set[tuple[int, int]]) -> Table:
    grid = [[cell.strip() for cell in row] for row in grid]
    first = next((i for i, row in enumerate(grid) if any(row)), None)
    if first is None:
        raise UserError(f"{name}: 中身がありません。", "雛形をダウンロードして、行を書き足してください。")
    headings = list(grid[first])
    while headings and not headings[-1]:
        headings.pop()
    if len(grid) - first - 1 > MAX_ROWS:
        raise UserError(f"{name}: 行が多すぎます。", f"{MAX_ROWS:,}行以下にしてください。")
    rows, found = [], {}
    for i, row in enumerate(grid[first + 1 :], start=first + 2):
        if any(row):
            rows.append(Row(i, {h: row[c] if c < len(row) else "" for c, h in enumerate(headings)}))
        for c, cell in enumerate(row[len(headings) :], start=len(headings)):
            if cell:
                message = f"見出しのない列に「{cell[:20]}」があります。正しい列に移すか、消してください。"
                found[i - 1, c] = Problem(i, _column(c), message)
    for r, c in formulas:
        heading = headings[c] if c < len(headings) else _column(c)
        found[r, c] = Problem(
            r + 1,
            heading,
            "数式のセルは使えません。値だけを貼り付けてください(箇条書きの - は、あとに空白を入れてください)。",
        )
    return Table(tuple(headings), tuple(rows), tuple(found[place] for place in sorted(found)))
