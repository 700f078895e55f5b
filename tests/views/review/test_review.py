"""区域点検 on the committed data: the ministry's counts, what each view says, and that files hold the same."""

from __future__ import annotations

import pytest

from core.content.source_short import load_source_short
from core.data.queries import meta
from core.data.reader import Read, reader
from core.data.store import Store
from core.review.size import Size
from core.views.figure import Chart
from core.views.review import acute, check, elder, facts, join, meeting
from core.views.review.check import WAYS
from core.views.review.chosen import chosen, together
from core.views.sources import SourceBook, source_book
from core.views.table import Status
from core.views.words import raw_text
from core.vocabulary.terms import PatientGroup
from tests.charts.scene import drawn as drawing
from tests.views.checks import holds

#: 藤岡 and the area it exchanges most patients with; 隠岐 and 松江, of whom one is not listed with the other; 北秋田, no own row.
PAIR, WITHHELD, WITHOUT_OWN = ("1005", "1004"), ("3207", "3201"), "0502"


@pytest.fixture(scope="module")
def read(real_store: Store) -> Read:
    kept: dict[object, object] = {}
    plain = reader(real_store)

    def once(query, /, *args, **kwargs):
        key = (query, args, tuple(sorted(kwargs.items())))
        if key not in kept:
            kept[key] = plain(query, *args, **kwargs)
        return kept[key]

    return once


@pytest.fixture(scope="module")
def book(real_store: Store) -> SourceBook:
    return source_book(meta.sources(real_store).frame, load_source_short())


def test_the_counts_of_the_nation_are_those_that_were_counted_from_the_workbooks(read: Read) -> None:
    rows, _ = read(facts.every)
    assert len(rows) == 339
    assert sum(r.size_now is Size.SMALL for r in rows) == 166
    assert sum(r.size_later is Size.SMALL for r in rows) == 191
    assert [sum(p is not None and p < 100_000 for p in ps) for ps in ([r.now for r in rows], [r.later for r in rows])] == [90, 116]  # fmt: skip
    own = {g: [r.stays[g].own for r in rows if g in r.stays] for g in PatientGroup}
    assert sum(s.high < 0.7 for s in own[PatientGroup.ACUTE]) == 145
    assert sum(s.high < 0.5 for s in own[PatientGroup.ACUTE]) == 32
    assert sum(s.high < 0.7 for s in own[PatientGroup.COMPREHENSIVE]) == 80


def test_the_own_share_is_what_the_published_outflow_rate_leaves(real_store: Store, read: Read) -> None:
    rate = real_store.frame(
        "SELECT area_code, share FROM flow_total WHERE direction = 'outflow' AND basis = (SELECT max(basis) FROM flow_total WHERE starts_with(basis, 'ndb_'))"
    )
    rates = dict(zip(rate["area_code"], rate["share"], strict=True))
    for row in read(facts.every)[0]:
        assert row.stays[PatientGroup.ACUTE].own.low == pytest.approx(1 - rates[row.area_code], abs=6e-4)


def test_the_total_of_ambulances_holds_every_institution_that_states_its_own(real_store: Store, read: Read) -> None:
    listed = real_store.large_frame(
        "SELECT facility.area_code, max(value) AS largest, sum(value) AS known FROM facility_measure JOIN facility USING (facility_id)"
        " WHERE measure = 'ambulance_arrivals' AND facility.published_fy = (SELECT max(published_fy) FROM facility) GROUP BY 1"
    )
    by_area = {r.area_code: r.activities["ambulance_arrivals"] for r in read(facts.every)[0]}
    for code, largest, known in listed[["area_code", "largest", "known"]].itertuples(index=False):
        found = by_area[code]
        assert found.total is not None
        assert found.total >= known
        assert found.share == (pytest.approx(largest / found.total) if found.total else None)


def test_the_first_sentence_counts_areas_below_both_figures(read: Read) -> None:
    said = raw_text(check.section(read, "", "later").lead)
    assert "2024年に166区域(うち10万人未満 90)、2040年には191区域(同 116)" in said
    assert "10万人の線はこのダッシュボードが数えるために置いた" in facts.rules_note()


def test_bars_of_slides_say_what_is_certain_and_what_it_may_be_more(read: Read) -> None:
    plot = join.section(read, WITHHELD, PatientGroup.CHRONIC).figure("stays").plot
    assert plot is not None
    assert (plot.floor, plot.top) == (0.0, 1.0)
    certain, perhaps = (plot.values(series) for series in plot.series)
    share = together(read, chosen(read, WITHHELD), PatientGroup.CHRONIC)
    assert share is not None
    assert share.high > share.low
    assert certain[-1] == share.low
    assert perhaps[-1] == pytest.approx(share.high - share.low)
    assert plot.categories()[-1] == "合わせた区域"
    assert not plot.absent()


def test_demand_names_the_years_of_its_figures(read: Read) -> None:
    headings = join.section(read, PAIR, PatientGroup.ACUTE).table("demand").headings
    assert headings[1:3] == ("在宅(訪問診療) 2024年度(件/月)", "在宅(訪問診療) 2050年度(件/月)")


@pytest.mark.parametrize("pref", ["", "10", "05"])
def test_the_check_says_the_same_on_screen_and_in_files(read: Read, book: SourceBook, pref: str) -> None:
    section = check.section(read, pref, "acute")
    holds(section, book)
    assert raw_text(section.lead)
    assert section.has("prefectures") == (pref == "")


@pytest.mark.parametrize("way", list(WAYS))
def test_every_area_of_the_map_has_a_class_of_the_key_and_a_hover(read: Read, way: str) -> None:
    section = check.section(read, "", way)
    figure = section.figure("map")
    assert isinstance(figure.drawing, Chart)
    rows = figure.drawing.data["rows"]
    named = {s.text for s in figure.legend}
    assert len(rows) == 339
    assert set(rows["word"]) <= named
    assert (rows["detail"].str.len() > 0).all()
    counts = [int(s.count.removesuffix("区域")) for s in figure.legend]
    assert sum(counts) == 339


def test_an_area_whose_own_row_is_not_listed_is_at_most_what_is_not_listed(read: Read) -> None:
    table = check.section(read, "05", "chronic").table("check")
    at = table.column("area_code").index(WITHOUT_OWN)
    cell = table.column("own_chronic")[at]
    assert isinstance(cell, Status)
    assert cell.word.endswith("以下")


@pytest.mark.parametrize(
    ("code", "words"),
    [("1005", "藤岡(群馬県)は2024年に6.4万人(20万人未満)"), ("2006", "最も多い長野県立木曽病院が100%")],
)
def test_an_area_is_said_in_one_sentence(read: Read, code: str, words: str) -> None:
    assert words in raw_text(check.sentence_of(read, code))


@pytest.mark.parametrize("codes", [PAIR, WITHHELD, (*PAIR, "1003", "1001", "1006", "1007")])
def test_areas_taken_together_say_the_same_on_screen_and_in_files(read: Read, book: SourceBook, codes) -> None:
    section = join.section(read, codes, PatientGroup.ACUTE)
    holds(section, book)
    chart = section.figure("stays").drawing
    assert isinstance(chart, Chart)
    rows = chart.data["rows"]
    points = drawing(chart.spec(), dict(chart.data), key="who").of("symbol")
    assert [p.key for p in points] == list(rows["who"])
    at = [p.x for p in points]
    assert sorted(range(len(at)), key=at.__getitem__) == sorted(range(len(at)), key=lambda n: (rows["low"][n], n))


def test_the_pair_by_hand(read: Read) -> None:
    # 藤岡 64,035 people, 65.6 % + 13.9 % stay in the two; 高崎・安中 419,762 people, 68.6 % + 3.8 %.
    section = join.section(read, PAIR, PatientGroup.ACUTE)
    flows = read(facts.flows, PatientGroup.ACUTE)
    a, b = flows["1005"], flows["1004"]
    expected = (64_035 * (a["1005"] + a["1004"]) + 419_762 * (b["1004"] + b["1005"])) / (64_035 + 419_762)
    assert section.table("people").column("own_acute")[-1] == pytest.approx(expected)
    assert section.table("people").column("later")[-1] == 50_882 + 390_365
    assert section.table("beds").column("reported")[0] == 4_494
    assert "73.3%" in raw_text(section.lead)


def test_a_withheld_partner_makes_an_interval(read: Read) -> None:
    section = join.section(read, WITHHELD, PatientGroup.CHRONIC)
    cell = section.table("people").column("own_chronic")[-1]
    assert isinstance(cell, Status)
    assert "〜" in cell.word
    assert Status("非表示") in section.table("matrix").column("to_3207")


def test_partners_are_those_with_the_largest_flows_both_ways(read: Read, book: SourceBook) -> None:
    section = join.partners(read, ("1005",), PatientGroup.ACUTE)
    holds(section, book)
    flows = read(facts.flows, PatientGroup.ACUTE)
    sums = {code: flows["1005"].get(code, 0.0) + flows[code].get("1005", 0.0) for code in flows if code != "1005"}
    best = sorted((c for c, s in sums.items() if s > 0), key=lambda c: (-sums[c], c))[:8]
    assert section.table("partners").column("area_code") == best


def test_a_flow_that_is_not_listed_is_said_so_and_is_not_zero(read: Read) -> None:
    # Of 松江's 慢性期 inpatients none is listed in 隠岐; 34.5 % of 隠岐's are treated in 松江.
    section = join.partners(read, ("3207",), PatientGroup.CHRONIC)
    assert "(行く34.5%、来るは非表示)" in raw_text(section.lead)
    assert section.table("partners").column("back") == [None]
    assert section.table("partners").texts()[0][2] == "非表示"


def test_partners_of_several_areas_lie_outside_them_the_largest_flow_of_one_of_them_first(
    read: Read, book: SourceBook
) -> None:
    section = join.partners(read, PAIR, PatientGroup.ACUTE)
    holds(section, book)
    flows = read(facts.flows, PatientGroup.ACUTE)
    pairs = [
        (flows[home].get(code, 0.0) + flows[code].get(home, 0.0), home, code)
        for home in PAIR
        for code in flows
        if code not in PAIR
    ]
    listed = section.table("partners").rows
    names = {r.area_code: r.area_name for r in read(facts.every)[0]}
    best = sorted((p for p in pairs if p[0] > 0), key=lambda p: (-p[0], PAIR.index(p[1]), p[2]))[: len(listed)]
    assert [(row[0], row[-1]) for row in listed] == [(names[home], code) for _, home, code in best]


@pytest.mark.parametrize(("group", "name"), [(PatientGroup.ACUTE, "急性期"), (PatientGroup.CHRONIC, "慢性期")])
def test_the_first_sentence_is_about_the_patients_that_are_shown(read: Read, group: PatientGroup, name: str) -> None:
    section = join.section(read, WITHHELD, group)
    joined = section.table("people").rows[-1]
    at = [c.name for c in section.table("people").columns].index(f"own_{group}")
    assert f"{name}の入院患者のうち、合わせた区域の中に入院する割合は" in raw_text(section.lead)
    assert section.table("people").texts()[-1][at] in raw_text(section.lead)
    assert isinstance(joined[at], Status)


def test_the_area_most_patients_come_from_is_the_largest_of_the_published_inflow(real_store: Store, read: Read) -> None:
    flow = real_store.large_frame("SELECT * FROM flow WHERE direction = 'inflow' AND partner_area_code <> area_code")
    most: dict[tuple[str, str], float] = {}
    for row in flow.itertuples():
        key = (row.area_code, row.patient_group)
        most[key] = max(most.get(key, 0.0), row.share)
    for row in read(facts.every)[0]:
        for group, stay in row.stays.items():
            found = most.get((row.area_code, group))
            assert (stay.origin.share if stay.origin else None) == found, (row.area_code, group)
    listed = check.section(read, "10", "acute").table("check")
    assert listed.column("origin_acute")[listed.column("area_code").index("1005")] == "北部 27.7%"


def test_the_table_names_the_years_of_demand_and_the_share_of_the_largest_for_every_activity(read: Read) -> None:
    listed = check.section(read, "10", "acute").table("check")
    labels = [c.label for c in listed.columns]
    assert "在宅の需要 2024→2050年度" in labels
    assert {f"{name} 最大" for name in ("救急車", "全身麻酔手術", "手術")} <= set(labels)
    row = next(r for r in read(facts.every)[0] if r.area_code == "1005")
    assert (
        listed.column("operations_share")[listed.column("area_code").index("1005")]
        == row.activities["operations"].share
    )


def test_beds_of_the_year_before_are_summed_where_both_functions_are_stated(real_store: Store, read: Read) -> None:
    section = acute.section(read, chosen(read, ("1005",)), "beds_acute_side")
    table = section.table("institutions")
    known = real_store.large_frame(
        "SELECT facility_name, bed_function, value FROM facility JOIN facility_measure USING (facility_id)"
        " WHERE area_code = '1005' AND measure = 'beds' AND bed_function IN ('high_acute', 'acute') AND facility.published_fy ="
        " (SELECT max(published_fy) FROM facility WHERE published_fy < (SELECT max(published_fy) FROM facility))"
    )
    name = "公立藤岡総合病院"
    before = table.column("before")[table.column("name").index(name)]
    assert before == known.loc[known["facility_name"] == name, "value"].sum() > 0


@pytest.mark.parametrize("codes", [("1005",), PAIR])
def test_all_figures_of_the_publication_before_stand_beside_in_the_same_order(
    real_store: Store, read: Read, codes
) -> None:
    section = acute.section(read, chosen(read, codes), "operations")
    now, before = section.table("institutions"), section.table("institutions_before")
    assert before.column("name") == now.column("name")
    listed = ", ".join(f"'{code}'" for code in codes)
    known = real_store.large_frame(
        "SELECT area_code, facility_name, measure, value FROM facility JOIN facility_measure USING (facility_id)"
        f" WHERE area_code IN ({listed}) AND measure IN ('ambulance_arrivals', 'operations', 'deliveries') AND facility.published_fy ="
        " (SELECT max(published_fy) FROM facility WHERE published_fy < (SELECT max(published_fy) FROM facility))"
    )
    checked = 0
    for measure in ("ambulance_arrivals", "operations", "deliveries"):
        rows = known[known["measure"] == measure].dropna(subset="value")
        by_name = rows.groupby("facility_name")["value"].agg(list).to_dict()
        for name, cell in zip(before.column("name"), before.column(measure), strict=True):
            if isinstance(cell, int | float):
                assert cell in by_name.get(name, list(rows["value"]))  # the name of some has changed
                checked += name in by_name
    assert checked > 5


@pytest.mark.parametrize(
    ("measure", "kept"),
    [("operations", ["operations"]), ("beds_acute_side", ["beds_high_acute", "beds_acute"])],
)
def test_on_a_wall_the_institutions_have_the_columns_of_the_figure_in_hand_and_every_row(
    read: Read, book: SourceBook, measure: str, kept: list[str]
) -> None:
    asked = ("10", "later", PAIR, PatientGroup.ACUTE, measure)
    decks = [meeting.deck(read, *asked), meeting.deck(read, *asked, wall=True)]
    paper, wall = (next(s.make() for s in deck.slides if s.anchor == "acute").table("institutions") for deck in decks)
    names = [c.name for c in wall.columns]
    assert names == ["rank", "name", "area", "share", "up_to", *kept, "before", "roles"]
    assert all(wall.column(name) == paper.column(name) for name in names)
    assert "doctors_fulltime" in [c.name for c in paper.columns]
    flat, low = (next(s.make() for s in deck.slides if s.anchor == "join").figure("between").drawing for deck in decks)
    assert isinstance(flat, Chart)
    assert isinstance(low, Chart)
    on_paper, on_wall = (chart.spec()["height"] for chart in (flat, low))
    assert on_wall < on_paper, "the map is fitted to what a slide leaves"
    assert (
        meeting.deck(read, "10", "later", (*PAIR, "1001"), PatientGroup.ACUTE, measure, wall=True).title
        == "区域点検: 3区域"
    )


def test_on_a_wall_the_check_has_population_and_own_share_of_every_area(read: Read) -> None:
    """Failed before: 17 columns, whose figures broke in the middle and whose right side was cut."""
    asked = ("", "later", (), PatientGroup.ACUTE, "operations")
    paper, wall = (meeting.deck(read, *asked, wall=w).slides[0].make().table("check") for w in (False, True))
    assert [c.name for c in wall.columns] == [
        "area_name", "pref_name", "population_now", "population_later", "size_now", "size_later",
        *(f"own_{group}" for group in PatientGroup),
    ]  # fmt: skip
    assert len(wall.rows) == len(paper.rows) == 339
    assert all(wall.column(c.name) == paper.column(c.name) for c in wall.columns)


def test_another_area_changes_rows_alone_in_the_pictures_of_areas_taken_together(read: Read) -> None:
    few, more = (join.section(read, codes, PatientGroup.ACUTE) for codes in (PAIR, (*PAIR, "1001")))
    for one, other in zip(few.figures, more.figures, strict=True):
        assert isinstance(one.drawing, Chart)
        assert isinstance(other.drawing, Chart)
        assert one.drawing.key == other.drawing.key
        assert one.drawing.rows != other.drawing.rows


def test_areas_taken_together_stand_last_in_the_picture_however_its_rows_came_to_it(read: Read) -> None:
    stays = join.section(read, (*PAIR, "1001"), PatientGroup.ACUTE).figure("stays").drawing
    assert isinstance(stays, Chart)
    order = list(stays.data["rows"]["text"])
    shuffled = stays.data["rows"].iloc[[2, 3, 0, 1]]
    numbers = drawing(stays.spec(), {"rows": shuffled}).of("text")
    assert [m.text for m in sorted(numbers, key=lambda m: m.y or 0.0)] == order


@pytest.mark.parametrize("measure", acute.MEASURES)
@pytest.mark.parametrize("codes", [PAIR, ("2006",)])
def test_institutions_stand_in_the_order_of_one_figure(read: Read, book: SourceBook, codes, measure: str) -> None:
    picked = chosen(read, codes)
    section = acute.section(read, picked, measure)
    holds(section, book)
    table = section.table("institutions")
    ranks = [r for r in table.column("rank") if r is not None]
    assert ranks == sorted(ranks)
    assert len(table.rows) == len({(row[1], row[2], row[3]) for row in table.rows})
    share = [s for s in table.column("up_to") if s is not None]
    assert share == sorted(share)
    assert not share or share[-1] <= 1 + 1e-9


@pytest.mark.parametrize("codes", [PAIR, ("2006",), ("1301", "1107")])
def test_care_of_the_old_says_the_same_on_screen_and_in_files(read: Read, book: SourceBook, codes) -> None:
    section = elder.section(read, chosen(read, codes))
    holds(section, book)
    assert len(section.figures) == 2
    together = len(codes) > 1
    assert len(section.table("elder").rows) == len(codes) + together
    if together:
        first = section.figures[0].twin
        own = [f.frame for f in (read_demand(read, c) for c in codes)]
        last = sum(float(o["claims_per_month"].iloc[-1]) for o in own)
        assert first.column("area")[-1] == pytest.approx(last)


def read_demand(read: Read, code: str):
    from core.data.queries import demand

    found = read(demand.demand, code)
    return found.where((found.frame["scope"] == "area") & (found.frame["care"] == "home_care"))
