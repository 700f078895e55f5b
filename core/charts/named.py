"""Charts whose rows come apart from their spec.

Building and checking a spec takes Altair some 30–70 ms, many times what its rows take. So every chart here is a pair: a build
function whose hashable arguments alone determine the spec (`…_chart`), and functions that make its rows (`…_rows`). The spec
names its data sets; `core.ui.cached.chart_spec` builds it once and brings the rows. The browser then keeps the drawn chart
and changes its data alone.
"""

from __future__ import annotations

from typing import Any, Final

import altair as alt
import pandas as pd

#: Name of a chart's main data set.
ROWS: Final = "rows"
#: Name of the data set that stands beside the rows: a limit, a threshold, today, the names of lines.
MARK: Final = "mark"


def named(name: str = ROWS) -> alt.NamedData:
    """Data that is given at drawing. Encodings over it must name their type (`:Q`, `:N`)."""
    return alt.NamedData(name=name)


def across(words: int, narrow: int = 1, below: int = 400) -> alt.ExprRef:
    """Columns of a legend: `words` in a line, on a picture under `below` pixels `narrow`, since the line would be cut there."""
    return alt.ExprRef(f"width < {below} ? {narrow} : {words}")


def constant() -> alt.Data:
    """Data of one empty row, for a line that always lies in the same place."""
    return alt.Data(values=[{}])  # type: ignore[no-untyped-call]


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as a chart that stands alone holds them; a missing value becomes null."""
    columns = [_values(frame[name]) for name in frame.columns]
    return [dict(zip(frame.columns, row, strict=True)) for row in zip(*columns, strict=True)]


def _values(column: pd.Series) -> list[object]:
    values = column.tolist()
    if not column.hasnans:
        return values
    return [None if missing else value for value, missing in zip(values, column.isna().tolist(), strict=True)]
