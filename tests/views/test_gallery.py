"""The gallery says results and a first step, compares by the papers' words, and a plan is whole in every form."""

from __future__ import annotations

from datetime import date

import pytest

from core.content import load_cases, load_tactics
from core.content.trial import trial_steps
from core.data.store import Store
from core.exports.plan_sheet import plan_html
from core.text.outside import Outside
from core.views.gallery import cards, detail, matrix, plan
from core.views.gallery.plan import EMPTY, Plan
from core.views.sources import sources_by_id
from core.views.words import raw_text
from tests.views.checks import holds

CASES, TACTICS = load_cases().cases, load_tactics()
NAMES = {"1004": "高崎・安中", "1007": "吾妻"}
#: What stands behind a headline that no longer holds.
OUTDATED = {"fuse-clinic": "(資料の時点。2024年12月1日からは当てはまらない)"}


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.id)
def test_a_card_says_a_result_that_still_holds_and_a_first_step(case) -> None:
    """Failed before: a card had neither."""
    lines = [raw_text(x) for x in cards.section(CASES, 4, TACTICS, NAMES).topic(case.id).lines]
    assert lines[0] == f"「{case.headline}」" + OUTDATED.get(case.id, "")
    basis, said = lines[1].split(": ", 1)
    [effect] = [e for e in case.effects if e.text == said]
    assert basis == {"stated": "効果", "aim": "ねらい"}[effect.basis]
    assert "安くなる" not in said
    assert lines[2] == f"明日からの一歩: {case.tomorrow}"


def test_what_changed_for_several_cases_is_said_once_below_them() -> None:
    """Failed before: the same remark stood on each of the four cards."""
    section = cards.section(CASES, 4, TACTICS, NAMES)
    said = [raw_text(n) for n in section.notes if raw_text(n).startswith(cards.CHANGED)]
    own = {t.key: raw_text(t.note) for t in section.topics if raw_text(t.note)}
    assert [s.split(":")[0] for s in said] == [f"{cards.CHANGED}(4事例とも)"]
    assert "資格確認書" in said[0]
    assert set(own) == {"fuse-clinic"}
    assert "医療情報取得加算" in own["fuse-clinic"]
    assert "資格確認書" not in own["fuse-clinic"]
    alone = cards.section(CASES[:1], 4, TACTICS, NAMES)
    assert "資格確認書" in raw_text(alone.topics[0].note), "one case alone says all that changed for it"
    assert [n for n in alone.notes if raw_text(n).startswith(cards.CHANGED)] == []


def test_cases_are_compared_by_what_the_papers_say(real_store: Store) -> None:
    section = matrix.section(CASES, TACTICS)
    holds(section, sources_by_id(real_store))
    said = section.table("said")
    for case, row in zip(CASES, said.texts(), strict=True):
        assert row[0] == case.name
        assert all(f"「{w}」" in row[5] for m in case.measures for w in m.words.values())
        assert all(e.text in row[4] for e in case.effects)
        assert case.talk.how in row[3]


def steps_of(case):
    return trial_steps((t for t in TACTICS if t.id in case.tactics), (case,))


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.id)
def test_a_plan_holds_who_by_when_and_the_rates(case, real_store: Store) -> None:
    steps = steps_of(case)
    first = steps[0].key
    filled = Plan(
        who={first: Outside("受付 <b>佐藤</b>")},
        due={first: Outside("12月10日")},
        done=frozenset({first}),
        before=12.5,
        after=20.0,
    )
    section = plan.section(case, steps, filled)
    holds(section, sources_by_id(real_store))
    rows = section.table("plan").texts()
    assert rows[0][2:] == ("受付 <b>佐藤</b>", "12月10日", "済")
    assert all(row[2:] == (EMPTY, EMPTY, "未") for row in rows[1:])
    assert f"1/{len(steps)}項目" in raw_text(section.lead)
    assert "利用率 12.5% → 20.0%(+7.5ポイント)" in raw_text(section.lead)
    page = plan_html(case, section, "出典の資料", date(2026, 11, 27))
    assert "<b>佐藤" not in page
    assert "&lt;b&gt;佐藤" in page
    assert EMPTY not in page, "what is not written is a line to fill in"
    assert "window.print()" in page
    assert all(s.step in page for s in steps)


@pytest.mark.parametrize(("before", "after"), [(None, 20.0), (12.5, None), (None, None)])
def test_a_missing_rate_is_not_zero(before: float | None, after: float | None) -> None:
    section = plan.section(CASES[0], steps_of(CASES[0]), Plan(before=before, after=after))
    assert "前と後の両方を書くと差が出ます" in raw_text(section.lead)
    assert [row[1] == EMPTY for row in section.table("rates").texts()] == [before is None, after is None]


def test_the_first_step_stands_in_the_detail_too() -> None:
    for case in CASES:
        assert case.tomorrow in " ".join(map(raw_text, detail.section(case, TACTICS, NAMES).sentences))


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.id)
def test_the_lines_above_the_map_of_a_case_fit_beside_it(case) -> None:
    """Failed before: the name of the paper was cut in the middle by dots."""
    drawing = detail.section(case, TACTICS, NAMES).figure("places").drawing
    subtitle = drawing.build(*drawing.options).to_dict()["title"]["subtitle"]
    assert "成果を上げている導入事例について" in "".join(subtitle)
    assert max(sum(12 if ord(c) > 255 else 6.7 for c in line) for line in subtitle) <= 390
