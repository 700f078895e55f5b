"""The address of every bed figure: the ministry's workbook holds that figure in that cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from tests.ingest.conftest import Data

DATA = Path(__file__).parents[2] / "data"
KEY = ["area_code", "bed_function", "series", "year"]
_ADDRESS = re.compile(r"([A-Z]+)(\d+)")


def values(path: Path, sheets: set[str]) -> dict[tuple[str, str], object]:
    """(sheet, address) → value of the cells that are filled, read by another library than the ingest's."""
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    found = {
        (name, f"{openpyxl.utils.get_column_letter(number)}{row}"): value
        for name in sheets
        for row, line in enumerate(book[name].iter_rows(values_only=True), start=1)
        for number, value in enumerate(line, start=1)
        if value is not None
    }
    book.close()
    return found


def held_against(tables: dict[str, pd.DataFrame], books: dict[str, Path]) -> int:
    """Every row of `beds` that came from one of the books (by source_id) is the value of its cell; returns how many."""
    beds, cells = tables["beds"], tables["trace"]
    assert not cells.duplicated(KEY).any()
    rows = beds.merge(cells, on=KEY, how="left", suffixes=("", "_cell"), validate="one_to_one")
    stated = rows[rows["value_status"] == "observed"]
    assert stated["cell"].notna().all()
    assert (stated["source_id"] == stated["source_id_cell"]).all()
    assert (stated["published_fy"] == stated["published_fy_cell"]).all()
    checked = 0
    for source, mine in rows.dropna(subset=["cell"]).groupby("source_id_cell"):
        found = values(books[str(source)], set(mine["sheet"]))
        for sheet, cell, number in zip(mine["sheet"], mine["cell"], mine["beds"], strict=True):
            assert _ADDRESS.fullmatch(cell)
            held = found.get((sheet, cell))
            assert (held is None and pd.isna(number)) or held == number, (source, sheet, cell, held, number)
            checked += 1
    return checked


def test_each_cell_of_an_invented_book_holds_its_figure(data: Data, source_dir: Path) -> None:
    tables = {name: data.table(name) for name in ("beds", "trace")}
    books = {"mhlw_r6_beds": source_dir / "a.xlsx", "mhlw_r7_beds": source_dir / "b.xlsx"}
    assert held_against(tables, books) == len(tables["trace"]) == len(tables["beds"])
    assert set(tables["trace"]["published_fy"]) == {"R6", "R7"}


def test_a_figure_of_the_older_book_points_into_the_older_book(data: Data) -> None:
    """R7 repeats 2025 in the column of 2024, so 2024 is read from R6; the empty cell F28 of R6 is read from R7."""
    copied = data.table("trace").query("series == 'reported' and year == 2024")
    assert set(copied["source_id"]) == {"mhlw_r6_beds"}
    cells = data.table("trace").query("series == 'reported' and year == 2015")
    assert set(cells["source_id"]) == {"mhlw_r7_beds"}
    assert "F28" in set(cells["cell"])


@pytest.mark.official
def test_each_cell_of_the_ministrys_books_holds_its_figure_for_all_areas(official_dir: Path) -> None:
    tables = {name: pd.read_parquet(DATA / "parquet" / f"{name}.parquet") for name in ("beds", "trace")}
    books = {
        "mhlw_r6_beds": next((official_dir / "R6").glob("別添４③*.xlsx")),
        "mhlw_r7_beds": official_dir / "R7" / "001723349.xlsx",
    }
    assert held_against(tables, books) == len(tables["trace"]) == len(tables["beds"])
    assert tables["trace"]["area_code"].nunique() == 339


BEDS = {f: f"{f}_column" for f in ("high_acute", "acute", "recovery", "chronic")}


def named_cells(
    places: pd.DataFrame, columns: dict[str, str], books: dict[str, Path]
) -> Iterator[tuple[dict[str, Any], str, str | None, object]]:
    """Each row, measure and bed function with what stands in the cell that the row names; `columns`: by bed function."""
    for source, mine in places.groupby("source_id"):
        found = values(books[str(source)], set(mine["sheet"]))
        for place in mine.to_dict("records"):
            for measure, function, column in (
                *(("beds", f, c) for f, c in columns.items()),
                ("beds_closed", None, "closed_column"),
            ):
                yield place, measure, function, found.get((place["sheet"], f"{place[column]}{place['row']}"))


def institutions_against(tables: dict[str, pd.DataFrame], books: dict[str, Path]) -> int:
    """Beds of every institution are the value of the cell that its row names; returns how many cells were looked at."""
    places = tables["facility_trace"]
    assert sorted(places["facility_id"]) == sorted(tables["facility"]["facility_id"])
    held = {
        (r.facility_id, r.measure, None if pd.isna(r.bed_function) else r.bed_function): (r.value, r.value_status)
        for r in tables["facility_measure"].query("measure in ('beds', 'beds_closed')").itertuples(index=False)
    }
    checked = 0
    for place, measure, function, stands in named_cells(places, BEDS, books):
        value, status = held[place["facility_id"], measure, function]
        if status == "observed":
            assert stands == value, (place, measure, function, stands, value)
        else:
            assert stands is None or isinstance(stands, str), (place, measure, function, stands)
        checked += 1
    return checked


AREA_BEDS = {"total": "total_column", **BEDS}


def areas_against(tables: dict[str, pd.DataFrame], books: dict[str, Path]) -> int:
    """Beds of every area in the book of its institutions are the value of the cell that its row names; returns how many."""
    places = tables["area_trace"]
    measures = tables["area_measure"].query("measure in ('beds', 'beds_closed')")
    assert not places.duplicated(["area_code", "published_fy"]).any()
    assert len(measures) == len(places) * (len(AREA_BEDS) + 1)
    held = {
        (r.area_code, r.published_fy, r.measure, None if pd.isna(r.bed_function) else r.bed_function): r
        for r in measures.itertuples(index=False)
    }
    checked = 0
    for place, measure, function, stands in named_cells(places, AREA_BEDS, books):
        stated = held[place["area_code"], place["published_fy"], measure, function]
        assert stands == (stated.value if stated.value_status == "observed" else None), (place, stated, stands)
        assert stated.source_id == place["source_id"]
        checked += 1
    return checked


def test_each_cell_of_an_area_in_an_invented_book_of_institutions_holds_its_beds(data: Data, source_dir: Path) -> None:
    tables = {name: data.table(name) for name in ("area_measure", "area_trace")}
    books = {"mhlw_r6_area": source_dir / "c.xlsx", "mhlw_r7_area": source_dir / "d.xlsx"}
    assert areas_against(tables, books) == 6 * len(tables["area_trace"]) > 0


@pytest.mark.official
def test_each_cell_of_an_area_in_the_ministrys_books_of_institutions_holds_its_beds(official_dir: Path) -> None:
    """Of one prefecture, as below; the parquet has all of them."""
    tables = {name: pd.read_parquet(DATA / "parquet" / f"{name}.parquet") for name in ("area_measure", "area_trace")}
    assert len(tables["area_trace"]) == 2 * 339
    tables = {
        name: t[t["area_code"].str.startswith("10") & (t["published_fy"] == "R7")].reset_index(drop=True)
        for name, t in tables.items()
    }
    books = {"mhlw_r7_area": official_dir / "R7" / "001723127.xlsx"}
    assert areas_against(tables, books) == 6 * 10


def test_each_cell_of_an_institution_in_an_invented_book_holds_its_beds(data: Data, source_dir: Path) -> None:
    tables = {name: data.table(name) for name in ("facility", "facility_measure", "facility_trace")}
    books = {"mhlw_r6_area": source_dir / "c.xlsx", "mhlw_r7_area": source_dir / "d.xlsx"}
    assert institutions_against(tables, books) == 5 * len(tables["facility"]) > 0


@pytest.mark.official
def test_each_cell_of_an_institution_in_the_ministrys_books_holds_its_beds(official_dir: Path) -> None:
    """Of one prefecture: the book has a sheet for each of the nation's areas, and every sheet has the same form."""
    names = ("facility", "facility_measure", "facility_trace")
    tables = {name: pd.read_parquet(DATA / "parquet" / f"{name}.parquet") for name in names}
    tables = {name: t[t["facility_id"].str.startswith("R7-10")].reset_index(drop=True) for name, t in tables.items()}
    books = {"mhlw_r7_area": official_dir / "R7" / "001723127.xlsx"}
    assert institutions_against(tables, books) == 5 * len(tables["facility"]) > 0
