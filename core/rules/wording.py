"""Japanese words of the rule engine's own terms; words shared with other screens are in `core.vocabulary.labels`."""

from __future__ import annotations

from typing import Final

import numpy as np

from core.data.bed_names import bed_names
from core.rules.choices import GapDirection, Level, Preparation, Reference, RevalidationState, Signal
from core.rules.engine import Result
from core.rules.model import CRITERIA, Criterion, words
from core.rules.selection import Basis
from core.vocabulary import labels

SIGNAL: Final[dict[str, str]] = {**labels.BED_FUNCTION, Signal.ACUTE_COMBINED: labels.ACUTE_COMBINED}


def signals(year: int) -> dict[str, str]:
    """`SIGNAL` as the report of a year calls the functions."""
    return {**bed_names(year), Signal.ACUTE_COMBINED: labels.ACUTE_COMBINED}


def signal_name(signal: Signal, year: int) -> str:
    """One of `signals`; sentences of all areas ask thousands of times, and one name alone depends on the year."""
    return signals(year)[signal] if signal is Signal.RECOVERY else SIGNAL[signal]


CRITERION: Final[dict[str, str]] = {
    Criterion.TOTAL_GAP: "① 合計病床数の差異",
    Criterion.FUNCTION_GAP: "② 機能別病床数の差異",
    Criterion.REVALIDATION: "③ 再検証対象医療機関",
    Criterion.OTHER: "④ その他の課題(推薦)",
}
REFERENCE: Final[dict[str, str]] = {
    Reference.NATION: "全国",
    Reference.POPULATION: "人口規模が近い区域(5分位)",
    Reference.PREFECTURE: "同じ都道府県",
}
REFERENCE_PATTERN: Final[dict[str, str]] = {
    Reference.NATION: "全国の報告のされ方",
    Reference.POPULATION: "人口規模が近い区域の報告のされ方",
    Reference.PREFECTURE: "同じ都道府県の報告のされ方",
}
DIRECTION: Final[dict[str, str]] = {
    GapDirection.EXCESS: "過剰(報告 > 見込み)",
    GapDirection.SHORTAGE: "不足(報告 < 見込み)",
    GapDirection.BOTH: "過剰と不足の両方",
}
#: On which side of the shared pattern a 要確認 or 該当 is.
SIDE: Final[dict[str, str]] = {
    GapDirection.EXCESS: "過剰",
    GapDirection.SHORTAGE: "不足",
    GapDirection.BOTH: "過剰・不足",
}
REVALIDATION: Final[dict[str, str]] = {
    RevalidationState.VERIFYING: "検証中",
    RevalidationState.NOT_STARTED: "検証未開始",
    RevalidationState.DONE: "検証済",
    RevalidationState.NONE: "対象なし",
}
PREPARATION: Final[dict[str, str]] = {
    Preparation.ANALYSIS: "医療提供体制上の課題の分析",
    Preparation.CORPORATION: "地域医療連携推進法人の活用",
}
LEVEL: Final[dict[str, str]] = {level: labels.DESIGNATION[level] for level in Level}
BASIS: Final[dict[str, str]] = {
    Basis.PINNED: "手で固定",
    Basis.EXCLUDED: "手で除外",
    Basis.MINIMUM: "県内の順位(下限まで)",
    Basis.ABOVE_SECOND: "2か所目以降の基準以上",
    Basis.BELOW_SECOND: "2か所目以降の基準未満",
    Basis.FULL: "県の上限に達した",
    Basis.NO_SCORE: "スコア算出不可",
    Basis.NO_VERDICT: "①②が要確認・該当でない",
}
PARTS: Final[tuple[str, ...]] = (
    "合計の z",
    "機能別の最大の z",
    "高度急性期+急性期の z",
    "慢性期の z",
    "③の加点",
    "④の加点",
)


IN_MODEL, IN_SUISHIN, IN_NONE = LEVEL[Level.MODEL], LEVEL[Level.SUISHIN], "―"


def verdict(verdict: str, side: str = "") -> str:
    """`要確認(過剰)`, `該当(不足)`, `非該当`, `判定不能`: a verdict with its side where it has one."""
    word = labels.VERDICT[verdict]
    return f"{word}({SIDE[side]})" if side else word


def verdicts(result: Result, criterion: Criterion) -> list[str]:
    """`verdict` of one criterion for every area, in area order."""
    k = CRITERIA.index(criterion)
    codes = words(result.verdicts.by_criterion[:, k])
    sides = result.verdicts.sides[:, k] if k < result.verdicts.sides.shape[1] else np.full(len(codes), "")
    return [verdict(v, side) for v, side in zip(codes, sides, strict=True)]


def standing(result: Result) -> np.ndarray:
    """`モデル推進区域` / `推進区域` / `―` per area, in area order."""
    return np.where(result.models.selected, IN_MODEL, np.where(result.selection.selected, IN_SUISHIN, IN_NONE)).astype(
        object
    )
