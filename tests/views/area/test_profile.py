"""概況: figures of the queries, in words that are true."""

from __future__ import annotations

import pytest

from core.area import profile as figures
from core.data.queries import area as queries
from core.data.reader import Read
from core.views.area import profile
from core.views.area.place import area_of
from core.views.sources import SourceBook
from core.views.words import raw_text
from tests.views.area.odd import AREAS
from tests.views.checks import holds


@pytest.mark.parametrize("code", AREAS)
def test_the_profile_says_the_same_on_screen_and_in_files(read: Read, book: SourceBook, code: str) -> None:
    holds(profile.section(read, area_of(read, code)), book)


@pytest.mark.parametrize("code", AREAS)
def test_the_big_figures_are_those_of_the_data(read: Read, code: str) -> None:
    section = profile.section(read, area_of(read, code))
    values = {raw_text(c.label): (raw_text(c.value), [raw_text(x) for x in c.lines]) for c in section.cards[0].cards}
    here, prefecture, nation = read(queries.populations, code).frame.to_dict("records")
    change = [f"{(p['population_2040'] / p['population_2024'] - 1) * 100:+.1f}%" for p in (here, prefecture, nation)]
    assert values["人口(2020年)"][0] == f"{here['population_2020']:,}人"
    assert values["人口の変化(2024→2040年)"][0] == change[0]
    assert [line.split()[-1] for line in values["人口の変化(2024→2040年)"][1]] == change[1:]
    assert f"人口の変化は{change[0]}({area_of(read, code).pref_name} {change[1]}、全国 {change[2]})" in raw_text(
        section.lead
    )
    doctors = sorted(
        (r["value"] for r in read(queries.measure_of_all, profile.DOCTORS).frame.to_dict("records")), reverse=True
    )
    own = read(queries.measure_of_all, profile.DOCTORS).frame.set_index("area_code").at[code, "value"]
    assert values["100床あたり医師数"][1][1] == f"{len(doctors)}区域中 {doctors.index(own) + 1}位(多い順)"
    rates = [(r["rate"], r["year"]) for r in read(queries.report_rates, code).frame.to_dict("records")]
    assert values["報告率(2025年)"][0] == f"{rates[-1][0] * 100:.1f}%"
    lowest = min(rate for rate, _ in rates)
    assert values["報告率(2025年)"][1][0].startswith(f"最低 {lowest * 100:.1f}%(")


@pytest.mark.parametrize("code", AREAS)
def test_the_roles_are_those_of_the_newest_publication(read: Read, code: str) -> None:
    section = profile.section(read, area_of(read, code))
    newest = {
        r["measure"]: r["value"]
        for r in read(queries.measures, code).frame.to_dict("records")
        if r["published_fy"] == "R7"
    }
    assert section.table("roles").column("institutions") == [newest[m] for m in figures.ROLE_MEASURES]
    for name, count in section.table("roles").rows:
        assert f"{name} {count}" in raw_text(section.sentences[0])


def test_a_designation_is_named_with_its_day_and_its_absence_is_said(read: Read) -> None:
    known, unknown = area_of(read, "1005"), area_of(read, "0102")
    assert profile.designated(read, known) == "モデル推進区域(2024-07-31時点)"
    sources = profile.section(read, known).sources
    assert sources is not None
    assert "mhlw_designation_notice_20240731" in sources.ids
    assert profile.designated(read, unknown) == ""
    assert "指定は、公表資料で確認できた範囲にはない" in "".join(map(raw_text, profile.section(read, unknown).notes))
