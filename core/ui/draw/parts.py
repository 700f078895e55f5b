"""Pictures, tables and cards on the page."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import Any, Final, Literal

import pandas as pd
import pyarrow as pa
import streamlit as st
from streamlit.dataframe_util import convert_pandas_df_to_arrow_table
from streamlit.elements.lib.column_types import ColumnConfig

from core.exports import html
from core.ui import cached, deck, geometry
from core.ui.draw.whole import on_paper
from core.ui.draw.words import caption, sentence
from core.ui.shared import Beside
from core.ui.state import own_part
from core.views import cells
from core.views.figure import Chart, Figure
from core.views.table import Cards, Cell, Column, Kind, Status, Table
from core.views.words import Words, raw_text, strong
from core.vocabulary import labels

#: Description of a picture whose alt sentence stands before it, for those who do not see it.
_SAID_BEFORE: Final = "図。内容は直前の文にある。"
_SHARES: Final = (Kind.PERCENT, Kind.SIGNED_PERCENT)
_OnSelect = Literal["ignore", "rerun"] | Callable[[], None]


def figure(
    shown: Figure,
    *,
    scope: str,
    titled: bool = True,
    key_at: Literal["below", "none"] = "below",
    twin: bool = True,
    key: str | None = None,
    height: int | Literal["stretch"] = 500,
    on_select: _OnSelect = "ignore",
) -> Any:
    """Title, picture, legend, note, and its rows behind 「表で見る」. `scope` makes the keys of its widgets unique on the page.

    `height` counts for scenes (a chart brings its own), unless the picture is to fill its place on the page (`stretch`).
    Returns the selection of a picture that can be clicked.
    """
    title = raw_text(shown.title) if titled else ""
    event = _picture(shown, title, key or f"{scope}_{shown.key}", height, on_select)
    below = _legend(shown) if key_at == "below" else ""
    if below := f"{below}{html.noted_html(shown.note)}":
        st.html(below)
    if twin:
        twin_of(shown, scope)
    return event


def legend(shown: Figure) -> None:
    """What the marks of a picture mean, in a line below it."""
    if drawn := _legend(shown):
        st.html(drawn)


def _legend(shown: Figure) -> str:
    return html.legend_html("", shown.legend, across=True) if shown.legend else ""


def _picture(shown: Figure, title: str, key: str, height: int | Literal["stretch"], on_select: _OnSelect) -> Any:
    drawing = shown.drawing
    said_before = isinstance(drawing, Chart) and bool(drawing.data)
    if title and not said_before:
        sentence(strong(title))
    if not isinstance(drawing, Chart):
        return deck.show(drawing.deck(geometry.url), key, height, shown.alt, on_select)
    spec = cached.chart_spec(drawing.located(geometry.url))
    alt = shown.alt
    if said_before:  # a picture whose description changed would be made anew instead of taking the new rows
        st.html(html.alt_html(alt, title))
        alt = _SAID_BEFORE
    tall: Literal["content", "stretch"] = "stretch" if height == "stretch" else "content"
    if drawing.selection:
        return st.vega_lite_chart(
            spec=spec,
            theme=None,
            width="stretch",
            height=tall,
            key=key,
            alt=alt,
            on_select="rerun" if on_select == "ignore" else on_select,
            selection_mode=drawing.selection,
        )
    st.vega_lite_chart(spec=spec, theme=None, width="stretch", height=tall, key=key, alt=alt)
    return None


def twin_of(shown: Figure, scope: str) -> None:
    """The rows of a picture behind 「表で見る」."""
    folded("表で見る", f"{scope}_{shown.key}_twin", lambda: table(shown.twin, height=320))


def folded(label: str, key: str, make: Callable[[], object]) -> None:
    """Something behind its label: made and sent only while it is unfolded."""
    part = st.expander(label, key=key, on_change=own_part)
    if part.open:
        with part:
            make()


def table(shown: Table, *, height: int | None = None, titled: bool = False) -> None:
    """A table to read: light to draw, and a selection pastes into Excel as cells. Figures of beds name their cells on hover."""
    written = html.table_html(cells.found(cached.query, shown), height=height, caption=titled)
    st.html(f"{written}{html.noted_html(shown.note)}")


def fitted(shown: Table, most: int) -> int:
    """Height in px of a grid that is no taller than its rows, nor than `most`."""
    return min(most, 38 + 35 * len(shown.rows))


def grid(
    shown: Table,
    *,
    key: str,
    height: int | Literal["auto", "content"] = "auto",
    widths: Mapping[str, int | Literal["small", "medium", "large"]] | None = None,
    on_select: _OnSelect = "ignore",
    selection_mode: Literal["single-row", "single-cell"] = "single-row",
    links: Sequence[str] = (),
    worded: bool = False,
) -> Any:
    """A table to sort and search in. Missing figures are empty places with the word of their column; returns the selection.

    On paper, where a window shows the rows in sight alone, the whole table stands in its place.

    `links`: columns of web addresses, opened in a new tab when pressed. `worded`: every missing figure stands as its own word
    (非公表, 未報告, 4.5%以下); columns that have such a word are text, set so that they sort as figures do.
    """
    rows, written = (_worded if worded else _plain).of(shown)
    event = st.dataframe(
        rows,
        hide_index=True,
        height=height,
        key=key,
        alt=raw_text(shown.title),
        placeholder=_missing(shown),
        on_select=on_select,
        selection_mode=selection_mode,
        column_config={
            c.label: st.column_config.LinkColumn(c.heading)
            if c.name in links
            else _config(c, (widths or {}).get(c.name), written=c.name in written)
            for c in shown.columns
        },
    )
    on_paper(shown, key)
    caption(shown.note, _books.of(shown) if shown.stated else "")
    return event


def _books_of(shown: Table) -> str:
    """The line below a grid, whose cells can say nothing on hover: in which sheets the beds stand, and where their cells are named."""
    found = cells.books_stated(cached.query, shown)
    return (
        f"病床数の{cells.WORD}: {'、'.join(found)}。番地は、「{cells.WORD}も」を選んだ Excel の列に。" if found else ""
    )


_books = Beside(_books_of)


def _rows_of(worded: bool, shown: Table) -> tuple[pa.Table, frozenset[str]]:
    """The rows as they are sent, and which columns are words."""
    written = worded_columns(shown) if worded else frozenset()
    return convert_pandas_df_to_arrow_table(grid_frame(shown, written)), written


_plain: Beside[Table, tuple[pa.Table, frozenset[str]]] = Beside(partial(_rows_of, False))
_worded: Beside[Table, tuple[pa.Table, frozenset[str]]] = Beside(partial(_rows_of, True))


def worded_columns(shown: Table) -> frozenset[str]:
    """Columns of figures in which a missing one has another word than the grid's empty places."""
    empty = _missing(shown)
    return frozenset(
        c.name
        for c in shown.columns
        if c.numeric and any(_grid_cell(c, cell) is None and c.text(cell) != empty for cell in shown.column(c.name))
    )


def grid_frame(shown: Table, written: Collection[str] = ()) -> pd.DataFrame:
    """The rows as a frame under the columns' labels; shares in percent, statuses as empty places. `written`: columns as words."""
    return pd.DataFrame(
        {
            c.label: _in_words(c, shown.column(c.name)) if c.name in written else _grid_cells(c, shown.column(c.name))
            for c in shown.columns
        }
    )


def _in_words(column: Column, cells: Sequence[Cell]) -> list[str]:
    """Figures as they are written, each with blanks before it, so that the longest sorts last; words as they are."""
    texts = [column.text(cell) for cell in cells]
    figures = [_grid_cell(column, cell) is not None for cell in cells]
    longest = max((len(text) for text, figure in zip(texts, figures, strict=True) if figure), default=0)
    return [text.rjust(longest) if figure else text for text, figure in zip(texts, figures, strict=True)]


def _grid_cells(column: Column, cells: Sequence[Cell]) -> list[str | int | float | None]:
    """`_grid_cell` of each; most are a text or a whole number, and need no more than a look at their kind."""
    plain = int if column.numeric and column.kind not in _SHARES else str
    return [cell if type(cell) is plain else _grid_cell(column, cell) for cell in cells]


def _grid_cell(column: Column, cell: Cell) -> str | int | float | None:
    if isinstance(cell, Status):
        return None if column.numeric else cell.word
    if not column.numeric:
        return column.text(cell)
    if cell is None or isinstance(cell, str) or labels.is_missing(cell):  # type: ignore[arg-type]
        return None
    return cell * 100 if column.kind in _SHARES else cell  # type: ignore[operator, return-value]


def _missing(shown: Table) -> str:
    words = {c.missing for c in shown.columns if c.numeric}
    return words.pop() if len(words) == 1 else labels.NO_DATA


def _config(
    column: Column, width: int | Literal["small", "medium", "large"] | None, *, written: bool = False
) -> ColumnConfig:
    if not column.numeric or written:
        place: Literal["left", "right"] | None = "right" if written else None
        return st.column_config.TextColumn(column.heading, width=width, help=column.help or None, alignment=place)
    point = f".{column.digits}f"
    forms = {
        Kind.NUMBER: "localized" if not column.digits else f"%,{point}",
        Kind.PLAIN_NUMBER: f"%{point}",
        Kind.SIGNED: f"%+,{point}" if column.digits else "%+,d",
        Kind.PERCENT: f"%,{point}%%",
        Kind.SIGNED_PERCENT: f"%+,{point}%%",
    }
    return st.column_config.NumberColumn(
        column.heading, width=width, help=column.help or None, format=forms[column.kind]
    )


def card_list(shown: Cards, title: Words, *, across: bool = False) -> None:
    """Big figures in little room: one below the other, or `across` the page in one line; `title` is read aloud only."""
    st.html(html.cards_html(shown, title, "across" if across else ""))


def cards(shown: Cards, title: Words) -> None:
    """Big figures in a row, each in a box with what to compare it with; `title` is read aloud only."""
    st.html(html.cards_html(shown, title, "boxed"))
