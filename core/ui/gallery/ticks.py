"""「自院で試す」 as a part of the working file."""

from __future__ import annotations

from collections.abc import Sequence

from core.content import load_tactics
from core.content.trial import trial_steps
from core.text.outside import Outside
from core.ui.policy import lasting
from core.views.words import Words, say
from core.workfile.work import Entry


def key(step_key: str) -> str:
    """Key of a step's box."""
    return f"trial_{step_key}"


def _known() -> list[str]:
    return [step.key for step in trial_steps(load_tactics(), ())]


def dump() -> tuple[Entry, ...]:
    """The steps that are ticked."""
    held = lasting.held({key(k): False for k in _known()})
    return tuple(Entry(id=k, done=True) for k in _known() if held[key(k)])


def load(entries: tuple[Entry, ...]) -> Sequence[Words]:
    """The boxes as in the file, all others empty."""
    known, done = _known(), {e.id for e in entries if e.done}
    lasting.put({key(k): k in done for k in known})
    return [
        say("「自院で試す」に「", Outside(i), "」という項目は今はないため、除きました。")
        for i in sorted(done - set(known))
    ]
