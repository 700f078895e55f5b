"""One run: facts × scenario → result. Pure, deterministic, about ten milliseconds for 339 areas."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.errors import UserError
from core.rules import criteria, first_edition, model_areas, selection, signals
from core.rules.choices import SIGNALS
from core.rules.criteria import Verdicts
from core.rules.facts import Facts
from core.rules.model import CRITERIA, words
from core.rules.model_areas import ModelAreas
from core.rules.scenario import Scenario
from core.rules.selection import Notice, NoticeKind, Selection
from core.rules.signals import SignalTable


@dataclass(frozen=True, slots=True, eq=False)
class Result:
    """Everything a run found; arrays are in the order of `facts.codes`."""

    facts: Facts
    scenario: Scenario
    signals: SignalTable
    verdicts: Verdicts
    selection: Selection
    models: ModelAreas

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What the reader must know: an older format, bounds that could not be met, areas chosen without a criterion."""
        converted = (Notice(NoticeKind.CONVERTED, "", text) for text in first_edition.changes(self.scenario))
        return (*converted, *self.selection.notices, *self.models.notices)

    def row(self, area_code: str) -> int:
        """Position of an area in every array. Raises UserError for an unknown code."""
        found = np.flatnonzero(self.facts.codes == area_code)
        if not len(found):
            raise UserError(f"区域コード {area_code} はありません。", "4桁の構想区域コードで指定してください。")
        return int(found[0])

    def selected_codes(self) -> tuple[str, ...]:
        """推進区域, in code order."""
        return tuple(self.facts.codes[self.selection.selected])

    def model_codes(self) -> tuple[str, ...]:
        """モデル推進区域, in code order."""
        return tuple(self.facts.codes[self.models.selected])

    def frame(self) -> pd.DataFrame:
        """One row per area in code order.

        Columns: area_code, area_name, pref_code, pref_name; ①–④ as total_gap, function_gap, revalidation, other (met /
        to_confirm / not_met / unknown; to_confirm for ①② alone); total_gap_side, function_gap_side (excess / shortage / both,
        null for other verdicts than met and to_confirm); `z_<signal>` (signed); score, rank (in the prefecture, 0 = no score); basis (`Basis`);
        suishin, model (bool); model_candidate (verdict); real_designation (suishin / model / null when none is known).
        """
        data: dict[str, object] = {"area_code": self.facts.codes}
        data |= {c: self.facts.areas[c].to_numpy() for c in ("area_name", "pref_code", "pref_name")}
        data |= {c.value: words(self.verdicts.by_criterion[:, i]) for i, c in enumerate(CRITERIA)}
        for i, c in enumerate(CRITERIA[:2]):
            data[f"{c.value}_side"] = pd.Series([s or None for s in self.verdicts.sides[:, i]], dtype=object)
        data |= {f"z_{s.value}": self.signals.z[:, i] for i, s in enumerate(SIGNALS)}
        data |= {
            "score": self.selection.score.value,
            "rank": self.selection.rank,
            "basis": [b.value for b in self.selection.basis],
            "suishin": self.selection.selected,
            "model": self.models.selected,
            "model_candidate": words(self.models.candidate),
            "real_designation": [self.facts.designation.get(code) for code in self.facts.codes],
        }
        return pd.DataFrame(data)


def run(
    facts: Facts, scenario: Scenario, compute: Callable[[Facts, Scenario], SignalTable] = signals.compute
) -> Result:
    """Hold all areas against the scenario. Raises UserError when the scenario names what the data does not have.

    `compute`: gives the signals, where they may be there already.
    """
    unknown = sorted(scenario.area_codes() - set(facts.codes))
    if unknown:
        raise UserError(
            f"シナリオに、データにない区域コードがあります: {', '.join(unknown[:10])}",
            "4桁の構想区域コード(例: 1005)を確認してください。",
        )
    strange = sorted(scenario.pref_codes() - set(facts.areas["pref_code"].tolist()))
    if strange:
        raise UserError(
            f"シナリオに、データにない都道府県コードがあります: {', '.join(strange[:10])}",
            "2桁の都道府県コード(例: 10)を確認してください。",
        )
    table = compute(facts, scenario)
    verdicts = criteria.judge(facts, scenario, table)
    score = selection.priority(scenario, table, verdicts)
    chosen = selection.select(facts, scenario, score, verdicts)
    models = model_areas.choose(facts, scenario, table, verdicts, chosen)
    return Result(facts, scenario, table, verdicts, chosen, models)
