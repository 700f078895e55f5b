"""推薦調書 as the form is printed, filled in from a scenario and from nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.data.store import Store
from core.rules import engine
from core.rules.content import load_presets, preset_scenario
from core.rules.engine import Result
from core.rules.entries import Nomination
from core.rules.facts import from_store
from core.rules.scenario import Scenario
from core.text.outside import Outside
from core.views.simulator import form
from core.views.sources import SourceBook
from core.views.table import Status
from core.views.words import raw_text
from tests.views.checks import holds

#: The four reasons as the answer of Gunma has them printed.
PRINTED = (
    "①データの特性だけでは説明できない総病床数の必要量との差異が特に生じている区域",
    "②データの特性だけでは説明できない機能別病床数の必要量との差異が特に生じている区域",
    "③令和5年9月末調査において再検証対象医療機関における対応状況として検証中または検証未開始の医療機関がある区域",
    "④その他医療提供体制上の課題があって重点的な支援の必要性があると考えられる区域",
)


@pytest.fixture(scope="module")
def gunma(real_store: Store) -> Result:
    [preset] = [p for p in load_presets() if p.id == "gunma"]
    return engine.run(from_store(real_store), preset_scenario(preset))


@pytest.fixture(scope="module")
def plain(real_store: Store) -> Result:
    return engine.run(from_store(real_store), Scenario())


@pytest.mark.parametrize("code", ["1005", "0102", "2406", "0104"])
def test_the_form_says_the_same_on_screen_and_in_files(
    gunma: Result, plain: Result, book: SourceBook, code: str
) -> None:
    holds(form.section(gunma, code), book)
    holds(form.section(plain, code), book)


def test_the_form_of_fujioka_has_the_words_of_the_print_and_the_reason_of_the_nomination(gunma: Result) -> None:
    section = form.section(gunma, "1005")
    suishin = section.table("suishin")
    assert suishin.rows[0] == ("1 検討されている推進区域（仮称）", "藤岡構想区域")
    assert suishin.rows[1] == ("2 推進区域（仮称）を選定する理由", "④")
    assert tuple(row[0] for row in suishin.rows[2:6]) == PRINTED
    reason = suishin.rows[6][1]
    assert isinstance(reason, Outside)
    assert reason.raw == gunma.scenario.nominations[0].reason
    model = section.table("model")
    assert model.rows[0] == ("1 検討されているモデル推進区域（仮称）", "藤岡構想区域")
    assert isinstance(model.rows[1][1], Outside)
    assert model.rows[1][1].raw == gunma.scenario.model_requests[0].reason
    assert raw_text(section.lead) == "書き込む理由はそろっています。"


def test_what_nobody_wrote_stays_blank_and_is_named(plain: Result) -> None:
    section = form.section(plain, "1005")
    suishin, model = section.table("suishin"), section.table("model")
    assert suishin.rows[1][1] == Status("未記入")
    assert suishin.rows[6][1] == Status("未記入")
    assert [row[1] for row in model.rows] == [Status("検討なし")] * 2
    assert "④の具体的な理由" in raw_text(section.lead)


def test_a_gap_that_is_only_to_be_confirmed_is_no_reason_yet(plain: Result) -> None:
    code = next(
        c for c, v in zip(plain.facts.codes, plain.frame()["total_gap"], strict=True) if v == "to_confirm"
    )  # fmt: skip
    suishin = form.section(plain, code).table("suishin")
    assert suishin.rows[1][1] == Status("未記入")
    assert str(suishin.rows[2][1]).startswith("要確認")


def test_cited_evidence_is_marked_among_what_could_be_cited(gunma: Result) -> None:
    offered = form.section(gunma, "1005").table("offered")
    marks = dict(zip(offered.column("label"), offered.column("cited"), strict=True))
    assert sum(m == "引用済み" for m in marks.values()) == len(gunma.scenario.nominations[0].evidence)
    told = zip(offered.column("label"), offered.column("sentence"), strict=True)
    assert all(str(label) not in str(sentence) and "目安は" in str(sentence) for label, sentence in told)


def test_text_of_a_person_stays_text_from_outside(plain: Result) -> None:
    said = replace(Scenario(), nominations=(Nomination(area_code="1005", reason="![x](http://h)"),))
    reason = form.section(engine.run(plain.facts, said), "1005").table("suishin").rows[6][1]
    assert reason == Outside("![x](http://h)")
