"""選定理由書: the sentences of the trail, the states of the table, and what is unknown, of a prefecture or the nation."""

from __future__ import annotations

import pytest

from core.rules.engine import Result
from core.rules.model import CRITERIA
from core.rules.trail import trail
from core.views.simulator import criteria, reasons
from core.views.sources import SourceBook
from core.views.words import raw_text
from tests.views.checks import holds

GUNMA = "10"


@pytest.mark.parametrize("pref_code", [GUNMA, ""])
def test_every_section_holds_for_every_scenario(result: Result, book: SourceBook, pref_code: str) -> None:
    sections = reasons.sections(result, pref_code)
    assert [s.anchor for s in sections] == ["conditions", "selected", "reasons", "models", "open", "choices"]
    for section in sections:
        holds(section, book)
    assert result.scenario.name in raw_text(reasons.title(result, pref_code))


@pytest.mark.parametrize("pref_code", [GUNMA, ""])
def test_each_selected_area_has_the_answer_and_the_four_sentences_of_its_trail(result: Result, pref_code: str) -> None:
    told = {t.key: t for t in reasons.sections(result, pref_code)[2].topics}
    chosen = [c for c in result.selected_codes() if c[:2] == pref_code or not pref_code]
    assert [k for k in told if k != "others"] == [f"area_{c}" for c in chosen]
    for code in chosen[:10]:
        whole = trail(result, code)
        assert [raw_text(line) for line in told[f"area_{code}"].lines] == [whole.answer, *whole.steps[0].sentences]
        assert len(whole.steps[0].sentences) == 4


def test_a_prefecture_says_of_every_other_area_why_it_was_not_selected(result: Result) -> None:
    here = [str(c) for c in result.facts.codes if str(c).startswith(GUNMA)]
    left = [c for c in here if c not in result.selected_codes()]
    told = reasons.sections(result, GUNMA)[2]
    assert [raw_text(line) for line in told.topic("others").lines] == [trail(result, c).answer for c in left]


def test_states_are_those_of_the_table_of_verdicts(result: Result) -> None:
    whole = criteria.whole_table(result)
    names = [c.value for c in CRITERIA]
    wanted = {
        area: states
        for code, area, *states in zip(*(whole.column(n) for n in ("area_code", "area_name", *names)), strict=True)
        if str(code).startswith(GUNMA)
    }
    printed = reasons.sections(result, GUNMA)[1].table("states")
    assert {str(row[0]).split("(")[0]: list(row[2:6]) for row in printed.rows} == wanted


def test_unknown_states_are_counted_and_each_has_what_would_settle_it(result: Result) -> None:
    sections = reasons.sections(result, GUNMA)
    states = sections[1].table("states")
    counted = [sum(v == "判定不能" for v in states.column(c.value)) for c in CRITERIA]
    said = "、".join(f"{m} {n}区域" for m, n in zip("①②③④", counted, strict=True))
    assert said in raw_text(sections[4].lead)
    selected = [row for row in states.rows if row[1] != "―"]
    open_states = sum(str(cell).startswith(("判定不能", "要確認")) for row in selected for cell in row[2:6])
    needed = sections[4].table("needed").rows if sections[4].has("needed") else ()
    assert len(needed) == open_states
    assert all(row[3] for row in needed)


def test_model_areas_and_notices_of_another_prefecture_stay_out(results: dict[str, Result]) -> None:
    result = results["gunma"]
    at_home, elsewhere = (reasons.sections(result, p) for p in (GUNMA, "01"))
    assert "藤岡" in raw_text(at_home[3].lead)
    assert raw_text(elsewhere[3].lead) == "モデル推進区域に選ばれた区域はない。"
    concerned = {n.message for n in result.notices if n.where[:2] in ("", "01")}
    assert {raw_text(s) for s in elsewhere[4].sentences} == concerned


def test_a_prefecture_that_is_not_there_is_an_error(results: dict[str, Result]) -> None:
    with pytest.raises(KeyError):
        reasons.sections(results["gunma"], "99")
