"""医療機関: the listed institutions, their picture and the file of all of them."""

from __future__ import annotations

from typing import Any

import pytest

from core.area.facility_table import COLUMNS, GROUPS
from core.data.queries import facilities as queries
from core.data.reader import Read
from core.text.outside import Outside
from core.views.area import hospitals
from core.views.area.hospitals import Chosen
from core.views.area.place import area_of
from core.views.sources import SourceBook
from core.views.table import Cell, Kind, Status, Table
from core.views.words import raw_text
from tests.views.area.odd import AREAS
from tests.views.checks import holds, read_again

#: 光仁病院 of 2604 has reported nothing; 0104 has figures that are not published.
UNREPORTED = "2604"
WORDS = {
    "not_disclosed": "非公表",
    "not_reported": "未報告",
    "not_applicable": "該当なし",
    "not_calculated": "算出なし",
    "blank": "データなし",
}
FUNCTIONS = ("high_acute", "acute", "recovery", "chronic")


def figures(read: Read, code: str, fiscal: str) -> list[dict[str, Any]]:
    """One plain dictionary per institution: its row, and for each figure the number or the word."""
    found = {r["facility_id"]: dict(r) for r in read(queries.facilities, code, fiscal).frame.to_dict("records")}
    for row in read(queries.measures, code, fiscal).frame.to_dict("records"):
        function = row["bed_function"]
        key = f"{row['measure']}_{function}" if isinstance(function, str) else row["measure"]
        observed = row["value_status"] == "observed"
        found[row["facility_id"]][key] = row["value"] if observed else WORDS[row["value_status"]]
    for row in found.values():
        beds = [row.get(f"beds_{f}", "データなし") for f in FUNCTIONS]
        stated = all(isinstance(b, float) for b in beds)
        row["beds_total"] = sum(beds) if stated else row.get("beds_acute", "データなし")
    area = sum(r["beds_total"] for r in found.values() if isinstance(r["beds_total"], float))
    for row in found.values():
        total = row["beds_total"]
        row["share"] = total / area if isinstance(total, float) else total
    return list(found.values())


def place(row: dict[str, Any]) -> str:
    return row["municipality"] if isinstance(row["municipality"], str) else "データなし"


def plain(cell: Cell) -> Cell:
    return cell.word if isinstance(cell, Status) else cell


def by_name(table: Table) -> list[dict[str, Cell]]:
    return [{c.name: plain(cell) for c, cell in zip(table.columns, row, strict=True)} for row in table.rows]


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("code", AREAS)
def test_list_and_picture_say_the_same_on_screen_and_in_files(
    read: Read, book: SourceBook, code: str, group: str
) -> None:
    holds(hospitals.section(read, area_of(read, code), Chosen(group=group)), book)


@pytest.mark.parametrize("group", ["beds", "activity", "stay"])
@pytest.mark.parametrize("code", [*AREAS, UNREPORTED])
def test_every_cell_is_the_figure_or_the_word_of_the_data(read: Read, code: str, group: str) -> None:
    section = hospitals.section(read, area_of(read, code), Chosen(group=group))
    expected = figures(read, code, "R7")
    rows = by_name(section.table("institutions"))
    assert sorted(str(r["name"]) for r in rows) == sorted(r["facility_name"] for r in expected)
    order = sorted(expected, key=lambda r: -r["beds_total"] if isinstance(r["beds_total"], float) else 1)
    for row, wanted in zip(rows, order, strict=True):
        assert row["name"] == wanted["facility_name"]
        for figure in (c for c in COLUMNS if group in c.groups):
            value = wanted.get(figure.key, "データなし")
            assert row[figure.key] == (pytest.approx(value) if isinstance(value, float) else value), figure.key


@pytest.mark.parametrize("code", AREAS)
def test_the_sentence_counts_and_names_the_largest(read: Read, code: str) -> None:
    expected = [r for r in figures(read, code, "R7") if isinstance(r["beds_total"], float)]
    lead = raw_text(hospitals.section(read, area_of(read, code), Chosen()).lead)
    count = len(figures(read, code, "R7"))
    most = max(r["beds_total"] for r in expected)
    top = next(r for r in expected if r["beds_total"] == most)
    assert lead.startswith(f"医療機関 {count:,}件(全{count:,}件、2025年度)。")
    assert ("最も病床が多いのは" in lead) == (count > 1)
    assert f"{top['facility_name']}({most:,.0f}床、区域の{top['share'] * 100:.1f}%)。" in lead


@pytest.mark.parametrize("code", AREAS)
def test_the_bars_are_the_first_of_the_list(read: Read, code: str) -> None:
    section = hospitals.section(read, area_of(read, code), Chosen(sort="doctors_fulltime"))
    listed, bars = section.table("institutions").column("name"), section.figure("bars").twin
    shown = [r for r in by_name(section.table("institutions")) if isinstance(r["beds_total"], float)]
    assert bars.column("name") == [r["name"] for r in shown[:10]]
    assert set(bars.column("name")) <= set(listed)
    share = sum(r["share"] for r in by_name(bars) if isinstance(r["share"], float))
    assert f"上位{len(bars.rows)}件で区域の病床の{share * 100:.1f}%。" in raw_text(section.figure("bars").note)


def test_filters_narrow_the_list_and_an_empty_one_says_what_to_do(read: Read) -> None:
    area = area_of(read, "1005")
    section = hospitals.section(read, area, Chosen(words=Outside("鬼石")))
    assert section.table("institutions").column("name") == ["藤岡市国民健康保険鬼石病院"]
    assert raw_text(section.lead).startswith("医療機関 1件(全5件、2025年度)。")
    assert (
        hospitals.section(read, area, Chosen(function="high_acute")).table("institutions").rows[0][0]
        == "公立藤岡総合病院"
    )
    empty = hospitals.section(read, area, Chosen(words=Outside("![x](http://h/)")))
    assert empty.parts == ()
    assert "条件をゆるめてください" in raw_text(empty.sentences[0])
    assert empty.sources is not None


def test_institutions_without_stated_beds_have_no_picture(read: Read) -> None:
    section = hospitals.section(read, area_of(read, UNREPORTED), Chosen(words=Outside("光仁病院")))
    assert section.figures == ()
    assert "報告された病床数がありません" in raw_text(section.sentences[0])
    assert by_name(section.table("institutions"))[0]["beds_total"] == "未報告"


@pytest.mark.parametrize("code", AREAS)
def test_last_years_figures_stand_beside_those_of_the_matched_institution(read: Read, code: str) -> None:
    table = hospitals.section(read, area_of(read, code), Chosen(group="years")).table("institutions")
    before = figures(read, code, "R6")
    headings = [c.heading for c in table.columns]
    assert "病床計(床) 2025年度" in headings
    assert "病床計(床) 2024年度" in headings
    for row in by_name(table):
        same = [r for r in before if (r["facility_name"], place(r)) == (row["name"], row["place"])]
        if row["match"] == "名称・所在地が一致":
            assert row["beds_total_R6"] == same[0]["beds_total"]
            assert row["operations_R6"] == same[0].get("operations", "データなし")
        elif row["match"] == "前年度に同じ名称・所在地なし":
            assert row["beds_total_R6"] == "対応なし"


@pytest.mark.parametrize("code", [*AREAS, UNREPORTED])
def test_the_file_of_all_holds_every_figure_of_both_years(read: Read, book: SourceBook, code: str) -> None:
    whole = hospitals.whole(read, area_of(read, code))
    expected = figures(read, code, "R7")
    assert len(whole.rows) == len(expected)
    for row, wanted in zip(by_name(whole), expected, strict=True):
        assert row["name"] == wanted["facility_name"]
        for figure in COLUMNS:
            value = wanted.get(figure.key, "データなし")
            assert row[f"{figure.key}_R7"] == (pytest.approx(value) if isinstance(value, float) else value), figure.key
        assert f"{figure.key}_R6" in row
    assert {c.digits for c in whole.columns if c.kind is Kind.NUMBER} == {0, 1}
    assert set(whole.sources.ids) == {"mhlw_r6_area", "mhlw_r7_area"}
    read_again(whole, book)


def test_the_institution_that_was_asked_for_is_marked_in_front_and_the_picture_keeps_its_order(read: Read) -> None:
    asked = Chosen(words=Outside("前橋協立病院"))
    [table] = hospitals.section(read, area_of(read, "1001"), asked).tables
    assert (table.column("name"), table.marks) == (["前橋協立病院"], {0})
    some = hospitals.section(read, area_of(read, "1001"), Chosen(words=Outside("前橋")))
    assert some.tables[0].marks == frozenset()
    assert some.tables[0].column("name")[:3] == some.figures[0].twin.column("name")[:3]
