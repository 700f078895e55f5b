"""「自院で試す」 of one case: who does what by when, 利用率 before and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from core.content.cases import Case
from core.content.trial import TrialStep
from core.text.outside import Outside
from core.views.gallery.cards import sources
from core.views.gallery.trial import DONE, OPEN
from core.views.section import Section
from core.views.sources import OURS, USER, Sources
from core.views.table import Cell, Column, Kind, Status, Table, table
from core.views.words import Words, say, strong
from core.vocabulary import labels

EMPTY = "未記入"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a person wrote down: who and by when, by key of a step; what is ticked; 利用率 in percent (None: not typed)."""

    who: Mapping[str, Outside] = field(default_factory=dict)
    due: Mapping[str, Outside] = field(default_factory=dict)
    done: frozenset[str] = frozenset()
    before: float | None = None
    after: float | None = None


def section(case: Case, steps: Sequence[TrialStep], plan: Plan) -> Section:
    """One row per step; 利用率 as a table of its own. `steps`: those of the case's tactics."""
    named = sources((case,)) | Sources((OURS, USER))
    columns = (
        Column(name="tactic", label="取組"),
        Column(name="step", label="試すこと", wide=True),
        Column(name="who", label="だれが"),
        Column(name="due", label="いつまで"),
        Column(name="state", label="状態"),
    )
    rows: list[tuple[Cell, ...]] = [
        (s.tactic, s.step, _cell(plan.who, s.key), _cell(plan.due, s.key), DONE if s.key in plan.done else OPEN)
        for s in steps
    ]
    done = sum(s.key in plan.done for s in steps)
    return Section(
        anchor="plan",
        title=f"自院で試す({case.name}の取組から)",
        lead=say(strong(f"{done}/{len(steps)}項目"), "が済。", _rates(plan)),
        tables=(table("plan", f"自院で試す({case.name}の取組から)", columns, rows, named), _rate_table(plan, named)),
        notes=(
            "試す項目はこのダッシュボードが取組から作ったもの。利用率は自院の数を書く(資料に事例の利用率の数は無い)。",
        ),
    )


def _cell(given: Mapping[str, Outside], key: str) -> Cell:
    found = given.get(key)
    return found if found is not None and found.raw else Status(EMPTY)


def _rates(plan: Plan) -> Words:
    if plan.before is None or plan.after is None:
        return "利用率は、前と後の両方を書くと差が出ます。"
    change = plan.after - plan.before
    return f"利用率 {plan.before:.1f}% → {plan.after:.1f}%({labels.signed(change, digits=1)}ポイント)。"


def _rate_table(plan: Plan, named: Sources) -> Table:
    columns = (
        Column(name="when", label="マイナ保険証の利用率"),
        Column(name="rate", label="割合", kind=Kind.PERCENT, digits=1, missing=EMPTY),
    )
    rows = [(when, None if rate is None else rate / 100) for when, rate in (("前", plan.before), ("後", plan.after))]
    return table("rates", "マイナ保険証の利用率(自院)", columns, rows, named)
