"""The filter row of the gallery."""

from __future__ import annotations

from collections.abc import Sequence

from streamlit.delta_generator import DeltaGenerator

from core.content.case_filter import CaseFilter, places
from core.content.cases import CASE_KIND_LABEL, Case, Tactic
from core.ui.gallery.state import GalleryState
from core.ui.state import Controls


def show(
    page: Controls[GalleryState],
    columns: Sequence[DeltaGenerator],
    cases: tuple[Case, ...],
    tactics: tuple[Tactic, ...],
    area_names: dict[str, str],
) -> CaseFilter:
    """Free text, kind and place in three columns, tactics in the row below."""
    where = places(cases, area_names)
    labels = {t.id: t.label for t in tactics}
    used = {t for c in cases for t in c.tactics}
    query = page.text("q", "ことばで探す", placeholder="例: 高齢 声かけ", place=columns[0])
    kinds = page.pills("kind", "種別", text=CASE_KIND_LABEL.__getitem__, place=columns[1])
    place = page.select("place", "構想区域・市町村", text=lambda p: where.get(p, "すべて"), place=columns[2])
    chosen = page.pills(
        "tactic",
        "取組",
        options=[t.id for t in tactics if t.id in used],
        text=labels.__getitem__,
        help="複数を選ぶと、すべてを行っている事例だけになります。",
    )
    return CaseFilter(query=query.raw, kinds=kinds, place=place, tactics=chosen)
