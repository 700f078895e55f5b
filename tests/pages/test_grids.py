"""What a grid's widget holds, as rows: what Streamlit itself makes of the same edits."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
from streamlit.elements.lib.column_config_utils import determine_dataframe_schema
from streamlit.elements.widgets.data_editor import _apply_dataframe_edits

from core.area.worksheet_rows import BASIS, BEDS, FUNCTION
from core.ui.grids import with_edits

NOTHING: dict[str, Any] = {"edited_rows": {}, "deleted_rows": [], "added_rows": []}
BEGUN = pd.DataFrame(
    [["急性期", 80, "資料1"], *[[None] * 3] * 8], columns=[FUNCTION, BEDS, BASIS], dtype=object
).astype({FUNCTION: "string", BEDS: "Int64", BASIS: "string"})


@pytest.mark.parametrize(
    "edits",
    [
        NOTHING,
        NOTHING | {"edited_rows": {0: {BEDS: -12}, 2: {FUNCTION: "慢性期", BASIS: "資料2"}}},
        NOTHING | {"edited_rows": {0: {BEDS: None, BASIS: None}}},
        NOTHING | {"edited_rows": {1: {BEDS: 5}}, "deleted_rows": [0, 3]},
        NOTHING | {"added_rows": [{BEDS: 7, BASIS: "資料3"}, {}]},
    ],
    ids=["nothing", "cells", "emptied", "deleted", "added"],
)
def test_the_rows_are_those_that_the_grid_gives_when_it_is_drawn(edits: dict[str, Any]) -> None:
    drawn = BEGUN.copy()
    drawn = _apply_dataframe_edits(drawn, edits, determine_dataframe_schema(drawn, pa.Table.from_pandas(drawn).schema))
    rows = pd.DataFrame(with_edits(BEGUN, edits), columns=list(BEGUN.columns)).astype(BEGUN.dtypes)
    assert _plain(rows) == _plain(drawn)


def test_what_the_grid_began_with_is_left_as_it_was() -> None:
    before = BEGUN.copy()
    with_edits(BEGUN, NOTHING | {"edited_rows": {0: {BEDS: 1}}})
    pd.testing.assert_frame_equal(BEGUN, before)


def _plain(rows: pd.DataFrame) -> list[list[object]]:
    return [[None if pd.isna(cell) else cell for cell in row] for row in rows.itertuples(index=False)]
