"""「自院で試す」: a checklist made of tactics, as text and CSV."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from core.content.cases import Case, Tactic


@dataclass(frozen=True, slots=True)
class TrialStep:
    """One step to try: its tactic, the cases it was seen in, and a key that is stable within the tactic list."""

    key: str
    tactic: str
    step: str
    seen_in: tuple[str, ...]


def trial_steps(tactics: Iterable[Tactic], cases: tuple[Case, ...]) -> tuple[TrialStep, ...]:
    """All steps of the given tactics, in their order."""
    return tuple(
        TrialStep(f"{t.id}-{number}", t.label, step, tuple(c.name for c in cases if t.id in c.tactics))
        for t in tactics
        for number, step in enumerate(t.checklist, start=1)
    )


def trial_text(steps: tuple[TrialStep, ...], done: frozenset[str], source: str, made: date) -> str:
    """Plain text for mail or print, grouped by tactic."""
    lines = ["自院で試すチェックリスト(マイナ保険証)", f"作成日 {made.isoformat()}", ""]
    tactic = ""
    for s in steps:
        if s.tactic != tactic:
            tactic = s.tactic
            lines.append(f"■ {tactic}" + (f"(例: {'、'.join(s.seen_in)})" if s.seen_in else ""))
        lines.append(f"  {'[x]' if s.key in done else '[ ]'} {s.step}")
    lines += ["", f"取組の出典: {source}。試す項目はこのダッシュボードが取組から作ったもの。"]
    return "\r\n".join(lines) + "\r\n"
