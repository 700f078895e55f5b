"""「自院で試す」 as a part of the working file."""

from __future__ import annotations

from collections.abc import Sequence

from core.content import load_cases, load_tactics
from core.content.trial import TrialStep, trial_steps
from core.text.outside import Outside
from core.ui.policy import lasting
from core.views.words import Words, say
from core.workfile.work import Entry


def key(step_key: str) -> str:
    """Key of a step's box."""
    return f"trial_{step_key}"


def plan_key(case_id: str, part: str) -> str:
    """Key of a box of a case's plan: `voice-1_who`, `voice-1_due`, `before`, `after`."""
    return f"plan_{case_id}_{part}"


def plan_entries(case_id: str, steps: tuple[TrialStep, ...]) -> dict[str, object]:
    """Every key of a case's plan with its empty value: 利用率 before and after (percent), who and by when of each step."""
    texts = {plan_key(case_id, f"{step.key}_{part}"): "" for step in steps for part in ("who", "due")}
    return {plan_key(case_id, "before"): None, plan_key(case_id, "after"): None, **texts}


def _value(empty: object, note: str) -> object:
    """A note of a file as the value of its box; a rate that is none is left empty."""
    if empty is not None:
        return note
    try:
        rate = float(note)
    except ValueError:
        return None
    return rate if 0 <= rate <= 100 else None


def _known() -> list[str]:
    return [step.key for step in trial_steps(load_tactics(), ())]


def _plans() -> dict[str, object]:
    """Keys of the plans of all cases with their empty values, without the boxes."""
    tactics = load_tactics()
    found: dict[str, object] = {}
    for case in load_cases().cases:
        found |= plan_entries(case.id, trial_steps((t for t in tactics if t.id in case.tactics), ()))
    return found


def dump() -> tuple[Entry, ...]:
    """The steps that are ticked, then what is written into the plans of the cases."""
    if not lasting.begun("trial_", "plan_"):
        return ()
    held, plans = lasting.held({key(k): False for k in _known()}), lasting.held(_plans())
    ticked = tuple(Entry(id=k, done=True) for k in _known() if held[key(k)])
    return (*ticked, *(Entry(id=k, note=str(v)) for k, v in plans.items() if v not in (None, "")))


def load(entries: tuple[Entry, ...]) -> Sequence[Words]:
    """The boxes as in the file, all others empty."""
    known, done = _known(), {e.id for e in entries if e.done}
    plans = _plans()
    notes = {e.id: _value(plans[e.id], e.note) for e in entries if e.id in plans}
    lasting.put({key(k): k in done for k in known} | plans | notes)
    return [
        say("「自院で試す」に「", Outside(i), "」という項目は今はないため、除きました。")
        for i in sorted({e.id for e in entries} - set(known) - set(plans))
    ]
