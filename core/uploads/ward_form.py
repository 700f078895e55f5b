"""病床機能報告 様式1(病棟票): its rows and its columns by meaning, whatever the year calls them and wherever they stand.

The ministry's own files and those of a prefecture have some lines above the headings, headings over two or three rows with
merged cells, and hundreds of columns; only those of `FIELDS` are kept. CSV (UTF-8, CP932) or xlsx.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from core.errors import UserError
from core.text.normal import kept
from core.uploads.reader import DAMAGED, decoded, refuse_by_size
from core.vocabulary import labels

#: The file of a whole region has some 5,000 wards in some 450 columns.
MAX_BYTES: Final = 30 * 1024 * 1024
_MAX_UNPACKED, _MAX_TAGS, _MAX_CELLS, _MAX_ROWS = 300 * 1024 * 1024, 15_000_000, 6_000_000, 20_000
#: Rows in which the headings must stand, and over how many of them one heading may go.
_HEAD, _DEPTH = 15, 3
#: Rows between two words about the progress.
_STEP: Final = 200

_ANNUAL: Final = re.compile(r"年間|1年間|計")
#: A month of its own (2023年4月), not the first or last day of a year (7月1日).
_MONTH: Final = re.compile(r"\d{1,2}月(?!\d)")


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a ward states: how people call it, what its heading must say (normal form, no spaces) and must not."""

    label: str
    says: str
    never: str = r"(?!)"
    required: bool = False
    yearly: bool = False

    def fits(self, heading: str) -> bool:
        """The heading means this."""
        return bool(re.search(self.says, heading)) and not re.search(self.never, heading)


_NOT_ALL_BEDS: Final = r"うち|医療療養|介護療養|最大|最小|使用|経過|稼働|届出"
_OTHERS: Final = r"予定外|うち"
FIELDS: Final[Mapping[str, Field]] = {
    "area_code": Field("構想区域コード", r"構想区域コード"),
    "municipality": Field("市区町村コード", r"市区?町村コード"),
    "facility": Field("医療機関名", r"医療機関(の)?名称?|施設名"),
    "ward": Field("病棟名", r"病棟名"),
    "function": Field(
        "7月1日時点の機能", r"7月1日時点.*機能|機能.*7月1日時点", r"予定|見込|今後|将来|以後|経過後|理由", required=True
    ),
    "general": Field("一般病床_許可病床", r"一般病床.*許可病床", _NOT_ALL_BEDS, required=True),
    "long_term": Field("療養病床_許可病床", r"療養病床.*許可病床", _NOT_ALL_BEDS, required=True),
    "patient_days": Field("在棟患者延べ数(年間)", r"在棟患者の?延べ?(人|患者)?数", _OTHERS, required=True, yearly=True),
    "admitted": Field("新規入棟患者数(年間)", r"新規入棟患者数", _OTHERS, yearly=True),
    "from_home": Field("入棟前の場所 家庭", r"家庭から(の)?入院", yearly=True),
    "from_hospital": Field("入棟前の場所 他の病院・診療所", r"他の病院、?・?診療所から(の)?転院", yearly=True),
    "discharged": Field("退棟患者数(年間)", r"退棟患者数", _OTHERS, yearly=True),
    "to_home": Field("退棟先 家庭", r"家庭[へに](の)?退院", yearly=True),
    "to_hospital": Field("退棟先 他の病院・診療所", r"他の病院、?・?診療所[へに](の)?転院", yearly=True),
    "nurses": Field("看護師_常勤", r"(?<!准)看護師.*常勤", r"非常勤|准看護師|手術室|外来"),
}
#: Where the area of a ward is looked up: one of these must be there.
PLACES: Final = ("area_code", "municipality")
_WESTERN: Final = re.compile(r"(?<!\d)(\d{4})(?!\d)")


@dataclass(frozen=True, slots=True)
class WardRow:
    """One line of the file: its 1-based number and its cells by field (stripped text)."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class WardForm:
    """The wards as they stand. `headings`: what each field's column is called; `year`: that of the report."""

    year: int
    headings: dict[str, str]
    rows: tuple[WardRow, ...]


def looks_like_wards(data: bytes) -> bool:
    """Whether the beginning of a small file speaks of wards (病棟), as no table of ours does; a large one always is one."""
    if data[:4] != b"PK\x03\x04":
        return any("病棟".encode(e) in data[:20_000] for e in ("utf-8", "cp932"))
    try:
        return any("病棟" in text for row in _first(_xlsx("", data), _HEAD) for text in row)
    except UserError:
        return False


def read_form(name: str, data: bytes, tick: Callable[[int], None] = lambda rows: None) -> WardForm:
    """The wards of a file. `tick` is told now and then how many rows were read.

    Raises UserError when the file cannot be read, or a heading is missing or stands there more than once.
    """
    if len(data) > MAX_BYTES:
        raise UserError(
            f"{name}: ファイルが大きすぎます。",
            f"{MAX_BYTES // 1024 // 1024}MB以下にしてください(都道府県ごとに分ける)。",
        )
    lines = _xlsx(name, data) if data[:4] == b"PK\x03\x04" else _csv(name, data)
    head = _first(lines, _HEAD)
    at, columns, headings = _columns(name, head)
    year = _year(name, headings["function"])
    rows = []
    numbered = ((n, row) for n, row in enumerate([*head[at + 1 :]], start=at + 2))
    for number, row in (*numbered, *enumerate(lines, start=len(head) + 1)):
        if number > _MAX_ROWS:
            raise UserError(f"{name}: 行が多すぎます。", f"{_MAX_ROWS:,}行以下にしてください。")
        if number % _STEP == 0:
            tick(number)
        cells = {field: row[c] if c < len(row) else "" for field, c in columns.items()}
        if any(cells.values()):
            rows.append(WardRow(number, cells))
    return WardForm(year, headings, tuple(rows))


def _first(lines: Iterator[list[str]], count: int) -> list[list[str]]:
    return [row for _, row in zip(range(count), lines, strict=False)]


def _columns(name: str, head: Sequence[list[str]]) -> tuple[int, dict[str, int], dict[str, str]]:
    """The last row of headings, the column of each field, and its heading. The first rows that hold every required one count."""
    nearest: tuple[int, list[str]] | None = None
    for depth in range(_DEPTH):
        for at in range(depth, len(head)):
            texts = _stacked(head[at - depth : at + 1])
            found = {key: _places(field, texts) for key, field in FIELDS.items()}
            wrong = [_fault(field, found[key], texts) for key, field in FIELDS.items() if field.required]
            if not any(found[key] for key in PLACES):
                wrong.append(f"「{'」または「'.join(FIELDS[key].label for key in PLACES)}」の列がありません")
            wrong = [fault for fault in wrong if fault]
            if not wrong:
                columns = {key: places[0] for key, places in found.items() if len(places) == 1}
                return at, columns, {key: texts[c] for key, c in columns.items()}
            if nearest is None or len(wrong) < nearest[0]:
                nearest = len(wrong), wrong
    raise UserError(
        f"{name}: 病床機能報告 様式1(病棟票)として読めません。{'。'.join(nearest[1]) if nearest else '中身がありません'}。",
        "見出しの行を消していないか、様式2や施設票でないかを確かめてください。",
    )


def _stacked(rows: Sequence[list[str]]) -> list[str]:
    """Headings over several rows as one text a column; a merged cell above counts for the columns to its right."""
    width = max((len(row) for row in rows), default=0)
    parts: list[list[str]] = [[] for _ in range(width)]
    for level, row in enumerate(rows):
        last = ""
        for c in range(width):
            own = row[c] if c < len(row) else ""
            last = own or (last if level < len(rows) - 1 else "")
            if last:
                parts[c].append(last)
    return [re.sub(r"\s", "", kept("_".join(p))) for p in parts]


def _places(field: Field, texts: Sequence[str]) -> list[int]:
    """Columns that mean the field; of those by month and by year the year's."""
    found = [c for c, text in enumerate(texts) if field.fits(text)]
    if not field.yearly or not found:
        return found
    whole = [c for c in found if not _MONTH.search(texts[c])]
    stated = [c for c in whole if _ANNUAL.search(texts[c])]
    return stated or whole


def _fault(field: Field, places: Sequence[int], texts: Sequence[str]) -> str:
    if not places:
        return f"見出し「{field.label}」の列がありません"
    if len(places) > 1:
        return f"「{field.label}」に当たる列が{len(places)}つあります({'、'.join(texts[c][:20] for c in places[:3])})"
    return ""


def _year(name: str, heading: str) -> int:
    found = _WESTERN.search(heading)
    year = int(found[1]) if found else labels.western_year(heading)
    if year is None:
        raise UserError(
            f"{name}: 見出し「{heading[:40]}」に報告の年がありません。",
            "「(年)年7月1日時点の機能」のように、西暦か元号の年を入れてください。",
        )
    return year


def _csv(name: str, data: bytes) -> Iterator[list[str]]:
    try:
        for row in csv.reader(io.StringIO(decoded(name, data), newline="")):
            yield [cell.strip() for cell in row]
    except csv.Error as error:
        raise UserError(f"{name}: CSV として読めません。", "引用符の閉じ忘れを確かめてください。") from error


def _xlsx(name: str, data: bytes) -> Iterator[list[str]]:
    from openpyxl import load_workbook  # large, and needed only when somebody brings such a file
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        refuse_by_size(name, data, _MAX_UNPACKED, _MAX_TAGS)
        sheet = load_workbook(io.BytesIO(data), read_only=True, data_only=True).worksheets[0]
        sheet.reset_dimensions()
        seen = 0
        for row in sheet.iter_rows(values_only=True):
            seen += len(row)
            if seen > _MAX_CELLS:
                raise UserError(f"{name}: セルが多すぎます。", "都道府県ごとに分けてください。")
            yield [
                "" if v is None else str(int(v) if isinstance(v, float) and v.is_integer() else v).strip() for v in row
            ]
    except UserError:
        raise
    except (InvalidFileException, *DAMAGED) as error:
        raise UserError(
            f"{name}: Excel のファイルとして読めません。", "Excel で開いて保存し直してください。"
        ) from error
