"""HTML of sections, for the screen and for paper: Jinja2 with autoescape, so no text from anywhere becomes markup."""

from __future__ import annotations

import base64
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from core.maps.shapes import Mark, mark_svg
from core.text.outside import Outside
from core.views.figure import Swatch
from core.views.sources import Source
from core.views.table import Cards, Table
from core.views.words import Strong, Words, runs_of
from core.vocabulary import palette

#: Stands in no text but by mistake.
_BETWEEN: Final = "\x1f"
_TEMPLATES: Final = Path(__file__).resolve().parent / "templates"


@cache
def environment() -> Environment:
    """Every template under `templates/`, escaping whatever it is given; a missing value is an error, not an empty place."""
    found = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["words"] = words_html
    found.globals["palette"] = palette
    found.globals["shaped"] = _shaped
    return found


def render(template: str, **values: Any) -> str:
    """One template filled in."""
    return environment().get_template(template).render(**values)


def words_html(words: Words) -> Markup:
    """A sentence, strong words in bold, everything escaped."""
    parts: list[str] = []
    for run in runs_of(words):
        text = run.text if isinstance(run, Strong) else run
        raw = escape(text.raw if isinstance(text, Outside) else text)
        parts.append(Markup("<strong>{}</strong>").format(raw) if isinstance(run, Strong) else raw)
    return Markup("").join(parts)


def table_html(table: Table, *, height: int | None = None, caption: bool = False) -> str:
    """The table with headings and units. `height` (px): it scrolls inside that height, headings and first column in sight.

    `caption`: the title is shown above; else it is only read aloud.
    """
    return render(
        "table.html.jinja", table=table, rows=_rows(table), stacked=stacked(table), height=height, caption=caption
    )


def _rows(table: Table) -> Markup:
    """The rows of the table's body. Not a part of the template: 339 rows of 15 cells took a third longer there, at each change that shows them."""
    kinds = [' class="wide"' if c.wide else "" if c.numeric else ' class="left"' for c in table.columns]
    if stacked(table):  # on a small screen each cell says its column
        kinds = [
            kind + (f' data-of="{escape(heading)}"' if place else "")
            for place, (kind, heading) in enumerate(zip(kinds, table.headings, strict=True))
        ]
    opened = [f'<th scope="row"{kind}>' if place == 0 else f"<td{kind}>" for place, kind in enumerate(kinds)]
    closed = ["</th>" if place == 0 else "</td>" for place in range(len(kinds))]
    parts: list[str] = []
    for index, texts in enumerate(map(_escaped, table.texts())):
        begun = opened
        if table.origins:
            begun = [
                f'<td title="{escape(origin)}"{kind}>' if place and origin else tag
                for place, (tag, kind, origin) in enumerate(zip(opened, kinds, table.origins[index], strict=True))
            ]
        mark = ' class="marked" aria-current="true"' if index in table.marks else ""
        parts += ("<tr", ' class="sum"' if index in table.sums else mark, ">")
        for tag, text, end in zip(begun, texts, closed, strict=True):
            parts += (tag, text, end)
        parts.append("</tr>\n")
    return Markup("".join(parts))


def stacked(table: Table) -> bool:
    """Whether a small screen sets the cells of a row one below the other: beside sentences most of a row would be empty there."""
    return any(c.wide for c in table.columns)


def _escaped(texts: tuple[str, ...]) -> list[str]:
    """Each text as markup: a row at once, since a table of all areas has some thousand cells."""
    row = str(escape(_BETWEEN.join(texts))).split(_BETWEEN)
    return row if len(row) == len(texts) else [str(escape(text)) for text in texts]


def print_html(table: Table) -> str:
    """The whole table for paper alone; on screen it is neither seen nor read aloud."""
    return Markup('<div class="print-only">{}</div>').format(Markup(table_html(table, caption=True)))


def cards_html(cards: Cards, title: Words, form: Literal["", "across", "boxed"] = "") -> str:
    """Big figures one below the other, `across` the page or `boxed` in a row, each with what to compare it with.

    `title`: what the list is, read aloud only.
    """
    return render("cards.html.jinja", cards=cards, title=title, form=form)


def svg_address(svg: str) -> str:
    """A drawing as the address of a picture: the page takes no SVG among its HTML."""
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"


def alt_html(text: str, title: str = "") -> str:
    """What a picture shows, to be read aloud only, below its `title`."""
    above = Markup('<p class="titled"><strong>{}</strong></p>').format(title) if title else Markup("")
    return above + Markup('<p class="alt">{}</p>').format(text)


def noted_html(*lines: Words) -> str:
    """Notes in small type, each on its own line; nothing where nothing is noted."""
    shown = [words_html(line) for line in lines if runs_of(line)]
    return Markup('<p class="noted">{}</p>').format(Markup("<br>").join(shown)) if shown else Markup("")


def legend_html(title: Words, swatches: tuple[Swatch, ...], *, across: bool = False) -> str:
    """Patches of colour with their words, one below the other or in a line."""
    return render("legend.html.jinja", title=title, swatches=swatches, across=across)


def _shaped(swatch: Swatch) -> str:
    """Address of the picture of a mark, as its map draws it."""
    return svg_address(mark_svg(Mark(swatch.shape, swatch.fill, swatch.stroke)))


def sources_html(sources: tuple[Source, ...], notes: tuple[Words, ...], page: str, *, numbered: bool = False) -> str:
    """Notes, then the sources by short name (full title on hover) with a link to the page that lists them."""
    return render("sources.html.jinja", sources=sources, notes=notes, page=page, numbered=numbered)
