"""A deck holds what the sections say: opened again and compared with them, down to the figures in the charts."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from typing import Any

import openpyxl
import pytest
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.oxml.ns import qn
from pptx.util import Emu

from core.charts.funnel import ACROSS, UP
from core.data.reader import Read, reader
from core.data.store import Store
from core.exports import powerpoint, slide_style, slide_table
from core.exports.paper import Paper
from core.exports.slide_style import TEXT_WIDE
from core.exports.word_style import FACE
from core.measures.gap import MEASURES
from core.text.outside import Outside
from core.views.area import hospitals, papers
from core.views.area.chapters import Shown
from core.views.area.place import area_of
from core.views.figure import Chart, Figure
from core.views.national import map as national_map
from core.views.national.scope import scope_of
from core.views.scatter import Scatter
from core.views.section import Section
from core.views.sources import USER, Sources, sources_by_id
from core.views.table import Column, table
from core.views.topic import Topic
from core.views.words import raw_text, say, strong
from core.vocabulary import palette
from core.vocabulary.terms import BedFunction
from tests.exports import slides
from tests.views.values import BOOK, sample

PAPER = Paper(title="会議用資料", made=date(2026, 11, 27), cautions=("単純に比較しない。",))
#: 木曽 (one hospital), 区中央部 (partners in 36 areas), 隠岐 (flows withheld).
ODD = ("2006", "1301", "3207")


def section(**parts: object) -> Section:
    return Section(anchor="beds", title="病床数", **parts)  # type: ignore[arg-type]


def made(*sections: Section, paper: Paper = PAPER) -> slides.Deck:
    return slides.opened(powerpoint.deck(sections, BOOK, paper))


def for_slides(read: Read, code: str) -> tuple[Section, ...]:
    return papers.for_slides(papers.sections(read, area_of(read, code), Shown()))


def test_each_slide_says_its_title_the_sentence_to_read_first_its_source_and_its_number() -> None:
    deck = made(section(lead=say("報告は", strong("1,234床"), "。"), tables=(sample(),), notes=("読み方。",)))
    assert slides.titles(deck) == ["会議用資料", "病床数", "数値を見るときの注意", "出典"]
    assert slides.texts(deck) == [
        "会議用資料",
        "推進区域ダッシュボード(作成日 2026-11-27)",
        "データの公表: 2025年",
        "病床数",
        "会議用資料 | 病床数",
        "報告は1,234床。",
        "出典: 厚生労働省 病床数",
        "‹#›",
        "差 = 報告 − 必要量",
        "読み方。",
        "数値を見るときの注意",
        "会議用資料",
        "‹#›",
        "※ 単純に比較しない。",
        "出典",
        "会議用資料",
        "‹#›",
        "厚生労働省「病床数の表」2025年 https://example.invalid/beds",
    ]
    assert slides.tables(deck) == [("病床数", [sample().headings, *sample().texts()])]
    lead = next(s for s in slides.shapes(deck) if s.name == "要点")
    assert [(r.text, bool(r.font.bold)) for r in lead.text_frame.paragraphs[0].runs] == [
        ("報告は", False),
        ("1,234床", True),
        ("。", False),
    ]


def test_the_names_of_six_areas_leave_the_title_and_the_line_above_it_one_line_each() -> None:
    names = "常陸太田・ひたちなか+名古屋・尾張中部+石巻・登米・気仙沼+由利本荘・にかほ+札幌+桑員"
    joined = Section(anchor="join", title=f"{names}を合わせて見る", tables=(sample(),), notes=("合わせ方の注。" * 60,))
    deck = made(joined, paper=replace(PAPER, title=f"区域点検: {names}"))
    assert slides.titles(deck) == [f"区域点検: {names}", "病床数", "読み方", "数値を見るときの注意", "出典"]
    above = [s.text_frame.text for s in slides.shapes(deck) if s.name == "資料と章"]
    assert above == [f"{names}を合わせて見る"] * 2 + [f"区域点検: {names}"] * 2
    assert [slide_style.lines(line, slide_style.SMALL, slide_style.TEXT_WIDE) for line in above] == [1] * 4


def test_titles_and_page_numbers_stand_in_the_placeholders_of_a_wide_slide() -> None:
    deck = made(section(lead="文。", tables=(sample(),)))
    assert round(deck.slide_width / deck.slide_height, 3) == 1.778
    for slide in deck.slides:
        assert slide.shapes.title.placeholder_format.type.name in ("TITLE", "CENTER_TITLE")
        assert slide.shapes.title.text
    for slide in list(deck.slides)[1:]:
        (number,) = [s for s in slide.placeholders if s.placeholder_format.type.name == "SLIDE_NUMBER"]
        assert number._element.find(f".//{qn('a:fld')}").get("type") == "slidenum"


def test_japanese_has_its_face_in_runs_tables_charts_and_the_theme(real_store: Store) -> None:
    read = reader(real_store)
    parts = for_slides(read, "1005")
    deck = slides.opened(powerpoint.deck(parts, sources_by_id(real_store), PAPER))
    looks = [look for shape in slides.shapes(deck) for look in shape._element.iter(qn("a:rPr")) if look.get("sz")]
    charts = slides.charts(deck)
    looks += [look for c in charts for tag in ("a:rPr", "a:defRPr") for look in c.chart._chartSpace.iter(qn(tag))]
    fields = [shape._element for shape in slides.shapes(deck) if shape.name == "ページ番号"]
    looks = [look for look in looks if not any(look in f.iter() for f in fields)]
    assert len(looks) > 300
    for look in looks:
        assert [look.find(qn(tag)).get("typeface") for tag in ("a:latin", "a:ea")] == [FACE, FACE]
    assert all(c.chart._chartSpace.find(qn("c:lang")).get("val") == "ja-JP" for c in charts)
    theme = deck.slide_master.part.part_related_by(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme"
    )
    assert theme.blob.count(f'<a:latin typeface="{FACE}"/><a:ea typeface="{FACE}"/>'.encode()) == 2


def test_letters_are_at_least_ten_points_and_body_at_least_fourteen() -> None:
    topic = Topic(key="t", heading="経緯", lines=("一つ目",), quotes=("原文のまま",))
    deck = made(section(lead="文。", sentences=("ほかの文。",) * 9, topics=(topic,), tables=(sample(),)))
    sizes = {
        run.font.size.pt
        for shape in slides.shapes(deck)
        if shape.name == "本文" and shape.text_frame.text[:1] not in "※厚"
        for p in shape.text_frame.paragraphs
        for run in p.runs
    }
    assert sizes
    assert min(sizes) >= 14
    every = [int(x.get("sz")) for s in slides.shapes(deck) for x in s._element.iter(qn("a:rPr")) if x.get("sz")]
    assert min(every) >= 1000


@pytest.mark.parametrize("text", ["<a:p/>", "\x00\ud800\x0b", "=1+1", "&lt; ]]>", "_x0041_"])
def test_text_from_outside_stays_text(text: str) -> None:
    only = table("t", "表", [Column(name="x", label="理由")], [(Outside(text),)], Sources((USER,)))
    deck = made(section(lead=Outside(text), tables=(only,)))
    kept = "".join(c for c in text if c.isprintable() and c != "\ud800").strip()
    assert slides.tables(deck)[0][1][1][0].strip() == kept
    assert kept in [t.strip() for t in slides.texts(deck)]


def test_a_mark_stands_in_every_title_of_what_is_estimated() -> None:
    deck = made(section(tables=(sample(),)), paper=Paper(title="資料", made=PAPER.made, mark="【試算】"))
    assert slides.titles(deck) == ["資料 【試算】", "病床数 【試算】", "出典"]


def test_a_table_without_rows_says_so_in_words() -> None:
    empty = table("t", "表", [Column(name="x", label="理由")], [], Sources((USER,)))
    assert "該当する行はありません" in slides.texts(made(section(tables=(empty,))))


@pytest.mark.parametrize("code", ODD)
def test_the_deck_of_an_area_holds_every_figure_of_its_sections(real_store: Store, code: str) -> None:
    read = reader(real_store)
    parts = for_slides(read, code)
    deck = slides.opened(powerpoint.deck(parts, sources_by_id(real_store), PAPER))
    told = [p for s in parts for t in s.tables if t.rows for p in slide_table.parts(t, TEXT_WIDE)]
    tables = [(raw_text(t.title), [t.headings, *t.texts()]) for t in told]
    assert slides.tables(deck) == tables
    figures = [f for s in parts for f in s.figures]
    native = [f for f in figures if f.plot is not None]
    shown = slides.charts(deck)
    named = [c._element.xpath(".//p:cNvPr")[0].get("descr") for c in shown]
    assert list(dict.fromkeys(named)) == [f.alt for f in native]
    for figure in native:
        # Bars that have no room below each other go on over slides.
        frames = [frame for frame, alt in zip(shown, named, strict=True) if alt == figure.alt]
        plot = figure.plot
        if isinstance(plot, Scatter):
            (frame,) = frames
            assert_every_area_has_its_point(frame.chart, figure)
            continue
        assert plot is not None
        assert [c for frame in frames for c in slides.categories(frame.chart)] == list(plot.categories())
        figures_drawn = [slides.drawn(frame.chart) for frame in frames]
        assert all(list(drawn) == [s.name for s in plot.series] for drawn in figures_drawn)
        books = [
            openpyxl.load_workbook(io.BytesIO(f.chart.part.chart_workbook.xlsx_part.blob)).worksheets[0] for f in frames
        ]
        rows = [row for book in books for row in book.iter_rows(min_row=2, values_only=True)]
        assert [row[0] for row in rows] == [c or None for c in plot.categories()]
        for number, series in enumerate(plot.series):
            values = [None if v is None else pytest.approx(v) for v in plot.values(series)]
            assert [v for drawn in figures_drawn for v in drawn[series.name]] == values
            assert [row[number + 1] for row in rows] == values
    drawn = [f for f in figures if f.plot is None and isinstance(f.drawing, Chart)]
    assert [p._element.xpath(".//p:cNvPr")[0].get("descr") for p in slides.pictures(deck)] == [f.alt for f in drawn]
    words = "\n".join(slides.texts(deck))
    for part in parts:
        assert raw_text(part.lead) in words
        for card in (c for row in part.cards for c in row.cards):
            assert {card.label, raw_text(card.value), *map(raw_text, card.lines)} <= set(words.split("\n"))
        for sentence in (*part.sentences, *part.notes):
            assert raw_text(sentence) in words


def assert_every_area_has_its_point(chart: Any, figure: Figure) -> None:
    """Points are 見込み across and (報告 + ½) ÷ (見込み + ½) up, as the rows of the figure say, those beyond the axis at its edge."""
    columns = ("area_name", "reported", "expected", "z")
    rows = [
        (name, reported, expected)
        for name, reported, expected, z in zip(*map(figure.twin.column, columns), strict=True)
        if isinstance(z, float) and expected > 0
    ]
    assert len(rows) > 330
    found = slides.points(chart)
    *plain, highlighted = (found[n] for n in found if not n.endswith("範囲") and n != "見込みどおり(1倍)")
    drawn: dict[float, list[float]] = {}
    for across, up in (p for points in (*plain, highlighted) for p in points):
        drawn.setdefault(across, []).append(up)
    at_edge = dict(found.get("縦軸の範囲の外の区域(端に置いた)", []))
    assert len(highlighted) == 1
    for name, reported, expected in rows:
        up = (reported + 0.5) / (expected + 0.5)
        assert expected in at_edge or any(p == pytest.approx(up) for p in drawn[expected]), name
        if expected in at_edge:
            assert (up > at_edge[expected]) is (at_edge[expected] > 1), name
    (label,) = [t.text for d in chart._chartSpace.iter(qn("c:dLbl")) for t in d.iter(qn("a:t"))]
    assert highlighted[0] in [(e, pytest.approx((b + 0.5) / (e + 0.5))) for name, b, e in rows if name == label]
    assert all(low < up for limit in found if limit.endswith("範囲") for low, up in _ends(found[limit]))
    axes = list(chart._chartSpace.iter(qn("c:valAx")))
    assert [a.find(f"{qn('c:scaling')}/{qn('c:logBase')}").get("val") for a in axes] == ["10", "2"]
    assert ["".join(t.text for t in a.find(qn("c:title")).iter(qn("a:t"))) for a in axes] == [ACROSS, UP]
    for axis, values in zip(
        axes, zip(*(p for points in (*plain, highlighted) for p in points), strict=True), strict=True
    ):
        low, high = (float(axis.find(f"{qn('c:scaling')}/{qn(tag)}").get("val")) for tag in ("c:min", "c:max"))
        assert low <= min(values) <= max(values) <= high


def _ends(limit: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Lower and upper limit at each place across."""
    by_place: dict[float, list[float]] = {}
    for across, up in limit:
        by_place.setdefault(across, []).append(up)
    assert all(len(ends) == 2 and ends[0] < 1 < ends[1] for ends in by_place.values())
    return [(ends[0], ends[1]) for ends in by_place.values()]


def test_a_heading_goes_over_to_the_next_slide_with_what_it_heads() -> None:
    topics = tuple(
        Topic(key=f"t{n}", heading=f"意見{n}", lines=tuple(f"{n}の{k}行目の文です。" * 9 for k in range(n)))
        for n in range(1, 9)
    )
    deck = made(section(lead="文。", topics=topics))
    texts = [
        [p.text for s in slide.shapes if s.name == "本文" for p in s.text_frame.paragraphs] for slide in deck.slides
    ]
    assert len([t for t in texts if t]) > 2
    assert [t[-1] for t in texts if t and t[-1].startswith("意見")] == []


def test_nothing_stands_outside_the_slide_or_over_the_source(real_store: Store) -> None:
    read = reader(real_store)
    area = area_of(read, "0104")
    every = hospitals.section(read, area, hospitals.Chosen())
    deck = slides.opened(powerpoint.deck([every, *for_slides(read, "0104")], sources_by_id(real_store), PAPER))
    for number, slide in enumerate(deck.slides, start=1):
        foot = min((s.top for s in slide.shapes if s.name == "出典"), default=deck.slide_height)
        for shape in slide.shapes:
            assert 0 <= shape.left <= shape.left + shape.width <= deck.slide_width, (number, shape.name)
            ends = shape.top + (sum(r.height for r in shape.table.rows) if shape.has_table else shape.height)
            if shape.name not in ("出典", "ページ番号"):
                assert ends <= foot + Emu(9144), (number, shape.name)  # a hundredth of an inch for rounding


def test_the_longest_list_goes_on_over_slides_that_count_themselves(real_store: Store) -> None:
    read = reader(real_store)
    every = hospitals.section(read, area_of(read, "0104"), hospitals.Chosen())
    (listed,) = every.tables
    deck = slides.opened(powerpoint.deck([every], sources_by_id(real_store), PAPER))
    # Its columns have no room beside each other in letters that are read across a room.
    parts = slide_table.parts(listed, TEXT_WIDE)
    assert [c for part in parts for c in part.columns[1:]] == list(listed.columns[1:])
    for part in parts:
        counted = [t for t in slides.titles(deck) if t.startswith(raw_text(part.title))]
        assert counted == [f"{raw_text(part.title)}({n}/{len(counted)})" for n in range(1, len(counted) + 1)]
    assert slides.tables(deck) == [(raw_text(p.title), [p.headings, *p.texts()]) for p in parts]


def test_a_list_longer_than_some_slides_is_named_and_left_to_the_workbook(real_store: Store) -> None:
    read = reader(real_store)
    area = area_of(read, "0104")
    whole = {t.key: len(t.rows) for t in hospitals.section(read, area, hospitals.Chosen()).tables}
    shown = next(s for s in for_slides(read, "0104") if s.anchor == "hospitals")
    assert whole["institutions"] > papers.LONGEST
    assert not shown.tables
    assert any(f"{whole['institutions']}行" in raw_text(n) and "Excel" in raw_text(n) for n in shown.notes)


def test_a_map_has_its_key_beside_it_with_colours_signs_and_outlines(real_store: Store) -> None:
    """Failed before: 凡例 was a line of small print without any colour."""
    read = reader(real_store)
    shown = national_map.section(read, scope_of(read, BedFunction.TOTAL, 2025), MEASURES["gap_rate"])
    figure = shown.figure("map")
    deck = slides.opened(powerpoint.deck([shown], sources_by_id(real_store), PAPER))
    (slide,) = [s for s in deck.slides if any(shape.name == "凡例 1" for shape in s.shapes)]
    words = [s.text_frame.text for s in slide.shapes if s.name.startswith("凡例 ")]
    assert words == [f"{s.text} {s.count}".strip() for s in figure.legend]
    patches = [s for s in slide.shapes if s.name == "凡例の印"]
    assert len(patches) == len(figure.legend) + 1, "a double outline has two"
    for patch, swatch in zip(patches, figure.legend, strict=False):
        assert str(patch.fill.fore_color.rgb) == (swatch.fill or palette.GROUND).lstrip("#").upper()
        assert patch.text_frame.text == swatch.sign
    sizes = [r.font.size for p in patches[:4] for r in p.text_frame.paragraphs[0].runs]
    assert sizes == sorted(set(sizes), reverse=True)
    assert all("凡例" not in s.text_frame.text for s in slide.shapes if s.has_text_frame)
    (drawn,) = [s for s in slide.shapes if s.shape_type == MSO_SHAPE_TYPE.PICTURE]
    assert all(p.left > drawn.left + drawn.width and p.top + p.height < drawn.top + drawn.height for p in patches)


def test_nothing_on_a_slide_is_under_twelve_points(real_store: Store) -> None:
    """Failed before: sources 10, notes 11, tables of many columns 10, names of many bars 8 points."""
    read = reader(real_store)
    deck = slides.opened(powerpoint.deck(for_slides(read, "0104"), sources_by_id(real_store), PAPER))
    parts = [shape.chart._chartSpace for shape in slides.charts(deck)]
    roots = [*(slide._element for slide in deck.slides), *parts]
    sizes = {
        int(e.get("sz")) for root in roots for e in root.iter() if e.get("sz", "").isdigit() and e.tag.endswith("Pr")
    }
    assert sizes
    assert min(sizes) >= 1200


def test_sources_take_two_lines_of_a_slide_and_all_are_named_at_the_end(real_store: Store) -> None:
    """Failed before: thirteen sources took four lines of every slide of a reason."""
    book = sources_by_id(real_store)
    few, many = (
        Sources(tuple(i for i in book.entries if not i.startswith("@"))[:2]),
        Sources(tuple(i for i in book.entries if not i.startswith("@"))[:14]),
    )
    told = [section(tables=(replace(sample(), sources=named),)) for named in (few, many)]
    texts = slides.texts(slides.opened(powerpoint.deck(told, book, PAPER)))
    short, long = (t for t in texts if t.startswith("出典: "))
    assert short == f"出典: {'、'.join(s.short for s in book.of(few))}"
    found = re.search(r"、ほか(\d+)件\(最後の「出典」\)$", long)
    assert found
    cited = book.of(many)
    assert sum(s.short in long for s in cited) + int(found[1]) >= len(cited)
    assert all(any(s.citation in t for t in texts) for s in cited)
    assert slide_style.lines(long, slide_style.SOURCE, TEXT_WIDE - 1.2) <= 2
