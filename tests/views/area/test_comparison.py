"""The table that officials make by hand: area × neighbour × prefecture × nation."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import pytest

from core.area import peers
from core.charts.area_comparison import comparison_chart
from core.data.queries import area as area_queries
from core.data.queries import areas, beds, places
from core.data.reader import Read, reader
from core.data.store import Store
from core.errors import UserError
from core.views.area import comparison
from core.views.area.comparison import Choice
from core.views.area.place import area_of
from core.views.plot import Plot
from core.views.section import Section
from core.views.sources import SourceBook
from core.views.table import Status
from core.views.words import raw_text
from core.vocabulary import labels
from core.vocabulary.terms import BedFunction
from tests.views.checks import holds

#: A zero 必要量, a 三重県 area with XXX, the smallest, the largest, an ordinary one.
CODES = ["0102", "2405", "2006", "0104", "1005"]


def choices(read: Read, code: str) -> dict[str, Choice]:
    area = area_of(read, code)
    return {
        "similar": comparison.similar(read, area, peers.DEFAULT_FEATURES),
        "every feature": comparison.similar(read, area, tuple(peers.FEATURES)),
        "pref": comparison.of_prefecture(read, area),
        "one": comparison.by_hand(["1004" if code != "1004" else "1005"]),
        "six": comparison.by_hand([c for c in ("1004", "1109", "0401", "1207", "2405", "4701") if c != code]),
    }


def section(read: Read, code: str, choice: Choice) -> Section:
    return comparison.section(read, area_of(read, code), choice)


@pytest.mark.parametrize("code", CODES)
def test_every_way_to_compare_says_the_same_on_screen_and_in_files(read: Read, book: SourceBook, code: str) -> None:
    for choice in choices(read, code).values():
        holds(section(read, code, choice), book)


@pytest.fixture(scope="module")
def by_area(real_store: Store) -> dict[str, list[dict[str, Any]]]:
    """Every cell of the table `beds` by area."""
    cells: dict[str, list[dict[str, Any]]] = {}
    for row in real_store.large_frame("SELECT area_code, bed_function, series, year, beds FROM beds").to_dict(
        "records"
    ):
        cells.setdefault(row["area_code"], []).append(row)
    return cells


@pytest.mark.parametrize("code", CODES)
def test_the_table_holds_the_cells_of_every_place_by_function(
    read: Read, by_area: dict[str, list[dict[str, Any]]], code: str
) -> None:
    people = {r["area_code"]: r for r in read(areas.areas).frame.to_dict("records")}
    pref, year = code[:2], read(beds.reported_years)[-1]
    choice = choices(read, code)["one"]
    table = section(read, code, choice).table("comparison")
    inside = [[code], [*choice.area_codes], [a for a in by_area if a[:2] == pref], list(by_area)]

    def total(codes: list[str], function: str, series: str, of: int | None) -> float:
        return sum(
            r["beds"]
            for a in codes
            for r in by_area[a]
            if r["bed_function"] == function and r["series"] == series and of in (None, r["year"])
        )

    assert len(table.rows) == 5 * len(inside)
    for row, (function, members) in zip(table.rows, [(f, m) for f in BedFunction for m in inside], strict=True):
        cells = dict(zip((c.name for c in table.columns), row, strict=True))
        assert cells["function"] == labels.BED_FUNCTION[function]
        assert cells["base"] == total(members, function, "reported", 2015)
        reported, required = total(members, function, "reported", year), total(members, function, "required", None)
        assert (cells["reported"], cells["required"], cells["gap"]) == (reported, required, reported - required)
        assert cells["gap_rate"] == (pytest.approx(reported / required - 1) if required else None)
        persons = sum(people[a]["population_2020"] for a in members)
        assert cells["population_2020"] == persons
        assert cells["population_2040"] == sum(people[a]["population_2040"] for a in members)
        assert cells["reported_rate"] == pytest.approx(reported / persons * 100_000)
        assert cells["required_rate"] == pytest.approx(required / persons * 100_000)


def test_prefecture_and_nation_stand_in_every_block_and_have_no_invented_flow(read: Read) -> None:
    for choice in choices(read, "1005").values():
        table = section(read, "1005", choice).table("comparison")
        count = len(choice.area_codes) + 3
        assert table.column("place")[count - 2 :: count] == ["群馬県"] * 5
        assert table.column("place")[count - 1 :: count] == ["全国"] * 5
        assert table.sums == {n + k for n in range(0, 5 * count, count) for k in (count - 2, count - 1)}
        for name in ("inflow", "outflow"):
            words = [table.column(name)[n] for n in sorted(table.sums)]
            assert words == [Status("―")] * 10
        assert "公表は構想区域ごとで、都道府県・全国の率はない" in raw_text(table.note)


@pytest.mark.parametrize("code", CODES)
def test_flow_rates_are_the_published_ones_and_say_of_which_patients(read: Read, code: str) -> None:
    stated = {r["direction"]: r["share"] for r in read(places.flow_rates, (code,)).frame.to_dict("records")}
    table = section(read, code, choices(read, code)["pref"]).table("comparison")
    assert (table.column("inflow")[0], table.column("outflow")[0]) == (stated["inflow"], stated["outflow"])
    assert "高度急性期+急性期(NDB 2024年度)" in raw_text(table.note)


def test_one_neighbour_alone_is_enough(read: Read) -> None:
    found = section(read, "1005", comparison.by_hand(["1109"]))
    assert found.table("comparison").column("place")[:4] == ["藤岡(群馬県)", "北部(埼玉県)", "群馬県", "全国"]


def test_nothing_to_compare_with_says_what_to_do(read: Read) -> None:
    nothing = section(read, "1005", comparison.by_hand([]))
    assert nothing.tables == ()
    assert nothing.sentences == ("1か所以上を選ぶと、並べて表示します。",)


def test_the_only_area_of_a_prefecture_says_so(store: Store) -> None:
    read = reader(store)
    area = area_of(read, "1101")
    [said] = comparison.section(read, area, comparison.of_prefecture(read, area)).sentences
    assert said == "埼玉県の構想区域は丙だけです。「似ている区域」か「自分で選ぶ」で比べられます。"


def test_a_sum_over_a_blank_cell_says_what_it_lacks(store: Store) -> None:
    read = reader(store)
    table = comparison.section(read, area_of(read, "1002"), comparison.by_hand(["1001"])).table("comparison")
    place = [*zip(table.column("function"), table.column("place"), strict=True)].index(("高度急性期", "乙(群馬県)"))
    assert table.column("base")[place] == Status("データなし(公表資料が空欄)")
    assert "群馬県の高度急性期の2015年は、値のない1区域を除く合計。" in raw_text(table.note)
    assert "全国の高度急性期の2015年は、値のない1区域を除く合計。" in raw_text(table.note)
    assert table.note == table.note.replace("乙の", "")


def test_the_lead_compares_the_total_with_prefecture_and_nation(read: Read) -> None:
    assert raw_text(section(read, "1005", comparison.by_hand(["1004"])).lead) == (
        "人口10万人あたりの報告病床数(合計、2025年)は藤岡(群馬県) 1,227床(乖離率 -6.5%)、"
        "群馬県 931床(乖離率 +2.7%)、全国 923床(乖離率 -2.3%)。"
    )


@pytest.mark.parametrize("code", CODES)
def test_the_numbers_at_the_bars_are_those_of_the_rows(read: Read, code: str) -> None:
    figure = section(read, code, choices(read, code)["pref"]).figure("rates")
    drawn = figure.drawing.data["rows"]  # type: ignore[union-attr]
    assert len(drawn) == len(figure.twin.rows)
    for text, row in zip(drawn["text"], figure.twin.texts(), strict=True):
        assert text == f"{row[2]} / {row[3]}"
    assert [n.removeprefix("▶ ") for n in drawn["name"]] == figure.twin.column("place")
    assert (drawn["at"] >= drawn[["reported", "required"]].max(axis=1)).all()


@pytest.mark.parametrize("code", CODES)
def test_an_office_program_draws_reported_beds_and_need_of_each_place_from_the_rows(read: Read, code: str) -> None:
    figure = section(read, code, choices(read, code)["similar"]).figure("rates")
    plot, own = figure.plot, area_of(read, code).label
    assert isinstance(plot, Plot)
    places_ = list(dict.fromkeys(figure.twin.column("place")))
    called = [f"▶ {place}" if place == own else place for place in places_]
    assert plot.categories() == tuple(f"{place} {kind}" for place in called for kind in ("報告", "必要量"))
    for series in plot.series:
        rows = {row[1]: row[2:] for row in figure.twin.rows if row[0] == series.name}
        wanted = [rows[place][kind] for place in places_ for kind in (0, 1)]
        assert list(plot.values(series)) == [v if isinstance(v, int | float) else None for v in wanted]


@pytest.mark.parametrize(("others", "native"), [(10, True), (11, True), (12, False)])
def test_more_places_than_a_slide_has_bars_for_stay_a_picture(read: Read, others: int, native: bool) -> None:
    codes = [c for c in read(areas.areas).frame["area_code"] if c != "1005"][:others]
    figure = section(read, "1005", Choice(tuple(codes))).figure("rates")
    assert (figure.plot is not None) is native


def test_a_missing_bar_has_a_word_and_stands_at_zero() -> None:
    from core.charts.area_comparison import comparison_rows

    rates = pd.DataFrame(
        {
            "name": ["甲", "乙"],
            "bed_function": ["acute", "acute"],
            "reported": [300.4, math.nan],
            "required": [400.0, math.nan],
            "pale": [False, True],
        }
    )
    rows = comparison_rows(rates)
    assert rows["text"].tolist() == ["300 / 400", "データなし / データなし"]
    assert rows["at"].tolist() == [400.0, 0.0]
    assert rows["strength"].tolist() == [1.0, 0.55]


def test_the_spec_does_not_depend_on_the_places(read: Read) -> None:
    one, two = (section(read, code, comparison.by_hand(["1109"])).figure("rates").drawing for code in ("1005", "1004"))
    assert one.key == two.key  # type: ignore[union-attr]
    assert comparison_chart(4, 16).to_dict() == comparison_chart(4, 16).to_dict()


def test_likeness_is_named_with_distance_and_sources(read: Read) -> None:
    found = section(read, "1005", choices(read, "1005")["similar"])
    table = found.table("likeness")
    near = peers.nearest(read(area_queries.features).frame.set_index("area_code"), "1005")
    assert table.column("distance") == [Status("この区域"), *near["distance"]]
    assert table.rows[0][0] == "藤岡(群馬県)"
    assert "mhlw_r7_flow" in table.sources.ids
    assert not section(read, "1005", choices(read, "1005")["pref"]).has("likeness")


def test_without_a_feature_nothing_is_similar(read: Read) -> None:
    with pytest.raises(UserError, match="似ている区域を決める特徴が選ばれていません"):
        comparison.similar(read, area_of(read, "1005"), ())
