"""Council opinions, the checklist with its file, and the glossary."""

from __future__ import annotations

import csv
import io
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.content import council_areas, load_checklist, load_council, load_glossary
from core.content.checklist import MAX_BYTES, MAX_NOTE, Tick, done_count, from_csv, to_csv
from core.content.council import Council
from core.errors import UserError
from tests.outside import EXAMPLES


def test_fujioka_has_opinions_on_every_topic_and_others_have_none():
    council = load_council("1005")
    assert [t.label for t in council.topics] == [
        "議題と国の資料",
        "流入患者",
        "病床削減への懸念",
        "医療DX投資",
        "メリット・デメリット",
        "対面会議",
        "推薦への賛成",
    ]
    assert all(row.source_id == "gunma_2024_fujioka" for row in council.rows)
    for topic in council.topics:
        assert any(p for row in council.rows for p in row.about(topic.id).opinions), topic.id
    assert load_council("1004") is None
    assert council_areas() == ("1005",)


def test_only_the_opinion_without_a_reply_in_the_paper_has_none():
    silent = [row for row in load_council("1005").rows if not row.replies]
    assert [p.topics for row in silent for p in row.opinions] == [("favour",)]


def test_all_paragraphs_stand_in_their_rows_with_the_replies_given_to_them():
    """Failed before: opinions were told by topic, nine paragraphs and a reply were missing."""
    rows = load_council("1005").rows
    assert [(r.label, len(r.opinions), len(r.replies)) for r in rows] == [
        ("意見1", 8, 3),
        ("意見2", 1, 0),
        ("意見3", 4, 2),
        ("意見4", 5, 4),
    ]


def test_a_paragraph_of_an_unknown_topic_and_a_topic_without_one_are_refused():
    data = load_council("1005").model_dump()
    lost = data["topics"][0]["id"]
    for topics in (data["topics"][1:], [*data["topics"], {"id": "empty", "label": "空"}]):
        with pytest.raises(ValueError, match=lost if len(topics) < len(data["topics"]) else "empty"):
            Council.model_validate(data | {"topics": topics})


def test_members_calculation_is_862_beds_30_percent_against_595():
    calculation = load_council("1005").calculation
    assert (calculation.beds, calculation.inflow_share, calculation.standard_beds) == (862, 0.3, 595)
    assert calculation.residents_beds == round(862 * (1 - 0.3)) == 603


def test_nomination_is_criterion_4_with_the_stated_figures():
    nomination = load_council("1005").nomination
    assert nomination.criterion == "④"
    assert {f.id: f.value for f in nomination.figures} == {
        "children": "4割超の減少",
        "working_age": "3割超の減少",
        "inflow": "26.4%",
    }


@pytest.mark.parametrize("code", ["../1005", "", "藤岡"])
def test_area_code_never_becomes_a_path(code):
    assert load_council(code) is None


def test_checklist_covers_the_steps_of_the_notice_with_a_source_each():
    checklist = load_checklist()
    assert len(checklist.groups) == 6
    assert all(s.source_id and s.source_note for s in checklist.steps)
    assert "そのものではない" in checklist.basis


def nothing_ticked(checklist):
    return tuple(Tick(step.id) for step in checklist.steps)


def test_blank_checklist_has_nothing_done():
    ticks = nothing_ticked(load_checklist())
    assert done_count(ticks) == 0


@given(
    st.lists(st.booleans(), min_size=23, max_size=23),
    st.text(alphabet=st.characters(exclude_categories=["C"]), max_size=60).map(str.strip),
)
def test_what_is_exported_is_what_comes_back(states, note):
    checklist = load_checklist()
    ticks = tuple(
        Tick(s.id, d, note if i == 0 else "") for i, (s, d) in enumerate(zip(checklist.steps, states, strict=True))
    )
    assert from_csv(checklist, to_csv(checklist, ticks)) == ticks


@pytest.mark.parametrize(
    "note", ["'", "'=A1", "＝A1", "'＠x", "''-x", "=" * MAX_NOTE, "x" * MAX_NOTE, "@" + "x" * (MAX_NOTE - 1)]
)
def test_a_note_of_any_length_and_any_first_mark_comes_back(note):
    first, *rest = nothing_ticked(load_checklist())
    ticks = (Tick(first.step_id, True, note), *rest)
    assert from_csv(load_checklist(), to_csv(load_checklist(), ticks)) == ticks


@pytest.mark.outside
@settings(max_examples=EXAMPLES)
@given(
    st.binary(max_size=80) | st.text("agre済未,\"\r\n='", max_size=80).map(lambda t: f"項目ID,状態,メモ\n{t}".encode())
)
def test_no_bytes_crash_the_reader_of_a_checklist(data):
    with suppress(UserError):
        from_csv(load_checklist(), data)


def test_export_opens_in_excel_and_runs_no_formula():
    checklist = load_checklist()
    first, *rest = nothing_ticked(checklist)
    data = to_csv(checklist, (Tick(first.step_id, True, "=HYPERLINK(1)"), *rest))
    assert data.startswith(b"\xef\xbb\xbf")
    row = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))[0]
    assert (row["状態"], row["メモ"]) == ("済", "'=HYPERLINK(1)")


def test_file_saved_by_excel_as_shift_jis_is_read():
    checklist = load_checklist()
    text = to_csv(checklist, nothing_ticked(checklist)).decode("utf-8-sig").replace("未", "済", 1)
    assert done_count(from_csv(checklist, text.encode("cp932", errors="replace"))) == 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "列「項目ID」"),
        ("氏名,住所\n甲,乙\n".encode(), "列「項目ID」"),
        ("項目ID,状態,メモ\nno_such,済,\n".encode(), "2行目「項目ID」"),
        ("項目ID,状態,メモ\nagree,たぶん,\n".encode(), "2行目「状態」"),
        ("項目ID,状態,メモ\nagree,済,\nagree,未,\n".encode(), "3行目「項目ID」: agree が2回"),
        (f"項目ID,状態,メモ\nagree,済,{'あ' * (MAX_NOTE + 1)}\n".encode(), "2行目「メモ」"),
        (b"x" * (MAX_BYTES + 1), "大きすぎます"),
        (b"\xff\xfe\x00\x81\x00", "文字コード"),
        ("項目ID,状態,メモ\nagree\n".encode(), "2行目「状態」"),
        ("項目ID,状態,メモ\nagree,済,a\x01\n".encode(), "2行目「メモ」"),
        (b'"' + b"x" * 150_000, "CSV として"),
        ("項目ID,状態,メモ\n".encode() + b"z,,\n" * 1000, "ほかにも 995 か所"),
    ],
    ids=[
        "empty",
        "other file",
        "unknown step",
        "unknown state",
        "twice",
        "long note",
        "too large",
        "binary",
        "short row",
        "control character",
        "huge cell",
        "a thousand wrong rows",
    ],
)
def test_wrong_file_is_refused_with_row_and_column(data, words):
    with pytest.raises(UserError) as error:
        from_csv(load_checklist(), data)
    assert words in str(error.value)


def test_glossary_terms_have_hiragana_readings_and_come_in_their_order():
    glossary = load_glossary()
    readings = [t.reading for t in glossary.sorted()]
    assert readings == sorted(readings)
    assert glossary.get("suishin").reading == "すいしんくいき"
    assert glossary.get("no-such") is None


def test_every_page_but_none_unknown_has_terms():
    for route in ("/", "/area", "/simulator", "/gallery", "/policy", "/sources"):
        assert load_glossary().on_page(route), route
