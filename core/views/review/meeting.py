"""区域点検 as a deck."""

from __future__ import annotations

from collections.abc import Sequence

from core.data.reader import Read
from core.review.brought import Brought
from core.views.deck import Deck, Slide
from core.views.review import acute, check, elder, join
from core.views.review.chosen import FEWEST, chosen
from core.vocabulary.terms import PatientGroup


def deck(
    read: Read,
    pref_code: str,
    way: str,
    codes: Sequence[str],
    group: PatientGroup,
    measure: str,
    *,
    institutions: Brought | None = None,
    areas: Brought | None = None,
) -> Deck:
    """The check of the nation or a prefecture; then, where areas are chosen, what they are alone and together.

    `institutions`, `areas`: columns that a person brought.
    """
    slides = [Slide("check", "点検表", lambda: check.section(read, pref_code, way))]
    if not codes:
        return Deck("区域点検", tuple(slides))
    picked = chosen(read, codes)
    slides.append(Slide("partners", "行き来の多い区域", lambda: join.partners(read, codes, group)))
    if len(codes) >= FEWEST:
        slides.append(Slide("join", "合わせて見る", lambda: join.section(read, codes, group)))
    slides += [
        Slide("acute", "急性期の協議資料", lambda: acute.section(read, picked, measure, institutions)),
        Slide("elder", "高齢者救急・在宅", lambda: elder.section(read, picked, areas)),
    ]
    return Deck(f"区域点検: {picked.title}", tuple(slides))
