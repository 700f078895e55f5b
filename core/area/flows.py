"""Patient flow of one area: partners, the part that the publication does not list, and the split by prefecture."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

#: partner_area_code of the part below the publication's threshold.
HIDDEN = "hidden"
#: Shares are published with rounding; a smaller remainder than this is no hidden part.
_ROUNDING = 0.0005


@dataclass(frozen=True, slots=True)
class Split:
    """Shares (0–1) of one direction and patient group that add up to 1."""

    own: float
    within: float
    across: float
    hidden: float


def partners(flow: pd.DataFrame, area_code: str) -> pd.DataFrame:
    """One direction and patient group, the largest share first, own area first of all, その他(非表示) last.

    `flow`: partner_area_code, partner_name, partner_pref_code, partner_pref_name, share. Adds `kind`: own (自区域),
    within (同じ都道府県), across (他の都道府県), hidden (1 − the sum of the listed shares).
    """
    rows = flow.copy()
    own = rows["partner_area_code"] == area_code
    within = rows["partner_pref_code"] == area_code[:2]
    rows["kind"] = "across"
    rows.loc[within, "kind"] = "within"
    rows.loc[own, "kind"] = "own"
    rows = rows.sort_values(["share", "partner_area_code"], ascending=[False, True])
    rows = pd.concat([rows[rows["kind"] == "own"], rows[rows["kind"] != "own"]], ignore_index=True)
    rest = hidden_share(rows["share"])
    if rest > 0:
        rows.loc[len(rows), ["partner_area_code", "share", "kind"]] = [HIDDEN, rest, "hidden"]
    return rows


def hidden_share(shares: pd.Series) -> float:
    """The part of the patients whose partner area is below the threshold (0–1)."""
    rest = 1.0 - float(shares.sum())
    return rest if rest > _ROUNDING else 0.0


def split(rows: pd.DataFrame) -> Split:
    """Own area / same prefecture / other prefectures / not listed, from `partners`."""
    sums = rows.groupby("kind")["share"].sum()
    return Split(*(float(sums.get(kind, 0.0)) for kind in ("own", "within", "across", "hidden")))
