"""The area page in Streamlit's own harness: areas all over the country, every section."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from functools import cache

import pytest
from streamlit.testing.v1 import AppTest

from core.area.institutions import institutions
from core.area.worksheet import Worksheet
from core.content import council_areas
from core.data.queries import areas
from core.data.reader import reader
from core.data.store import Store
from core.errors import UserError
from core.exports.csv_file import table_csv
from core.ui import cached, navigation
from core.ui.area.contents import SECTIONS
from core.views.area import comparison, demand, hospitals, maps, nomination, worksheet
from core.views.area.place import area_of
from core.views.figure import Chart
from core.views.sources import sources_by_id
from core.vocabulary.terms import BedFunction, PatientGroup
from tests.area.sheets import FUJIOKA_SHEET
from tests.pages.opening import area_page, assert_clean, cards, open_page, tables, texts
from tests.views.values import ORIGIN, csv_rows

#: Parts into which the walk over the areas is cut, so that workers can share it.
PARTS = 8
#: Every n-th area is opened, and those of which something is known to be odd; with EVERY_AREA=1 all 339 (before a release: it
#: takes as long as a third of all other tests).
STRIDE = 1 if os.environ.get("EVERY_AREA") else 4
ODD = ("0102", "0104", "0702", "1003", "1005", "1301", "1405", "2005", "2006", "2405", "3207", "4705")


def walked(codes: list[str]) -> list[str]:
    return [code for number, code in enumerate(codes) if number % STRIDE == 0 or code in ODD]


@cache
def read_page(area: str) -> AppTest:
    """The whole page of an area, opened once for all tests that only read it."""
    return area_page(area)


@pytest.fixture
def charts_built_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Charts are built, once per content as the app does, but not written out as specs: that half of the time belongs to
    the charts' own tests."""
    built = set()

    def spec(chart: Chart) -> dict[str, str]:
        if chart.key not in built:
            built.add(chart.key)
            chart.build(*chart.options, **chart.settings)
        return {"mark": "point"}

    monkeypatch.setattr(cached, "chart_spec", spec)


@pytest.mark.usefixtures("charts_built_only")
@pytest.mark.parametrize("part", range(PARTS))
def test_an_area_opens_with_all_sections(real_store: Store, part: int) -> None:
    every = areas.areas(real_store).frame["area_code"].tolist()
    assert len(every) == 339
    assert set(ODD) <= set(every)
    codes = walked(every)
    at = area_page(codes[part])
    for code in codes[part::PARTS]:
        at.query_params["area"] = code
        at.run()
        assert not at.exception, (code, [e.value for e in at.exception])
        assert not at.error, (code, [e.value for e in at.error])
        anchors = {h.anchor for h in at.header}
        expected = {s.anchor for s in SECTIONS} | {"profile", "beds", "trend"}
        assert expected - anchors == (set() if code in council_areas() else {"opinions"}), code


def test_without_a_browser_the_first_view_opens_and_the_rest_waits() -> None:
    at = open_page(navigation.AREA, area="1005")
    assert_clean(at)
    words = texts(at)
    assert "藤岡(群馬県)" in words
    assert "(A)" in words
    assert "埼玉県北部" not in words
    assert [h.anchor for h in at.header][-1] == SECTIONS[-1].anchor


FUJIOKA = [
    "66,034人",
    "50,882人(推計)",
    "-20.5%",
    "群馬県 -12.3%",
    "モデル推進区域(2024-07-31時点)",
    "二次救急 5",
    "2025年度 病床機能報告 (A)",
    "2026年の予定病床数 (B)",
    "差し引き (C)-(A)",
    "同じ必要量の区域の全国的な報告のされ方と比べて",
    "高度急性期+急性期の入院患者の27.7%は埼玉県北部から",
    "住民が利用する病床は**413床**で、基準病床数 595床との差は",
    "多野藤岡地域保健医療対策協議会",
    "公立藤岡総合病院",
    "病床の削減や統廃合ありきではなく",
    "単純に比較するのではなく",
    "病床利用率(試算)= 平均在棟日数 × 新規入棟患者数 ÷(病床数 × 365)",
    "最も多いのは2045年度の861件/月",
    "他の都道府県からの流入(高度急性期+急性期)",
]


def test_the_page_of_fujioka_states_the_known_figures() -> None:
    at = read_page("1005")
    assert_clean(at)
    words = texts(at)
    assert [w for w in FUJIOKA if w not in words] == []
    assert ("基準病床数との差", "-182床") in cards(at)


def test_headings_and_anchors_are_those_of_the_sections(real_store: Store) -> None:
    read = reader(real_store)
    area = area_of(read, "1005")
    sheet = worksheet.blank(read, area)
    listed = {(s.anchor, s.title) for s in SECTIONS}
    for made in (
        maps.section(read, area, PatientGroup.ACUTE),
        demand.section(read, area),
        comparison.section(read, area, comparison.by_hand(["1004"])),
        worksheet.section(read, area, sheet, BedFunction.ACUTE),
        nomination.section(read, area),
    ):
        assert (made.anchor, made.title) in listed


def test_every_section_names_its_source() -> None:
    at = read_page("1005")
    assert texts(at).count("出典: ") >= len(SECTIONS) + 1  # 概況, ⑥ and 推移 share one line


def test_mie_says_that_the_patient_survey_has_no_estimate() -> None:
    assert "患者調査(2023年)の推計 **算出なし(XXX)**" in texts(area_page("2405"))


def test_unreported_institutions_are_shown_as_such() -> None:
    words = texts(area_page("2604"))
    assert "光仁病院" in words
    assert "<td>未報告</td>" in words


def test_the_largest_and_the_smallest_area_show_all_their_institutions() -> None:
    assert "**医療機関 333件**(全333件" in texts(area_page("0104"))
    assert "**医療機関 1件**(全1件" in texts(area_page("2006"))


def test_an_area_without_other_areas_in_a_group_says_why(real_store: Store) -> None:
    words = texts(area_page("0502", group="chronic"))
    assert "非表示" in words


def test_last_years_figures_stand_beside_with_the_basis_of_the_match() -> None:
    words = texts(area_page("1005", columns="years"))
    assert "病床計(床) 2025年度" in words
    assert "病床計(床) 2024年度" in words
    assert "法人格などの表記をそろえた名称と所在地が一致" in words


def test_peers_of_the_prefecture_and_by_hand_come_from_the_link() -> None:
    words = texts(area_page("1005", peers="pref", peers_as="table"))
    assert "前橋(群馬県)" in words
    words = texts(area_page("1005", peers="pick", peers_as="table", **{"with": "1109,9999,1004,1005"}))
    assert "北部(埼玉県)" in words
    assert "高崎・安中(群馬県)" in words


def test_one_neighbour_alone_is_compared_with_prefecture_and_nation() -> None:
    at = area_page("1005", peers="pick", peers_as="table", **{"with": "1109"})
    assert_clean(at)
    [table] = [t for t in tables(at) if "必要量10万対(床)" in t.columns]
    assert table["区域"].tolist() == ["藤岡(群馬県)", "北部(埼玉県)", "群馬県", "全国"] * 5
    assert table["機能"].unique().tolist() == ["合計", "高度急性期", "急性期", "回復期", "慢性期"]
    assert "北部(埼玉県)を開く" in [link.proto.label for link in at.get("page_link")]


def test_without_a_feature_the_page_says_what_to_choose() -> None:
    at = area_page("1005")
    at.button_group(key="peer_features").set_value([]).run()
    assert not at.exception
    assert "似ている区域を決める特徴が選ばれていません" in at.error[0].value


def test_other_years_can_stand_in_the_form() -> None:
    words = texts(area_page("1005", form_year="2023", form_plan="2025"))
    assert "2023年度 病床機能報告 (A)" in words
    assert "2025年の予定病床数 (B)" in words


def test_the_calculator_of_an_area_without_council_content_starts_from_its_own_figures() -> None:
    at = read_page("1001")
    assert_clean(at)
    assert "基準病床数が未入力" in dict(cards(at)).values()
    assert "意見と回答は登録されていません" in texts(at)


def test_the_figures_of_the_calculator_come_from_the_link() -> None:
    words = texts(area_page("1001", beds_used="3000", inflow_share="25.0", standard_beds="2400"))
    assert "3,000床 × (1 − 25.0%) = 2,250.0床" in words
    assert "2,250.0床 − 基準病床数 2,400床" in words


@pytest.mark.parametrize("bad", ["abc", "-5", "1e999", ""])
def test_a_figure_of_the_link_that_is_no_such_number_counts_for_nothing(bad: str) -> None:
    at = area_page("1005", inflow="stated", beds_used=bad, inflow_share=bad or "101", standard_beds=bad)
    assert_clean(at)
    assert "862床 × (1 − 30.0%) = 603.4床" in texts(at)
    assert "inflow_share" not in at.query_params


def test_an_area_without_opinions_has_no_such_section() -> None:
    at = read_page("1001")
    assert "opinions" not in {h.anchor for h in at.header}
    assert "#opinions" not in texts(at)


def test_the_topic_of_the_council_is_in_the_link() -> None:
    at = open_page(navigation.AREA, area="1005", topic="dx")
    at.session_state["opened_area_1005_opinions"] = True
    at.run()
    assert_clean(at)
    words = texts(at)
    assert "電子カルテシステムを導入する" in words
    assert "単に病床数を減らす論議" not in words


def test_a_saved_worksheet_is_kept_for_its_area_and_shown() -> None:
    at = open_page(navigation.AREA, area="1005")
    at.session_state["gap_worksheets"] = {"1005": FUJIOKA_SHEET}
    at.query_params["all"] = "1"
    at.run()
    assert_clean(at)
    words = texts(at)
    assert "<td>+80</td><td>+57</td>" in words
    assert isinstance(at.session_state["area_1005_worksheet_start"], Worksheet)
    at.query_params["area"] = "1001"
    at.run()
    at.query_params["area"] = "1005"
    at.run()
    assert "<td>+80</td><td>+57</td>" in texts(at), "the worksheet is lost on the way back"


def test_words_of_a_worksheet_file_are_shown_as_they_are() -> None:
    at = open_page(navigation.AREA, area="1005")
    at.session_state["area_1005_worksheet_message"] = UserError(
        "このファイルは ![x](http://h/p.png) のワークシートです。"
    )
    at.query_params["all"] = "1"
    at.run()
    [shown] = [e.value for e in at.error]
    assert r"このファイルは \!\[x\](" in shown
    assert "http://" not in shown


def test_the_download_of_all_institutions_holds_words_for_missing_values(real_store: Store) -> None:
    read = reader(real_store)
    whole = hospitals.whole(read, area_of(read, "2604"))
    head, *rows = csv_rows(table_csv(whole, replace(ORIGIN, book=sources_by_id(real_store))))
    assert len(rows) == len(institutions(real_store, "2604", "R7").values)
    row = next(dict(zip(head, r, strict=True)) for r in rows if r[0] == "光仁病院")
    assert row["病床計(床) 2025年度"] == "未報告"
    assert not any("NaN" in cell for row in rows for cell in row)


def test_every_evidence_of_a_nomination_names_its_source_by_number() -> None:
    words = texts(read_page("1005"))
    table = re.sub(r' data-of="[^"]*"', "", words[words.index("この区域の値") :])  # of a narrow screen
    assert "[1] <span title=" in words
    assert 'class="left">[1]' in table
    assert 'class="left">[2]' in table
    assert 'class="left"></td>' not in table[: table.index("</table>")]
