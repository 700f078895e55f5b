"""The area page's charts as Vega draws them, for the odd areas of the real data.

0102 has a blank and functions without 必要量, 2405 is one of 三重県's (XXX flows), 2006 (木曽) has one hospital, 0104 (札幌) has 333
institutions, 0403 and 3401 have namesakes.
"""

from __future__ import annotations

import itertools
import math
from collections import defaultdict

import pandas as pd
import pytest

from core.area import demand, facilities, facility_table, flows, utilization
from core.area.institutions import institutions
from core.area.waterfall import steps
from core.charts.area_demand import demand_chart, demand_names, demand_room, demand_rows, demand_years
from core.charts.area_facilities import facility_beds_chart, facility_rows
from core.charts.area_flow import KINDS, flow_chart, flow_rows
from core.charts.area_utilization import utilization_chart, utilization_room, utilization_rows, utilization_top
from core.charts.area_waterfall import waterfall_chart, waterfall_rows
from core.charts.named import MARK, ROWS
from core.data.queries import area as area_queries
from core.data.queries import demand as demand_queries
from core.data.queries import flows as flow_queries
from core.data.store import Store
from core.vocabulary import labels, palette
from core.vocabulary.terms import FOUR_FUNCTIONS, Care, Direction, PatientGroup
from tests.area.sheets import FUJIOKA_SHEET
from tests.charts.scene import Mark, Scene, drawn

ODD = ["1005", "0102", "2405", "2006", "0104"]


def whole(scene: Scene, marks: list[Mark]) -> None:
    """What holds for every chart: no layer is empty, data marks lie in the plot and answer the pointer."""
    assert scene.empty_layers == ()
    for mark in marks:
        assert mark.tooltip
        assert mark.x is not None
        assert mark.y is not None
        assert -1 <= mark.x <= scene.width + 1
        assert -1 <= mark.y <= scene.height + 1


# --- facilities ---------------------------------------------------------------------------------------------------------------


def long_beds(store: Store, area_code: str, most: int = 10) -> pd.DataFrame:
    """The rows of the page's chart: the largest institutions with their beds by function."""
    values = institutions(store, area_code, "R7").values
    top = facility_table.ordered(values, "beds_total").dropna(subset=["beds_total"]).head(most)
    return pd.concat(
        pd.DataFrame(
            {
                "facility_id": top.index,
                "name": top["facility_name"].to_numpy(),
                "place": top["municipality"].to_numpy(),
                "bed_function": function,
                "beds": top[column].to_numpy(),
                "share": top["share"].to_numpy() / 100,
            }
        )
        for function, column in facilities.BEDS.items()
    )


def facility_scene(rows: pd.DataFrame) -> Scene:
    count = rows["facility_id"].nunique()
    return drawn(facility_beds_chart(count), {ROWS: facility_rows(rows)}, width=370)


@pytest.mark.parametrize("area_code", ODD)
def test_every_institution_is_one_bar_whose_parts_add_up_in_the_official_order(
    real_store: Store, area_code: str
) -> None:
    rows = long_beds(real_store, area_code)
    scene = facility_scene(rows)
    bars = scene.of("rect")
    whole(scene, bars)
    beds = {
        (r.name, labels.BED_FUNCTION[r.bed_function]): r.beds
        for r in rows.itertuples(index=False)
        if r.beds and r.beds > 0
    }
    assert {(b.said["医療機関"], b.said["機能"]): b.said["病床数"] for b in bars if b.width} == {
        key: labels.beds(v) for key, v in beds.items()
    }
    scale = max(b.x + b.width for b in bars) / rows.groupby("facility_id")["beds"].sum().max()  # type: ignore[operator]
    order = [labels.BED_FUNCTION[f] for f in FOUR_FUNCTIONS]
    by_bar: dict[float, list[Mark]] = defaultdict(list)
    for bar in bars:
        assert bar.width == pytest.approx(beds.get((bar.said["医療機関"], bar.said["機能"]), 0) * scale, abs=0.01)
        assert bar.fill == palette.BED_FUNCTION[FOUR_FUNCTIONS[order.index(bar.said["機能"])]]
        by_bar[bar.y or 0.0].append(bar)
    assert len(by_bar) == rows["facility_id"].nunique()
    for parts in by_bar.values():
        parts.sort(key=lambda b: b.x or 0.0)
        assert parts[0].x == 0
        assert [order.index(p.said["機能"]) for p in parts] == sorted(order.index(p.said["機能"]) for p in parts)
        for one, other in itertools.pairwise(parts):
            assert one.x + one.width == pytest.approx(other.x)  # type: ignore[operator]
    assert set(scene.legend_texts) == set(order)


@pytest.mark.parametrize("area_code", ["1005", "0104"])
def test_a_part_says_its_function_in_a_colour_that_can_be_read_and_stays_inside(
    real_store: Store, area_code: str
) -> None:
    scene = facility_scene(long_beds(real_store, area_code))
    texts = [m for m in scene.of("text") if m.text]
    assert texts
    for text in texts:
        [part] = [b for b in scene.of("rect") if b.y <= text.y <= b.y + b.height and b.x < text.x < b.x + b.width]  # type: ignore[operator]
        assert text.text[0] == part.said["機能"][0]
        assert text.text[1:] in ("", part.said["病床数"].removesuffix("床"))
        assert 13 + 7.2 * (len(text.text) - 1) <= part.width
        assert palette.contrast(text.fill or "", part.fill or "") >= 4.5
    assert len({t.text[0] for t in texts}) >= 2
    assert any(len(t.text) > 1 for t in texts)


@pytest.mark.parametrize(("area_code", "name"), [("0403", "渡辺眼科医院"), ("3401", "山本整形外科病院")])
def test_namesakes_keep_a_bar_each(real_store: Store, area_code: str, name: str) -> None:
    rows = long_beds(real_store, area_code, most=1000)
    rows = rows[rows["name"] == name]
    assert rows["facility_id"].nunique() == 2
    scene = facility_scene(rows)
    assert len({b.y for b in scene.of("rect")}) == 2
    assert len({t for t in scene.axis_texts if t.startswith(name[:3])}) == 2


def test_namesakes_in_one_place_are_numbered() -> None:
    rows = pd.DataFrame(
        {
            "facility_id": ["a", "b", "c"], "name": ["甲", "甲", "乙"], "place": ["市", "市", "市"],
            "bed_function": ["acute"] * 3, "beds": [3.0, 2.0, 1.0], "share": [0.5, 0.3, 0.2],
        }
    )  # fmt: skip
    assert facility_rows(rows)["name"].tolist() == ["甲(市) 1", "甲(市) 2", "乙"]


def test_an_institution_without_beds_keeps_its_place_on_the_axis() -> None:
    rows = pd.DataFrame(
        {
            "facility_id": ["a", "a", "b", "b"], "name": ["甲", "甲", "乙", "乙"], "place": ["市"] * 4,
            "bed_function": ["acute", "chronic"] * 2, "beds": [3.0, 2.0, 0.0, None], "share": [1.0, 1.0, 0.0, 0.0],
        }
    )  # fmt: skip
    assert [(r.name, r.start, r.end) for r in facility_rows(rows).itertuples(index=False)] == [
        ("甲", 0.0, 3.0), ("甲", 3.0, 5.0), ("乙", 0.0, 0.0),
    ]  # fmt: skip


def test_an_institution_whose_beds_are_not_stated_says_so_and_not_that_it_has_none() -> None:
    columns = ["facility_id", "name", "place", "bed_function", "beds", "share"]
    untold = [("a", "甲病院", "藤岡市", f, math.nan, math.nan) for f in FOUR_FUNCTIONS]
    none = [("b", "乙病院", "藤岡市", f, 0.0, 0.0) for f in FOUR_FUNCTIONS]
    drawn = facility_rows(pd.DataFrame([*untold, *none], columns=columns), 2025)
    assert drawn["病床数"].tolist() == [labels.NO_DATA, "0床"]
    assert drawn["start"].tolist() == drawn["end"].tolist() == [0.0, 0.0]


# --- flow ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("area_code", ODD)
@pytest.mark.parametrize("direction", list(Direction))
@pytest.mark.parametrize("group", list(PatientGroup))
def test_flow_bars_are_as_long_as_their_share_in_the_given_order(
    real_store: Store, area_code: str, direction: Direction, group: PatientGroup
) -> None:
    frame = flow_queries.flow(real_store, area_code).frame
    frame = frame[(frame["direction"] == direction) & (frame["patient_group"] == group)]
    if frame.empty:
        pytest.skip("nothing is published for this group")
    listed = flows.joined(flows.partners(frame, area_code), 7)
    rows = flow_rows(listed.assign(name=[f"{k}{i}" for i, k in enumerate(listed["kind"])])[["name", "kind", "share"]])
    scene = drawn(flow_chart(len(rows), "題"), {ROWS: rows})
    bars = sorted(scene.of("rect"), key=lambda b: b.y or 0.0)
    whole(scene, bars)
    assert [b.said["区域"] for b in bars] == rows["name"].tolist()
    unit = scene.width - 56
    assert [b.width for b in bars] == pytest.approx([s * unit for s in rows["share"]], abs=0.6)
    assert sum(b.width for b in bars) == pytest.approx(unit, abs=2)
    numbers = {t.y: t for t in scene.of("text")}
    for bar in bars:
        text = numbers[(bar.y or 0) + bar.height / 2]
        assert text.text == bar.said["割合"]
        assert text.x + 4 + 7 * len(text.text) <= scene.width + 2  # type: ignore[operator]
    assert set(scene.legend_texts) == set(KINDS.values())
    assert scene.titles == ("題",)


def test_pale_flow_bars_have_an_outline_that_can_be_seen() -> None:
    rows = flow_rows(pd.DataFrame({"name": ["自", "他"], "kind": ["own", "hidden"], "share": [0.6, 0.4]}))
    for bar in drawn(flow_chart(2), {ROWS: rows}).of("rect"):
        assert palette.contrast(bar.stroke or "", palette.GROUND) >= 3


# --- demand -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("area_code", ODD)
@pytest.mark.parametrize("care", list(Care))
def test_demand_starts_at_100_in_2024_for_area_prefecture_and_nation(
    real_store: Store, area_code: str, care: Care
) -> None:
    found = demand.indexed(demand_queries.demand(real_store, area_code).frame)
    part = found[found["care"] == care].assign(
        scope_label=lambda f: f["scope"].map({"area": "区域", "pref": "県", "nation": "全国"}),
        text=lambda f: [labels.number(v, "件/月") for v in f["claims_per_month"]],
    )
    rows = demand_rows(part)
    names = demand_names(rows)
    chart = demand_chart(demand_years(rows), demand_room(names), "題")
    scene = drawn(chart, {ROWS: rows, MARK: names})
    points = [p for p in scene.of("symbol") if p.tooltip]
    whole(scene, points)
    assert len(points) == len(rows) == 18
    start = [p for p in points if p.said["年度"] == "2024"]
    [hundred] = scene.of("rule")
    assert {round(p.y or 0, 6) for p in start} == {round(hundred.y or 0, 6)}
    looks = {p.said["範囲"]: (p.fill, p.shape) for p in points}
    assert looks["区域"][0] == palette.KEY
    assert len({shape for _, shape in looks.values()}) == 3, "lines differ by colour alone"
    assert len({m.dash for m in scene.of("line")}) == 3
    assert all("件/月" in p.said["レセプト件数"] for p in points)
    named_at_the_end(scene, {name: look for name, look in looks.items()})


def named_at_the_end(scene: Scene, looks: dict[str, tuple[str | None, str]]) -> None:
    """Each line has its name right of it, with its own mark beside, not covering another and not cut."""
    texts = sorted(scene.of("text"), key=lambda t: t.y or 0.0)
    assert {t.text for t in texts} == set(looks)
    marks = {m.y: (m.fill, m.shape) for m in scene.of("symbol") if not m.tooltip}
    for text in texts:
        assert marks[text.y] == looks[text.text]
        assert (text.x or 0) + 13 * len(text.text) <= scene.width + 1
        assert -8 <= (text.y or 0) <= scene.height + 8
    for one, other in itertools.pairwise(texts):
        assert (other.y or 0) - (one.y or 0) >= 16


# --- utilization --------------------------------------------------------------------------------------------------------------


def utilization_scene(store: Store, area_code: str) -> tuple[Scene, pd.DataFrame]:
    found = area_queries.utilization(store, area_code).frame
    whole_nation = area_queries.national_utilization(store).frame.set_index("bed_function")
    known = found.dropna(subset=["utilization"])
    rows = utilization_rows(
        pd.DataFrame(
            {
                "bed_function": known["bed_function"],
                "utilization": known["utilization"],
                "national": [float(whole_nation.at[f, "utilization"]) for f in known["bed_function"]],
                "note": [
                    utilization.warning(f, u) for f, u in zip(known["bed_function"], known["utilization"], strict=True)
                ],
            }
        )
    )
    return drawn(utilization_chart(utilization_top(rows), utilization_room(rows)), {ROWS: rows}, width=500), known


@pytest.mark.parametrize("area_code", ["1005", "0102", "2006", "0104", "4311", "2405"])
def test_utilization_bars_ticks_and_numbers_lie_in_the_plot(real_store: Store, area_code: str) -> None:
    scene, known = utilization_scene(real_store, area_code)
    bars = [m for m in scene.of("rect") if m.fill != palette.TEXT]
    ticks = [m for m in scene.of("rect") if m.fill == palette.TEXT]
    whole(scene, [*bars, *ticks])
    assert len(bars) == len(ticks) == len(known)
    [full] = scene.of("rule")
    share = {labels.BED_FUNCTION[f]: u for f, u in zip(known["bed_function"], known["utilization"], strict=True)}
    for bar in bars:
        assert bar.width == pytest.approx(share[bar.said["機能"]] * (full.x or 0.0), abs=0.6)
        assert bar.width < scene.width
    for text in scene.of("text"):
        wide = sum(13 if ord(c) > 255 else 7.4 for c in text.text)
        assert text.x + 6 + wide <= scene.width + 4, text.text  # type: ignore[operator]


# --- waterfall ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("function", ["acute", "high_acute", "recovery", "chronic", "total"])
def test_the_waterfall_runs_from_the_gap_to_its_rest(function: str) -> None:
    given = steps(FUJIOKA_SHEET, function)
    if given.empty:
        pytest.skip("the sheet has no gap of this function")
    scene = drawn(waterfall_chart(), {ROWS: waterfall_rows(given)})
    bars = scene.of("rect")
    whole(scene, bars)
    assert [b.said["項目"] for b in sorted(bars, key=lambda b: b.x or 0.0)] == given["label"].tolist()
    [zero] = scene.of("rule")
    base = zero.y or 0.0
    height = {b.said["項目"]: (b.y or 0.0, (b.y or 0.0) + b.height) for b in bars}
    for row in given.itertuples(index=False):
        top, bottom = height[row.label]
        drawn_ends = sorted((base - top, base - bottom))
        if row.start == row.end == 0:
            continue
        unit = max(abs(v) for v in drawn_ends) / max(abs(row.start), abs(row.end))
        assert drawn_ends == pytest.approx(sorted((row.start * unit, row.end * unit)), abs=0.6)
    assert [t.text for t in sorted(scene.of("text"), key=lambda t: t.x or 0.0)] == given["text"].tolist()
