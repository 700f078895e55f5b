"""Good practices as a deck: one case, or the shelf as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from core.content.cases import Case, Tactic
from core.views.deck import Deck, Slide
from core.views.gallery import cards, detail, matrix, places
from core.views.section import Section


def case_deck(case: Case, tactics: Sequence[Tactic], area_names: Mapping[str, str]) -> Deck:
    """What the paper says about one case, then the plain facts with its place."""

    def whole() -> Section:
        return detail.section(case, tactics, area_names)

    return Deck(
        case.name,
        (
            Slide("case", "取組", lambda: replace(whole(), figures=(), tables=(), cites=whole().sources)),
            Slide("facts", "概要", lambda: replace(whole(), title=f"{case.name} — {case.kind_label}", topics=())),
        ),
    )


def shelf_deck(cases: Sequence[Case], total: int, tactics: Sequence[Tactic], area_names: Mapping[str, str]) -> Deck:
    """The chosen cases (at least one) of a shelf of `total`: side by side, what each does, where they are."""
    return Deck(
        "好事例",
        (
            Slide("cards", "事例の一覧", lambda: cards.section(cases, total, tactics, area_names)),
            Slide("matrix", "取組の比較", lambda: matrix.section(cases, tactics)),
            Slide("places", "所在地", lambda: places.section(cases, area_names)),
        ),
    )
