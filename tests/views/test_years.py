"""Years in sentences: they are those of the rules in force and of the rows at hand, whatever these come to be."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from statistics import NormalDist

import pandas as pd
import pytest

from core.charts.area_demand import demand_chart
from core.content.schedule import SCHEDULE_FILE, Lane, PeriodKey, Schedule, load_schedule
from core.data.reader import Read, reader
from core.data.store import Store
from core.errors import UserError
from core.measures.funnel import share_within
from core.measures.gap import MEASURES
from core.reading.files import parse, read_yaml
from core.rules import scenario_json
from core.text.outside import Outside
from core.views.area import beds, council_bases, flow, utilization
from core.views.area.place import area_of
from core.views.national import headline, ranking, trend
from core.views.national.scope import scope_of
from core.views.policy import schedule
from core.views.section import Section
from core.views.simulator.share import tables_in_words
from core.views.words import raw_text
from core.vocabulary.terms import BedFunction, PatientGroup
from tests import factory
from tests.in_force import with_values


def words_of(section: Section) -> str:
    """Title, lead, sentences, card lines, titles of pictures and notes."""
    cards = [str(line) for row in section.cards for card in row.cards for line in card.lines]
    told = (section.title, section.lead, *section.sentences, *(f.title for f in section.figures), *section.notes)
    return "\n".join([*map(raw_text, told), *cards])


@pytest.fixture(scope="module")
def read(real_store: Store) -> Read:
    return reader(real_store)


def test_base_and_required_year_are_said_as_the_rules_have_them(monkeypatch: pytest.MonkeyPatch, read: Read) -> None:
    area = area_of(read, "1005")

    def told() -> list[str]:
        scope = scope_of(read, BedFunction.TOTAL, 2025)
        sections = (
            headline.section(read, scope),
            trend.section(read, scope),
            ranking.section(read, scope, MEASURES["vs_2015"], Outside(""), pd.Series(dtype=str)),
            beds.trend(read, area),
            utilization.section(read, area),
        )
        return [*map(words_of, sections), tables_in_words(scenario_json.FILE_ONLY)]

    now = told()
    assert [("2025年の必要量" in text, "2015年" in text) for text in now[:2]] == [(True, True), (True, True)]
    assert now[-1] == "③の表、③の表の確認、2015年の病床利用率の表、差異分析の表"
    with_values(monkeypatch, base_year=2007, required_year=2041)
    national, lines, ranks, area_lines, use, tables = told()
    assert "2041年の必要量(2025年(令和7)の実績)" in national
    assert "2007年比" in national
    assert "病床数の推移と2041年の必要量" in lines
    assert "破線 = 2041年の必要量" in lines
    assert "必要量または2007年の値" in ranks
    assert "の病床数の推移と2041年の必要量(床)" in area_lines
    assert "破線 = 2041年の必要量" in area_lines
    assert "2007年の病床利用率はこの公表資料になく" in use
    assert tables == "③の表、③の表の確認、2007年の病床利用率の表、差異分析の表"


def reported(*years: int) -> pd.DataFrame:
    return pd.DataFrame({"series": ["required", *["reported"] * len(years)], "year": [2025, *years]})


@pytest.mark.parametrize(
    ("years", "absent"),
    [
        ((2015, 2018, 2019), "2016・2017年はこの公表資料にない。"),
        ((2018, 2019, 2021), "2020年はこの公表資料にない。"),
        ((2018, 2019), ""),
        ((2018,), ""),
        ((), ""),
    ],
)
def test_years_between_the_reports_that_no_publication_has_are_named(years: tuple[int, ...], absent: str) -> None:
    said = trend.trend_key(reported(*years), "最新の見込量")
    assert said == f"実線と点 = 実績、ひし形 = 最新の見込量、破線 = 2025年の必要量。{absent}"


def test_the_real_data_lacks_the_reports_of_two_years(read: Read) -> None:
    [national] = trend.section(read, scope_of(read, BedFunction.TOTAL, 2025)).notes
    [area] = beds.trend(read, area_of(read, "1005")).notes
    for note in (national, area):
        assert "2016・2017年はこの公表資料にない。" in raw_text(note)


def flow_store(root: Path, *bases: str) -> Store:
    """Rates of one area on some bases and the share that stays in it."""
    given = factory.small_tables()
    source = {"value_status": "observed", "source_id": "s1"}
    rates = [
        {"area_code": "1001", "direction": d, "basis": b, "share": n / 10, **source}
        for n, b in enumerate(bases, start=1)
        for d in ("inflow", "outflow")
    ]
    own = {"area_code": "1001", "patient_group": "acute", "partner_area_code": "1001", "share": 0.6, "source_id": "s1"}
    shares = [{**own, "direction": d, "published_fy": "R9"} for d in ("inflow", "outflow")]
    factory.write_tables(root, {**given, "flow_total": pd.DataFrame(rates), "flow": pd.DataFrame(shares)})
    return Store(root)


def test_rates_of_flow_are_the_newest_of_each_kind_and_say_their_year(tmp_path: Path) -> None:
    bases = ("ndb_2024", "ndb_2026", "patient_survey_2023", "patient_survey_2029")
    store = flow_store(tmp_path, *bases)
    read = reader(store)
    area = area_of(read, "1001")
    section = flow.section(read, area, PatientGroup.ACUTE)
    rates = section.table("rates")
    assert [(t[1], t[2]) for t in rates.texts()] == [
        ("NDB 2026年度", "20.0%"),
        ("患者調査(2029年)の推計", "40.0%"),
    ] * 2
    assert "(NDB 2026年度)" in raw_text(section.sentences[0])
    assert all(raw_text(f.title).endswith("(2026年度)") for f in section.figures)
    assert raw_text(section.table("splits").title).endswith("の内訳(2026年度)")
    by_function, whole, survey, *_ = [b.label for b in council_bases.bases(read, area)]
    assert by_function == "機能ごとの患者区分の流入率(NDB 2026年度)"
    assert whole.startswith("区域外すべて(NDB 2026年度、")
    assert survey == "区域外すべて(患者調査(2029年)の推計)"


def test_where_no_rate_of_flow_is_published_no_year_is_said(tmp_path: Path) -> None:
    read = reader(flow_store(tmp_path, "patient_survey_2023"))
    section = flow.section(read, area_of(read, "1001"), PatientGroup.ACUTE)
    assert [t[1:3] for t in section.table("rates").texts()][:2] == [
        ("NDB", "データなし"),
        ("患者調査(2023年)の推計", "10.0%"),
    ]
    assert all("(" not in raw_text(f.title) for f in section.figures)
    assert [b.key for b in council_bases.bases(read, area_of(read, "1001"))] == [
        "by_function",
        "survey",
        "acute",
        "own",
    ]


@pytest.mark.parametrize("years", [(2024, 2030), (2027, 2030, 2045)])
def test_the_axis_of_demand_names_the_first_year_as_its_hundred(years: tuple[int, ...]) -> None:
    y = demand_chart(years, 80).to_dict()["layer"][1]["encoding"]["y"]
    assert y["title"] == f"{years[0]}年度 = 100"


@pytest.mark.parametrize(("z", "share"), [(1.96, "95%"), (3.09, "99.8%"), (1.0, "68.3%")])
def test_the_share_inside_a_limit_is_that_of_the_normal_distribution(z: float, share: str) -> None:
    inside = 2 * NormalDist().cdf(z) - 1
    assert share_within(z) == share
    assert float(share.removesuffix("%")) / 100 == pytest.approx(inside, abs=0.0005)


def test_the_periods_of_the_schedule_are_those_of_its_file() -> None:
    content = load_schedule()
    assert {str(k): (p.label, p.start, p.end, p.whole) for k, p in content.periods.items()} == {
        "all": ("2024〜2027年度", date(2024, 3, 1), date(2028, 3, 31), True),
        "setting": ("区域の設定まで(2024年3月〜8月)", date(2024, 3, 1), date(2024, 8, 31), False),
    }
    other = content.periods[PeriodKey.ALL].model_copy(update={"label": "2031年度", "end": date(2032, 3, 31)})
    section = schedule.section(content, other, tuple(Lane), date(2024, 5, 1))
    assert raw_text(section.figure("timeline").title) == "2031年度の日程と、いまの状態"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"periods": {"all": None}}, "setting"),
        ({"periods": {"all": {"end": "2024-02-29"}, "setting": {}}}, "end は start より後"),
        ({"periods": {"all": {}, "setting": {}, "later": {}}}, "later"),
    ],
)
def test_a_period_that_is_missing_wrong_or_unknown_is_told(
    change: dict[str, dict[str, dict[str, str] | None]], message: str
) -> None:
    data = read_yaml(SCHEDULE_FILE)
    whole = data["periods"]["all"]
    periods = {
        key: whole | {k: date.fromisoformat(v) for k, v in (part or {}).items()}
        for key, part in change["periods"].items()
    }
    with pytest.raises(UserError, match=message):
        parse(Schedule, data | {"periods": periods}, SCHEDULE_FILE)
