"""Demand to come: index numbers from the claims, in words, picture and rows."""

from __future__ import annotations

import pandas as pd
import pytest

from core.data.queries import area as area_queries
from core.data.queries import areas
from core.data.queries import demand as queries
from core.data.reader import Read, reader
from core.data.sourced import Sourced
from core.data.store import Store
from core.views.area import demand
from core.views.area.place import area_of
from core.views.sources import SourceBook
from core.views.words import raw_text
from core.vocabulary.terms import Care
from tests.views.checks import holds

#: A zero 必要量, a 三重県 area with XXX, the smallest, the largest, an ordinary one.
CODES = ["0102", "2405", "2006", "0104", "1005"]


@pytest.mark.parametrize("code", CODES)
def test_an_area_says_the_same_on_screen_and_in_files(read: Read, book: SourceBook, code: str) -> None:
    holds(demand.section(read, area_of(read, code)), book)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("care", list(Care))
def test_the_rows_are_sums_of_claims_and_their_index(read: Read, real_store: Store, code: str, care: Care) -> None:
    claims = real_store.frame("SELECT area_code, care, fiscal_year, claims_per_month FROM demand").to_dict("records")
    twin = demand.section(read, area_of(read, code)).figure(str(care)).twin
    for start, scope in ((code, "area"), (code[:2], "pref"), ("", "nation")):
        sums: dict[int, float] = {}
        for row in claims:
            if row["care"] == care and row["area_code"].startswith(start):
                sums[row["fiscal_year"]] = sums.get(row["fiscal_year"], 0.0) + row["claims_per_month"]
        years = sorted(sums)
        assert twin.column("year") == years
        assert twin.column(scope) == pytest.approx([sums[y] for y in years])
        assert twin.column(f"{scope}_index") == pytest.approx([sums[y] / sums[years[0]] * 100 for y in years])


def test_fujioka_is_told_in_figures(read: Read) -> None:
    section = demand.section(read, area_of(read, "1005"))
    assert raw_text(section.lead) == ("藤岡の2050年度の件数は、2024年度を100とすると在宅(訪問診療) 129.4、外来 76.4。")
    assert section.figure("home_care").note == (
        "藤岡: 2024年度 639件/月 → 2050年度 827件/月(指数 129.4)。最も多いのは2045年度の861件/月。"
    )
    assert raw_text(section.sentences[0]) == (
        "2040年の人口(2024年からの変化): 藤岡 50,882人(-20.5%) ・ 群馬県 1,672,913人(-12.3%) ・ 全国 112,837,404人(-9.2%)"
    )


@pytest.mark.parametrize("code", CODES)
def test_the_sources_of_claims_and_people_are_named(read: Read, code: str) -> None:
    """Failed before: the line under the section named the claims' source only."""
    sources = demand.section(read, area_of(read, code)).sources
    assert sources is not None
    assert set(sources.ids) == {"mhlw_r7_demand", *read(area_queries.populations, code).source_ids}


def test_an_area_without_claims_says_so(store: Store) -> None:
    section = demand.section(reader(store), area_of(reader(store), "1001"))
    assert section.figures == ()
    assert raw_text(section.sentences[0]).startswith("需要の見通し: データなし。")


def test_claims_of_zero_in_the_first_year_have_no_index(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    found = pd.DataFrame(
        [
            {"scope": scope, "care": str(care), "fiscal_year": year, "claims_per_month": claims, "source_id": "s1"}
            for scope in ("area", "pref", "nation")
            for care in Care
            for year, claims in ((2024, 0.0), (2030, 5.0))
        ]
    )
    monkeypatch.setattr(queries, "demand", lambda store, area_code: Sourced(found, ("s1",)))
    section = demand.section(reader(store), area_of(reader(store), "1001"))
    assert section.figure("outpatient").twin.texts()[1] == ("2030", "5", "算出不可", "5", "算出不可", "5", "算出不可")
    assert "算出不可" in raw_text(section.lead)


def test_areas_all_over_the_country_are_told(read: Read) -> None:
    for code in read(areas.areas).frame["area_code"][::15]:
        section = demand.section(read, area_of(read, code))
        assert "算出不可" not in raw_text(section.lead)
        assert len(section.figures) == 2
