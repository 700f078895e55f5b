"""What a judgement is: a verdict with the observed value, the threshold, the sentence and the source."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from core.parameters import Parameter
from core.vocabulary.terms import Verdict


class Criterion(StrEnum):
    """The four items from which 推進区域 are set, in the ministry's numbering."""

    TOTAL_GAP = "total_gap"  # ①
    FUNCTION_GAP = "function_gap"  # ②
    REVALIDATION = "revalidation"  # ③
    OTHER = "other"  # ④


CRITERIA: tuple[Criterion, ...] = tuple(Criterion)
MARK: dict[Criterion, str] = dict(zip(CRITERIA, "①②③④", strict=True))
#: Official wording of the items (医政局長通知の事項; quoted).
OFFICIAL: dict[Criterion, str] = {
    Criterion.TOTAL_GAP: "データの特性だけでは説明できない合計病床数の必要量との差異が特に生じている区域",
    Criterion.FUNCTION_GAP: "データの特性だけでは説明できない機能別病床数の必要量との差異が特に生じている区域",
    Criterion.REVALIDATION: (
        "令和5年9月末調査において再検証対象医療機関における対応状況として検証中または検証未開始の医療機関がある区域"
    ),
    Criterion.OTHER: "その他医療提供体制上の課題があって重点的な支援の必要性があると考えられる区域",
}

#: Verdicts as small integers for arrays; `VERDICTS[code]` with code −1 is UNKNOWN.
MET, NOT_MET, TO_CONFIRM, UNKNOWN = 1, 0, 2, -1
VERDICTS: np.ndarray = np.array(
    [Verdict.NOT_MET.value, Verdict.MET.value, Verdict.TO_CONFIRM.value, Verdict.UNKNOWN.value], dtype=object
)


def words(codes: np.ndarray) -> np.ndarray:
    """`met` / `to_confirm` / `not_met` / `unknown` for an array of verdict codes."""
    named: np.ndarray = VERDICTS[codes]
    return named


def reaches(value: np.ndarray, threshold: float | np.ndarray, settled: np.ndarray) -> np.ndarray:
    """Verdict codes of ①②: at or above the threshold is MET where a worksheet `settled` it, else TO_CONFIRM; NaN is UNKNOWN."""
    with np.errstate(invalid="ignore"):
        large = np.where(settled, MET, TO_CONFIRM)
        return np.where(np.isnan(value), UNKNOWN, np.where(value >= threshold, large, NOT_MET)).astype(np.int8)


def any_of(codes: np.ndarray) -> np.ndarray:
    """OR over the last axis: the first of MET, TO_CONFIRM, UNKNOWN that any is, else NOT_MET."""
    met, confirm, unknown = ((codes == code).any(axis=-1) for code in (MET, TO_CONFIRM, UNKNOWN))
    return np.select([met, confirm, unknown], [MET, TO_CONFIRM, UNKNOWN], NOT_MET).astype(np.int8)


def flagged(codes: np.ndarray) -> np.ndarray:
    """True where a verdict speaks for a designation: MET or TO_CONFIRM."""
    flags: np.ndarray = (codes == MET) | (codes == TO_CONFIRM)
    return flags


def all_of(codes: np.ndarray) -> np.ndarray:
    """Three-valued AND over the last axis: NOT_MET if any is, else UNKNOWN if any is, else MET."""
    refused, unknown = (codes == NOT_MET).any(axis=-1), (codes == UNKNOWN).any(axis=-1)
    return np.where(refused, NOT_MET, np.where(unknown, UNKNOWN, MET)).astype(np.int8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """A limit and its unit. `at_most`: the observed value must not be above it; otherwise not below."""

    value: float
    unit: str
    at_most: bool = False

    def check(self, observed: float | None) -> Verdict:
        """The verdict for one observed value; the limit itself is MET, a missing value UNKNOWN."""
        if observed is None or np.isnan(observed):
            return Verdict.UNKNOWN
        return Verdict.MET if (observed <= self.value if self.at_most else observed >= self.value) else Verdict.NOT_MET


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One judgement that explains itself.

    `criterion` is ①–④ or an evidence id, `subject` what was looked at (a bed function, a hospital, a measure),
    `sentence` the explanation in Japanese, `needed` which data would settle a 判定不能 (empty otherwise). `source_ids` are
    those of the data; `parameters` the rules it was judged by, each with its own source, page and first day.
    """

    criterion: str
    area_code: str
    subject: str
    verdict: Verdict
    observed: float | None
    threshold: Threshold | None
    sentence: str
    needed: str = ""
    source_ids: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
