"""会議用一式: one file with paper, slides, workbook and a text; a part that fails leaves the others whole."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from core.content.cautions import official_sentences
from core.data.reader import reader
from core.data.store import Store
from core.errors import UserError
from core.exports import pack, powerpoint
from core.exports.pack import Contents, Part
from core.exports.paper import Paper
from core.rules import backtest, engine, reliability
from core.rules.content import load_presets, preset_scenario
from core.rules.facts import from_store
from core.views.area import papers
from core.views.area.chapters import Shown
from core.views.area.place import area_of
from core.views.figure import Chart
from core.views.section import Section
from core.views.simulator import deck as scenario_deck
from core.views.sources import sources_by_id
from core.views.words import raw_text
from tests.exports import slides
from tests.exports.documents import cells, opened
from tests.views.values import BOOK, sample

PAPER = Paper(title="会議用資料 藤岡", made=date(2026, 11, 27), cautions=official_sentences())
SECTIONS = (Section(anchor="beds", title="病床数", tables=(sample(),)),)


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def part(name: str, content: bytes = b"x") -> Part:
    return Part(name=name, says=f"{name}の中身", make=lambda: content)


def broken(error: Exception) -> Part:
    def fail() -> bytes:
        raise error

    return Part(name="スライド.pptx", says="映す資料", make=fail)


def told(files: dict[str, bytes]) -> str:
    return files[pack.READ_ME].decode("utf-8-sig")


def test_the_pack_of_an_area_holds_paper_slides_and_workbook_with_the_same_figures(real_store: Store) -> None:
    read, book = reader(real_store), sources_by_id(real_store)
    area = area_of(read, "1005")
    steps: list[tuple[float, str]] = []
    made = pack.packed(
        pack.of_area(read, area, Shown(), book, PAPER),
        "藤岡",
        book,
        PAPER,
        lambda share, text: steps.append((share, text)),
    )
    assert made.failed == ()
    files = unpacked(made.content)
    assert list(files) == ["藤岡_区域シート.docx", "藤岡_スライド.pptx", "藤岡_データ.xlsx", "読み方.txt"]
    assert [round(share, 2) for share, _ in steps] == [0.0, 0.33, 0.67, 1.0]
    assert [text.split(" ")[0] for _, text in steps[:3]] == ["区域シート.docx", "スライド.pptx", "データ.xlsx"]
    form = next(s.table("form") for s in papers.sections(read, area, Shown()) if s.has("form"))
    rows = [form.headings, *form.texts()]
    assert rows in [cells(table) for table in opened(files["藤岡_区域シート.docx"]).tables]
    assert (raw_text(form.title), rows) in slides.tables(slides.opened(files["藤岡_スライド.pptx"]))
    workbook = openpyxl.load_workbook(io.BytesIO(files["藤岡_データ.xlsx"]))
    listed = [raw_text(t.title) for s in papers.sections(read, area, Shown()) for t in s.every_table()]
    assert set(listed) <= {c.value for sheet in workbook for c in sheet["A"]}
    text = told(files)
    for wanted in (*official_sentences(), "2026-11-27", "令和7年度病床機能報告の公表分(R7)", "https://www.mhlw.go.jp"):
        assert wanted in text
    assert all(name in text for name in list(files)[:3])
    assert "\r\n" in text


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (UserError("書体がありません。", "入れてください。"), "スライド.pptx: 書体がありません。"),
        (ValueError("internal"), "スライド.pptx: 作る途中で誤りが起きました。"),
    ],
)
def test_a_part_that_fails_is_named_and_leaves_the_others_whole(error: Exception, said: str) -> None:
    contents = Contents(parts=(part("資料.docx"), broken(error), part("データ.xlsx", b"y")), sections=SECTIONS)
    made = pack.packed(contents, "区域", BOOK, PAPER, lambda *_: None)
    files = unpacked(made.content)
    assert list(files) == ["区域_資料.docx", "区域_データ.xlsx", "読み方.txt"]
    assert files["区域_データ.xlsx"] == b"y"
    assert made.failed == (said,)
    assert f"・{said}" in told(files)
    assert "internal" not in told(files)


def test_without_any_part_there_is_no_pack_but_words() -> None:
    contents = Contents(parts=(broken(ValueError("x")),), sections=SECTIONS)
    with pytest.raises(UserError, match=r"会議用一式を作れませんでした。スライド\.pptx"):
        pack.packed(contents, "区域", BOOK, PAPER, lambda *_: None)


def test_the_same_parts_and_day_make_the_same_file() -> None:
    contents = Contents(parts=(part("資料.docx"),), sections=SECTIONS)
    one, two = (pack.packed(contents, "区域", BOOK, PAPER, lambda *_: None).content for _ in range(2))
    assert one == two


@pytest.fixture(scope="module")
def scenario_parts(
    real_store: Store,
) -> tuple[engine.Result, backtest.Backtest, backtest.Fitted, reliability.Reliability]:
    facts = from_store(real_store)
    scenario = next(preset_scenario(p) for p in load_presets() if p.id == "gunma")
    alone = engine.run(facts, backtest.by_rules_alone(scenario))
    return (
        engine.run(facts, scenario),
        backtest.run(alone),
        backtest.fit(engine.run(facts, backtest.by_signals_alone(scenario))),
        reliability.reliability(alone, reliability.beside(facts)),
    )


def test_the_deck_of_a_scenario_says_which_areas_why_and_what_the_method_is_worth(
    real_store: Store, scenario_parts: tuple
) -> None:
    result = scenario_parts[0]
    parts = scenario_deck.sections(*scenario_parts, area_code="1005")
    paper = replace(PAPER, mark=scenario_deck.MARK)
    deck = slides.opened(powerpoint.deck(parts, sources_by_id(real_store), paper))
    tables = [(f"{raw_text(t.title)} {paper.mark}", [t.headings, *t.texts()]) for s in parts for t in s.tables]
    found = [(title.replace(f" {paper.mark}", ""), rows) for title, rows in slides.tables(deck)]
    assert len(found) >= len(tables)
    chosen = next(s for s in parts if s.anchor == "chosen").table("chosen")
    assert len(chosen.rows) == len(result.selected_codes())
    order = [chosen.rows[i][0] for i in range(len(chosen.rows))]
    prefectures = list(dict.fromkeys(result.facts.areas["pref_name"]))
    assert order == sorted(order, key=prefectures.index)
    assert any("藤岡(群馬県)" in title and "④" in title for title in slides.titles(deck))
    content = list(slides.titles(deck))[1:-2]
    assert all(paper.mark in title for title in content)
    (map_figure,) = next(s for s in parts if s.anchor == "map").figures
    assert isinstance(map_figure.drawing, Chart)
    assert map_figure.alt in [p._element.xpath(".//p:cNvPr")[0].get("descr") for p in slides.pictures(deck)]
    auc = next(s for s in parts if s.anchor == "backtest").figure("auc")
    assert auc.plot is not None
    (chart,) = slides.charts(deck)
    assert slides.drawn(chart.chart) == {"AUC": [pytest.approx(v) for v in auc.plot.values(auc.plot.series[0])]}


def test_a_prefecture_narrows_the_deck_and_its_notices(scenario_parts: tuple) -> None:
    parts = scenario_deck.sections(*scenario_parts, pref_code="10")
    assert [s.anchor for s in parts if s.anchor == "chosen"] == []
    assert {row[1] for row in next(s for s in parts if s.anchor == "list").table("list").rows} >= {"藤岡", "沼田"}
    assert not [t for s in parts if s.anchor == "notices" for t in s.topics]


def test_the_paper_of_a_scenario_holds_the_result_the_reasons_and_the_conditions(scenario_parts: tuple) -> None:
    parts = scenario_deck.printed(scenario_deck.sections(*scenario_parts))
    assert [s.anchor for s in parts] == ["result", "list", "chosen", "notices", "scenario"]
