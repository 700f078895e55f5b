"""Checks of the finished tables before they replace the existing data. Each message says what would go wrong."""

from __future__ import annotations

from core.data.schema import TABLES
from core.errors import UserError
from core.ingest.build.model import Built
from core.vocabulary.terms import BedFunction, ValueStatus


def check_all(built: Built, area_count: int) -> None:
    """Run every check; the first fault stops the run."""
    check_tables(built)
    check_area_count(built, area_count)
    check_areas_known(built)
    check_status(built)
    check_sources(built)
    check_beds_complete(built)


def check_tables(built: Built) -> None:
    """Every table of the contract is there, with the contract's number of columns."""
    for name, table in TABLES.items():
        if name not in built.rows:
            raise AssertionError(f"table {name} was not built")
        for row in built.rows[name][:1]:
            if len(row) != len(table.columns):
                raise AssertionError(f"table {name}: {len(row)} columns, the contract has {len(table.columns)}")


def check_area_count(built: Built, area_count: int) -> None:
    """構想区域 の数. A missing area would drop its beds from every national figure."""
    found = len(built.rows["area"])
    if found != area_count:
        raise UserError(
            f"構想区域は {area_count} のはずですが、{found} です。", "公表資料がそろっているか確かめてください。"
        )


def check_areas_known(built: Built) -> None:
    """Every area code of every table is in `area`, partner areas too. An unknown one would vanish in a join."""
    known = {row[0] for row in built.rows["area"]}
    for name, table in TABLES.items():
        for column in ("area_code", "partner_area_code"):
            names = [c.name for c in table.columns]
            if column not in names:
                continue
            at = names.index(column)
            odd = sorted({str(row[at]) for row in built.rows[name]} - known)
            if odd:
                raise UserError(
                    f"表 {name} に、構想区域の表にないコードがあります: {'、'.join(odd[:10])}",
                    "公表資料のコードの誤りか区域の再編かを確かめてください。",
                )


def check_status(built: Built) -> None:
    """A value stands exactly where the status is observed: missing is never a number."""
    for name, table in TABLES.items():
        names = [c.name for c in table.columns]
        if "value_status" not in names:
            continue
        status = names.index("value_status")
        value = status - 1 if names[status - 1] in ("beds", "rate", "value", "share") else None
        if value is None:
            raise AssertionError(f"table {name}: no value column before value_status")
        for row in built.rows[name]:
            if (row[value] is None) == (row[status] is ValueStatus.OBSERVED):
                raise AssertionError(f"table {name}: value and status disagree in {row}")


def check_sources(built: Built) -> None:
    """Every source_id of every table is in `source`."""
    known = {row[0] for row in built.rows["source"]}
    for name, table in TABLES.items():
        names = [c.name for c in table.columns]
        if name == "source" or "source_id" not in names:
            continue
        odd = {row[names.index("source_id")] for row in built.rows[name]} - known
        if odd:
            raise AssertionError(f"table {name}: unknown sources {odd}")


def check_beds_complete(built: Built) -> None:
    """Each (series, year) has all functions of all areas, be it as missing: no hole can pass for a zero."""
    areas = len(built.rows["area"])
    counts: dict[tuple[object, object], int] = {}
    for _, _, series, year, *_ in built.rows["beds"]:
        counts[series, year] = counts.get((series, year), 0) + 1
    for (series, year), count in counts.items():
        if count != areas * len(BedFunction):
            raise UserError(f"{year}年の{series}は {areas * len(BedFunction)} 行のはずですが、{count} 行です。")
