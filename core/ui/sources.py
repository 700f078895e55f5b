"""Sections of データと出典 on the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import streamlit as st

from core.content.cautions import official_sentences
from core.data.queries import areas, meta
from core.data.reconciliation import reconciliation_of
from core.data.schema import TABLES
from core.exports.csv_file import frame_csv
from core.state.fields import choice
from core.state.page_state import PageState
from core.ui import cached, draw, state
from core.views import provenance
from core.views.section import Section, together
from core.views.words import raw_text


@dataclass(frozen=True, slots=True)
class SourcesState(PageState):
    """`table`: the table whose columns are listed."""

    route: ClassVar[str] = "sources"

    table: str = choice("table", tuple(TABLES), next(iter(TABLES)))


def origins() -> None:
    """Sources, checks and defects; one ending for all three."""
    draw.ending(together(_source_list(), _reconciliation(), _defects()), "出典と照合", key="sources_list", noted=True)


def _source_list() -> Section:
    """Every source with URL, dates, licence and hash."""
    section = provenance.source_list(cached.query)
    draw.heading(section)
    draw.opening(section)
    draw.grid(section.table("sources"), key="sources_list", links=("url",))
    draw.notes(section)
    return section


def _reconciliation() -> Section:
    """What ingest checked, as it wrote it into `data/reconciliation.json`."""
    section = provenance.reconciliation(cached.query, reconciliation_of(cached.store().reconciliation))
    draw.heading(section)
    draw.opening(section)
    first, *details = section.tables
    draw.table(first)
    for table in details:
        part = st.expander(raw_text(table.title), key=f"reconciliation_{table.key}", on_change=state.own_part)
        if part.open:
            with part:
                draw.grid(table, key=f"reconciliation_{table.key}_rows")
    draw.notes(section)
    return section


def _defects() -> Section:
    """Known defects of the publications and how each is handled."""
    section = provenance.defects(cached.query)
    draw.heading(section)
    draw.opening(section)
    draw.table(section.table("defects"))
    draw.notes(section)
    return section


def dictionary_and_downloads() -> None:
    """Data dictionary of one chosen table with its download as CSV (UTF-8 with BOM) and parquet."""
    rows = cached.query(meta.table_rows)
    heading = st.container()
    name = state.page(SourcesState).select("table", "表", text=lambda n: f"{TABLES[n].title}({n}、{rows[n]:,}行)")
    section = provenance.dictionary(name, cached.query(areas.population_years))
    with heading:
        draw.heading(section)
    draw.opening(section)
    for table in section.tables:
        draw.table(table)
    store = cached.store()  # of this page, also when the file is made later
    # A callable, so that the file is made only when somebody asks for it.
    left, right, _ = st.columns([1.4, 1.4, 4])
    with left:
        draw.save_button(
            "CSV(Excelで開ける)",
            lambda: frame_csv(meta.whole_table(store, name)),
            f"{name}.csv",
            "text/csv",
            key="download_csv",
            what=f"{name}.csv",
        )
    with right:
        draw.save_button(
            "parquet",
            lambda: store.parquet_bytes(name),
            f"{name}.parquet",
            "application/vnd.apache.parquet",
            key="download_parquet",
            what=f"{name}.parquet",
        )
    draw.caption(*section.notes)


def cautions() -> None:
    """The ministry's three cautions on comparing 報告病床数 with 必要量, in their official wording."""
    sentences = official_sentences()
    draw.caption(*(f"※ {sentence}" for sentence in sentences))
