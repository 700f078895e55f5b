"""Short names of sources under the figures."""

from __future__ import annotations

from core.content.source_short import load_source_short
from core.data.queries import meta
from core.data.store import Store


def test_every_short_name_belongs_to_a_registered_source(real_store: Store) -> None:
    registered = set(meta.sources(real_store).frame["source_id"])
    assert set(load_source_short()) <= registered


def test_every_workbook_that_figures_come_from_has_a_short_name_with_publisher_and_year(real_store: Store) -> None:
    short = load_source_short()
    used = {
        i
        for table in (
            "beds",
            "report_rate",
            "facility",
            "facility_measure",
            "flow",
            "flow_total",
            "demand",
            "utilization",
        )
        for ids in real_store.frame(f'SELECT DISTINCT source_id FROM "{table}"')["source_id"]
        for i in str(ids).split(",")
    }
    for source_id in used:
        assert short[source_id].startswith("厚生労働省")
        assert "年" in short[source_id]
        assert len(short[source_id]) <= 45
