"""Sections of データと出典 on the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Final

import streamlit as st

from core.content.cautions import official_sentences
from core.content.examples import EXAMPLES
from core.data.queries import areas, meta
from core.data.reconciliation import reconciliation_of
from core.data.schema import TABLES
from core.exports.paper import ZIP_MIME
from core.exports.whole_data import contract_csv, outlines, whole_data
from core.maps.outlines import GEOJSON_MIME
from core.state.fields import choice
from core.state.page_state import PageState
from core.ui import cached, draw, state
from core.views import provenance
from core.views.section import Section, together
from core.views.words import raw_text

_PARQUET_MIME: Final = "application/vnd.apache.parquet"
_ALL: Final = "推進区域ダッシュボード_すべての表"
_AREAS, _PREFECTURES = "areas.geojson", "prefectures.geojson"


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
    table = section.table("sources")
    draw.grid(table, key="sources_list", height=draw.fitted(table, 400), links=("url",))
    draw.notes(section)
    return section


def _reconciliation() -> Section:
    """What ingest checked, as it wrote it into `data/reconciliation.json`."""
    section = provenance.reconciliation(cached.query, reconciliation_of(cached.store().reconciliation))
    draw.heading(section)
    draw.opening(section)
    first, *details = section.tables
    with st.container(key="checks"):
        draw.table(first)
    for table in details:
        key = f"reconciliation_{table.key}"
        draw.folded(raw_text(table.title), key, partial(draw.grid, table, key=f"{key}_rows"))
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
    """Data dictionary of one chosen table with its files, and the files of all of them."""
    rows = cached.query(meta.table_rows)
    heading = st.container()
    name = state.page(SourcesState).select("table", "表", text=lambda n: f"{TABLES[n].title}({n}、{rows[n]:,}行)")
    section = provenance.dictionary(name, cached.query(areas.population_years))
    with heading:
        draw.heading(section)
    draw.opening(section)
    for table in section.tables:
        draw.table(table)
    # Of this page, also when a file is made later; each is made only when somebody asks for it.
    store, told = cached.store(), draw.origin()
    with st.container(horizontal=True, gap="small"):
        _file("この表のCSV(Excelで開ける)", lambda: contract_csv(store, name, told), f"{name}.csv", "text/csv", "csv")
        _file("この表のparquet", lambda: store.parquet_bytes(name), f"{name}.parquet", _PARQUET_MIME, "parquet")
        _file(
            "すべての表(ZIP)", lambda: whole_data(store, told), f"{_ALL}_{told.made.isoformat()}.zip", ZIP_MIME, "zip"
        )
        _file("区域の概形(GeoJSON)", lambda: outlines(store)[_AREAS], _AREAS, GEOJSON_MIME, "areas")
        _file(
            "都道府県の概形(GeoJSON)", lambda: outlines(store)[_PREFECTURES], _PREFECTURES, GEOJSON_MIME, "prefectures"
        )
    draw.caption(*section.notes)


def _file(label: str, make: Callable[[], bytes], name: str, mime: str, key: str) -> None:
    draw.save_button(label, make, name, mime, key=f"download_{key}", what=name)


def examples() -> None:
    """How to read the tables with other programs."""
    section = provenance.examples()
    draw.heading(section)
    draw.opening(section)
    for tab, example in zip(st.tabs([e.program for e in EXAMPLES]), EXAMPLES, strict=True):
        tab.code(example.text(), language=example.language, wrap_lines=True)
    draw.caption(*section.notes)


def cautions() -> None:
    """The ministry's three cautions on comparing 報告病床数 with 必要量, in their official wording."""
    sentences = official_sentences()
    draw.caption(*(f"※ {sentence}" for sentence in sentences))
