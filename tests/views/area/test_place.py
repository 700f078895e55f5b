"""The area that a page is about."""

from __future__ import annotations

import pytest

from core.data.reader import reader
from core.data.store import Store
from core.views.area.place import area_of


def test_an_area_carries_its_names_and_an_unknown_code_is_refused(real_store: Store) -> None:
    area = area_of(reader(real_store), "1005")
    assert (area.area_name, area.pref_code, area.pref_name, area.label, area.stem) == (
        "藤岡",
        "10",
        "群馬県",
        "藤岡(群馬県)",
        "1005_藤岡",
    )
    with pytest.raises(KeyError):
        area_of(reader(real_store), "9999")


def test_the_designation_is_the_published_one_or_none(real_store: Store) -> None:
    read = reader(real_store)
    known = real_store.frame("SELECT area_code, designation FROM designation ORDER BY area_code")
    for code, designation in known.itertuples(index=False):
        assert area_of(read, code).designation == designation
    undesignated = real_store.frame("SELECT area_code FROM area ANTI JOIN designation USING (area_code)")["area_code"]
    assert area_of(read, undesignated.iloc[0]).designation is None
