"""The map of the other indicators: what it says, what Vega draws, and what stands in its files."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from core.charts.named import ROWS
from core.content.source_short import load_source_short
from core.data.queries import meta
from core.data.reader import Read, reader
from core.data.sourced import Sourced
from core.data.store import Store
from core.maps.choropleth import SELECTION
from core.maps.classes import NOT_COMPUTABLE, Classes
from core.maps.indicator_map import CLASSES, RING_SIZE, Amounts, classes_of, colour, indicator_map_spec, key, sign
from core.maps.signs import OUTLINES
from core.measures.indicators import INDICATORS, valued
from core.views.figure import Chart, Figure
from core.views.national import indicator as view
from core.views.sources import SourceBook, source_book
from core.views.words import raw_text
from core.vocabulary import palette
from core.vocabulary.terms import BedFunction, Level
from tests.charts.scene import Scene, drawn
from tests.views.checks import holds

WIDTH = 447.0


@pytest.fixture(scope="module")
def read(real_store: Store) -> Read:
    return reader(real_store)


@pytest.fixture(scope="module")
def book(real_store: Store) -> SourceBook:
    return source_book(meta.sources(real_store).frame, load_source_short())


def asked(read: Read, name: str, level: Level = Level.AREA, pref: str = "", function: str = "acute") -> view.Asked:
    offered = read(view.years, name)
    year = view.first_year(name, offered, 2040)
    return view.Asked(name, BedFunction(function), year, level, pref, "群馬県" if pref else "全国")


def scene_of(figure: Figure) -> tuple[Scene, pd.DataFrame]:
    """What Vega draws, and its rows by code."""
    assert isinstance(figure.drawing, Chart)
    chart = figure.drawing.located(lambda name: f"/component/geometry/{name}")
    return drawn(chart.spec(), dict(chart.data), width=WIDTH, key="code"), chart.data[ROWS].set_index("code")


@pytest.mark.parametrize("level", list(Level))
@pytest.mark.parametrize("name", list(INDICATORS))
def test_every_indicator_says_the_same_on_screen_in_files_and_in_its_key(
    read: Read, book: SourceBook, name: str, level: Level
) -> None:
    section = view.section(read, asked(read, name, level, "10" if level is Level.PREFECTURE else ""))
    holds(section, book)
    figure = section.figure("indicator")
    assert isinstance(figure.drawing, Chart)
    rows = figure.drawing.data[ROWS].set_index("code")
    by_pref = level is Level.PREFECTURE and INDICATORS[name].summed
    shown = rows if by_pref or level is Level.AREA else rows[rows.index.str[:2] == "10"]
    assert len(rows) == (47 if by_pref else 339)
    counted = {s.fill: s.count for s in figure.legend if not s.dashed}
    for fill, count in shown.loc[~shown["missing"], "fill"].value_counts().items():
        assert counted[str(fill)] == f"{count}{'県' if by_pref else '区域'}"
    missing = sum(int(s.count.removesuffix("区域").removesuffix("県")) for s in figure.legend if s.dashed)
    assert missing == int(shown["missing"].sum())
    told = dict(zip(figure.twin.column(figure.twin.columns[0].name), figure.twin.texts(), strict=True))
    place = [c.name for c in figure.twin.columns].index("value")
    assert {code: told[code][place] for code in shown.index if not shown.loc[code, "missing"]} == {
        code: value.removesuffix(INDICATORS[name].unit) for code, value in shown.loc[~shown["missing"], "value"].items()
    }


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("against_plan", Level.AREA),
        ("own_chronic", Level.AREA),
        ("utilization", Level.PREFECTURE),
    ],
)
def test_every_outline_is_drawn_once_in_the_colour_of_its_class_with_its_sign_and_its_hover(
    read: Read, name: str, level: Level
) -> None:
    """The spec is the same for all indicators, so these three kinds of rows stand for all."""
    scene, rows = scene_of(
        view.section(read, asked(read, name, level, "10" * (level is not Level.AREA))).figure("indicator")
    )
    painted = [m for m in scene.of("shape") if m.fill and m.opacity > 0]
    assert len(painted) == len(rows)
    assert {m.key: m.fill for m in painted} == rows["fill"].to_dict()
    assert {m.key for m in scene.of("shape") if m.dash} == set(rows.index[rows["missing"]])
    signs = {m.key for m in scene.of("symbol") if m.key and m.shape in OUTLINES.values() and not m.tooltip}
    assert signs == set(rows.index[rows["sign"] != 0])
    met = {m.key: m for m in sorted(scene.of("shape"), key=lambda m: m.layer) if m.fill}
    place = "都道府県" if level is Level.PREFECTURE else "構想区域"
    assert {k: (m.said[place], m.said["値"]) for k, m in met.items()} == {
        k: (r["name"], r["value"]) for k, r in rows.to_dict("index").items()
    }
    outlined = {m.key for m in scene.of("shape") if m.stroke == palette.KEY}
    assert outlined == ({"10"} if level is Level.PREFECTURE else set())


def test_the_sentence_names_both_ends_the_middle_and_how_many_have_no_value(read: Read, real_store: Store) -> None:
    section = view.section(read, asked(read, "own_chronic"))
    shares = real_store.frame(
        "SELECT area_name, pref_name, share FROM flow JOIN area USING (area_code) WHERE direction = 'outflow'"
        " AND patient_group = 'chronic' AND area_code = partner_area_code ORDER BY share"
    )
    low, high = shares.iloc[0], shares.iloc[-1]
    assert raw_text(section.lead) == (
        f"最も大きいのは{high.area_name}({high.pref_name}){high.share:.1%}、"
        f"最も小さいのは{low.area_name}({low.pref_name}){low.share:.1%}。"
        f"中央値は{shares['share'].median():.1%}。値がないのは{339 - len(shares)}区域。"
    )


@pytest.mark.parametrize("name", [n for n, i in INDICATORS.items() if not i.summed])
def test_what_cannot_be_summed_stays_at_the_areas_and_says_so(read: Read, name: str) -> None:
    section = view.section(read, asked(read, name, Level.PREFECTURE))
    assert len(section.figure("indicator").twin.rows) == 339
    assert "足し合わせられないので、区域で示す" in raw_text(section.notes[0])


def test_a_prefecture_alone_is_told_and_drawn_without_its_neighbours(read: Read) -> None:
    section = view.section(read, asked(read, "utilization", pref="10"))
    figure = section.figure("indicator")
    assert {row[0][:2] for row in figure.twin.texts()} == {"10"}
    assert raw_text(section.title).startswith("群馬県の急性期の病床利用率")
    scene, _ = scene_of(figure)
    outside = {m.fill for m in scene.of("shape") if m.fill and m.opacity > 0 and m.key[:2] != "10"}
    assert outside == {palette.GROUND}


def test_each_kind_of_missing_value_has_its_own_line_in_the_key_and_its_word_in_hover_and_table(read: Read) -> None:
    words = {"0101": "not_disclosed", "0102": "not_reported", "0103": "not_applicable"}

    def with_silent(query, *args):
        found = read(query, *args)
        if query is not view.rows:
            return found
        frame = found.frame.copy()
        for code, status in words.items():
            frame.loc[frame["area_code"] == code, ["part", "value_status"]] = [None, status]
        return Sourced(frame, found.source_ids)

    figure = view.section(with_silent, asked(read, "inflow")).figure("indicator")
    assert {s.text: s.count for s in figure.legend if s.dashed} == {
        "非公表(*)": "1区域", "未報告": "1区域", "該当なし(-)": "1区域",
    }  # fmt: skip
    assert isinstance(figure.drawing, Chart)
    rows = figure.drawing.data[ROWS].set_index("code")
    assert list(rows.loc[list(words), "value"]) == ["非公表(*)", "未報告", "該当なし(-)"]
    told = {row[0]: row[-1] for row in figure.twin.texts()}
    assert [told[code] for code in words] == ["非公表(*)", "未報告", "該当なし(-)"]


def test_the_spec_depends_on_the_frame_alone_so_that_a_choice_replaces_rows_and_nothing_else(read: Read) -> None:
    keys = set()
    for name in ("home_care", "inflow", "against_plan"):
        drawing = view.section(read, asked(read, name)).figure("indicator").drawing
        assert isinstance(drawing, Chart)
        keys.add(drawing.key)
    assert len(keys) == 1


@pytest.mark.parametrize("name", list(CLASSES))
def test_a_value_on_a_limit_and_its_neighbours_fall_into_the_classes_that_the_key_states(name: str) -> None:
    for level in Level:
        classes = classes_of(INDICATORS[name], level)
        for limit in classes.limits():
            under, at, over = (classes.level(limit + step * abs(limit)) for step in (-1e-6, 0.0, 1e-6))
            if isinstance(classes, Amounts):
                assert (under + 1, over) == (at, at), (name, limit)
            else:
                assert isinstance(classes, Classes)
                assert under < over
                assert abs(at) == min(abs(under), abs(over)), (name, limit)
        assert classes.level(float("nan")) == classes.level(None) == NOT_COMPUTABLE


def test_amounts_grow_darker_so_that_they_read_in_grey(read: Read) -> None:
    contrasts = [palette.contrast(fill, palette.GROUND) for fill in palette.AMOUNT]
    assert all(b / a >= 1.3 for a, b in zip(contrasts, contrasts[1:], strict=False))
    amounts = Amounts((1, 2, 3, 4))
    assert colour(amounts, 4) == palette.AMOUNT[-1]
    looks = [(sign(amounts, v), RING_SIZE.get(v)) for v in range(5)]
    assert len(set(looks)) == 5, "neighbours differ too little in grey, so each has its ring of its own size"
    assert sign(amounts, NOT_COMPUTABLE) == "", "a dashed outline"
    for level in (1, 2, 3, 4):
        fill = colour(amounts, level)
        assert palette.contrast(palette.text_on(fill), fill) >= 3


def test_the_key_counts_every_row_once(read: Read) -> None:
    frame = read(view.rows, "utilization", BedFunction.HIGH_ACUTE, 2025).frame
    rows = valued(frame, INDICATORS["utilization"])
    entries = key(rows, INDICATORS["utilization"], Level.AREA)
    assert sum(e.count for e in entries) == len(rows)
    assert [e.text for e in entries] == [
        "100% 以上",
        "80% 〜 100%",
        "70% 〜 80%",
        "60% 〜 70%",
        "60% 未満",
        "該当なし(-)",
    ]
    assert not pd.Series([e.text for e in entries]).duplicated().any()


def test_the_geometry_follows_the_level() -> None:
    spec = indicator_map_spec("/g.json", (0, 0, 100, 200), 500, "", Level.PREFECTURE)
    titles = [t["title"] for t in spec["layer"][0]["encoding"]["tooltip"]]
    assert titles == ["都道府県", "値", "もとの数値"]


def at(read: Read, name: str, picked: str, level: Level = Level.AREA, pref: str = "") -> view.Asked:
    return replace(asked(read, name, level, pref), picked=picked)


@pytest.mark.parametrize(
    ("name", "level", "pref", "picked", "chosen"),
    [
        ("population", Level.AREA, "", "", ""),
        ("population", Level.AREA, "10", "1005", "1005"),
        ("population", Level.AREA, "10", "13", ""),
        ("population", Level.PREFECTURE, "", "", ""),
        ("population", Level.PREFECTURE, "10", "", "10"),
        ("population", Level.PREFECTURE, "10", "13", "13"),
        ("population", Level.PREFECTURE, "10", "1005", "10"),
        ("inflow", Level.PREFECTURE, "10", "1005", "1005"),
        ("inflow", Level.PREFECTURE, "10", "13", ""),
    ],
)
def test_what_is_looked_at_is_of_the_kind_that_the_map_shows(
    read: Read, name: str, level: Level, pref: str, picked: str, chosen: str
) -> None:
    assert at(read, name, picked, level, pref).chosen == chosen


def test_the_card_of_an_area_says_its_value_its_figures_its_place_and_the_way_to_it(
    read: Read, real_store: Store
) -> None:
    section = view.section(read, at(read, "population", "1005"))
    people = real_store.frame("SELECT area_code, population_2024 AS now, population_2040 AS later FROM area")
    changes = (people["later"] / people["now"] - 1).set_axis(people["area_code"])
    own = people.set_index("area_code").loc["1005"]
    card = section.topic("card")
    assert raw_text(card.heading) == "藤岡(群馬県) 1005"
    assert [raw_text(line) for line in card.lines] == [
        f"人口の変化 {changes['1005']:+.1%}",
        f"将来推計人口(人) {own.later:,.0f}、今の人口(人) {own.now:,.0f}",
        f"値のある339区域の中で大きいほうから{sum(changes > changes['1005']) + 1}番目",
    ]
    [link] = card.links
    assert (link.label, link.route, link.query) == ("この区域を開く", "/area", "area=1005")
    scene, _ = scene_of(section.figure("indicator"))
    assert {m.key for m in scene.of("shape") if m.stroke == palette.KEY} == {"1005"}


def test_the_card_of_a_prefecture_leads_to_its_areas_in_the_same_indicator(read: Read) -> None:
    card = view.section(read, at(read, "home_care", "10", Level.PREFECTURE)).topic("card")
    assert raw_text(card.heading) == "群馬県 10"
    assert raw_text(card.lines[1]).startswith("値のある47都道府県の中で大きいほうから")
    [link] = card.links
    assert (link.route, link.query) == ("/", "pref=10&other=home_care&other_year=2040")


def test_the_card_of_a_place_without_a_value_says_why_and_has_no_rank(read: Read) -> None:
    asked_for = asked(read, "own_chronic")
    rows = valued(read(view.rows, "own_chronic", asked_for.function, asked_for.year).frame, asked_for.indicator)
    code = rows.loc[rows["value"].isna(), "area_code"].iloc[0]
    card = view.section(read, at(read, "own_chronic", str(code))).topic("card")
    assert [raw_text(line) for line in card.lines] == ["自区域で入院する割合(慢性期) データなし"]


def test_a_click_gives_the_code_of_what_was_clicked_on(read: Read) -> None:
    drawing = view.section(read, asked(read, "inflow")).figure("indicator").drawing
    assert isinstance(drawing, Chart)
    assert drawing.selection == SELECTION
    clickable = [layer for layer in drawing.spec()["layer"] if "params" in layer]
    assert [(layer["params"][0]["name"], layer["params"][0]["select"]["fields"]) for layer in clickable] == [
        (SELECTION, ["code"])
    ]
