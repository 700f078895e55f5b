"""取組チェックリスト with what is ticked."""

from __future__ import annotations

from collections.abc import Sequence

from core.content.base import GRADE_LABEL
from core.content.checklist import DONE, OPEN, Checklist, StepGroup, Tick, done_count
from core.text.outside import Outside
from core.views.section import Section
from core.views.sources import USER, Sources, said_in
from core.views.table import Column, table
from core.views.words import say, strong

_COLUMNS = (
    Column(name="stage", label="段階"),
    Column(name="step", label="項目", wide=True),
    Column(name="year", label="年度"),
    Column(name="state", label="状態"),
    Column(name="note", label="メモ", wide=True),
    Column(name="replaced", label="いまは(代わったもの)", wide=True),
    Column(name="source_note", label="資料の箇所", wide=True),
)


def section(checklist: Checklist, ticks: Sequence[Tick]) -> Section:
    """One row per step in order; a note is a person's own text."""
    states = {t.step_id: t for t in ticks}
    rows = [
        (
            group.label,
            step.text,
            step.fiscal_year,
            DONE if states[step.id].done else OPEN,
            Outside(states[step.id].note),
            replaced(group),
            step.source_note,
        )
        for group in checklist.groups
        for step in group.steps
    ]
    sources = Sources(
        tuple(
            dict.fromkeys(
                (*(s.source_id for s in checklist.steps), *(g.replaced.source_id for g in checklist.groups), USER)
            )
        )
    )
    done = done_count(tuple(ticks))
    return Section(
        anchor="checklist",
        title="都道府県の取組チェックリスト",
        lead=say(strong(f"{done}/{len(checklist.steps)}項目"), "が済んでいます。"),
        sentences=(checklist.basis,),
        tables=(table("checklist", "取組チェックリスト", _COLUMNS, rows, sources),),
    )


def replaced(group: StepGroup) -> str:
    """What has become of a stage, how sure that is, and who says so."""
    return f"[{GRADE_LABEL[group.replaced.grade]}] {group.replaced.text}。{said_in(group.replaced)}"
