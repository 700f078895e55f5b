"""取組チェックリスト as a part of the working file."""

from __future__ import annotations

from collections.abc import Sequence

from core.content import load_checklist
from core.text.outside import Outside
from core.ui.policy import lasting
from core.views.words import Words, say
from core.workfile.work import Entry


def key(step_id: str, part: str) -> str:
    """Key of a step's box (`done`) or line (`note`)."""
    return f"check_{part}_{step_id}"


def blank() -> dict[str, object]:
    """Every key with its empty value."""
    parts = (("done", False), ("note", ""))
    return {key(step.id, part): empty for step in load_checklist().steps for part, empty in parts}


def dump() -> tuple[Entry, ...]:
    """The steps with a tick or a note."""
    if not lasting.begun("check_"):
        return ()
    held = lasting.held(blank())
    found = (
        Entry(id=s.id, done=bool(held[key(s.id, "done")]), note=str(held[key(s.id, "note")] or "").strip())
        for s in load_checklist().steps
    )
    return tuple(entry for entry in found if entry.done or entry.note)


def load(entries: tuple[Entry, ...]) -> Sequence[Words]:
    """The boxes as in the file, all others empty."""
    known = {step.id for step in load_checklist().steps}
    taken = {e.id: e for e in entries if e.id in known}
    lasting.put(blank() | {key(i, part): getattr(e, part) for i, e in taken.items() for part in ("done", "note")})
    return [
        say("取組チェックリストに「", Outside(e.id), "」という項目は今はないため、除きました。")
        for e in entries
        if e.id not in known
    ]
