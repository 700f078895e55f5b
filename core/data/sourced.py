"""Values that carry their sources, so that none is lost on the way from a table to a screen or a document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd


@dataclass(frozen=True, slots=True)
class Sourced:
    """Rows and the source_ids they were taken from, so that a screen or a document can always name them."""

    frame: pd.DataFrame
    source_ids: tuple[str, ...]

    def map(self, change: Callable[[pd.DataFrame], pd.DataFrame]) -> Sourced:
        """Other rows made from these alone: the sources stay."""
        return Sourced(change(self.frame), self.source_ids)

    def where(self, keep: pd.Series) -> Sourced:
        """The rows that `keep` marks, with the same sources."""
        return Sourced(self.frame[keep], self.source_ids)


def union(*parts: Sourced | Iterable[str]) -> tuple[str, ...]:
    """source_ids of all parts together, each once, in order of text."""
    ids: set[str] = set()
    for part in parts:
        ids.update(part.source_ids if isinstance(part, Sourced) else part)
    return tuple(sorted(ids))


def rows_of(frame: pd.DataFrame) -> Iterator[Any]:
    """The rows as named tuples of the columns, without the index.

    `Any`, because what a column holds is said by the query that made the frame, where no type checker can look.
    """
    return frame.itertuples(index=False)


def row_at(frame: pd.DataFrame, key: str) -> pd.Series[Any]:
    """The one row with the index label `key`. KeyError when there is none, ValueError when there are several."""
    row = frame.loc[key]
    if isinstance(row, pd.DataFrame):
        raise ValueError(f"{key} stands {len(row)} times in the index")
    return row


def collect(frame: pd.DataFrame, column: str = "source_id") -> tuple[str, ...]:
    """Distinct source_ids of a frame in order of text; a cell may join several with a comma."""
    stated = {value for value in frame[column].tolist() if isinstance(value, str)}
    return tuple(sorted({part for value in stated for part in value.split(",") if part}))


def years_of(rows: pd.DataFrame, series: str) -> tuple[int, ...]:
    """Years of one series (`core.vocabulary.terms.Series`) in rows of beds, ascending, whether their figures are known or not."""
    told = zip(rows["series"].tolist(), rows["year"].tolist(), strict=True)
    return tuple(sorted({int(year) for kind, year in told if kind == series}))
