"""Plans of reductions that tests of the subsidy share."""

from __future__ import annotations

from core.subsidy.bands import load_rules
from core.subsidy.estimate import Plan
from core.views.simulator.money import effect_table
from core.views.sources import OURS, Sources

RULES = load_rules()
#: 100 permitted and operating beds, half full: 50 beds to the working beds, all else below them.
BASE = Plan(name="甲病院", permitted=100, operating=100, occupancy=0.5, current=100, cut_acute=20)
#: 350 beds at H30, 295 today, 235 planned: 60 beds from today, 115 beds since the baseline.
CHANGED = Plan(name="乙病院", permitted=350, operating=350, occupancy=0.75, current=295, cut_acute=60)


def effect_texts(effect):
    """Texts of the table of the gap by the words of its first column; every heading names beds."""
    shown = effect_table(effect, "差", Sources((OURS,)), "1005", 2025)
    assert all(heading.endswith("(床)") for heading in shown.headings[1:])
    return {row[0]: list(row[1:]) for row in shown.texts()}
