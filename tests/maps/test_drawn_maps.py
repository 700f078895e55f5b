"""The flat maps as Vega draws them on the real geometry: every area once, its class, its hover, and what a picture says."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.charts.named import ROWS
from core.data.queries import beds
from core.data.store import Store
from core.maps import simulator_map
from core.maps.choropleth import LEVELS, SIGN_SIZE, colour_of_level, map_rows, national_map_spec, sign_of_level
from core.maps.class_map import class_key, class_map_spec
from core.maps.classes import NOT_COMPUTABLE
from core.maps.frames import frame_of
from core.maps.signs import OUTLINES, RING, TWOFOLD
from core.maps.simulator_map import CHANGES, STANDING
from core.maps.words import BOTTOM, TOP, WORDS, KeyEntry, word_rows, wrapped
from core.measures import gap
from core.measures.gap import MEASURES
from core.measures.prefecture import by_prefecture
from core.rules import engine, facts
from core.rules.scenario import Scenario
from core.text.lines import CLOSING, OPENING
from core.vocabulary import palette
from core.vocabulary.terms import BedFunction, Designation, Level
from tests.charts.scene import Mark, Scene, drawn

HEIGHT = 580
WIDTH = 447.0  # of the narrowest map
URL = "/component/geometry/map.json"
#: Japan, and prefectures with designations, islands, the odd areas 0102, 24xx and 木曽.
FRAMES = ["", "10", "13", "01", "24", "20", "47"]
NO_WORDS = word_rows("題", "副題", [KeyEntry("階級", palette.NEUTRAL)], ["出典"], "注")


def measured(store: Store, function: str = "total", year: int = 2025) -> pd.DataFrame:
    return gap.measured(beds.comparison(store, year).frame, function)


@cache
def national(store: Store, function: str = "total", measure: str = "gap", pref: str = "") -> Scene:
    """The map of 2025 with 藤岡 chosen; each is drawn once for all tests."""
    spec = national_map_spec(URL, frame_of(pref), HEIGHT, pref)
    data = {ROWS: map_rows(measured(store, function), MEASURES[measure], "1005"), WORDS: NO_WORDS}
    return drawn(spec, data, width=WIDTH, key="code")


def areas_of(scene: Scene) -> list[Mark]:
    """The filled areas that are painted."""
    return [m for m in scene.of("shape") if m.fill and m.opacity > 0]


@pytest.mark.parametrize(
    ("function", "pref"), [*((f, "") for f in BedFunction), *(("total", pref) for pref in FRAMES[1:])]
)
def test_every_area_is_drawn_once_in_the_colour_of_its_class(real_store: Store, function: str, pref: str) -> None:
    rows = measured(real_store, function)
    levels = map_rows(rows, MEASURES["gap"]).set_index("code")["level"]
    painted = areas_of(national(real_store, function, "gap", pref))
    assert Counter(m.key for m in painted) == Counter(rows["area_code"])
    for mark in painted:
        own = not pref or mark.key[:2] == pref
        assert mark.fill == (colour_of_level(levels[mark.key]) if own else palette.GROUND), mark.key


@pytest.mark.parametrize("pref", FRAMES)
def test_every_area_lies_inside_the_map(real_store: Store, pref: str) -> None:
    """All of it in the map of Japan; a prefecture's frame leaves out its farthest islands, but no area."""
    for mark in areas_of(national(real_store, pref=pref)):
        numbers = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", mark.path)]
        inside = [
            -1 <= x <= WIDTH + 1 and -1 <= y <= HEIGHT + 1 for x, y in zip(numbers[::2], numbers[1::2], strict=True)
        ]
        if not pref:
            assert all(inside), mark.key
        elif mark.key[:2] == pref:
            assert any(inside), mark.key


def signs_of(scene: Scene) -> list[Mark]:
    """The signs of the classes, which answer no pointer."""
    return [m for m in scene.of("symbol") if m.shape in OUTLINES.values() and not m.tooltip]


@pytest.mark.parametrize(("function", "pref"), [("total", ""), ("acute", ""), ("total", "10"), ("total", "20")])
def test_every_class_beside_the_middle_has_its_sign_inside_its_area_larger_outwards(
    real_store: Store, function: str, pref: str
) -> None:
    """Orange and blue of the same distance are the same grey on paper."""
    levels = map_rows(measured(real_store, function), MEASURES["gap"]).set_index("code")["level"]
    scene = national(real_store, function, "gap", pref)
    boxes = {m.key: [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", m.path)] for m in areas_of(scene)}
    signs = signs_of(scene)
    assert Counter(m.key for m in signs) == Counter(
        c for c, level in levels.items() if level not in (0, NOT_COMPUTABLE) and (not pref or c[:2] == pref)
    )
    for mark in signs:
        level, box = levels[mark.key], boxes[mark.key]
        assert mark.shape == OUTLINES[sign_of_level(level)]
        assert mark.size == SIGN_SIZE[abs(level)][bool(pref)]
        assert palette.contrast(mark.stroke or "", colour_of_level(level)) >= 3
        assert min(box[::2]) <= (mark.x or 0) <= max(box[::2])
        assert min(box[1::2]) <= (mark.y or 0) <= max(box[1::2])


def test_two_classes_differ_in_contrast_or_in_their_second_sign() -> None:
    looks = {v: (sign_of_level(v), SIGN_SIZE.get(abs(v), ())) for v in LEVELS}
    looks[NOT_COMPUTABLE] = ("dashed", ())
    for one, other in combinations(LEVELS, 2):
        near = palette.contrast(colour_of_level(one), colour_of_level(other)) < 3
        assert not near or looks[one] != looks[other], (one, other)


def answering(scene: Scene) -> dict[str, Mark]:
    """By area, the mark that the pointer meets inside it: the topmost one that is filled, be it seen or not."""
    return {m.key: m for m in sorted(scene.of("shape"), key=lambda m: m.layer) if m.fill}


@pytest.mark.parametrize("pref", FRAMES)
def test_the_pointer_meets_the_hover_of_every_area_and_nothing_of_another_over_it(real_store: Store, pref: str) -> None:
    scene = national(real_store, pref=pref)
    rows = measured(real_store)
    met = answering(scene)
    assert {key: m.said["構想区域"] for key, m in met.items()} == dict(
        zip(rows["area_code"], rows["area_name"], strict=True)
    )
    assert all(m.tooltip and m.path for m in met.values())
    for mark in scene.of("shape"):
        if mark.key:
            assert mark.tooltip, "an outline takes the pointer too"
        else:
            assert mark.fill is None, "a line of the ground would hide the area below it"
    over = [m for m in scene.marks if m.kind != "shape" and m not in signs_of(scene)]
    assert over
    assert all(m.y is not None and not 0 <= m.y <= HEIGHT for m in over), "only the words in the margins lie on top"


@pytest.mark.parametrize("pref", FRAMES)
def test_an_area_below_a_wide_outline_answers_above_it(real_store: Store, pref: str) -> None:
    scene = national(real_store, pref=pref)
    outlined = {"1005", *measured(real_store).dropna(subset=["designation"])["area_code"]}
    top = max(m.layer for m in scene.of("shape"))
    met = answering(scene)
    assert {key for key, m in met.items() if m.layer == top} == outlined
    assert {m.opacity for key, m in met.items() if key in outlined} == {0.0}


def test_the_hover_says_the_figures_of_the_area_with_separators_and_units(real_store: Store) -> None:
    scene = national(real_store, "acute")
    hover = {m.key: m.said for m in scene.marks if m.tooltip}
    assert hover["0104"]["指標"] == "乖離(床) +4,229床"
    assert hover["1005"] == {
        "構想区域": "藤岡", "都道府県": "群馬県", "指標": hover["1005"]["指標"], "報告病床数": hover["1005"]["報告病床数"],
        "必要量": hover["1005"]["必要量"], "指定": "モデル推進区域",
    }  # fmt: skip
    numbers = re.compile(r"(?<![\d,.])\d{4,}(?!\d*年)")
    for said in hover.values():
        assert not [v for v in said.values() if numbers.search(v)], said


@pytest.mark.parametrize("function", [BedFunction.HIGH_ACUTE, BedFunction.ACUTE])
def test_an_area_without_a_measure_is_grey_with_a_dashed_outline(real_store: Store, function: BedFunction) -> None:
    rows = measured(real_store, function)
    scene = national(real_store, function, "gap_rate")
    missing = set(rows.loc[rows["gap_rate"].isna(), "area_code"])
    assert {m.key for m in areas_of(scene) if m.fill == colour_of_level(NOT_COMPUTABLE)} == missing
    assert {m.key for m in scene.of("shape") if m.dash} == missing
    assert len(missing) == (9 if function == "high_acute" else 0)


@pytest.mark.parametrize("pref", ["", "10", "13"])
def test_each_designated_area_has_its_outline_double_for_a_model_with_a_rim_where_its_class_would_swallow_it(
    real_store: Store, pref: str
) -> None:
    """Failed before: the two designations differed in grey by four tenths of a pixel of width alone."""
    rows = measured(real_store)
    scene = national(real_store, pref=pref)
    drawn_over = [m for m in scene.of("shape") if m.key and m.fill is None and m.stroke_width > 1]
    wanted = rows.dropna(subset=["designation"]).set_index("area_code")["designation"]
    levels = map_rows(rows, MEASURES["gap"]).set_index("code")["level"]
    model, suishin = palette.DESIGNATION[Designation.MODEL], palette.DESIGNATION[Designation.SUISHIN]
    for code, designation in wanted.items():
        lines = [m for m in drawn_over if m.key == code and m.stroke in (model, suishin, palette.GROUND)]
        if code == "1005":  # the chosen one, with a rim of its own
            lines = [m for m in lines if m.stroke_width < 6]
        looks = [m.stroke for m in sorted(lines, key=lambda m: m.layer)]
        if designation == Designation.MODEL:
            assert looks == [model, palette.GROUND], "two lines with a white one between them"
        elif palette.contrast(suishin, colour_of_level(levels[code])) < 3:
            assert looks == [palette.GROUND, suishin], "one line on a rim"
        else:
            assert looks == [suishin]
        assert len({m.path for m in lines}) == 1
        if len(lines) == 2:
            assert lines[0].stroke_width - lines[1].stroke_width >= 1.8, "what lies below is hidden"
    assert {m.key for m in drawn_over if m.stroke in (model, suishin)} == set(wanted.index)


def test_an_outline_is_read_against_its_rim_and_the_rim_against_the_classes_that_would_swallow_the_outline() -> None:
    classes = [*palette.EXCESS, *palette.SHORTAGE, palette.NEUTRAL, palette.NO_DATA]
    for outline in palette.DESIGNATION.values():
        assert palette.contrast(outline, palette.GROUND) >= 4.5
        for ground in classes:
            if palette.contrast(outline, ground) < 2.5:
                assert palette.contrast(palette.GROUND, ground) >= 3
    assert palette.contrast(palette.DESIGNATION[Designation.MODEL], palette.SHORTAGE[2]) < 3, "why there is a rim"


def test_the_chosen_area_stands_out_above_all_other_outlines(real_store: Store) -> None:
    scene = national(real_store)
    [outline] = [m for m in scene.of("shape", stroke=palette.KEY)]
    [rim] = [m for m in scene.of("shape", stroke=palette.GROUND) if m.stroke_width > 5]
    assert (rim.key, outline.key) == ("1005", "1005")
    assert rim.stroke_width - outline.stroke_width >= 2
    assert outline.layer == max(m.layer for m in scene.of("shape") if m.opacity > 0 and m.fill is None)


@pytest.mark.parametrize(("classes", "pref"), [(STANDING, ""), (STANDING, "10"), (STANDING, "47"), (CHANGES, "")])
def test_the_simulators_map_draws_every_area_once_with_its_hover(real_store: Store, classes, pref: str) -> None:
    result = engine.run(facts.from_store(real_store), Scenario())
    rows = simulator_map.standing_rows(result)
    if classes is CHANGES:
        rows = rows.assign(word=[classes[i % len(classes)].word for i in range(len(rows))], real="")
    scene = drawn(
        class_map_spec(URL, frame_of(pref), classes, 520, pref, classes is STANDING),
        {ROWS: rows, WORDS: NO_WORDS},
        width=WIDTH,
        key="code",
    )
    fill = {c.word: c.fill for c in classes}
    word = rows.set_index("code")["word"]
    painted = areas_of(scene)
    assert Counter(m.key for m in painted) == Counter(rows["code"])
    assert all(m.fill == fill[word[m.key]] for m in painted)
    met = answering(scene)
    assert sorted(met) == sorted(rows["code"])
    assert all(m.tooltip for m in met.values())
    real = {m.key for m in scene.of("shape", stroke=palette.ALERT)}
    assert real == set(rows.loc[rows["real"] != "", "code"])
    assert {m.key for m in scene.of("shape", stroke=palette.GROUND)} == real
    top = max(m.layer for m in scene.of("shape"))
    assert {key for key, m in met.items() if m.layer == top} == real


def test_the_simulators_key_counts_what_is_on_the_map(real_store: Store) -> None:
    result = engine.run(facts.from_store(real_store), Scenario())
    rows = simulator_map.standing_rows(result)
    chosen = int(result.selection.selected.sum())
    texts = [e.text for e in class_key(STANDING, rows, real=True)]
    assert sum(int(re.findall(r"(\d+)区域", t)[0]) for t in texts[:3]) == 339
    assert sum(int(re.findall(r"(\d+)区域", t)[0]) for t in texts[:2]) == chosen
    assert texts[3] == f"実際の指定(確認できた区域) {int((rows['real'] != '').sum())}区域"
    gunma = [e.text for e in class_key(STANDING, rows[rows["code"].str.startswith("10")])]
    assert sum(int(re.findall(r"(\d+)区域", t)[0]) for t in gunma) == 10


SOURCES = [
    "厚生労働省「病床機能報告上の病床数・必要量等」令和7年度 別添4",
    "厚生労働省 令和6年7月31日の通知 別添1",
    "CBnews「推進区域の報道」",
]
KEY = [KeyEntry(f"+{i}床 〜 +1,000床 {i}区域", palette.NEUTRAL, dashed=i == 9) for i in range(12)]


def worded(entries: list[KeyEntry], sources: list[str], width: float = WIDTH) -> Scene:
    """The words alone, without the geometry below them."""
    spec = national_map_spec(URL, frame_of(""), HEIGHT)
    words = word_rows("全国の合計の乖離率(2025年)", "乖離率 = 式", entries, sources, "区域の境は概形。")
    return drawn(spec | {"layer": spec["layer"][-3:]}, {WORDS: words}, width=width)


def test_the_key_in_the_picture_has_the_signs_of_the_page_each_larger_than_the_one_before() -> None:
    """Failed before: the key of a saved picture had a letter before the words, of one size for all classes."""
    sizes = (10, 12, 14, 16)
    rings = [KeyEntry(f"{n}", palette.AMOUNT[n + 1], sign=RING, size=size) for n, size in enumerate(sizes)]
    scene = worded([*rings, KeyEntry("枠", stroke=palette.ALERT, twofold=True)], [])
    marks = [m for m in scene.of("symbol") if m.shape == OUTLINES[RING]]
    assert [m.size for m in marks] == sorted({m.size for m in marks})
    assert [m.stroke for m in marks] == [palette.text_on(entry.fill) for entry in rings]
    for mark, size in zip(marks, sizes, strict=True):
        assert (mark.size or 0) ** 0.5 / 2 == pytest.approx(0.6 * size)
        assert (mark.size or 0) ** 0.5 / 2 < 13, "it stands on its swatch"
    swatches = [m for m in scene.of("symbol") if m.shape in ("square", TWOFOLD)]
    assert [m.shape for m in swatches] == ["square"] * 4 + [TWOFOLD]
    assert {(m.x, m.y) for m in marks} == {(m.x, m.y) for m in swatches[:4]}
    assert not [m for m in scene.of("text") if RING in m.text]


@pytest.mark.parametrize("width", [WIDTH, 680.0])
@pytest.mark.parametrize("sources", [SOURCES[:1], SOURCES, SOURCES * 6])
@pytest.mark.parametrize("entries", [KEY, KEY[:4]])
def test_title_key_and_source_stand_in_the_margins_and_cover_nothing(
    entries: list[KeyEntry], sources: list[str], width: float
) -> None:
    scene = worded(entries, sources, width)
    texts = scene.of("text")
    said = [m.text for m in texts]
    assert said[0] == "全国の合計の乖離率(2025年)"
    assert {e.text for e in entries} <= set(said)
    assert any(t.startswith("出典: 厚生労働省") for t in said)
    assert said[-1] == "区域の境は概形。"
    for mark in texts:
        assert mark.x is not None
        assert mark.y is not None
        assert 0 <= mark.x < width
        assert -TOP + 7 <= mark.y <= -7 or HEIGHT + 7 <= mark.y <= HEIGHT + BOTTOM - 7, mark.text
        assert mark.x + 11 * 0.56 * len(mark.text) <= width + 1, mark.text
    places = [(round(m.x or 0), round(m.y or 0)) for m in texts]
    assert len(set(places)) == len(places)
    for one in texts:
        near = [m for m in texts if m is not one and m.x == one.x and abs((m.y or 0) - (one.y or 0)) < 13]
        assert not near, (one.text, [m.text for m in near])


def test_every_swatch_stands_left_of_its_words_and_is_drawn_like_the_map() -> None:
    scene = worded(KEY, SOURCES)
    swatches = scene.of("symbol")
    assert [m.fill for m in swatches] == [e.fill for e in KEY]
    by_place = {(m.x, m.y): m.text for m in scene.of("text")}
    for mark, entry in zip(swatches, KEY, strict=True):
        assert by_place[(mark.x or 0) + 12.5, mark.y] == entry.text
        assert bool(mark.dash and mark.dash[1]) is entry.dashed


def test_sources_that_do_not_fit_are_counted_and_never_cut_in_silence() -> None:
    lines = word_rows("題", "", KEY, SOURCES * 6, "注").query("role == 'source'")["text"].tolist()
    assert re.search(r"ほか\d+件$", "".join(lines[:-1]))
    listed = "".join(lines[:-1]).count("「") + "".join(lines).count("通知")
    more = int(re.findall(r"ほか(\d+)件", "".join(lines))[0])
    assert listed + more == len(SOURCES * 6)


def test_no_line_of_sources_or_note_begins_with_a_closing_mark_or_parts_a_number() -> None:
    """Failed before: lines were broken after any letter, so that 「、」 and 「)」 began some."""
    for cut in range(40):
        sources = [f"{'資' * cut}料(令和7年3月31日)", *SOURCES]
        rows = word_rows("題", "", KEY, sources, "注1。" + "12,345床" * 12).query("role == 'source'")["text"].tolist()
        assert len(rows) > 2
        assert not [line for line in rows if line[0] in CLOSING or line[-1] in OPENING]
        assert not [line for line in rows[-2:] if line[0] == "床"]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200), st.integers(40, 500))
def test_broken_lines_hold_the_whole_text_and_fit(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert "".join(lines) == text
    assert all(11 * 0.56 * len(line) <= width for line in lines)


def test_the_words_hold_no_lists_for_the_browser_takes_their_numbers_for_big_ones() -> None:
    """A list of integers arrives as BigInt, which a canvas refuses as a dash pattern."""
    rows = word_rows("題", "副題", KEY, SOURCES)
    assert not rows.map(lambda v: isinstance(v, list | tuple)).to_numpy().any()


def test_every_prefecture_is_drawn_once_in_the_colour_of_its_class_and_answers_with_its_own_figures(
    real_store: Store,
) -> None:
    frame = beds.comparison(real_store, 2025).frame
    frame.loc[frame["area_code"] == "0102", ["reported", "reported_status"]] = [None, "blank"]
    rows = gap.measured(by_prefecture(frame), BedFunction.HIGH_ACUTE)
    table = map_rows(rows, MEASURES["gap"], "10")
    spec = national_map_spec(URL.replace("map", "map_prefectures"), frame_of(""), HEIGHT, "", Level.PREFECTURE)
    scene = drawn(spec, {ROWS: table, WORDS: NO_WORDS}, width=WIDTH, key="code")
    levels = table.set_index("code")["level"]
    painted = areas_of(scene)
    assert Counter(m.key for m in painted) == Counter(rows["pref_code"])
    assert {m.key: m.fill for m in painted} == {code: colour_of_level(level) for code, level in levels.items()}
    assert {m.key: m.said["都道府県"] for m in painted} == dict(zip(rows["pref_code"], rows["pref_name"], strict=True))
    silent = next(m for m in painted if m.key == "01")
    assert silent.fill == colour_of_level(NOT_COMPUTABLE)
    assert silent.said["報告病床数"] == "南檜山がデータなし(公表資料が空欄)"
    assert {m.key for m in scene.of("shape") if m.stroke == palette.KEY} == {"10"}
    assert not [m for m in scene.of("shape") if m.key and m.stroke in palette.DESIGNATION.values() and not m.fill]
