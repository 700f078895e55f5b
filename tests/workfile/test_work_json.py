"""作業ファイル: round trip, canonical bytes, and refusals that name the place."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.area.worksheet import Worksheet
from core.errors import UserError
from core.review.brought import Brought, BroughtRow
from core.rules import scenario_json
from core.rules.choices import RevalidationState
from core.rules.entries import Revalidation
from core.rules.scenario import Scenario
from core.workfile import work_json
from core.workfile.agenda import AgendaItem
from core.workfile.work import Entry, PageLink, PlanEntry, Remembered, Work
from core.workfile.work_json import MAX_BYTES, dumps, loads
from tests.area.sheets import FUJIOKA_SHEET
from tests.rules.cases import SMALL, random_scenario

SHEET = Worksheet.from_json(FUJIOKA_SHEET.to_json())
FULL = Work(
    pages=(
        PageLink(route="area", query={"area": "1005", "function": "acute"}),
        PageLink(route="", query={"pref": "10"}),
    ),
    scenario=Scenario(
        name="県の案",
        revalidation=(Revalidation(area_code="1005", state=RevalidationState.VERIFYING, facility_name="甲"),),
    ),
    remembered=(Remembered(name="前の案", scenario=Scenario(name="前の案")),),
    worksheets=(SHEET,),
    plans=(
        PlanEntry(area_code="1005", institution="甲病院", permitted=295, operating=280, occupancy=75.5, cut_acute=60),
        PlanEntry(area_code="1005", institution="乙病院", picked=False, stays_in_area=False),
    ),
    checklist=(Entry(id="discuss", done=True, note="7月の会議"), Entry(id="agree", note="未定")),
    trial=(Entry(id="voice-1", done=True),),
    columns=(
        Brought(
            kind="institutions",
            headings=("緊急手術(件/年)",),
            rows=(BroughtRow(area_code="1005", institution="公立藤岡総合病院", cells=("120",)),),
        ),
    ),
    agenda=(AgendaItem(route="area", query={"area": "1005"}, at="flow", name="流入・流出"),),
)

words = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=20)
beds = st.none() | st.integers(0, 100_000)
plans = st.builds(
    PlanEntry,
    area_code=st.from_regex(r"[0-9]{4}", fullmatch=True),
    institution=words,
    picked=st.booleans(),
    permitted=beds,
    occupancy=st.none() | st.floats(0, 1000),
    cut_acute=beds,
    stays_in_area=st.none() | st.booleans(),
)
entries = st.builds(Entry, id=words, done=st.booleans(), note=words)
works = st.builds(
    Work,
    pages=st.lists(
        st.builds(PageLink, route=words, query=st.dictionaries(words, words, max_size=3)),
        max_size=3,
        unique_by=lambda p: p.route,
    ).map(tuple),
    scenario=st.none() | random_scenario(SMALL),
    remembered=st.lists(
        st.builds(Remembered, name=words, scenario=random_scenario(SMALL)), max_size=2, unique_by=lambda r: r.name
    ).map(tuple),
    worksheets=st.sampled_from([(), (SHEET,)]),
    plans=st.lists(plans, max_size=3, unique_by=lambda p: (p.area_code, p.institution)).map(tuple),
    checklist=st.lists(entries, max_size=3, unique_by=lambda e: e.id).map(tuple),
    trial=st.lists(entries, max_size=3, unique_by=lambda e: e.id).map(tuple),
)


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(works)
def test_what_is_saved_opens_again_without_loss_and_saves_as_the_same_bytes(work: Work) -> None:
    content = dumps(work)
    again = loads(content)
    assert again == work
    assert dumps(again) == content


def test_a_full_working_file_holds_every_part() -> None:
    assert loads(dumps(FULL)) == FULL
    assert list(json.loads(dumps(FULL))) == ["schema", *(f for f in Work.__dataclass_fields__)]


def test_the_order_in_which_work_was_done_does_not_change_the_bytes() -> None:
    other = Work(**{name: tuple(reversed(v)) if isinstance(v, tuple) else v for name, v in FULL.parts().items()})
    assert dumps(other) == dumps(FULL)


def test_empty_work_is_a_file_of_its_schema_alone() -> None:
    assert json.loads(dumps(Work())) == {"schema": "suishin-work/1"}
    assert loads(dumps(Work())) == Work()


def changed(place: tuple[str | int, ...], value: Any) -> bytes:
    data = json.loads(dumps(FULL))
    inner = data
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    return json.dumps(data, ensure_ascii=False).encode()


@pytest.mark.parametrize(
    ("place", "value", "expected"),
    [
        (("plans", 0, "cut_acute"), -1, "作業ファイルの plans[1].cut_acute: "),
        (("plans", 0, "cut_acute"), "6O", "作業ファイルの plans[1].cut_acute: "),
        (("plans", 0, "cut_acute"), True, "作業ファイルの plans[1].cut_acute: "),
        (("plans", 0, "cut_acute"), 10**9 + 1, "作業ファイルの plans[1].cut_acute: "),
        (("plans", 0, "occupancy"), float("nan"), "作業ファイルの plans[1].occupancy: "),
        (("plans", 0, "colour"), "red", "「colour」という項目はありません"),
        (("plans", 0, "area_code"), "10", "作業ファイルの plans[1].area_code: "),
        (("checklist", 0, "note"), "あ" * 501, "作業ファイルの checklist[1].note: "),
        (("checklist", 0, "note"), "a\u0000", "作業ファイルの checklist[1].note: "),
        (("checklist", 1, "id"), "agree", "同じ項目が2回あります: agree"),
        (("worksheets", 0, "year"), "2025", "year"),
        (("worksheets", 0, "explanations", 0, "beds"), 1.5, "差異分析ワークシートの1行目"),
        (("scenario", "bounds", "minimum"), 5, "下限(5)が上限"),
        (("scenario", "colour"), "red", "colour"),
        (("remembered", 0, "scenario", "year"), "x", "作業ファイルの remembered[1].scenario: シナリオの year"),
        (("pages", 0, "query"), [], "作業ファイルの pages[1].query: "),
        (("notes",), [], "「notes」という項目はありません"),
        (("schema",), "suishin-work/2", "版(schema)'suishin-work/2' は読めません"),
        (("schema",), "suishin-scenario/1", "これはシナリオのファイルです。"),
        (("schema",), "suishin-scenario/2", "これはシナリオのファイルです。"),
    ],
)
def test_a_refusal_names_the_place(place: tuple[str | int, ...], value: Any, expected: str) -> None:
    with pytest.raises(UserError) as refused:
        loads(changed(place, value))
    assert expected in refused.value.message
    assert refused.value.hint


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b'{"schema": "suishin-work/1", "schema": "x"}'])
def test_what_is_no_working_file_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(UserError, match="作業ファイル"):
        loads(content)


@pytest.mark.parametrize(("size", "fits"), [(MAX_BYTES - 1, True), (MAX_BYTES, True), (MAX_BYTES + 1, False)])
def test_the_limit_of_the_size(size: int, fits: bool) -> None:
    content = dumps(FULL)
    padded = content + b" " * (size - len(content))
    if fits:
        assert loads(padded) == FULL
    else:
        with pytest.raises(UserError, match="大きすぎます"):
            loads(padded)


def test_the_tables_that_a_link_leaves_out_are_in_the_file() -> None:
    assert FULL.scenario is not None
    assert scenario_json.encode(FULL.scenario)[1] == ("revalidation",)
    opened = loads(dumps(FULL)).scenario
    assert opened is not None
    assert opened.revalidation == FULL.scenario.revalidation


@settings(deadline=None, max_examples=200)
@given(st.data())
def test_a_file_with_any_one_value_replaced_is_read_or_refused_in_words(data: st.DataObject) -> None:
    written = json.loads(work_json.dumps(FULL))
    place, keys = written, list(written)
    while True:
        key = data.draw(st.sampled_from(keys))
        if not (isinstance(place[key], dict | list) and place[key] and data.draw(st.booleans())):
            break
        place = place[key]
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
    place[key] = data.draw(st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just([]))
    with suppress(UserError):
        loads(json.dumps(written).encode())
