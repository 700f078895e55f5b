"""The share of residents' inpatients who are treated at home: of one area as published, and of joined areas within an interval."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from core import parameters
from core.area.flows import Interval
from core.data.derived import ROUNDING
from core.parameters import Key

#: Of one area and patient group: share (0–1) by the area where its residents are treated.
Shares = Mapping[str, float]


def own_share(own: float | None, unlisted: float) -> Interval:
    """What the own share of an area can be: as published, or, where its own row is not listed, anything up to what is not listed."""
    return Interval(0.0, unlisted) if own is None or math.isnan(own) else Interval(own, own)


def below(share: Interval | None, limit: float) -> bool | None:
    """Whether a share lies under a limit; None where it is unknown or the limit lies within what it can be."""
    if share is None or (share.low < limit <= share.high):
        return None
    return share.high < limit


def lines() -> tuple[float, float]:
    """The two shares (0–1) that areas are counted by; this tool's own, since no official line was found."""
    return parameters.number(Key.REVIEW_OWN_SHARE_LOW), parameters.number(Key.REVIEW_OWN_SHARE)


@dataclass(frozen=True, slots=True)
class Stays:
    """The residents of one area who are treated in some areas: certainly `listed`, and at most `unlisted` more."""

    listed: float
    unlisted: float


def stays(shares: Shares, inside: Iterable[str]) -> Stays | None:
    """How many residents (0–1) are treated in the areas `inside`; None where the publication lists nothing.

    Only where one of these areas is not listed can a part of what is not listed have been treated there.
    """
    if not shares:
        return None
    wanted = set(inside)
    rest = 1.0 - sum(shares.values())
    hidden = rest if rest > ROUNDING and not wanted <= shares.keys() else 0.0
    return Stays(sum(share for code, share in shares.items() if code in wanted), hidden)


def joined_share(flows: Mapping[str, Shares], weights: Mapping[str, float], members: Sequence[str]) -> Interval | None:
    """The own share of areas taken as one: patients who move between them stay. None where a member's flows or weight is missing.

    `flows`: shares by area; `weights`: how many residents each area stands for (the number of patients is not published, so
    the population has to stand for it).
    """
    low = high = total = 0.0
    for code in members:
        found, weight = stays(flows.get(code, {}), members), weights.get(code, math.nan)
        if found is None or not weight > 0:
            return None
        low += weight * found.listed
        high += weight * (found.listed + found.unlisted)
        total += weight
    return Interval(low / total, min(1.0, high / total)) if total else None


def mutual(flows: Mapping[str, Shares], area_code: str) -> list[tuple[str, float, float]]:
    """The partners of an area, the largest mutual flow first: (area_code, share that goes there, share of theirs that comes).

    A share that is not listed counts as 0 here: it lies below the publication's threshold.
    """
    there = {code: share for code, share in flows.get(area_code, {}).items() if code != area_code}
    back = {code: shares[area_code] for code, shares in flows.items() if code != area_code and area_code in shares}
    found = [(code, there.get(code, 0.0), back.get(code, 0.0)) for code in sorted(there.keys() | back.keys())]
    return sorted(found, key=lambda row: (-(row[1] + row[2]), row[0]))
