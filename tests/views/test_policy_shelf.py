"""Support × phase × who, and the checklist with what replaced its stages."""

from __future__ import annotations

import itertools

import pytest

from core.content import load_checklist, load_criteria, load_supports
from core.content.base import GRADE_LABEL
from core.content.checklist import Tick
from core.content.policy import PHASES, USERS
from core.content.source_short import load_source_short
from core.data.store import Store
from core.views.policy import checklist, criteria, supports
from core.views.sources import sources_by_id
from core.views.words import raw_text
from tests.views.checks import holds

SHELF = load_supports()


@pytest.mark.parametrize(
    ("phases", "users"), [((), ()), (("分析",), ()), ((), ("医療機関",)), (("設定",), ("医療機関",))]
)
def test_the_matrix_holds_the_supports_of_the_chosen_phases_and_people(
    phases: tuple[str, ...], users: tuple[str, ...], real_store: Store
) -> None:
    section = supports.matrix(SHELF, phases, users)
    holds(section, sources_by_id(real_store))
    items = [*SHELF.national, *SHELF.technical]
    expected = [
        i for i in items if (not phases or set(phases) & set(i.phases)) and (not users or set(users) & set(i.users))
    ]
    rows = section.table("matrix").texts()
    assert len(rows) == len(expected)
    for row, item in zip(rows, expected, strict=True):
        assert [cell != "–" for cell in row[1:5]] == [p in item.phases for p in PHASES]
        assert all(cell in ("–", "・".join(item.users)) for cell in row[1:5])
    assert bool(section.sentences) == (not expected)


def test_every_phase_and_everybody_has_a_support_and_each_names_paper_and_slide() -> None:
    for phase, user in itertools.product(PHASES, USERS):
        found = [i for i in (*SHELF.national, *SHELF.technical) if phase in i.phases and user in i.users]
        assert found or (phase, user) == ("設定", "医療機関"), (phase, user)
    short = load_source_short()
    for item, topic in zip(SHELF.national, supports.national(SHELF).topics, strict=True):
        assert short[item.source_id] in raw_text(topic.note)
        assert item.source_note in raw_text(topic.note)
    for criterion, topic in zip(load_criteria().model, criteria.model(load_criteria()).topics, strict=True):
        assert criterion.source_note in raw_text(topic.note)


def test_every_step_carries_its_year_and_what_replaced_its_stage(real_store: Store) -> None:
    """Failed before: steps of 2024 read as if they were to be done now."""
    content = load_checklist()
    section = checklist.section(content, tuple(Tick(s.id) for s in content.steps))
    holds(section, sources_by_id(real_store))
    table = section.table("checklist")
    said = table.column("replaced")
    groups = [g for g in content.groups for _ in g.steps]
    assert table.column("year") == [s.fiscal_year for s in content.steps]
    for text, group in zip(said, groups, strict=True):
        assert str(text).startswith(f"[{GRADE_LABEL[group.replaced.grade]}] {group.replaced.text}")
        assert load_source_short()[group.replaced.source_id] in str(text)
