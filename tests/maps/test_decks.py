"""pydeck views as data: what is drawn where, and that nothing is asked for from outside."""

from __future__ import annotations

import io
import itertools
import json
import math
import re

import pandas as pd
import pytest
import vl_convert
from PIL import Image

from core.data.queries import areas, beds
from core.maps.arcs import arc_rows, flow_arc_deck
from core.maps.columns import SHORTAGE, SURPLUS, column_deck, column_rows
from core.maps.ground import rgba, view_of
from core.maps.points import GATHERED, MARKS, NO_BEDS, area_points_deck, main_function, point_rows
from core.maps.shapes import HALF, PATHS, mark_svg
from core.measures.gap import measured
from core.vocabulary import palette
from core.vocabulary.terms import FOUR_FUNCTIONS

GROUND = "/component/geometry/prefectures.json"
FEATURE = {
    "type": "Feature",
    "properties": {"code": "1005"},
    "geometry": {
        "type": "MultiPolygon",
        "coordinates": [[[[138.6, 36.0], [139.1, 36.3], [139.0, 36.0], [138.6, 36.0]]]],
    },
}


@pytest.fixture
def columns(store) -> pd.DataFrame:
    return column_rows(
        measured(beds.comparison(store, 2025).frame, "total"), areas.areas(store).frame.assign(lon=139.0, lat=36.0)
    )


@pytest.fixture
def facilities() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "facility_name": ["甲病院", "乙病院", "丙医院", "丁医院", "戊病院"],
            "municipality": ["藤岡市", "藤岡市", "神流町", "神流町", "上野村"],
            "lon": [139.07, 139.05, 138.9, 138.9, None],
            "lat": [36.25, 36.26, 36.1, 36.1, None],
            "location_basis": ["exact", "normalized", "municipality", "municipality", "none"],
            "high_acute": [24.0, None, 0.0, None, 0.0],
            "acute": [271.0, None, 19.0, None, 0.0],
            "recovery": [48.0, None, 0.0, None, 0.0],
            "chronic": [0.0, None, 0.0, None, 10.0],
        }
    )


@pytest.fixture
def flow() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "direction": ["inflow", "inflow", "outflow", "outflow"],
            "partner_area_code": ["1005", "1109", "1004", "9999"],
            "partner_name": ["藤岡", "北部", "高崎・安中", None],
            "partner_pref_name": ["群馬県", "埼玉県", "群馬県", None],
            "partner_lon": [138.8, 139.2, 138.9, None],
            "partner_lat": [36.1, 36.2, 36.3, None],
            "share": [0.6, 0.26, 0.1, 0.05],
        }
    )


def decks(columns, facilities, flow):
    yield column_deck(columns, GROUND, 440, 500)
    yield area_points_deck(point_rows(facilities), FEATURE, GROUND, 500, 400)
    yield flow_arc_deck(arc_rows(flow, "1005", "藤岡", (138.8, 36.1)), FEATURE, GROUND, 500, 400)


def test_no_deck_names_an_address_outside_or_a_map_style(columns, facilities, flow):
    """An explicit map style of None would make the front end fetch one; the argument must stay away."""
    for deck in decks(columns, facilities, flow):
        assert not re.search(r"https?://", deck.to_json())
        assert deck.map_provider is None
        assert GROUND in deck.to_json()


def test_columns_stand_up_for_both_signs_and_the_tallest_is_the_largest_gap(columns):
    assert (columns["height"] >= 0).all()
    assert columns.loc[columns["height"].idxmax(), "gap"] == columns.loc[columns["gap"].abs().idxmax(), "gap"]
    ratio = (columns["height"] / columns["gap"].abs()).dropna()
    assert ratio.max() == pytest.approx(ratio.min())


def test_surplus_and_shortage_differ_in_colour_and_in_shape(columns):
    layers = {layer["id"]: layer for layer in json.loads(column_deck(columns, GROUND, 440, 500).to_json())["layers"]}
    assert layers[SURPLUS]["getFillColor"][:3] == rgba(palette.EXCESS[2])[:3]
    assert layers[SHORTAGE]["getFillColor"][:3] == rgba(palette.SHORTAGE[2])[:3]
    assert layers[SURPLUS]["diskResolution"] != layers[SHORTAGE]["diskResolution"]


def test_an_area_without_a_figure_has_no_column(store):
    rows = measured(beds.comparison(store, 2025).frame, "total")
    rows.loc[0, "gap"] = float("nan")
    points = areas.areas(store).frame.assign(lon=139.0, lat=36.0)
    assert rows["area_code"].iloc[0] not in set(column_rows(rows, points)["area_code"])


@pytest.mark.parametrize(
    ("stated", "function"),
    [
        ([10, 10, 5, 0], "high_acute"),
        ([0, 9, 10, math.nan], "recovery"),
        ([0, 0, 0, 0], None),
        ([math.nan] * 4, None),
    ],
    ids=["a tie goes to the more acute", "the largest", "no beds", "not reported"],
)
def test_the_main_function_is_the_one_with_most_beds(stated, function):
    assert main_function(stated) == function


def test_named_places_get_a_mark_each_and_the_others_one_per_municipality(facilities):
    rows = point_rows(facilities)
    assert sorted(rows["institutions"]) == [1, 1, 2]
    assert rows["institutions"].sum() == 4  # the one without a place is not drawn
    assert rows["radius"].is_monotonic_decreasing


def test_unreported_beds_are_words_not_zero(facilities):
    [text] = [t for t in point_rows(facilities)["text"] if t.startswith("乙病院")]
    assert text == "乙病院\n未報告"


def test_each_function_has_a_shape_of_its_own_that_is_told_apart_in_grey():
    """Drawn: any two marks differ in a tenth of their points or more, by shape or by a filling of white."""
    drawn = {name: _grey(mark_svg(mark)) for name, mark in MARKS.items()}
    assert set(MARKS) == {*FOUR_FUNCTIONS, NO_BEDS, GATHERED}
    for (one, a), (other, b) in itertools.combinations(drawn.items(), 2):
        apart = sum(abs(p - q) > 60 for p, q in zip(a, b, strict=True)) / sum(p < 255 for p in a)
        assert apart > 0.1, (one, other)
    for mark in MARKS.values():
        assert min(palette.contrast(mark.stroke, ground) for ground in (palette.KEY_PALE, palette.NEUTRAL)) >= 3


def _grey(svg):
    picture = Image.open(io.BytesIO(vl_convert.svg_to_png(svg, scale=16)))
    white = Image.new("RGBA", picture.size, "white")
    return list(Image.alpha_composite(white, picture.convert("RGBA")).convert("L").get_flattened_data())


@pytest.mark.parametrize("shape", sorted(set(PATHS) - {"circle"}))
def test_every_shape_covers_as_much_as_the_disc_and_stays_in_its_square(shape):
    corners = [tuple(map(float, p.split())) for p in PATHS[shape].strip("MZ").split("L")]
    around = zip(corners, [*corners[1:], corners[0]], strict=True)
    assert abs(sum(x * v - u * y for (x, y), (u, v) in around)) / 2 == pytest.approx(math.pi, rel=1e-3)
    assert max(abs(c) for corner in corners for c in corner) < HALF - 0.09, "its outline too"


def test_a_mark_is_drawn_by_the_name_and_the_size_of_its_row(facilities):
    rows = point_rows(facilities)
    [layer] = [
        at for at in json.loads(area_points_deck(rows, FEATURE, GROUND, 500, 400).to_json())["layers"]
        if at["id"] == "facilities"
    ]  # fmt: skip
    assert list(rows.set_index("institutions")["mark"]) == ["acute", NO_BEDS, GATHERED]
    assert set(layer["iconMapping"]) == set(MARKS)
    assert layer["iconAtlas"].startswith("data:image/svg+xml;base64,")
    assert [d["size"] for d in layer["data"]] == pytest.approx(list(2 * HALF * rows["radius"]))


def test_disc_size_is_in_proportion_to_beds(facilities):
    facilities.loc[1, ["high_acute", "acute", "recovery", "chronic"]] = [0.0, 4 * 343.0, 0.0, 0.0]
    radius = dict(zip(point_rows(facilities)["text"].str[:3], point_rows(facilities)["radius"], strict=True))
    assert radius["乙病院"] == pytest.approx(2 * radius["甲病院"])


def test_arcs_run_to_the_area_for_inflow_and_from_it_for_outflow(flow):
    rows = arc_rows(flow, "1005", "藤岡", (138.8, 36.1)).set_index("direction")
    assert len(rows) == 2  # neither the own area nor a partner without a place
    assert (rows.loc["inflow", "to_lon"], rows.loc["outflow", "from_lon"]) == (138.8, 138.8)
    assert rows.loc["inflow", "text"] == "流入 北部(埼玉県) → 藤岡\n入院患者の 26.0%"
    assert rows.loc["inflow", "width"] / rows.loc["outflow", "width"] == pytest.approx(2.6)


def test_a_view_fits_all_points():
    view = view_of([(138.0, 36.0), (140.0, 37.0)], 600, 400)
    assert (view.longitude, view.latitude) == (139.0, 36.5)
    assert 2 * 512 * 2**view.zoom / 360 < 600
