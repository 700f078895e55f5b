"""Wards of 病床機能報告 様式1 summed up by area and function: 病床利用率 as reported, and what else they state.

病床利用率 = 年間在棟患者延数 ÷ (病床数 × 365), in a leap year too, as the ministry's paper has it. A function of an area in which
a ward with beds states no patient days has none: what is missing is never read as 0, and its beds are not left out either.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from core import parameters
from core.data.bed_names import bed_names, bed_words
from core.errors import UserError
from core.measures import formulas
from core.parameters import Key
from core.rules.entries import Occupancy
from core.text.normal import kept
from core.uploads.kinds import KINDS, Upload
from core.uploads.reader import Problem
from core.uploads.ward_form import FIELDS, PLACES, WardForm, WardRow, looks_like_wards, read_form
from core.vocabulary import labels
from core.vocabulary.terms import FOUR_FUNCTIONS, BedFunction, area_code

#: The table of the scenario that the report of the base year becomes.
KIND: Final = "occupancy_2015"
#: What stands in the place of a function: beds that are out of use, and the line below the headings that says what must be filled in.
_IDLE, _LINE = ("休棟", "休止", "廃止", "非稼働", "介護保険施設"), ("必須", "任意")
#: What stands in the place of a figure that is not stated.
_NONE: Final = ("", "-", "*", "未報告又はデータ不備", "データ不備", *labels.VALUE_STATUS_SHORT.values())
#: More than this share cannot be: an entry of the scenario takes no more.
_MOST: Final = 2.0
_MOST_PROBLEMS: Final = 200
#: Figures that are summed up beside beds and patient days.
OTHERS: Final = ("admitted", "from_home", "from_hospital", "discharged", "to_home", "to_hospital", "nurses")


@dataclass(frozen=True, slots=True)
class Ward:
    """One ward: beds (床, 一般 and 療養), patient days of the year (人日) and the other figures; None where it states none."""

    area_code: str
    function: BedFunction
    facility: str
    name: str
    beds: float
    figures: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Summed:
    """One area and function: number of wards, of those `silent` about patient days, beds (床), and sums.

    A sum is None where the file has no such column or a ward with beds states none; `occupancy` likewise (1 = 100 %).
    """

    area_code: str
    function: BedFunction
    wards: int
    silent: int
    beds: float
    figures: Mapping[str, float | None]

    @property
    def occupancy(self) -> float | None:
        """病床利用率 as reported."""
        days = self.figures["patient_days"]
        rate = math.nan if days is None else float(formulas.occupancy(days, self.beds))
        return None if math.isnan(rate) else rate


@dataclass(frozen=True, slots=True)
class Report:
    """A file without problems: its year, every ward, the sums in order of area and function, wards out of use, headings used."""

    name: str
    year: int
    wards: tuple[Ward, ...]
    sums: tuple[Summed, ...]
    idle: int
    headings: Mapping[str, str]

    @property
    def decides(self) -> bool:
        """The report is that of the base year, whose 病床利用率 the rules ask for."""
        return self.year == parameters.whole(Key.BASE_YEAR)

    def upload(self) -> Upload:
        """The sums as entries of the scenario: none where the year is another than the base year."""
        entries = tuple(
            Occupancy(area_code=s.area_code, bed_function=s.function.value, occupancy=s.occupancy)
            for s in self.sums
            if self.decides and s.occupancy is not None
        )
        return Upload(KIND, self.name, entries, (), 0, of_its_areas=True)


def read_wards(
    name: str,
    data: bytes,
    areas: Mapping[str, str],
    municipalities: Mapping[str, str],
    tick: Callable[[int], None] = lambda rows: None,
) -> Report | Upload:
    """A file of wards as a report, or as an upload with its problems. Never raises for the content of a file.

    `areas`: 構想区域名 by area_code; `municipalities`: area_code by the five digits of a municipality.
    """
    try:
        form = read_form(name, data, tick)
    except UserError as error:
        return _refused(name, [Problem(0, "", f"{error.message} {error.hint}".strip())])
    wards: list[Ward] = []
    problems: list[Problem] = []
    idle = 0
    for row in form.rows:
        said = kept(row.cells["function"])
        if said.startswith(_LINE) or (said in _NONE and not row.cells.get("facility")):
            continue
        if said.startswith(_IDLE) or said in _NONE:
            idle += 1
            continue
        ward = _ward(form, row, said, areas, municipalities)
        if isinstance(ward, Ward):
            wards.append(ward)
        else:
            problems.append(ward)
            if len(problems) >= _MOST_PROBLEMS:
                break
    sums = _sums(wards, form.headings)
    problems += [
        Problem(
            0,
            bed_names(form.year)[s.function],
            f"{areas[s.area_code]}: 病床利用率が{labels.percent(s.occupancy)}になります。病床数と在棟患者延べ数を確かめてください。",
        )
        for s in sums
        if s.occupancy is not None and s.occupancy > _MOST
    ]
    if not wards and not problems:
        problems = [Problem(0, "", "4つの機能の病棟が1つもありません。")]
    if problems:
        return _refused(name, problems)
    return Report(name, form.year, tuple(wards), sums, idle, form.headings)


def told_apart(upload: Upload, data: bytes) -> Upload:
    """A refused table of another kind, with one problem alone where the file is a form of wards: which kind it belongs to."""
    if all(p.row for p in upload.problems) or not looks_like_wards(data):
        return upload
    hint = f"病床機能報告 様式1(病棟票)のようです。「取り込む表」で「{KINDS[KIND].title}」を選んで、もう一度入れてください。"
    return replace(upload, problems=(Problem(0, "", hint),))


def _refused(name: str, problems: Iterable[Problem]) -> Upload:
    return Upload(KIND, name, (), tuple(problems), 0)


def _ward(
    form: WardForm, row: WardRow, said: str, areas: Mapping[str, str], municipalities: Mapping[str, str]
) -> Ward | Problem:
    """The ward of a row, or what is wrong with it."""
    function = bed_words().get(said)
    if function is None:
        return Problem(row.number, form.headings["function"], f"「{said[:20]}」という機能はありません。")
    code = _area(row, areas, municipalities)
    if code is None:
        stated = "、".join(f"{FIELDS[p].label}「{row.cells[p][:10]}」" for p in PLACES if p in row.cells)
        return Problem(row.number, "", f"構想区域が決まりません({stated})。")
    figures: dict[str, float | None] = {}
    for field in ("general", "long_term", "patient_days", *OTHERS):
        text = kept(row.cells.get(field, "")).replace(",", "")
        try:
            value = None if text in _NONE else float(text)
        except ValueError:
            value = math.nan
        if value is not None and not 0 <= value < math.inf:
            return Problem(row.number, form.headings[field], f"「{text[:20]}」は0以上の数ではありません。")
        figures[field] = value
    kinds = [v for v in (figures.pop("general"), figures.pop("long_term")) if v is not None]
    if not kinds:
        return Problem(
            row.number, form.headings["general"], "一般病床と療養病床の許可病床が、どちらも書かれていません。"
        )
    return Ward(code, function, row.cells.get("facility", ""), row.cells.get("ward", ""), sum(kinds), figures)


def _area(row: WardRow, areas: Mapping[str, str], municipalities: Mapping[str, str]) -> str | None:
    """The 構想区域 by its own code, else by that of the municipality; None where both are unknown."""
    try:
        code = area_code(kept(row.cells.get("area_code", "")))
        if code in areas:
            return code
    except ValueError:
        pass
    place = kept(row.cells.get("municipality", ""))
    found = municipalities.get(place.zfill(5)[:5]) if place.isdecimal() else None
    return found if found in areas else None


def _sums(wards: Iterable[Ward], headings: Mapping[str, str]) -> tuple[Summed, ...]:
    groups: dict[tuple[str, BedFunction], list[Ward]] = {}
    for ward in wards:
        groups.setdefault((ward.area_code, ward.function), []).append(ward)
    return tuple(_summed(*key, groups[key], headings) for key in sorted(groups, key=_order))


def _order(key: tuple[str, BedFunction]) -> tuple[str, int]:
    return key[0], FOUR_FUNCTIONS.index(key[1])


def _summed(code: str, function: BedFunction, wards: list[Ward], headings: Mapping[str, str]) -> Summed:
    used = [w for w in wards if w.beds > 0]
    figures = {f: _total(f, used) if f in headings else None for f in ("patient_days", *OTHERS)}
    silent = sum(w.figures["patient_days"] is None for w in used)
    return Summed(code, function, len(wards), silent, sum(w.beds for w in used), figures)


def _total(field: str, wards: Iterable[Ward]) -> float | None:
    stated = [w.figures[field] for w in wards]
    return None if None in stated or not stated else math.fsum(v for v in stated if v is not None)
