"""全国の中の位置: the picture, its rows and its words."""

from __future__ import annotations

import pytest

from core.area.position import Position
from core.charts.named import ROWS
from core.data.queries import area as queries
from core.data.queries import beds
from core.data.reader import Read
from core.views.area import position
from core.views.area.place import area_of
from core.views.figure import Chart
from core.views.national.scope import measured
from core.views.sources import SourceBook
from core.views.words import raw_text
from core.vocabulary import labels
from core.vocabulary.terms import FOUR_FUNCTIONS, BedFunction, Noise
from tests.views.area.odd import AREAS
from tests.views.checks import holds


def said(place: Position) -> str:
    return raw_text(position.sentence(place))


def place(z: float | None, reported: float | None = 110.0, expected: float | None = 100.0) -> Position:
    return Position("acute", reported, 90.0, expected, 20.0, 0.2, z, None if z is None else 3, 339)


@pytest.mark.parametrize(
    ("z", "words"),
    [
        (1.95, "とくに離れてはいません"),
        (1.96, "およそ95%の区域が入る範囲の外(多い側)"),
        (1.97, "およそ95%の区域が入る範囲の外(多い側)"),
        (3.08, "およそ95%"),
        (3.09, "およそ99.8%の区域が入る範囲の外(多い側)"),
        (-1.95, "とくに離れてはいません"),
        (-1.96, "範囲の外(少ない側)"),
        (-3.09, "およそ99.8%の区域が入る範囲の外(少ない側)"),
    ],
)
def test_the_reading_changes_exactly_at_the_limits(z: float, words: str) -> None:
    assert words in said(place(z))


def test_the_sentence_says_how_many_beds_more_or_fewer() -> None:
    assert "同じ必要量の区域の全国的な報告のされ方と比べて、10床(10%)多い報告です" in said(place(0.5))
    assert "20床(20%)少ない報告です" in said(place(-0.5, reported=80.0))


def test_outside_the_limits_asks_for_a_look_and_settles_nothing() -> None:
    assert "要確認" in said(place(2.5))
    assert "差異分析ワークシート" in said(place(2.5))


def test_without_a_figure_the_place_cannot_be_computed() -> None:
    assert "算出不可" in said(place(None, reported=None))


def test_a_difference_of_less_than_a_bed_is_none() -> None:
    assert "ほぼ同じ報告です(見込み 100床、報告 100床)" in said(place(0.0, reported=100.4))
    assert "ほぼ同じ" not in said(place(0.0, reported=100.5))


@pytest.mark.parametrize(
    ("code", "function"), [*((c, BedFunction.TOTAL) for c in AREAS), *(("0102", f) for f in FOUR_FUNCTIONS)]
)
def test_picture_and_figures_say_the_same_on_screen_and_in_files(
    read: Read, book: SourceBook, code: str, function: BedFunction
) -> None:
    holds(position.section(read, area_of(read, code), function, 2025), book)


@pytest.mark.parametrize(("code", "year"), [*((c, 2025) for c in AREAS), ("0102", 2015)])
def test_the_five_functions_are_those_of_the_data(read: Read, code: str, year: int) -> None:
    section = position.section(read, area_of(read, code), BedFunction.ACUTE, year)
    rows = [r for r in read(beds.comparison, year).frame.to_dict("records") if r["area_code"] == code]
    by_function = {r["bed_function"]: r for r in rows}
    for function, cells in zip(BedFunction, section.table("functions").rows, strict=True):
        reported, required = (int(by_function[function][c]) for c in ("reported", "required"))
        z = read(measured, year, function).frame.set_index("area_code").at[code, "z"]
        rate = pytest.approx(reported / required - 1) if required else None
        assert cells == (labels.BED_FUNCTION[function], reported, required, reported - required, rate, pytest.approx(z))


@pytest.mark.parametrize("code", AREAS)
def test_the_alt_text_says_where_the_area_stands(read: Read, code: str) -> None:
    for function in (BedFunction.TOTAL, BedFunction.RECOVERY):
        figure = position.section(read, area_of(read, code), function, 2025).figure("funnel")
        row = read(measured, 2025, function).frame.set_index("area_code").loc[code]
        own = f"報告 {row['reported']:,.0f}床、見込み {row['expected']:,.0f}床"
        assert figure.alt.endswith(f"{area_of(read, code).label}は{own}。")
        assert f"の z: {row['area_name']} {row['z']:+.2f}。" in figure.alt


@pytest.mark.parametrize("code", AREAS)
def test_picture_and_table_say_that_z_stands_on_wards(read: Read, code: str) -> None:
    section = position.section(read, area_of(read, code), BedFunction.CHRONIC, 2025)
    figure = section.figure("funnel")
    spread = read(measured, 2025, BedFunction.CHRONIC).frame.attrs["spread"]
    assert spread.noise is Noise.WARD
    for words in (raw_text(figure.note), raw_text(figure.twin.note)):
        assert "曲線と z は病棟単位のばらつきによる" in words
        assert f"φ は {spread.phi:.1f}" in words
    assert "病棟単位のばらつきでみて" in figure.alt
    assert "病棟単位のばらつきを単位に測った値" in "".join(map(raw_text, section.notes))


def test_an_area_of_which_nothing_is_expected_is_named_beside_the_picture(read: Read) -> None:
    section = position.section(read, area_of(read, "0102"), BedFunction.HIGH_ACUTE, 2025)
    figure = section.figure("funnel")
    assert "南檜山(北海道)" in raw_text(figure.note)
    assert "見込みが0のため図にない" in figure.alt
    assert isinstance(figure.drawing, Chart)
    assert not figure.drawing.data[ROWS]["chosen"].any()


def test_a_year_of_few_reports_says_so(read: Read) -> None:
    for code, year in (("0104", 2025), ("1005", 2025), ("0102", 2020)):
        rates = read(queries.report_rates, code).frame.set_index("year")["rate"]
        section = position.section(read, area_of(read, code), BedFunction.TOTAL, year)
        said = f"{year}年の報告率は{rates[year] * 100:.1f}%です。" in "".join(map(raw_text, section.notes))
        assert said == (rates[year] < 1)
        assert section.sources is not None
        assert set(read(queries.report_rates, code).source_ids) <= set(section.sources.ids)
