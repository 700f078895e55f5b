"""Where the edition of the data lies that is shown: in its place, or still in `incoming/` while a publish is on its way there."""

from __future__ import annotations

from pathlib import Path
from typing import Final

#: Exists from the moment at which a new edition is the one that is shown, until its parts are in their places.
INCOMING: Final = "incoming"
PARQUET: Final = "parquet"
RECONCILIATION: Final = "reconciliation.json"
#: The parts of an edition, which change together.
PARTS: Final = (PARQUET, RECONCILIATION)


def place_of(part: Path) -> Path:
    """Where a part of the edition can be read now, given its place: `data/parquet`, or `data/incoming/parquet` for a moment."""
    waiting = part.parent / INCOMING / part.name
    return waiting if waiting.exists() else part
