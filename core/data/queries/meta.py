"""What the data says about itself: sources, defects, whole tables for download."""

from __future__ import annotations

import pandas as pd

from core.data.schema import TABLES, columns_of
from core.data.sourced import Sourced, collect
from core.data.store import Store


def sources(store: Store) -> Sourced:
    """One row per source: the columns of the `source` table, in order of source_id."""
    return Sourced(store.frame("SELECT * FROM source ORDER BY source_id"), ())


def defects(store: Store) -> Sourced:
    """One row per known defect of a publication, with its handling and the title of its source."""
    frame = store.frame(
        """
        SELECT defect.*, source.title FROM defect LEFT JOIN source USING (source_id) ORDER BY defect_id
        """
    )
    return Sourced(frame, tuple(frame["source_id"].dropna().unique()))


def table_rows(store: Store) -> dict[str, int]:
    """Number of rows of every table of the contract."""
    # An in-memory table that nobody changes knows its exact size; counting thirteen tables would take 25 ms.
    frame = store.frame("SELECT table_name, estimated_size FROM duckdb_tables()")
    sizes: dict[str, int] = dict(zip(frame["table_name"], frame["estimated_size"], strict=True))
    return {name: int(sizes[name]) for name in TABLES}


def whole_table(store: Store, name: str) -> pd.DataFrame:
    """All rows of one table of the contract, in its stored order, under the names that its file has in this edition.

    Raises KeyError for an unknown name.
    """
    called = zip(TABLES[name].columns, columns_of(name, store.population_years), strict=True)
    columns = ", ".join(f'"{ours.name}" AS "{file.name}"' for ours, file in called)
    return store.frame(f'SELECT {columns} FROM "{name}"')


def table_sources(store: Store, name: str) -> tuple[str, ...]:
    """source_ids of what a table of the contract holds, in order of text; none for the list of sources. KeyError for an unknown name."""
    columns = [c.name for c in TABLES[name].columns]
    if name == "source":
        return ()
    if "source_id" in columns:
        return collect(store.frame(f'SELECT DISTINCT source_id FROM "{name}"'))
    # People and km² of the areas are those of the newest book of beds and of that of demand, as in `populations`.
    return collect(store.frame("SELECT DISTINCT source_id FROM populations"))


def code_names(store: Store) -> dict[str, str]:
    """構想区域名 and 都道府県名 by area_code and pref_code."""
    named = store.frame("SELECT area_code, area_name, pref_code, pref_name FROM area")
    return {
        **dict(zip(named["area_code"], named["area_name"], strict=True)),
        **dict(zip(named["pref_code"], named["pref_name"], strict=True)),
    }


def edition(store: Store) -> str:
    """Short name of the content of all tables, the same on every machine."""
    return store.edition
