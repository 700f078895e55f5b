from __future__ import annotations

import io
from dataclasses import replace

import pandas as pd
import pyarrow.parquet as pq
import pytest

from core.data.headings import LABELLED
from core.data.queries import meta
from core.data.schema import TABLES
from core.data.store import Store
from core.exports.provenance import ROWS_ABOVE
from core.exports.whole_data import contract_csv
from core.ui import navigation
from core.views.sources import sources_by_id
from tests.pages.opening import assert_clean, open_page, texts
from tests.views.values import ORIGIN


def test_sources_reconciliation_defects_and_dictionary_are_shown(real_store: Store) -> None:
    at = open_page(navigation.SOURCES)
    assert_clean(at)
    words = texts(at)
    for heading in ("出典", "照合結果", "公表資料の不具合と扱い", "データ辞書とダウンロード", "ほかのソフトで使う例"):
        assert heading in words
    shown = at.dataframe[0].value
    assert set(shown["出典ID"]) == set(meta.sources(real_store).frame["source_id"])
    assert {"URL", "公表", "SHA-256", "利用条件"} <= set(shown.columns)


@pytest.mark.parametrize("name", list(TABLES))
def test_every_table_has_its_dictionary(name: str) -> None:
    at = open_page(navigation.SOURCES)
    at.selectbox[0].set_value(name).run()
    assert_clean(at)
    assert TABLES[name].grain in texts(at)


#: How a column of the contract is read from a CSV.
READ_AS = {"string": "str", "int64": "Int64", "double": "Float64", "bool": "boolean"}


def columns_that_differ(found: pd.DataFrame, store: Store, name: str) -> list[str]:
    """Columns in which a file is not, value by value and in the same order, the store's table; "" and missing are one."""
    types = {c.name: READ_AS[c.type] for c in TABLES[name].columns}
    kept = store.large_frame(f'SELECT * FROM "{name}"')
    assert list(found.columns) == list(types)
    assert len(found) == len(kept)
    return [
        column
        for column, kind in types.items()
        if not found[column].astype(kind).replace("", None).equals(kept[column].astype(kind).replace("", None))
    ]


@pytest.mark.parametrize("name", list(TABLES))
def test_a_downloaded_csv_reads_back_as_the_table_value_by_value(real_store: Store, name: str) -> None:
    data = contract_csv(real_store, name, replace(ORIGIN, book=sources_by_id(real_store)))
    assert data.startswith(b"\xef\xbb\xbf")
    types = {c.name: READ_AS[c.type] for c in TABLES[name].columns}
    back = pd.read_csv(io.BytesIO(data), skiprows=ROWS_ABOVE, dtype=types, keep_default_na=False, na_values=[""])
    names = meta.code_names(real_store)
    for code in set(LABELLED) & set(types):
        told = back.pop(LABELLED[code][0])
        assert (told == back[code] + " " + back[code].map(names)).all(), "no code loses its first 0 here"
    assert columns_that_differ(back, real_store, name) == []


@pytest.mark.parametrize("name", list(TABLES))
def test_a_downloaded_parquet_reads_back_as_the_table_value_by_value(real_store: Store, name: str) -> None:
    table = pq.read_table(io.BytesIO(real_store.parquet_bytes(name)))
    assert columns_that_differ(table.to_pandas(), real_store, name) == []


@pytest.mark.parametrize("change", ["value", "missing", "order"])
def test_one_wrong_value_in_a_file_is_seen(real_store: Store, change: str) -> None:
    frame = meta.whole_table(real_store, "beds")
    if change == "order":
        frame = frame.iloc[[1, 0, *range(2, len(frame))]].reset_index(drop=True)
    else:
        row = frame["beds"].first_valid_index()
        frame.loc[row, "beds"] = None if change == "missing" else frame.loc[row, "beds"] + 1
    assert columns_that_differ(frame, real_store, "beds")
