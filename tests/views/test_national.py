"""Sections of the overview, over functions, years and scopes."""

from __future__ import annotations

import math

import pytest

from core.content.readings import load_readings
from core.content.source_short import load_source_short
from core.content.survey import load_survey
from core.data.queries import beds, meta
from core.data.reader import Read
from core.data.sourced import Sourced
from core.data.store import Store
from core.maps.words import WORDS
from core.measures import gap
from core.measures.gap import MEASURES
from core.measures.prefecture import by_prefecture
from core.text.outside import Outside
from core.ui.cached import Results
from core.ui.shared import own
from core.views.figure import Chart
from core.views.national import funnel, headline, ranking, survey, trend
from core.views.national import map as national_map
from core.views.national.scope import Scope, measured, measured_prefectures, scope_of
from core.views.sources import SourceBook, source_book
from core.views.words import raw_text
from core.vocabulary import labels
from core.vocabulary.terms import BedFunction, Level, Noise, Series
from tests import oracle
from tests.views.checks import holds


@pytest.fixture(scope="module")
def read(real_store: Store) -> Read:
    """Every query once, as on the page."""
    kept = Results()

    def asked(query, /, *args, **kwargs):
        call = (query, args, tuple(sorted(kwargs.items())))
        return own(kept.of(call, lambda: query(real_store, *args, **kwargs)))

    return asked


@pytest.fixture(scope="module")
def book(real_store: Store) -> SourceBook:
    return source_book(meta.sources(real_store).frame, load_source_short())


SCOPES = [("", 2025), ("10", 2025), ("13", 2015), ("24", 2018), ("31", 2023)]


@pytest.mark.parametrize(("pref", "year"), SCOPES)
@pytest.mark.parametrize("function", list(BedFunction))
def test_every_scope_says_the_same_on_screen_and_in_files(
    read: Read, book: SourceBook, function: BedFunction, pref: str, year: int
) -> None:
    scope = scope_of(read, function, year, pref)
    holds(headline.section(read, scope), book)
    holds(trend.section(read, scope), book)
    holds(funnel.section(read, scope), book)
    for measure in MEASURES.values():
        holds(ranking.section(read, scope, measure, Outside(""), load_readings()), book)
        holds(national_map.section(read, scope, measure, "1005"), book)
    holds(national_map.section(read, scope, MEASURES["gap"], columns=True), book)


@pytest.mark.parametrize(("pref", "year"), SCOPES)
@pytest.mark.parametrize("function", list(BedFunction))
def test_the_funnel_says_which_noise_it_stands_on(read: Read, function: BedFunction, pref: str, year: int) -> None:
    section = funnel.section(read, scope_of(read, function, year, pref))
    figure = section.figure("funnel")
    rows = read(measured, year, function).frame.to_dict("records")
    pairs = {
        r["area_code"]: tuple(None if math.isnan(r[c]) else r[c] for c in ("reported", "required")) for r in rows
    }  # fmt: skip
    z, phi, tau2 = oracle.ward_scores(pairs)
    said = f"曲線と z は病棟単位のばらつきによる(病床は病棟ごとにまとまって増減するとみる。シミュレーターの既定と同じ)。ばらつき = √(φ ÷ (見込み + ½) + τ²)、全区域から推定した φ は {phi:.1f}、τ は {math.sqrt(tau2):.3f}。"
    assert said in raw_text(section.notes[0])
    assert said in raw_text(figure.twin.note)
    assert "病棟単位のばらつきでみて、z が" in figure.alt
    above, below = (sum(sign * v >= 1.96 for v in z.values() if v is not None) for sign in (1, -1))
    assert f"z が +1.96 以上は{above}区域、-1.96 以下は{below}区域。" in figure.alt


def test_the_funnel_of_single_beds_would_say_so(read: Read) -> None:
    compared = read(beds.comparison, 2025).frame
    said = funnel.noise_note(gap.measured(compared, "total", Noise.BED))
    assert said.startswith("曲線と z は病床単位のばらつきによる(病床は1床ずつ増減するとみる)。")
    assert "φ は 1.0" in said


def test_the_map_and_the_ranking_of_z_say_the_noise_in_their_definition(read: Read) -> None:
    scope = Scope(BedFunction.ACUTE, 2025)
    assert "病棟単位のばらつき(病床は病棟ごとに増減するとみる)で割った値" in MEASURES["z"].formula
    drawing = national_map.section(read, scope, MEASURES["z"]).figure("map").drawing
    assert isinstance(drawing, Chart)
    assert "病棟単位のばらつき" in "".join(map(str, drawing.data[WORDS].to_dict("records")))
    [note] = ranking.section(read, scope, MEASURES["z"], Outside(""), load_readings()).notes
    assert MEASURES["z"].formula in raw_text(note)


def test_the_survey_says_the_same_on_screen_and_in_files(book: SourceBook) -> None:
    holds(survey.section(load_survey()), book)


@pytest.mark.parametrize(("pref", "year"), SCOPES)
def test_the_report_rate_is_that_of_the_chosen_prefecture(read: Read, pref: str, year: int) -> None:
    rows = [
        r
        for r in read(beds.comparison, year).frame.to_dict("records")
        if r["area_code"].startswith(pref) and r["bed_function"] == "total"
    ]
    rates = sorted(float(r["report_rate"]) for r in rows if r["report_rate"] == r["report_rate"])
    [note] = headline.section(read, scope_of(read, BedFunction.TOTAL, year, pref)).notes
    assert f"{len(rates)}区域): " in raw_text(note)
    assert f"最低 {labels.percent(rates[0])}、100%未満 {sum(r < 1 for r in rates)}区域" in raw_text(note)


@pytest.mark.parametrize("pref", ["", "10", "32"])
def test_the_trend_is_that_of_the_chosen_prefecture(read: Read, pref: str) -> None:
    section = trend.section(read, scope_of(read, BedFunction.TOTAL, 2025, pref))
    expected: dict[tuple[str, str, int], int] = {}
    for area in [a for a in read(beds.comparison, 2025).frame["area_code"].unique() if a.startswith(pref)]:
        for row in read(beds.area_beds, area).frame.to_dict("records"):
            if row["value_status"] == "observed":
                key = (row["bed_function"], row["series"], row["year"])
                expected[key] = expected.get(key, 0) + int(row["beds"])
    twin = section.figure("functions").twin
    for row in twin.rows:
        names = dict(zip((c.name for c in twin.columns), row, strict=True))
        function = next(f for f, word in labels.BED_FUNCTION.items() if word == names["function"])
        series = next(s for s, word in labels.SERIES.items() if word == names["series"])
        for year, cell in names.items():
            if year.isdigit():
                assert cell == expected.get((function, series, int(year))), (function, series, year)
    first, last = (expected["total", Series.REPORTED, y] for y in (2015, 2025))
    assert labels.signed(last - first, "床") in raw_text(section.lead)


def test_the_ranking_says_who_is_first_and_last(read: Read) -> None:
    scope = Scope(BedFunction.ACUTE, 2025)
    section = ranking.section(read, scope, MEASURES["gap_rate"], Outside(""), load_readings())
    table = section.table("ranking")
    rates = {
        (r["area_name"], r["pref_name"]): r["reported"] / r["required"] - 1
        for r in read(beds.comparison, 2025).frame.to_dict("records")
        if r["bed_function"] == "acute" and r["required"]
    }
    (first, _), (last, _) = max(rates, key=rates.__getitem__), min(rates, key=rates.__getitem__)
    assert f"最も大きいのは{first}" in raw_text(section.lead)
    assert f"最も小さいのは{last}" in raw_text(section.lead)
    assert len(table.rows) == 339


def test_words_without_a_hit_are_shown_as_they_are_and_say_what_to_try(read: Read) -> None:
    words = Outside("![x](http://h/)")
    section = ranking.section(read, Scope(BedFunction.TOTAL, 2025), MEASURES["gap"], words, load_readings())
    assert section.tables == ()
    assert words in section.sentences[0]
    assert "よみ、都道府県名でさがせます" in raw_text(section.sentences[0])


@pytest.mark.parametrize(("pref", "year"), [("", 2025), ("10", 2025), ("01", 2015)])
@pytest.mark.parametrize("function", [BedFunction.TOTAL, BedFunction.HIGH_ACUTE])
def test_prefectures_say_the_same_on_screen_and_in_files(
    read: Read, book: SourceBook, function: BedFunction, pref: str, year: int
) -> None:
    scope = scope_of(read, function, year, pref, Level.PREFECTURE)
    for measure in MEASURES.values():
        section = national_map.section(read, scope, measure)
        holds(section, book)
        listed = ranking.section(read, scope, measure, Outside(""), load_readings())
        holds(listed, book)
        assert len(section.figure("map").twin.rows) == len(listed.table("ranking").rows) == 47
        assert "47都道府県。" in raw_text(listed.notes[0])
        assert section.has_topic("card") == bool(pref)


def test_the_sentence_above_the_map_of_prefectures_counts_prefectures_and_names_the_largest(read: Read) -> None:
    scope = scope_of(read, BedFunction.TOTAL, 2025, "", Level.PREFECTURE)
    section = national_map.section(read, scope, MEASURES["gap_rate"])
    rows = gap.measured(by_prefecture(read(beds.comparison, 2025).frame), BedFunction.TOTAL)
    over, under, _ = gap.counts(rows)
    top = rows.loc[rows["gap_rate"].idxmax()]
    said = raw_text(section.lead)
    assert said == (
        f"必要量を上回る都道府県は{over}、下回る都道府県は{under}。最大は{top['pref_name']}({top['gap_rate']:+.1%})。"
    )


def test_the_card_of_a_prefecture_says_which_area_has_no_figure_and_leads_to_its_areas(read: Read) -> None:
    frame = read(beds.comparison, 2025).frame
    frame.loc[frame["area_code"] == "0102", ["reported", "reported_status"]] = [None, "blank"]
    silent = Sourced(gap.measured(by_prefecture(frame), BedFunction.HIGH_ACUTE), ("mhlw_r7_beds",))

    def without_one(query, *args):
        return silent if query is measured_prefectures else read(query, *args)

    scope = scope_of(read, BedFunction.HIGH_ACUTE, 2025, "01", Level.PREFECTURE)
    section = national_map.section(without_one, scope, MEASURES["gap"])
    card = section.topic("card")
    row = next(r for r in section.figure("map").twin.texts() if r[0] == "01")
    assert row[-1] == "南檜山"
    assert "データなし(公表資料が空欄)" in row
    lines = [raw_text(line) for line in card.lines]
    assert raw_text(card.heading) == "北海道 01"
    assert lines[0] == "乖離(床) 算出不可"
    assert lines[-1] == "報告の数値がない区域: 南檜山。合計は出さない。"
    assert card.links[0].query == "measure=gap&function=high_acute&year=2025&pref=01"


@pytest.mark.parametrize("level", list(Level))
def test_the_order_of_the_ranking_moves_its_rows_and_changes_none(read: Read, book: SourceBook, level: Level) -> None:
    scope, measure = Scope(BedFunction.HIGH_ACUTE, 2025, level=level), MEASURES["gap_rate"]
    shown = {
        order: ranking.section(read, scope, measure, Outside(""), load_readings(), order) for order in ranking.ORDERS
    }
    rows = {order: found.table("ranking").rows for order, found in shown.items()}
    assert set(rows["high"]) == set(rows["low"]) == set(rows["code"])
    values = [v for v in shown["low"].table("ranking").column("value") if isinstance(v, float)]
    assert values == sorted(values)
    words = len(rows["low"]) - len(values)
    assert rows["low"][-words:] == rows["high"][-words:] if words else True, "without a value they stand last in both"
    codes = list(map(str, shown["code"].table("ranking").column("area_code" if level is Level.AREA else "pref_code")))
    assert codes == sorted(codes)
    assert len({found.lead for found in shown.values()}) == 1, "first and last stay who they are"
    for order in ("low", "code"):
        assert ranking.ORDERS[order] in raw_text(shown[order].table("ranking").title)
        holds(shown[order], book)


def test_the_ranking_of_prefectures_says_who_is_first_and_last(read: Read) -> None:
    scope = Scope(BedFunction.ACUTE, 2025, level=Level.PREFECTURE)
    section = ranking.section(read, scope, MEASURES["gap_rate"], Outside(""), load_readings())
    sums: dict[str, list[float]] = {}
    for r in read(beds.comparison, 2025).frame.query("bed_function == 'acute'").to_dict("records"):
        pair = sums.setdefault(r["pref_name"], [0.0, 0.0])
        pair[0] += r["reported"]
        pair[1] += r["required"]
    rates = {name: reported / required - 1 for name, (reported, required) in sums.items()}
    lead = raw_text(section.lead)
    first, last = max(rates, key=rates.__getitem__), min(rates, key=rates.__getitem__)
    assert lead.startswith(f"最も大きいのは{first}{labels.signed_percent(rates[first])}")
    assert f"最も小さいのは{last}{labels.signed_percent(rates[last])}" in lead


def test_a_search_among_prefectures_says_how_prefectures_are_found(read: Read) -> None:
    scope = Scope(BedFunction.TOTAL, 2025, level=Level.PREFECTURE)
    section = ranking.section(read, scope, MEASURES["gap"], Outside("存在しない"), load_readings())
    assert "当てはまる都道府県はありません。都道府県名の一部でさがせます" in raw_text(section.sentences[0])
