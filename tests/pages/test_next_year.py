"""The next publication below the app: every page shows its figures, with its own sources, and none of the years before for them."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.data.editions import Editions
from core.data.queries import meta
from core.data.queries import rules as queries
from core.data.reader import reader
from core.data.store import Store
from core.rules import evidence, facts
from core.ui import cached, navigation
from core.views import provenance
from core.views.area import flow
from core.views.area.place import area_of
from core.views.review import join
from core.vocabulary.terms import PatientGroup
from tests.in_force import with_values
from tests.ingest import next_year
from tests.pages.opening import area_page, assert_clean, open_page, texts


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published set: `parquet` and the reconciliation beside it."""
    base = tmp_path_factory.mktemp("next")
    next_year.publish(base / "source", base / "data")
    return base / "data"


@pytest.fixture(scope="module")
def next_store(root: Path) -> Store:
    return Store(root / "parquet")


@pytest.fixture
def shown(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The app shows the next publication, whose book calls 回復期 by its new name; the rules say so too."""
    with_values(monkeypatch, comprehensive_from_year=next_year.YEAR)
    editions = Editions(root / "parquet")
    monkeypatch.setattr(cached, "editions", lambda: editions)


def named(at: AppTest, field: str) -> list[str]:
    """What a control offers."""
    [control] = [c for c in at.get("button_group") if str(c.key).endswith(f"segments_{field}")]
    return [str(option) for option in control.options]


@pytest.mark.usefixtures("shown")
@pytest.mark.parametrize("page", [p for p in navigation.PAGES if p != navigation.AREA])
def test_every_page_opens_on_the_next_publication(page: str) -> None:
    at = open_page(page, all="1")
    assert_clean(at)
    if page == navigation.NATIONAL:
        assert "2026年(令和8)" in texts(at)
        assert "11,636" in texts(at)
        assert "構想区域の病床数等の状況(別添4③) R8" in texts(at)
        assert "回復期・包括期は2015年" in texts(at), "the trend has reports of both names"
        assert named(at, "function") == ["合計", "高度急性期", "急性期", "包括期", "慢性期"]
    if page == navigation.REVIEW:
        assert "人口が20万人未満の区域は2025年に" in texts(at)


@pytest.mark.usefixtures("shown")
def test_areas_taken_together_have_both_names_where_the_report_meets_what_is_required(next_store: Store) -> None:
    beds = join.section(reader(next_store), ("1005", "1006"), PatientGroup.ACUTE).table("beds")
    assert beds.column("function") == ["合計", "高度急性期", "急性期", "回復期・包括期", "慢性期"]
    assert "2026年度より前の報告と2025年の必要量では回復期" in str(beds.note)


@pytest.mark.usefixtures("shown")
@pytest.mark.parametrize(("area", "name"), [("1006", "富岡甘楽"), ("2406", "しま")])
def test_an_area_of_another_name_and_a_new_one_show_this_publication_s_figures(area: str, name: str) -> None:
    at = area_page(area)
    assert_clean(at)
    told = texts(at)
    for part in (name, "2026年", "NDB 2025年度", "2040年の人口(2025年からの変化)", "(別添4③) R8", "(別添5②) R8"):
        assert part in told, part
    assert "2024年度" not in told
    assert named(at, "function") == ["合計", "高度急性期", "急性期", "包括期", "慢性期"]
    assert '<th scope="row" class="left">回復期・包括期</th>' in told, "⑥ has columns of 2015 and of 2026"
    assert "包括期(床)" in told, "institutions of 2026"


def test_evidence_cites_the_publication_that_its_figures_are_from(next_store: Store) -> None:
    assert queries.evidence_sources(next_store) == {
        **dict.fromkeys(("inflow_other_pref_acute", "outflow_total"), ("mhlw_r8_flow",)),
        **dict.fromkeys(("inflow_other_pref_comprehensive", "inflow_other_pref_chronic"), ("mhlw_r8_flow",)),
        **dict.fromkeys(("population_change", "population_change_against_pref"), ("mhlw_r8_demand",)),
        "home_care_growth": ("mhlw_r8_demand",),
        **dict.fromkeys(("doctors_per_100_beds", "tertiary_emergency", "utilization_acute"), ("mhlw_r8_area",)),
    }
    cited = {s for f in evidence.assess(facts.from_store(next_store), "1005") for s in f.source_ids}
    assert cited == {"mhlw_r8_flow", "mhlw_r8_demand", "mhlw_r8_area"}


def test_figures_of_people_are_called_by_the_years_of_the_books(next_store: Store) -> None:
    assert next_store.population_years == (2020, 2025, 2040)
    told = provenance.dictionary("area", next_store.population_years).table("columns").texts()
    listed = [(name, said) for name, _, _, said in told if name.startswith("population_")]
    assert [name for name, _ in listed] == ["population_2020", "population_2025", "population_2040"]
    assert "人口(2025年度)" in listed[1][1]
    assert list(meta.whole_table(next_store, "area"))[6:8] == ["population_2025", "population_2040"]
    [row] = next_store.frame("SELECT * FROM features WHERE area_code = '1005'").to_dict("records")
    assert row["decline"] == pytest.approx(80_000 / 100_001 - 1)


def test_what_an_older_book_says_of_a_merged_or_split_area_is_missing_and_not_a_figure(next_store: Store) -> None:
    rows = next_store.frame(
        "SELECT area_code, beds, value_status FROM beds"
        " WHERE series = 'planned' AND year = 2026 AND bed_function = 'total' ORDER BY area_code"
    )
    assert list(rows.loc[rows["beds"].isna(), "area_code"]) == ["0101", "2405", "2406"]
    assert list(rows.loc[rows["beds"].notna(), "area_code"]) == ["1005", "1006"]
    assert set(rows.loc[rows["beds"].isna(), "value_status"]) == {"blank"}
    told = next_store.frame("SELECT description FROM defect WHERE defect_id = 'reorganised_r7'")["description"][0]
    assert "新しい区域: 2406 しま" in told


def test_a_book_that_uses_the_new_name_earlier_than_the_rules_say_tells_which_value_to_change(
    next_store: Store,
) -> None:
    [told] = next_store.frame("SELECT handling FROM defect WHERE defect_id = 'recovery_name_r8'")["handling"]
    assert "画面は2027年の報告から包括期と示す" in told
    assert "comprehensive_from_year を2026年とする" in told


def test_flows_are_of_the_newest_basis(next_store: Store) -> None:
    read = reader(next_store)
    section = flow.section(read, area_of(read, "1005"), PatientGroup.ACUTE)
    assert "データなし" not in [t[2] for t in section.table("rates").texts()]
