"""What 推進区域シミュレーター shows: the scenario's link, the open view, area, prefecture and filters."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar, Final, Self

from core.rules.model import CRITERIA, Criterion
from core.state.fields import choice, flag, number, text, word
from core.state.page_state import PageState
from core.subsidy.estimate import LEAST_FACTOR, MOST_FACTOR
from core.text.outside import Outside
from core.ui import cached
from core.uploads.kinds import KINDS
from core.vocabulary.terms import Verdict

VIEWS: Final[dict[str, str]] = {
    "selection": "選定結果",
    "criteria": "判定表",
    "why": "区域の理由",
    "hand": "固定・推薦・取込",
    "form": "推薦調書",
    "sensitivity": "感度",
    "backtest": "方法と照合",
    "compare": "比較",
    "money": "減床の試算",
    "share": "保存・共有・出力",
}
_VERDICTS: Final = ("", *Verdict)
#: ③ and ④ are stated, not calculated.
_STATED: Final = tuple(v for v in _VERDICTS if v != Verdict.TO_CONFIRM)


def _prefectures(_: object) -> tuple[str, ...]:
    return ("", *cached.prefectures()["pref_code"])


@dataclass(frozen=True, slots=True)
class SimulatorState(PageState):
    """`preset`, `s`, `without`: the scenario as a link carries it (`core.ui.simulator.state`). `area`: None where none was chosen.

    The fields from `total_gap` to `told` belong to 判定表, `against` and `same` to シナリオ比較, `kind` to the tables to bring in, `uplift` (None: off)
    and `uplift_factor` to 減床の試算, as does `uplift_rate`, the rate (%) of links of the first edition, read where no factor is given.
    """

    route: ClassVar[str] = "simulator"

    preset: str | None = word("preset")
    s: Outside = text("s", limit=20_000)
    without: Outside = text("without")
    view: str = choice("view", tuple(VIEWS), "selection")
    area: str | None = choice("area", lambda _: tuple(cached.area_list()["area_code"]), None, shared="area")
    pref: str = choice("pref", _prefectures, "", shared="pref")
    total_gap: str = choice("total_gap", _VERDICTS, "")
    function_gap: str = choice("function_gap", _VERDICTS, "")
    revalidation: str = choice("revalidation", _STATED, "")
    other: str = choice("other", _STATED, "")
    inside: str = choice("inside", _prefectures, "")
    standing: str = choice("standing", ("", "model", "suishin", "none"), "")
    told: Criterion | None = choice("told", CRITERIA, None)
    against: Outside = text("against")
    same: bool = flag("same")
    kind: str = choice("kind", tuple(KINDS), "revalidation")
    uplift: bool | None = flag("uplift", None)
    uplift_factor: float | None = number("uplift_factor", float, low=LEAST_FACTOR, high=MOST_FACTOR)
    uplift_rate: float | None = number("uplift_rate", float, high=500)

    def followed(self, before: Self) -> Self:
        """A link that names no scenario keeps the one in hand."""
        if self.preset or self.s.raw or self.without.raw:
            return self
        return replace(self, preset=before.preset, s=before.s, without=before.without)
