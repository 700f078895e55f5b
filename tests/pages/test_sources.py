from __future__ import annotations

import io

import pandas as pd
import pytest

from core.data.queries import meta
from core.data.schema import TABLES
from core.data.store import Store
from core.exports.csv_file import frame_csv
from core.ui import navigation
from tests.pages.opening import assert_clean, open_page, texts


def test_sources_reconciliation_defects_and_dictionary_are_shown(real_store: Store) -> None:
    at = open_page(navigation.SOURCES)
    assert_clean(at)
    words = texts(at)
    for heading in ("出典", "照合結果", "公表資料の不具合と扱い", "データ辞書とダウンロード"):
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


@pytest.mark.parametrize("name", list(TABLES))
def test_a_downloaded_csv_reads_back_as_the_table(real_store: Store, name: str) -> None:
    frame = meta.whole_table(real_store, name)
    data = frame_csv(frame)
    assert data.startswith(b"\xef\xbb\xbf")
    back = pd.read_csv(io.BytesIO(data), dtype=str, keep_default_na=False, na_values=[""])
    assert list(back.columns) == [c.name for c in TABLES[name].columns]
    assert len(back) == len(frame)
    assert back.isna().to_numpy().tolist() == (frame.isna() | (frame.astype(object) == "")).to_numpy().tolist()
