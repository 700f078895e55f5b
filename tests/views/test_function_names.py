"""回復期 is called 包括期 from the report that the rules state, in whatever is said of beds; what is typed and kept stays the same."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from core.area.worksheet import Worksheet
from core.content.source_short import load_source_short
from core.data.queries import meta
from core.data.reader import reader
from core.data.store import Store
from core.errors import UserError
from core.exports.estimate import estimate_workbook
from core.rules import backtest as backtests
from core.rules import engine, reliability
from core.rules.facts import from_store
from core.rules.scenario import Scenario
from core.subsidy.bands import load_rules
from core.subsidy.estimate import Plan, total
from core.subsidy.gap_effect import gap_effect
from core.subsidy.plan_rows import PLAN_COLUMNS
from core.uploads.kinds import Upload
from core.uploads.wards import read_wards
from core.views.area import policy_draft
from core.views.area.place import area_of
from core.views.section import Section
from core.views.simulator import backtest, money
from core.views.sources import source_book
from core.views.words import raw_text
from tests.in_force import with_values
from tests.rules.ward_books import NEWEST, as_csv, grid, ward

OLD, NEW = "回復期", "包括期"


@pytest.fixture
def renamed(monkeypatch: pytest.MonkeyPatch) -> None:
    with_values(monkeypatch, comprehensive_from_year=2025)


def words(section: Section) -> str:
    """Headings and cells of every table, and the notes."""
    tables = section.every_table()
    cells = [cell for t in tables for row in (t.headings, *t.texts()) for cell in row]
    return "\n".join([*cells, *map(raw_text, section.notes)])


@pytest.mark.usefixtures("renamed")
@pytest.mark.parametrize(("year", "said", "not_said"), [(2025, NEW, OLD), (2024, OLD, NEW)])
def test_the_order_by_one_function_is_called_by_the_report_of_the_year(
    real_store: Store, year: int, said: str, not_said: str
) -> None:
    result = engine.run(from_store(real_store), Scenario(year=year))
    test = backtests.run(result)
    shown = backtest.section(result, test, backtests.fit(result), reliability.reliability(result))
    told = words(shown)
    assert f"z {said}" in told
    assert f"z {not_said}" not in told


@pytest.mark.usefixtures("renamed")
def test_plans_of_fewer_beds_are_called_by_the_newest_report(real_store: Store) -> None:
    result, rules = engine.run(from_store(real_store), Scenario()), load_rules()
    plans = [Plan(name="甲病院", permitted=100, operating=100, occupancy=0.5, current=100, cut_acute=20, to_recovery=5)]
    estimated, latest = total(plans, rules, None), result.facts.years[-1]
    reported, required = (dict(t.loc["1005"]) for t in (result.facts.reported[latest], result.facts.required))
    amount = money.amount_section(estimated, rules, ("mhlw_r7_area",), latest)
    gap = money.gap_section(result, gap_effect(reported, required, plans), "1005")
    for section in (amount, gap):
        assert NEW in words(section)
        assert OLD not in words(section)
    book = source_book(meta.sources(real_store).frame, load_source_short())
    data = estimate_workbook(estimated, rules, amount, gap, gap, "1005 藤岡", book, date(2026, 11, 27), latest)
    sheets = openpyxl.load_workbook(io.BytesIO(data)).worksheets[:2]
    told = [str(c.value) for sheet in sheets for row in sheet.iter_rows() for c in row]
    assert any(NEW in cell for cell in told)
    assert not [cell for cell in told if OLD in cell]
    [column] = [c for c in PLAN_COLUMNS if c.field == "to_recovery"]
    assert column.called(latest).short == "→包括期(床)"
    assert column.called(latest).help == "うち包括期への転換。給付の対象にならない"
    assert column.called(2024) == column == replace(column.called(None))


@pytest.mark.usefixtures("renamed")
def test_the_draft_of_the_form_asks_for_the_functions_of_the_newest_report(real_store: Store) -> None:
    read = reader(real_store)
    asked = [t for s in policy_draft.sections(read, area_of(read, "1005")) for t in s.tables if t.key == "planned"]
    assert [row[0] for row in asked[0].texts()] == ["高度急性期", "急性期", NEW, "慢性期"]


@pytest.mark.usefixtures("renamed")
@pytest.mark.parametrize(("year", "said"), [(2025, NEW), (2024, OLD)])
def test_a_worksheet_whose_gap_is_no_figure_is_refused_in_the_words_of_its_year(year: int, said: str) -> None:
    kept = json.loads(Worksheet(area_code="1005", area_name="藤岡", year=year, gaps={}).to_json())
    kept["gaps"]["recovery"] = "多い"
    with pytest.raises(UserError, match=f"gaps の {said} "):
        Worksheet.from_json(json.dumps(kept))


@pytest.mark.usefixtures("renamed")
@pytest.mark.parametrize(("year", "said"), [(2025, NEW), (2015, OLD)])
def test_a_ward_report_that_cannot_be_is_refused_in_the_words_of_its_year(
    real_store: Store, year: int, said: str
) -> None:
    areas = dict(from_store(real_store).areas["area_name"])
    headings = tuple(h.replace("2015（平成27）年7月1日", f"{year}年7月1日") for h in NEWEST)
    lines = grid((ward(function=OLD, patient_days="999999"),), headings)
    refused = read_wards("様式1.csv", as_csv(lines, "utf-8"), areas, {})
    assert isinstance(refused, Upload)
    assert [p.column for p in refused.problems] == [said]
