"""The areas that are looked at together, and the share of patients who stay in them as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from core.area.flows import Interval
from core.data.reader import Read
from core.review import own
from core.review.check import Checked
from core.views.review import facts
from core.views.sources import Sources
from core.vocabulary.terms import PatientGroup

#: Fewest and most areas that are taken together.
FEWEST, MOST = 2, 6
TOGETHER: Final = "合わせた区域"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The areas taken together, in the order chosen, and all areas with their sources."""

    rows: tuple[Checked, ...]
    sources: Sources

    @property
    def codes(self) -> tuple[str, ...]:
        """Their codes."""
        return tuple(r.area_code for r in self.rows)

    @property
    def title(self) -> str:
        """`藤岡+高崎・安中`."""
        return "+".join(r.area_name for r in self.rows)

    @property
    def short(self) -> str:
        """As `title`; of more than two areas their number alone, for a place where the whole stands beside it."""
        return self.title if len(self.rows) <= FEWEST else f"{len(self.rows)}区域"

    @property
    def stem(self) -> str:
        """Start of the names of files: `1005+1004`."""
        return "+".join(self.codes)


def chosen(read: Read, codes: Sequence[str]) -> Chosen:
    """The areas of some codes, each once. Raises KeyError for an unknown code."""
    rows, named = read(facts.every)
    by_code = {row.area_code: row for row in rows}
    return Chosen(tuple(by_code[code] for code in dict.fromkeys(codes)), named)


def together(read: Read, picked: Chosen, group: PatientGroup) -> Interval | None:
    """The own share of the areas as one."""
    weights = {r.area_code: r.now or 0.0 for r in picked.rows}
    return own.joined_share(read(facts.flows, group), weights, picked.codes)
