"""What 好事例ギャラリー shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar, Self

from core.content import load_cases, load_tactics
from core.content.case_filter import places
from core.content.cases import CaseKind
from core.state import page_state
from core.state.fields import choice, several, text
from core.state.page_state import PageState
from core.text.outside import Outside
from core.ui import cached

VIEWS = {"cards": "事例", "map": "地図", "matrix": "取組の比較", "try": "自院で試す", "add": "事例を足す"}


def area_names() -> dict[str, str]:
    """area_code → name."""
    return dict(cached.area_list()[["area_code", "area_name"]].itertuples(index=False))


@dataclass(frozen=True, slots=True)
class GalleryState(PageState):
    """`case`: id of the case that is open, empty for the list; the other fields narrow the list."""

    route: ClassVar[str] = "gallery"

    case: Outside = text("case")
    view: str = choice("view", tuple(VIEWS), "cards")
    q: Outside = text("q")
    kind: tuple[CaseKind, ...] = several("kind", tuple(CaseKind))
    place: str = choice("place", lambda _: ("", *places(load_cases().cases, area_names())), "")
    tactic: tuple[str, ...] = several("tactic", lambda _: tuple(t.id for t in load_tactics()))

    def followed(self, before: Self) -> Self:
        """Opening a case keeps the list behind it as it was."""
        return (
            replace(page_state.settled(before), case=self.case)
            if self.case.raw and self == type(self)(case=self.case)
            else self
        )
