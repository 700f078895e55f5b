"""「自院で試す」 as one A4 sheet to print: what is written stands in it, what is not is a line to fill in by hand."""

from __future__ import annotations

from datetime import date

from core.content.cases import Case
from core.exports.html import render
from core.views.gallery.plan import EMPTY
from core.views.section import Section


def plan_html(case: Case, section: Section, source: str, made: date) -> str:
    """A self-contained HTML file. `section`: `core.views.gallery.plan.section`; `source`: citation line."""
    table, rates = section.table("plan"), section.table("rates")
    return render(
        "plan_sheet.html.jinja",
        case=case,
        section=section,
        headings=table.headings,
        rows=[[("" if cell == EMPTY else cell) for cell in row] for row in table.texts()],
        rates=[(when, "" if rate == EMPTY else rate) for when, rate in rates.texts()],
        source=source,
        made=made,
    )
