"""Choices by hand added to and taken from a scenario."""

from __future__ import annotations

import pytest

from core.errors import UserError
from core.rules.by_hand import ACTIONS, added, removed
from core.rules.choices import Level
from core.rules.scenario import Scenario


@pytest.mark.parametrize("action", ACTIONS)
def test_every_choice_can_be_added_and_taken_back(action):
    changed = added(Scenario(), "1005", action, "理由")
    assert changed != Scenario()
    assert changed.area_codes() == {"1005"}
    assert removed(changed, "1005") == Scenario()


@pytest.mark.parametrize("action", ACTIONS)
def test_every_choice_needs_a_reason(action):
    with pytest.raises(UserError, match="空です"):
        added(Scenario(), "1005", action, "  ")


def test_a_pin_replaces_an_exclusion_and_the_other_way_round():
    out = added(Scenario(), "1005", "exclude", "a")
    back = added(out, "1005", "pin_model", "b")
    assert back.exclusions == ()
    assert back.pins[0].level is Level.MODEL
    assert added(back, "1005", "exclude", "c").pins == ()


def test_a_second_choice_of_one_kind_replaces_the_first():
    twice = added(added(Scenario(), "1005", "nominate", "a"), "1005", "nominate", "b", ("no_tertiary",))
    assert [(n.reason, n.evidence) for n in twice.nominations] == [("b", ("no_tertiary",))]
    both = added(added(Scenario(), "1005", "analysis", "a"), "1005", "corporation", "b")
    assert len(both.preparing) == 2


def test_other_areas_are_left_alone():
    two = added(added(Scenario(), "1005", "pin", "a"), "1001", "pin", "b")
    assert [p.area_code for p in removed(two, "1005").pins] == ["1001"]
