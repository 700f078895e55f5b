"""Charts whose rows come apart from their spec.

Building and checking a spec takes Altair some 30–70 ms, many times what its rows take. Where only the rows differ (another area,
another scenario) the spec is built once and names its data sets; `core.ui.components.draw_rows` brings the rows. The browser
then keeps the drawn chart and changes its data alone.
"""

from __future__ import annotations

from typing import Final

import altair as alt

#: Name of a chart's main data set.
ROWS: Final = "rows"
#: Name of the data set that holds the one value a line across the chart marks.
MARK: Final = "mark"


def named(name: str = ROWS) -> alt.NamedData:
    """Data that is given at drawing. Encodings over it must name their type (`:Q`, `:N`)."""
    return alt.NamedData(name=name)
