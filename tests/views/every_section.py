"""Every section of every page, made once: one scenario, two areas (an ordinary one, one with missing figures), the whole shelf."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from core.content import (
    load_cases,
    load_checklist,
    load_criteria,
    load_glossary,
    load_new_vision,
    load_roles,
    load_schedule,
    load_supports,
    load_tactics,
)
from core.content.checklist import Tick
from core.content.council import council_areas
from core.content.other_schemes import load_other_schemes
from core.content.readings import load_readings
from core.content.schedule import Lane
from core.content.shelf_search import find
from core.content.survey import load_survey
from core.content.trial import trial_steps
from core.data.queries import areas
from core.data.reader import Read
from core.data.reconciliation import load_reconciliation
from core.measures.gap import MEASURES
from core.measures.indicators import INDICATORS
from core.rules import backtest as backtests
from core.rules import engine, reliability, sensitivity
from core.rules.content import load_presets, preset_scenario
from core.rules.engine import Result
from core.rules.facts import Facts
from core.subsidy.bands import load_rules
from core.subsidy.estimate import Plan, total
from core.subsidy.gap_effect import gap_effect
from core.text.outside import Outside
from core.uploads.kinds import KINDS, read_upload
from core.uploads.wards import Report, read_wards
from core.views import provenance
from core.views.area import (
    beds,
    chapters,
    comparison,
    council,
    demand,
    flow,
    hospitals,
    maps,
    nomination,
    opinions,
    position,
    profile,
    utilization,
    worksheet,
)
from core.views.area.place import area_of
from core.views.gallery import cards, detail, matrix, places, plan, trial
from core.views.national import funnel, headline, indicator, ranking, survey, trend
from core.views.national import map as national_map
from core.views.national.scope import scope_of
from core.views.policy import checklist, criteria, glossary, new_vision, roles, schedule, supports
from core.views.review import acute, check, elder, join
from core.views.review.chosen import chosen
from core.views.section import Section
from core.views.simulator import (
    backtest,
    compare,
    form,
    hand,
    money,
    money_rules,
    noise,
    selection,
    share,
    uploads,
    wards,
    why,
)
from core.views.simulator import criteria as judged
from core.views.simulator import headline as comes_to
from core.views.simulator import sensitivity as moves
from core.vocabulary.terms import BedFunction, Level, PatientGroup
from tests.rules.ward_books import NEWEST, as_csv, grid, ward

DAY = date(2026, 11, 27)
NAMES = {"1004": "高崎・安中", "1007": "吾妻"}
RULES = load_rules()


def of_area(read: Read, code: str) -> Iterator[Section]:
    """The page of one area, each section in its first state."""
    area, shown = area_of(read, code), chapters.Shown()
    yield profile.section(read, area)
    yield from beds.on_paper(read, area)
    yield position.section(read, area, BedFunction.TOTAL, 2025)
    yield hospitals.section(read, area, hospitals.Chosen())
    yield hospitals.section(read, area, hospitals.Chosen(words=Outside("ない名前")))
    yield flow.section(read, area, PatientGroup.ACUTE)
    yield maps.section(read, area, PatientGroup.ACUTE)
    yield council.section(read, area, chapters.started(read, area))
    if code in council_areas():
        yield opinions.opinions(area)
    yield utilization.section(read, area)
    yield demand.section(read, area)
    yield comparison.section(read, area, comparison.of_prefecture(read, area))
    yield comparison.section(read, area, comparison.by_hand([]))
    yield worksheet.section(read, area, worksheet.blank(read, area), shown.gap_function)
    yield nomination.section(read, area)
    yield beds.without_beds()


def of_overview(read: Read, pref: str) -> Iterator[Section]:
    """全国概況, of the nation or one prefecture."""
    scope = scope_of(read, BedFunction.TOTAL, 2025, pref)
    yield headline.section(read, scope)
    for columns in (False, True):
        yield national_map.section(read, scope, MEASURES["gap_rate"], columns=columns)
    for words in ("", "ない区域"):
        yield ranking.section(read, scope, MEASURES["gap_rate"], Outside(words), load_readings())
    yield trend.section(read, scope)
    yield funnel.section(read, scope)
    yield survey.section(load_survey())
    for name in INDICATORS:
        year = indicator.first_year(name, read(indicator.years, name), 2040)
        yield indicator.section(read, indicator.Asked(name, BedFunction.ACUTE, year, Level.AREA, pref, scope.name))


def of_review(read: Read) -> Iterator[Section]:
    """区域点検: the table, two areas taken together, their institutions."""
    for pref in ("", "10"):
        yield check.section(read, pref, "acute")
    codes = ("1005", "1004")
    picked = chosen(read, codes)
    yield join.section(read, codes, PatientGroup.ACUTE)
    yield join.partners(read, codes, PatientGroup.ACUTE)
    for measure in (acute.MEASURES[0], acute.MEASURES[-1]):
        yield acute.section(read, picked, measure)
    yield elder.section(read, picked)


def of_simulator(read: Read, result: Result) -> Iterator[Section]:
    """Every view of the simulator."""
    top = comes_to.section(result)
    yield top
    for pref in ("", "10"):
        yield selection.section(result, pref, top)
        yield selection.map_section(result, pref)
    yield selection.notices(result)
    yield selection.chosen(result)
    whole = judged.whole_table(result)
    for pref in ("群馬県", "ない県"):
        yield judged.section(result, whole, judged.Filter(pref_name=pref))
    for code in ("1005", "0102"):
        yield why.section(result, code)
        yield why.evidence_section(result, code)
        yield form.section(result, code)
    yield hand.section(result)
    yield moves.membership(result)
    yield moves.size(result)
    yield moves.near(result)
    yield moves.weightings(result, sensitivity.random_weightings(result, 20))
    yield noise.section(read, result)
    tested, fitted = backtests.run(result), backtests.fit(result)
    yield backtest.section(result, tested, fitted, reliability.reliability(result))
    yield share.section(result)


def of_scenarios(facts: Facts) -> Iterator[Section]:
    """Two scenarios beside each other."""
    first, second = (engine.run(facts, preset_scenario(p)) for p in load_presets()[:2])
    yield compare.section(first, second)
    yield compare.section(first, first)


def of_money(result: Result) -> Iterator[Section]:
    """減床の試算 with one plan."""
    plans = [Plan(name="甲病院", permitted=100, operating=100, occupancy=0.5, current=100, cut_acute=20)]
    held = ("mhlw_r7_facility",)
    yield money.opening(RULES)
    yield money.inputs(RULES, held)
    yield money.amount_section(total(plans, RULES, None), RULES, held)
    latest = result.facts.years[-1]
    reported, required = (dict(t.loc["1005"]) for t in (result.facts.reported[latest], result.facts.required))
    yield money.gap_section(result, gap_effect(reported, required, plans), "1005")
    yield money_rules.rules_section(RULES)
    yield money_rules.other_schemes_section(load_other_schemes())


def of_uploads(result: Result) -> Iterator[Section]:
    """The tables to bring in, empty, wrong and held."""
    areas = dict(result.facts.areas["area_name"])
    for kind in KINDS.values():
        yield uploads.section(kind)
        yield uploads.held(result, kind)
        wrong = read_upload(kind, "甲.csv", "区域コード,状態\n9999,不明\n".encode(), areas, {})
        yield uploads.problems(wrong)
    book = as_csv(grid((ward(),), NEWEST), "utf-8")
    report = read_wards("様式1.csv", book, areas, {})
    assert isinstance(report, Report)
    yield wards.section(report, result)


def of_shelf(read: Read) -> Iterator[Section]:
    """制度と支援, 好事例, データと出典."""
    shelf, rules, plans, vision = load_supports(), load_criteria(), load_schedule(), load_new_vision()
    for phases, users in (((), ()), (("設定",), ("医療機関",))):
        yield supports.national(shelf, phases, users)
        yield supports.matrix(shelf, phases, users)
    yield from (supports.technical(shelf), supports.financial(shelf), supports.merits(shelf))
    yield from (criteria.suishin(rules), criteria.model(rules), criteria.notes(rules), roles.section(load_roles()))
    for lanes in (tuple(Lane), ()):
        yield from (schedule.section(plans, period, lanes, DAY) for period in plans.periods.values())
    yield from (schedule.printed(plans), new_vision.now(vision, DAY), new_vision.bridge(vision))
    steps = load_checklist()
    yield checklist.section(steps, tuple(Tick(s.id) for s in steps.steps))
    for words in ("", "ない用語"):
        yield glossary.section(load_glossary(), Outside(words))
    for words in ("窓口", "ない言葉"):
        yield glossary.results(Outside(words), find(words))
    cases, tactics = load_cases().cases, load_tactics()
    yield cards.section(cases, len(cases), tactics, NAMES)
    yield from (matrix.section(cases, tactics), places.section(cases, NAMES))
    for case in cases:
        yield detail.section(case, tactics, NAMES)
    some = trial_steps(tactics, cases)
    yield plan.section(cases[0], some, plan.Plan())
    yield trial.section(some, frozenset(), cases)
    yield from (provenance.source_list(read), provenance.reconciliation(read, load_reconciliation()))
    yield from (provenance.defects(read), provenance.dictionary("beds", read(areas.population_years)))
    yield provenance.examples()
