"""PowerPoint read again."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck

_PART = re.compile(r"\(\d+/\d+\)$")


def opened(content: bytes) -> Deck:
    return Presentation(io.BytesIO(content))


def titles(deck: Deck) -> list[str]:
    return [slide.shapes.title.text for slide in deck.slides]


def texts(deck: Deck) -> list[str]:
    """Every paragraph of every slide outside tables and charts, slide by slide."""
    return [p.text for slide in deck.slides for s in slide.shapes if s.has_text_frame for p in s.text_frame.paragraphs]


def shapes(deck: Deck) -> Iterator[Any]:
    return (shape for slide in deck.slides for shape in slide.shapes)


def charts(deck: Deck) -> list[Any]:
    return [shape for shape in shapes(deck) if shape.has_chart]


def pictures(deck: Deck) -> list[Any]:
    return [shape for shape in shapes(deck) if shape.shape_type is not None and shape.shape_type.name == "PICTURE"]


def tables(deck: Deck) -> list[tuple[str, list[tuple[str, ...]]]]:
    """Title and rows of each table: what goes on over several slides is one table, and its headings stand there once."""
    found: list[tuple[str, list[tuple[str, ...]]]] = []
    for slide in deck.slides:
        title = slide.shapes.title.text
        for shape in slide.shapes:
            if not shape.has_table:
                continue
            rows = [_cells(row) for row in shape.table._tbl.findall(qn("a:tr"))]
            name = _PART.sub("", title)
            if _PART.search(title) and found and found[-1][0] == name:
                assert rows[0] == found[-1][1][0], "headings come again on each slide"
                found[-1][1].extend(rows[1:])
            else:
                found.append((name, rows))
    return found


def _cells(row: Any) -> tuple[str, ...]:
    return tuple("".join(t.text or "" for t in cell.iter(qn("a:t"))) for cell in row.findall(qn("a:tc")))


def drawn(chart: Any) -> dict[str, list[float | None]]:
    """Figures by series, as the XML of the chart holds them, whatever the embedded sheet says."""
    out = {}
    for series in chart._chartSpace.iter(qn("c:ser")):
        name = "".join(v.text for v in series.find(qn("c:tx")).iter(qn("c:v")))
        values = series.find(qn("c:val"))
        count = int(values.find(f".//{qn('c:ptCount')}").get("val"))
        by_place = {int(p.get("idx")): float(p.find(qn("c:v")).text) for p in values.iter(qn("c:pt"))}
        out[name] = [by_place.get(i) for i in range(count)]
    return out


def categories(chart: Any) -> list[str]:
    first = chart._chartSpace.find(f".//{qn('c:cat')}")
    return [p.find(qn("c:v")).text or "" for p in first.iter(qn("c:pt"))]


def points(chart: Any) -> dict[str, list[tuple[float, float]]]:
    """Points by series of a scatter, as the XML of the chart holds them; series of one name one after the other."""
    out: dict[str, list[tuple[float, float]]] = {}
    for series in chart._chartSpace.iter(qn("c:ser")):
        name = "".join(v.text for v in series.find(qn("c:tx")).iter(qn("c:v")))
        axes = [
            [float(p.find(qn("c:v")).text) for p in series.find(qn(tag)).iter(qn("c:pt"))]
            for tag in ("c:xVal", "c:yVal")
        ]
        out.setdefault(name, []).extend(zip(*axes, strict=True))
    return out
