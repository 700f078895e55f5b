"""病床利用率(試算): the estimates of the data, beside the nation and by institution."""

from __future__ import annotations

import pytest

from core.data.queries import area as queries
from core.data.queries import facilities as facility_queries
from core.data.reader import Read, reader
from core.data.store import Store
from core.views.area import utilization
from core.views.area.place import Area, area_of
from core.views.sources import SourceBook
from core.views.table import Status
from core.views.words import raw_text
from core.vocabulary import labels
from core.vocabulary.terms import FOUR_FUNCTIONS
from tests.views.area.odd import AREAS
from tests.views.checks import holds

#: 札幌 in 0104 has institutions of which figures are withheld; 2604 one that reported nothing.
CODES = (*AREAS, "2604")


@pytest.mark.parametrize("code", CODES)
def test_picture_and_institutions_say_the_same_on_screen_and_in_files(read: Read, book: SourceBook, code: str) -> None:
    holds(utilization.section(read, area_of(read, code)), book)


@pytest.mark.parametrize("code", CODES)
def test_the_functions_are_those_of_the_data_and_a_missing_one_says_so(read: Read, code: str) -> None:
    rows = {r["bed_function"]: r for r in read(queries.utilization, code).frame.to_dict("records")}
    nation = {r["bed_function"]: r["utilization"] for r in read(queries.national_utilization).frame.to_dict("records")}
    section = utilization.section(read, area_of(read, code))
    lead = raw_text(section.lead)
    for function, cells in zip(FOUR_FUNCTIONS, section.figure("functions").twin.rows, strict=True):
        name, days, beds, share, whole, warning = cells
        assert name == labels.BED_FUNCTION[function]
        assert whole == pytest.approx(nation[function])
        if function in rows:
            assert (days, beds) == (rows[function]["patient_days"], rows[function]["beds"])
            assert share == pytest.approx(days / (beds * 365)) == pytest.approx(rows[function]["utilization"])
            assert ("100%超" in str(warning)) == (share > 1)
            told = f"{name} {share * 100:.1f}%(全国 {whole * 100:.1f}%)"
            assert (told in lead) == (function != "high_acute")
        else:
            assert (days, beds, share, warning) == (Status("データなし"), Status("データなし"), None, "報告・実績なし")
            assert f"{name} " not in lead


@pytest.mark.parametrize("code", CODES)
def test_the_institutions_are_estimated_from_their_own_figures(read: Read, code: str) -> None:
    fiscal = read(facility_queries.fiscal_years)[-1]
    names = {
        r["facility_id"]: r["facility_name"]
        for r in read(facility_queries.facilities, code, fiscal).frame.to_dict("records")
    }
    values: dict[tuple[str, str], dict[str, float]] = {}
    for row in read(facility_queries.measures, code, fiscal).frame.to_dict("records"):
        if row["value_status"] == "observed" and isinstance(row["bed_function"], str):
            values.setdefault((row["facility_id"], row["bed_function"]), {})[row["measure"]] = row["value"]
    expected = []
    for (facility, function), v in values.items():
        if {"average_stay_days", "new_admissions", "beds"} <= set(v) and v["beds"] > 0:
            days = v["average_stay_days"] * v["new_admissions"]
            expected.append((days / (v["beds"] * 365), facility, function))
    section = utilization.section(read, area_of(read, code))
    if not expected:
        assert not section.has("institutions")
        assert utilization.NO_INSTITUTION in section.sentences
        return
    table = section.table("institutions")
    places = len({facility for _, facility, _ in expected})
    over = sum(share > 1 for share, _, _ in expected)
    assert raw_text(table.note) == (
        f"{places}施設 {len(expected)}件、100%超 {over}件。"
        f"実績や報告がなく試算できない医療機関 {len(names) - places}件。"
    )
    shown = sorted((str(row[0]), str(row[1]), float(str(row[4]))) for row in table.rows)
    wanted = sorted((names[facility], labels.BED_FUNCTION[function], share) for share, facility, function in expected)
    assert [row[:2] for row in shown] == [row[:2] for row in wanted]
    assert [row[2] for row in shown] == pytest.approx([row[2] for row in wanted])
    shares = [float(str(row[4])) for row in table.rows]
    assert shares == sorted(shares, reverse=True)


def test_an_area_without_an_estimate_says_why(store: Store) -> None:
    section = utilization.section(reader(store), Area("1003", "丙", "10", "群馬県", None))
    assert section.parts == ()
    assert "病床利用率: データなし。" in raw_text(section.sentences[0])


def test_the_reference_value_says_how_many_areas_are_over_full(real_store: Store, read: Read) -> None:
    rows = real_store.frame("SELECT utilization FROM utilization WHERE bed_function = 'high_acute'")["utilization"]
    known = [u for u in rows.tolist() if u == u]
    note = raw_text(utilization.section(read, area_of(read, "1005")).notes[3])
    assert f"(全国{len(known)}区域中{sum(u > 1 for u in known)}区域が100%超)" in note
