"""A frame that carries its sources."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True, slots=True)
class Sourced:
    """Rows and the source_ids they were taken from, so that a screen or a document can always name them."""

    frame: pd.DataFrame
    source_ids: tuple[str, ...]


def collect(frame: pd.DataFrame, column: str = "source_id") -> tuple[str, ...]:
    """Distinct source_ids of a frame in order of text; a cell may join several with a comma."""
    ids: set[str] = set()
    for value in frame[column].dropna().unique():
        ids.update(part for part in str(value).split(",") if part)
    return tuple(sorted(ids))
