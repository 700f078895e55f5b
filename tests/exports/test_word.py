"""A Word document holds what the sections say: opened again and compared with them."""

from __future__ import annotations

import struct
from datetime import date

import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Pt

from core.data.reader import reader
from core.data.store import Store
from core.exports import word, word_form
from core.exports.columns import MANY, SHORT
from core.exports.paper import Paper
from core.exports.word_style import FACE, LINE, SMALL
from core.rules import engine
from core.rules.content import load_presets, preset_scenario
from core.rules.facts import from_store
from core.text.outside import Outside
from core.views.area import hospitals, sheet
from core.views.area.place import area_of
from core.views.figure import Chart
from core.views.section import Section
from core.views.simulator import form
from core.views.sources import USER, Sources, sources_by_id
from core.views.table import Column, table
from core.views.topic import Topic
from core.views.words import say, strong
from tests.exports.documents import big_figures, cells, opened, paragraphs, printed
from tests.views.values import BOOK, sample

PAPER = Paper(title="会議資料", made=date(2026, 11, 27), cautions=("単純に比較しない。",))
#: 藤岡 (a model area), 木曽 (one hospital), 札幌 (338 institutions), 区中央部 (partners in 36 areas), 隠岐 (an island).
ODD = ("1005", "2006", "0104", "1301", "3207")


def section(**parts: object) -> Section:
    return Section(anchor="beds", title="病床数", **parts)  # type: ignore[arg-type]


def test_sentences_tables_notes_sources_and_cautions_stand_in_the_order_of_the_screen() -> None:
    made = opened(
        word.document(
            [
                section(
                    lead=say("報告は", strong("1,234床"), "。"),
                    sentences=("ほかの文。",),
                    topics=(Topic(key="t", heading="経緯", lines=("一つ目",), quotes=("原文のまま",)),),
                    tables=(sample(),),
                    notes=("読み方。",),
                )
            ],
            BOOK,
            PAPER,
        )
    )
    assert paragraphs(made) == [
        "会議資料",
        "推進区域ダッシュボード(作成日 2026-11-27)",
        "データの公表: 2025年",
        "病床数",
        "報告は1,234床。",
        "ほかの文。",
        "経緯",
        "一つ目",
        "原文のまま",
        "病床数",
        "差 = 報告 − 必要量",
        "読み方。",
        "出典: 厚生労働省 病床数",
        "数値を見るときの注意",
        "※ 単純に比較しない。",
        "出典",
        "厚生労働省「病床数の表」2025年 https://example.invalid/beds",
    ]
    assert cells(made.tables[0]) == printed([sample()])[0]
    bold = [r.text for p in made.paragraphs for r in p.runs if r.bold]
    assert "1,234床" in bold


def test_titles_are_headings_that_the_navigation_shows() -> None:
    made = opened(word.document([section(tables=(sample(),))], BOOK, PAPER))
    assert paragraphs(made, "Title") == ["会議資料"]
    assert paragraphs(made, "Heading 1") == ["病床数", "数値を見るときの注意", "出典"]
    assert paragraphs(made, "Heading 2") == ["病床数"]


def test_headings_of_a_table_come_again_on_each_page_and_no_row_is_torn() -> None:
    made = opened(word.document([section(tables=(sample(),))], BOOK, PAPER))
    first, *rest = made.tables[0]._tbl.findall(qn("w:tr"))
    assert first.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is None for row in rest)
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in (first, *rest))


def test_a_short_table_stands_on_one_page_and_sentences_with_what_they_speak_of() -> None:
    def kept(rows: int) -> list[bool]:
        only = table("t", "表", [Column(name="x", label="x")], [(str(n),) for n in range(rows)], Sources((USER,)))
        made = opened(word.document([section(sentences=("文。",), tables=(only,))], BOOK, PAPER))
        (said,) = [p for p in made.paragraphs if p.text == "文。"]
        assert said.paragraph_format.keep_with_next
        rows_of = made.tables[0]._tbl.findall(qn("w:tr"))
        return [
            all(p.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None for p in r.iter(qn("w:p"))) for r in rows_of
        ]

    assert kept(SHORT) == [True] * SHORT + [False]
    assert kept(SHORT + 1) == [True] + [False] * (SHORT + 1)


def test_figures_stand_right_and_sums_are_bold() -> None:
    made = opened(word.document([section(tables=(sample(),))], BOOK, PAPER))
    rows = made.tables[0]._tbl.findall(qn("w:tr"))
    aligned = [jc.get(qn("w:val")) for jc in rows[1].iter(qn("w:jc"))]
    assert aligned == ["left", "right", "right", "right", "left"]
    assert [bool(list(row.iter(qn("w:b")))) for row in rows] == [True, False, False, True]


def test_japanese_has_its_face_in_every_style_and_in_the_theme() -> None:
    made = opened(word.document([section(lead="文", tables=(sample(),))], BOOK, PAPER))
    for style in {p.style.name for p in made.paragraphs}:
        fonts = made.styles[style].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) == FACE, style
        assert fonts.get(qn("w:eastAsiaTheme")) is None, style
    theme = next(r.target_part for r in made.part.rels.values() if r.reltype.endswith("/theme"))
    assert theme.blob.count(f'<a:ea typeface="{FACE}"/>'.encode()) == 2
    assert made.core_properties.language == "ja-JP"
    assert SMALL in {s.name for s in made.styles}
    languages = list(made.styles.element.iter(qn("w:lang")))
    assert {x.get(qn("w:eastAsia")) for x in languages} == {"ja-JP"}
    assert {x.get(qn("w:val")) for x in languages} == {"en-US"}, "LibreOffice parts a figure of Japanese text"


def test_lines_are_as_high_in_every_face_letters_can_be_read_and_a_picture_stays_with_its_note(
    real_store: Store,
) -> None:
    """Failed before: with the lines of Yu Gothic 区域シート had three pages, wide tables had letters of 7.5 points, and the note of
    a picture began the next page."""
    read = reader(real_store)
    area = area_of(read, "1005")
    every = hospitals.section(read, area, hospitals.Chosen())
    sections = (*sheet.sections(read, area), every)
    made = opened(word.document(sections, sources_by_id(real_store), PAPER))
    sizes = {float(s.get(qn("w:val"))) / 2 for s in made.element.body.iter(qn("w:sz"))}
    assert len(every.tables[0].columns) > MANY
    assert min(sizes) == 8
    kept = []
    for paragraph in made.paragraphs:
        style, own = paragraph.style, paragraph.paragraph_format
        assert style.font.size.pt >= 8
        if not paragraph._p.xpath(".//w:drawing"):
            assert own.line_spacing is None, paragraph.text
            assert style.paragraph_format.line_spacing == pytest.approx(style.font.size * LINE, abs=Pt(0.1))
            continue
        assert own.line_spacing == 1.0
        kept.append(bool(own.keep_with_next))
    shown = [f for s in sections for f in s.figures]
    assert kept == [bool(f.note or f.legend) for f in shown]
    assert any(kept)
    rules = [s.get(qn("w:lineRule")) for t in made.tables for s in t._tbl.iter(qn("w:spacing"))]
    assert set(rules) == {"exact"}


@pytest.mark.parametrize("text", ["<w:p/>", "\x00\ud800\x0b", "=1+1", "&lt; ]]>"])
def test_text_from_outside_stays_text(text: str) -> None:
    only = table("t", "表", [Column(name="x", label="理由")], [(Outside(text),)], Sources((USER,)))
    made = opened(word.document([section(lead=Outside(text), tables=(only,))], BOOK, PAPER))
    kept = "".join(c for c in text if c.isprintable() and c != "\ud800")
    assert cells(made.tables[0])[1] == (kept,)
    assert kept in paragraphs(made)


@pytest.mark.parametrize(("columns", "turned"), [(6, False), (7, False), (8, True)])
def test_a_table_of_more_than_seven_columns_turns_the_paper(columns: int, turned: bool) -> None:
    wide = table("t", "表", [Column(name=str(i), label=str(i)) for i in range(columns)], [], Sources((USER,)))
    page = opened(word.document([section(tables=(wide,))], BOOK, PAPER)).sections[0]
    assert (page.orientation == WD_ORIENT.LANDSCAPE) is turned
    assert (page.page_width > page.page_height) is turned


def test_a_mark_stands_in_every_title() -> None:
    marked = Paper(title="資料", made=PAPER.made, mark="【試算】")
    made = opened(word.document([section(tables=(sample(),))], BOOK, marked))
    assert paragraphs(made, "Title") == ["資料 【試算】"]
    assert paragraphs(made, "Heading 2") == ["病床数 【試算】"]


@pytest.mark.parametrize("code", ODD)
def test_the_sheet_of_an_area_holds_every_figure_of_its_sections_and_every_picture_with_its_words(
    real_store: Store, code: str
) -> None:
    read = reader(real_store)
    parts = sheet.sections(read, area_of(read, code))
    made = opened(word.document(parts, sources_by_id(real_store), PAPER))
    wanted = [t for s in parts for t in (*big_figures(s), *printed(s.tables))]
    assert [cells(t) for t in made.tables] == wanted
    pictures = [f for s in parts for f in s.figures if isinstance(f.drawing, Chart)]
    shown = made.inline_shapes
    assert [s._inline.docPr.get("descr") for s in shown] == [f.alt for f in pictures]
    for picture in shown:
        blob = made.part.related_parts[picture._inline.graphic.graphicData.pic.blipFill.blip.embed].blob
        assert blob.startswith(b"\x89PNG")
        width, height = struct.unpack(">II", blob[16:24])
        assert width > 1000
        assert height > 200


def test_the_longest_list_of_institutions_is_whole(real_store: Store) -> None:
    read = reader(real_store)
    area = area_of(read, "0104")
    every = hospitals.section(read, area, hospitals.Chosen())
    made = opened(word.document([every], sources_by_id(real_store), PAPER))
    assert [cells(t) for t in made.tables[-len(printed(every.tables)) :]] == printed(every.tables)


def test_the_form_asks_in_the_words_of_the_print_and_answers_below(real_store: Store) -> None:
    scenario = next(preset_scenario(p) for p in load_presets() if p.id == "gunma")
    result = engine.run(from_store(real_store), scenario)
    filled = form.section(result, "1005")
    made = opened(word_form.form(filled, sources_by_id(real_store), Paper(title=filled.title, made=PAPER.made)))
    assert paragraphs(made, "Title") == ["推進区域（仮称）及びモデル推進区域（仮称）について"]
    assert paragraphs(made, "Heading 1")[:2] == ["【推進区域（仮称）】", "【モデル推進区域（仮称）】"]
    texts = paragraphs(made)
    first = texts.index("1 検討されている推進区域（仮称）")
    assert texts[first + 1] == "藤岡構想区域"
    assert len([t for t in texts if t[:1] in "①②③④" and "公表値での判定" in t]) == 4
    for half in ("suishin", "model"):
        for question, answer in filled.table(half).texts():
            assert any(question in t for t in texts)
            assert any(answer in t for t in texts)


def test_no_line_ends_between_a_minus_and_its_figure() -> None:
    """Failed before: 「(乖離率 -」 ended a line and 「2.3%)」 began the next."""
    found = opened(word.document([section(sentences=(say("乖離率 ", strong("-2.3%"), "、R6-7、-と床"),))], BOOK, PAPER))
    said = next(p for p in found.paragraphs if p.text.startswith("乖離率"))
    assert said.text == "乖離率 -2.3%、R6-7、-と床"
    assert [len(r._r.findall(qn("w:noBreakHyphen"))) for r in said.runs] == [0, 1, 0]


def test_the_line_of_sources_stays_with_what_stands_above_it() -> None:
    """Failed before: it stood alone at the head of a page."""
    found = opened(word.document([section(tables=(sample(),), notes=("読み方。",))], BOOK, PAPER))
    note = next(p for p in found.paragraphs if p.text == "読み方。")
    assert note.paragraph_format.keep_with_next
