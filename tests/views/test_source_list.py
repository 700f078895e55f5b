"""The list of sources says of each whether and when it was retrieved."""

from __future__ import annotations

from core.data.queries import meta
from core.data.reader import reader
from core.data.store import Store
from core.views import provenance
from core.views.words import raw_text


def test_a_day_of_retrieval_that_nobody_recorded_is_not_called_missing_from_the_paper(real_store: Store) -> None:
    """Failed before: 「記載なし」, as if the ministry's paper had been asked for it."""
    read = reader(real_store)
    days = {s: d for s, d in read(meta.sources).frame[["source_id", "retrieved"]].itertuples(index=False)}
    section = provenance.source_list(read)
    shown = dict(zip(section.tables[0].column("source_id"), section.tables[0].column("retrieved"), strict=True))
    assert shown == {s: d if isinstance(d, str) else "記録なし" for s, d in days.items()}
    assert any("ファイルの更新日時からは推し量りません" in raw_text(n) for n in section.notes)
