"""What the values of a section refuse, and how they join."""

from __future__ import annotations

from dataclasses import replace

import altair as alt
import numpy as np
import pandas as pd
import pytest

from core.data.sourced import Sourced, union
from core.text.outside import Outside
from core.ui import cached
from core.views.figure import GEOMETRY, Chart, Figure
from core.views.section import Section, together
from core.views.sources import OURS, USER, Sources, sources_of
from core.views.table import Card, Cards, Column, Kind, Status, Table, cell_of, table_from
from core.views.words import joined, raw_text, say, strong
from tests.views.values import COLUMNS, sample


def bar(title: str) -> alt.Chart:
    """A chart as builders make them."""
    return alt.Chart(alt.NamedData(name="rows")).mark_bar().encode(x="beds:Q").properties(title=title)


def framed(rows: pd.DataFrame) -> alt.Chart:
    """A chart with its rows inside."""
    return alt.Chart(rows).mark_bar()


def test_text_from_outside_cannot_slip_into_a_text_of_ours() -> None:
    with pytest.raises(TypeError, match="drawer"):
        f"「{Outside('x')}」"
    with pytest.raises(TypeError, match="drawer"):
        str(Outside("x"))
    assert raw_text(say("「", Outside("x"), "」は", strong("3区域"))) == "「x」は3区域"


def test_joined_parts_keep_who_wrote_them() -> None:
    assert joined(["甲", Outside("乙")]) == ("甲", "、", Outside("乙"))


def test_a_figure_or_table_without_a_source_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="source"):
        Sources(())
    with pytest.raises(ValueError, match="source"):
        sources_of(Sourced(pd.DataFrame(), ()))


def test_sources_of_what_is_joined_stay_each_once() -> None:
    one, two = Sourced(pd.DataFrame({"a": [1]}), ("b",)), Sourced(pd.DataFrame({"a": [2]}), ("a", "b"))
    assert sources_of(one, two, [OURS]).ids == (OURS, "a", "b")
    assert union(one, two) == ("a", "b")
    assert one.map(lambda f: f * 2).source_ids == ("b",)
    assert one.where(pd.Series([False])).source_ids == ("b",)
    assert Sources(("b",)) | Sources(("a", "b")) == Sources(("b", "a"))


def test_a_missing_figure_is_a_word_and_never_zero() -> None:
    assert sample().texts()[1] == ("木曽", "未報告", "算出不可", "算出不可", "")
    assert sample().texts()[0] == ("藤岡", "1,234", "-56", "+4.9%", "=1+1")


def test_a_row_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(ValueError, match="row 0"):
        Table(key="t", title="表", columns=COLUMNS, rows=(("藤岡",),), sources=Sources(("beds",)))


@pytest.mark.parametrize(
    ("kind", "digits", "cell", "text"),
    [
        (Kind.NUMBER, 0, 1190821, "1,190,821"),
        (Kind.NUMBER, 1, 12.34, "12.3"),
        (Kind.SIGNED, 0, 0, "±0"),
        (Kind.SIGNED, 2, 1.956, "+1.96"),
        (Kind.PERCENT, 1, 0.967, "96.7%"),
        (Kind.SIGNED_PERCENT, 1, -0.05, "-5.0%"),
        (Kind.PLAIN_NUMBER, 0, 2025, "2025"),
        (Kind.NUMBER, 0, None, "データなし"),
        (Kind.NUMBER, 0, Status("非公表(*)"), "非公表(*)"),
    ],
)
def test_a_cell_is_written_in_the_form_of_its_column(kind: Kind, digits: int, cell: object, text: str) -> None:
    assert Column(name="x", label="値", kind=kind, digits=digits).text(cell_of(cell)) == text


def test_a_heading_names_its_unit() -> None:
    assert sample().headings == ("区域", "報告病床数(床)", "乖離(床)", "乖離率", "備考")


def test_a_frame_becomes_a_table_with_its_status_words() -> None:
    frame = pd.DataFrame(
        {
            "area": ["甲", "乙"],
            "beds": pd.array([1, None], dtype="Int64"),
            "status": ["observed", "not_disclosed"],
            "gap": [np.float64(1.0), np.nan],
        }
    )
    built = table_from("t", "表", COLUMNS[:3], frame, Sources(("beds",)), status={"beds": "status"})
    assert built.texts() == [("甲", "1", "+1"), ("乙", "非公表(*)", "算出不可")]
    assert built.column("beds") == [1, Status("非公表(*)")]


def test_a_chart_is_known_by_what_it_is_made_of() -> None:
    assert Chart(build=bar, options=("甲",)).key == Chart(build=bar, options=("甲",)).key
    assert Chart(build=bar, options=("甲",)).key != Chart(build=bar, options=("乙",)).key
    rows = pd.DataFrame({"beds": [1, 2]})
    assert Chart(build=framed, options=(rows,)).key == Chart(build=framed, options=(rows.copy(),)).key
    assert Chart(build=framed, options=(rows,)).key != Chart(build=framed, options=(rows + 1,)).key


def test_a_title_stands_over_a_spec_that_is_built_once_whatever_it_says() -> None:
    bare, named = Chart(build=bar, options=("甲",)), Chart(build=bar, options=("甲",), title="濃い点: 藤岡")
    assert bare.key == named.key
    assert bare.spec()["title"] == "甲"
    assert named.spec() == {**bare.spec(), "title": "濃い点: 藤岡"}
    assert cached.chart_spec(named)["title"] == "濃い点: 藤岡"
    assert cached.chart_spec(bare)["title"] == "甲"


def test_what_one_drawer_does_to_a_spec_no_other_meets() -> None:
    chart = Chart(build=bar, options=("乙",))
    mine = chart.spec()
    mine["encoding"] = {}
    mine["mark"]["type"] = "text"
    assert chart.spec()["mark"]["type"] == "bar"
    assert chart.spec()["encoding"] != {}


def test_a_chart_of_a_function_without_a_name_is_refused() -> None:
    with pytest.raises(ValueError, match="function of a module"):
        Chart(build=lambda: bar("甲"))


def test_geometry_stands_by_name_until_it_is_drawn() -> None:
    chart = Chart(build=bar, options=(f"{GEOMETRY}map.json",))
    assert chart.located(lambda name: f"/here/{name}").options == ("/here/map.json",)


def test_a_figure_needs_an_alt_sentence_and_has_the_sources_of_its_rows() -> None:
    with pytest.raises(ValueError, match="alt"):
        Figure(key="f", title="図", drawing=Chart(build=bar, options=("甲",)), alt=" ", twin=sample())
    figure = Figure(key="f", title="図", drawing=Chart(build=bar, options=("甲",)), alt="甲は1床。", twin=sample())
    assert figure.sources == Sources(("beds",))


def test_a_section_knows_the_sources_of_all_its_parts() -> None:
    cards = Cards(key="c", cards=(Card(label="合計", value="1床", lines=("必要量 2床",)),), sources=Sources(("cards",)))
    section = Section(anchor="a", title="節", cards=(cards,), tables=(sample(),), cites=Sources(("words",)))
    assert section.sources == Sources(("words", "cards", "beds"))
    assert [t.key for t in section.every_table()] == ["c", "beds"]
    assert section.table("beds") == sample()
    assert section.has("c")
    assert not section.has("x")
    with pytest.raises(KeyError):
        section.figure("x")


def test_parts_of_a_section_have_keys_of_their_own() -> None:
    with pytest.raises(ValueError, match="two parts"):
        Section(anchor="a", title="節", tables=(sample(), sample()))


def test_sections_with_one_ending_lose_no_source_and_say_what_they_share_once() -> None:
    def section(anchor: str, *sources: str, note: str, caution: str) -> Section:
        table = replace(sample(sources), key=anchor)
        return Section(anchor=anchor, title=anchor, tables=(table,), notes=("同じ注", note), cautions=(caution,))

    one = section("one", "beds", OURS, note="甲", caution="注意")
    two = section("two", USER, "beds", note="乙", caution="注意")
    empty = Section(anchor="nothing", title="何もない節", notes=("丙",))
    whole = together(one, empty, two, cautions=("別の注意",))
    assert whole.sources == Sources(("beds", OURS, USER))
    assert whole.notes == ("同じ注", "甲", "丙", "乙")
    assert whole.cautions == ("注意", "別の注意")
    assert whole.every_table() == (*one.every_table(), *two.every_table())
    assert together(empty).sources is None
    assert together(empty).every_table() == ()


def test_a_section_says_its_lead_else_its_first_sentence() -> None:
    assert Section(anchor="a", title="題", lead="要点。", sentences=("次。",)).says == "要点。"
    assert Section(anchor="a", title="題", sentences=("ありません。",)).says == "ありません。"
    assert Section(anchor="a", title="題").says == ""
