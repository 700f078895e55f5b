"""Figures of five areas against the ministry's own workbooks, read here a second time by fixed cells."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from core.area.facility_table import BY_KEY
from core.area.form_table import form_table
from core.area.institutions import institutions
from core.data.queries import beds
from core.data.store import Store
from tests.views.area.institution_cells import cell_text

#: An ordinary area, one of 三重県 (XXX), one with unreported institutions, the largest and the smallest.
AREAS = ("1005", "2405", "2604", "0104", "2006")
pytestmark = pytest.mark.official
#: Column of the hospital table → key of ours.
COLUMNS = {
    9: "beds_high_acute",
    10: "beds_acute",
    11: "beds_recovery",
    12: "beds_chronic",
    13: "beds_closed",
    14: "doctors_fulltime",
    15: "doctors_parttime",
    16: "doctors_per_100_beds",
    22: "ambulance_arrivals",
    23: "general_anaesthesia_operations",
    24: "deliveries",
    25: "operations",
    26: "average_stay_days_high_acute",
    27: "average_stay_days_acute",
    28: "average_stay_days_recovery",
    29: "average_stay_days_chronic",
    30: "new_admissions_high_acute",
    31: "new_admissions_acute",
    32: "new_admissions_recovery",
    33: "new_admissions_chronic",
}
WORDS = {"*": "非公表", "未報告": "未報告", "-": "該当なし", "": "データなし"}


@cache
def opened(folder: Path, name: str) -> CalamineWorkbook:
    return CalamineWorkbook.from_path(str(next(folder.rglob(name))))


def sheet(folder: Path, code: str) -> list[list[object]]:
    book = opened(folder, "001723127.xlsx")
    for name in book.sheet_names:
        if name.startswith(str(int(code))) and not name[len(str(int(code)))].isdigit():
            return book.get_sheet_by_name(name).to_python()
    raise KeyError(code)


def shown(value: object, digits: int) -> str:
    return f"{value:,.{digits}f}" if isinstance(value, float) else WORDS[str(value).strip()]


@pytest.mark.parametrize("code", AREAS)
def test_every_cell_of_the_hospital_table_is_the_workbooks(official_dir: Path, real_store: Store, code: str) -> None:
    year = institutions(real_store, code, "R7")
    values = year.values
    cells = sheet(official_dir, code)
    start = next(i for i, r in enumerate(cells) if str(r[0]).startswith("(2)区域内の医療機関")) + 4
    listed = [r for r in cells[start:] if isinstance(r[0], float)]
    assert len(listed) == len(values)
    for row, facility_id in zip(listed, values.index, strict=True):
        assert " ".join(str(row[1]).split()) == values.at[facility_id, "facility_name"]
        unreported = "未報告" in row  # stated once in the row
        for column, key in COLUMNS.items():
            expected = "未報告" if unreported else shown(row[column], BY_KEY[key].digits)
            assert cell_text(year, str(facility_id), key) == expected, (facility_id, key)


@pytest.mark.parametrize("code", AREAS)
def test_the_form_table_is_the_workbooks(official_dir: Path, real_store: Store, code: str) -> None:
    cells = opened(official_dir, "001723349.xlsx").get_sheet_by_index(0).to_python()
    head = next(r for r in cells if str(r[5]).startswith("2015\n"))
    at = {name: head.index(name) for name in ("2015\n実績", "2025\n実績", "2026\n見込量", "2025\n必要数")}
    table = form_table(beds.area_beds(real_store, code).frame, 2025, 2026)
    blocks = {str(r[4]): r for r in cells if r[1] == float(code)}
    for row, name in zip(table.rows, ("高度急性期", "急性期", "回復期", "慢性期"), strict=True):
        base, a, b, c = (int(float(str(blocks[name][at[k]]))) for k in at)
        assert (row.base, row.a, row.b, row.c) == (base, a, b, c)
        assert (row.c_minus_a, row.c_minus_b) == (c - a, c - b)
