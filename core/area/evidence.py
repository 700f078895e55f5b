"""Where an area's evidence stands among all areas, beside the verdict of the rules (`core.rules.evidence`)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.rules.evidence import EvidenceItem, amount, assess, load_evidence
from core.rules.facts import Facts
from core.vocabulary import labels
from core.vocabulary.terms import Verdict


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One kind of evidence for one area.

    `rank` counts from the side that speaks for a nomination (1 = most so); None when missing. `tied` areas share the rank,
    this one counted. `ranked` is the number of areas that have the measure.
    """

    item: EvidenceItem
    verdict: Verdict
    value: str
    threshold: str
    rank: int | None
    tied: int
    ranked: int
    source_ids: tuple[str, ...]

    @property
    def rank_text(self) -> str:
        """`339区域中 12位(大きい順)`, with the number of areas that share the rank."""
        if self.rank is None:
            return labels.NOT_COMPUTABLE
        order = "大きい順" if self.item.side == "at_least" else "小さい順"
        ties = f"、同順位{self.tied}区域" if self.tied > 1 else ""
        return f"{self.ranked}区域中 {self.rank}位({order}{ties})"


def rows(facts: Facts, area_code: str) -> tuple[EvidenceRow, ...]:
    """All evidence of one area in the order of the list. Raises KeyError for an unknown area."""
    codes = list(facts.codes)
    if area_code not in codes:
        raise KeyError(area_code)
    place = codes.index(area_code)
    found = []
    for item, finding in zip(load_evidence().items, assess(facts, area_code), strict=True):
        rank, tied, ranked = _rank(facts, item, place)
        found.append(
            EvidenceRow(
                item=item,
                verdict=finding.verdict,
                value=labels.NO_DATA if finding.observed is None else amount(item, finding.observed),
                threshold=_threshold(item, finding.threshold.value if finding.threshold else None),
                rank=rank,
                tied=tied,
                ranked=ranked,
                source_ids=finding.source_ids,
            )
        )
    return tuple(found)


def _threshold(item: EvidenceItem, value: float | None) -> str:
    if value is None:
        return labels.NOT_COMPUTABLE
    word = "以下" if item.side == "at_most" else "以上"
    share = ""
    if item.top_share is not None:
        share = f"(全国の{'下位' if item.side == 'at_most' else '上位'}{item.top_share:.0%})"
    return f"{amount(item, value)}{word}{share}"


def _rank(facts: Facts, item: EvidenceItem, place: int) -> tuple[int | None, int, int]:
    if item.measure not in facts.evidence.columns:
        return None, 0, 0
    values = facts.evidence[item.measure].to_numpy(dtype="float64", na_value=np.nan)
    ranked = int((~np.isnan(values)).sum())
    if np.isnan(values[place]):
        return None, 0, ranked
    ahead = values > values[place] if item.side == "at_least" else values < values[place]
    return int(ahead.sum()) + 1, int((values == values[place]).sum()), ranked
