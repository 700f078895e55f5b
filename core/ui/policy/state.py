"""What 制度と支援 shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from core.content.policy import PHASES, USERS
from core.content.schedule import Lane, PeriodKey
from core.state.fields import choice, several, text, word
from core.state.page_state import PageState
from core.text.outside import Outside

TABS = {
    "now": "いま・次",
    "bridge": "新たな構想",
    "supports": "国の支援",
    "accompany": "伴走支援",
    "criteria": "設定の考え方",
    "roles": "役割",
    "schedule": "日程",
    "checklist": "取組チェックリスト",
    "glossary": "用語集",
}


@dataclass(frozen=True, slots=True)
class PolicyState(PageState):
    """`q`: words to look for; `term`: id of the glossary's term that stands first."""

    route: ClassVar[str] = "policy"

    tab: str = choice("tab", tuple(TABS), "now")
    q: Outside = text("q")
    term: str | None = word("term")
    phase: tuple[str, ...] = several("phase", PHASES)
    who: tuple[str, ...] = several("who", USERS)
    period: PeriodKey = choice("period", tuple(PeriodKey), PeriodKey.ALL)
    lanes: tuple[Lane, ...] = several("lanes", tuple(Lane), tuple(Lane))
