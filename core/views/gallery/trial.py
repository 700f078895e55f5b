"""「自院で試す」: the steps made of tactics, with what is ticked."""

from __future__ import annotations

from collections.abc import Sequence

from core.content.cases import Case
from core.content.trial import TrialStep
from core.views.gallery.cards import sources
from core.views.section import Section
from core.views.sources import OURS, Sources
from core.views.table import Column, table
from core.views.words import say, strong

_COLUMNS = (
    Column(name="tactic", label="取組"),
    Column(name="step", label="試すこと", wide=True),
    Column(name="state", label="状態"),
    Column(name="seen_in", label="行っている事例", wide=True),
)
DONE, OPEN = "済", "未"


def section(steps: Sequence[TrialStep], done: frozenset[str], cases: Sequence[Case]) -> Section:
    """One row per step; `done` holds keys of steps."""
    rows = [(s.tactic, s.step, DONE if s.key in done else OPEN, "、".join(s.seen_in)) for s in steps]
    named = (
        sources(cases) | Sources((OURS,)) if cases else Sources((OURS,))
    )  # the steps are there though no case can be read
    return Section(
        anchor="try",
        title="自院で試す — 取組から作ったチェックリスト",
        lead=say(strong(f"{len(done)}/{len(steps)}項目を記入済み")),
        tables=(table("trial", "自院で試すチェックリスト(マイナ保険証)", _COLUMNS, rows, named),),
        notes=("試す項目はこのダッシュボードが取組から作ったもの。",),
    )
