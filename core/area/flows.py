"""Patient flow of one area: partners, the part that the publication does not list, and the split by prefecture."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from core.data.derived import ROUNDING

#: partner_area_code of the part below the publication's threshold.
HIDDEN = "hidden"
#: partner_area_code of areas that are summed up in one row.
REST = "rest"


@dataclass(frozen=True, slots=True)
class Interval:
    """A share (0–1) of which only a part is published: at least `low`, at most `high`. Both are equal when nothing is hidden."""

    low: float
    high: float

    @property
    def exact(self) -> bool:
        """The share itself is published."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class Split:
    """Shares (0–1) of one direction and patient group that add up to 1.

    `hidden` belongs to partners that are not listed, of the same prefecture or others: these two are only known within an interval.
    """

    own: float
    within: float
    across: float
    hidden: float

    def between(self, listed: float) -> Interval:
        """What a listed share (`within`, `across`) can be in truth."""
        return Interval(listed, listed + self.hidden)


def partners(flow: pd.DataFrame, area_code: str) -> pd.DataFrame:
    """One direction and patient group, the largest share first, own area first of all, その他(非表示) last.

    `flow`: partner_area_code, partner_name, partner_pref_name, share. Adds `kind`: own (自区域),
    within (同じ都道府県), across (他の都道府県), hidden (1 − the sum of the listed shares).
    """
    listed = flow.to_dict("records")
    for row in listed:
        row["kind"] = _kind(row["partner_area_code"], area_code)
    listed.sort(key=lambda row: (row["kind"] != "own", -row["share"], row["partner_area_code"]))
    rest = hidden_share(flow["share"])
    if rest > 0:
        listed.append({"partner_area_code": HIDDEN, "share": rest, "kind": "hidden"})
    return pd.DataFrame(listed, columns=[*flow.columns, "kind"])


def joined(listed: pd.DataFrame, most: int) -> pd.DataFrame:
    """`partners` with all beyond the `most` largest areas outside summed up: one row for each kind among them.

    Adds `joined`: the number of areas in the row (1 for a single area, 0 for the hidden part). The shares still add up.
    """
    rows = listed.assign(joined=[0 if kind == "hidden" else 1 for kind in listed["kind"]]).to_dict("records")
    outside = [row for row in rows if row["kind"] in ("within", "across")]
    rest = outside[most:] if len(outside) > most + 1 else []  # a single area keeps its name
    kept = [row for row in rows if row not in rest and row["kind"] != "hidden"]
    for kind in ("within", "across"):
        part = [row for row in rest if row["kind"] == kind]
        if part:
            share = sum(float(row["share"]) for row in part)
            kept.append({"partner_area_code": REST, "share": share, "kind": kind, "joined": len(part)})
    kept += [row for row in rows if row["kind"] == "hidden"]
    return pd.DataFrame(kept, columns=[*listed.columns, "joined"])


def _kind(partner: str, area_code: str) -> str:
    if partner == area_code:
        return "own"
    return "within" if partner[:2] == area_code[:2] else "across"


def hidden_share(shares: pd.Series) -> float:
    """The part of the patients whose partner area is below the threshold (0–1)."""
    rest = 1.0 - float(shares.sum())
    return rest if rest > ROUNDING else 0.0


def split(flow: pd.DataFrame, area_code: str) -> Split:
    """Own area / same prefecture / other prefectures / not listed, of one direction and patient group."""
    sums = {"own": 0.0, "within": 0.0, "across": 0.0}
    for partner, share in zip(flow["partner_area_code"], flow["share"], strict=True):
        sums[_kind(partner, area_code)] += float(share)
    return Split(sums["own"], sums["within"], sums["across"], hidden_share(flow["share"]))
