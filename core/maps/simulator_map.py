"""Classes and rows of the simulator's maps (`core.maps.class_map`)."""

from __future__ import annotations

from typing import Final

import pandas as pd

from core.maps.class_map import MapClass
from core.maps.signs import MINUS, PLUS
from core.rules.compare import CHANGE_LABEL, Change
from core.rules.engine import Result
from core.rules.wording import IN_MODEL, IN_NONE, IN_SUISHIN, standing
from core.vocabulary import labels, palette

STANDING: Final[tuple[MapClass, ...]] = (
    MapClass(IN_MODEL, palette.KEY),
    MapClass(IN_SUISHIN, palette.KEY_LIGHT),
    MapClass(IN_NONE, palette.GRID, "選ばれない"),
)
CHANGES: Final[tuple[MapClass, ...]] = (
    MapClass(CHANGE_LABEL[Change.GAINED], palette.KEY, sign=PLUS),
    MapClass(CHANGE_LABEL[Change.LOST], palette.EXCESS[2], sign=MINUS),
    MapClass(CHANGE_LABEL[Change.KEPT], palette.MARK_PALE),
    MapClass(CHANGE_LABEL[Change.OUT], palette.GRID),
)


def standing_rows(result: Result) -> pd.DataFrame:
    """One row per area: code, word (class), name, pref, detail, real (text of the real designation, may be empty)."""
    facts, selection = result.facts, result.selection
    return pd.DataFrame(
        {
            "code": facts.codes,
            "word": standing(result),
            "name": facts.areas["area_name"].to_numpy(),
            "pref": facts.areas["pref_name"].to_numpy(),
            "detail": [
                f"スコア {labels.number(float(s), digits=2, missing=labels.NOT_COMPUTABLE)}、県内{r}位"
                if r
                else labels.NOT_COMPUTABLE
                for s, r in zip(selection.score.value, selection.rank, strict=True)
            ],
            "real": [labels.DESIGNATION.get(facts.designation.get(c, ""), "") for c in facts.codes],
        }
    )


def change_rows(compared: pd.DataFrame) -> pd.DataFrame:
    """The same columns without real, for `core.rules.compare.compare`."""
    return pd.DataFrame(
        {
            "code": compared["area_code"],
            "word": compared["change"].map(CHANGE_LABEL),
            "name": compared["area_name"],
            "pref": compared["pref_name"],
            "detail": [
                f"スコア {labels.number(a, digits=2)} → {labels.number(b, digits=2)}"
                for a, b in zip(compared["score_first"], compared["score_second"], strict=True)
            ],
        }
    )
