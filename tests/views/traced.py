"""What tests of 元のセル hold tables against: the rows of the table `trace` in words, and the places a table names."""

from __future__ import annotations

from core.data.store import Store
from core.views.table import Table

#: In the order of every table.
FUNCTIONS = ("total", "high_acute", "acute", "recovery", "chronic")
_PUBLISHED = {"R6": "令和6年度公表", "R7": "令和7年度公表"}

#: By (area_code, bed_function, series, year).
Where = dict[tuple[str, str, str, int], str]


def where(store: Store) -> Where:
    """Each place as a reader finds it."""
    return {
        (r["area_code"], r["bed_function"], r["series"], r["year"]): (
            f"{_PUBLISHED[r['published_fy']]} シート「{r['sheet']}」 {r['cell']}"
        )
        for r in store.large_frame("SELECT * FROM trace").to_dict("records")
    }


def joined(*places: str, sign: str = "+") -> str:
    """A sum or difference of places of one book: the book once, then its cells."""
    books = {place.rpartition(" ")[0] for place in places}
    assert len(books) == 1
    return f"{books.pop()} {f' {sign} '.join(place.rpartition(' ')[2] for place in places)}"


def column(table: Table, name: str) -> list[str]:
    """The places of one column, row by row."""
    at = [c.name for c in table.columns].index(name)
    return [row[at] for row in table.origins]
