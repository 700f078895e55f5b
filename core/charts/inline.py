"""Rows of a frame as inline chart data.

Altair examines and cleans a DataFrame once per layer; with every encoding typed by hand, plain records say the same and cost a
fraction of it.
"""

from __future__ import annotations

import altair as alt
import pandas as pd


def inline(frame: pd.DataFrame) -> alt.Data:
    """The rows as records; a missing value becomes null. Encodings over it must name their type (`:Q`, `:N`)."""
    columns = [_values(frame[name]) for name in frame.columns]
    records = [dict(zip(frame.columns, row, strict=True)) for row in zip(*columns, strict=True)]
    return alt.Data(values=records)  # type: ignore[no-untyped-call]  # the typed InlineData checks for three times as long


def _values(column: pd.Series) -> list[object]:
    values: list[object] = column.tolist()
    if not column.hasnans:
        return values
    return [None if missing else value for value, missing in zip(values, column.isna().tolist(), strict=True)]
