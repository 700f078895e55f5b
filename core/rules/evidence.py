"""Evidence that a ④ nomination can cite: measures with a threshold and a source, kept as editable content.

The thresholds are ours (目安), stated as such; no official figure exists. A threshold is either a plain value or a share
of the 339 areas (`top_share`), which then moves with the data.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import Annotated, Literal

import numpy as np
from pydantic import Field, Strict, model_validator

from core.parameters import RULES_DIR, Parameter, check_dates, in_force, rules_date
from core.reading.base import Content, Slug, Text
from core.reading.files import load
from core.rules.facts import Facts
from core.rules.model import Finding, Threshold
from core.vocabulary import labels
from core.vocabulary.terms import Verdict

EVIDENCE_FILE = RULES_DIR / "evidence.yaml"
#: Measures that the loader can compute (`core.data.queries.rules`).
EVIDENCE: tuple[str, ...] = (
    "inflow_other_pref_acute",
    "inflow_other_pref_comprehensive",
    "inflow_other_pref_chronic",
    "outflow_total",
    "population_change",
    "population_change_against_pref",
    "doctors_per_100_beds",
    "tertiary_emergency",
    "home_care_growth",
    "utilization_acute",
)


class EvidenceItem(Content):
    """One kind of evidence. Either `value` or `top_share` is set; `side` says which side of it speaks for a nomination.

    `effective_from`, `source_id` and `page` are those of the threshold; where the measured values are from is said by the data
    (`Facts.evidence_sources`). `former_labels`: what tables made with an earlier edition may call it.
    """

    id: Slug
    label: Text
    former_labels: tuple[Text, ...] = ()
    measure: Text
    unit: Literal["%", "ポイント", "人/100床", "施設"]
    digits: int = Field(default=1, ge=0, le=3)
    side: Literal["at_least", "at_most"]
    value: float | None = None
    top_share: float | None = Field(default=None, gt=0, lt=1)
    effective_from: Annotated[date, Strict()]
    source_id: Text
    page: Text
    why: Text
    caution: str = ""

    @model_validator(mode="after")
    def one_threshold(self) -> EvidenceItem:
        """A threshold is a value or a share, never both."""
        if (self.value is None) == (self.top_share is None):
            raise ValueError("value か top_share のどちらか一方を書いてください")
        if self.measure not in EVIDENCE:
            raise ValueError(f"measure に使える値は {'、'.join(EVIDENCE)} です")
        return self

    @cached_property
    def parameter(self) -> Parameter:
        """The threshold as it was laid down: the value, or the share of areas that makes it."""
        label = f"{self.label}の目安"
        if self.top_share is not None:
            value, unit, label = self.top_share, "割合", f"{label}(全国の端からの割合)"
        else:
            value, unit = self.value or 0.0, "割合" if self.unit == "%" else self.unit
            value = round(value * 100, 6) if self.unit == "ポイント" else value
        return Parameter(
            id=self.id,
            label=label,
            value=value,
            unit=unit,
            effective_from=self.effective_from,
            source_id=self.source_id,
            page=self.page,
        )


class EvidenceFile(Content):
    """The whole of evidence.yaml. `load_evidence` leaves in it only what is in force."""

    note: Text
    items: tuple[EvidenceItem, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def ids_are_unique(self) -> EvidenceFile:
        """Nominations cite evidence by id; one id has one threshold from a day on."""
        check_dates(self.items)
        return self


def load_evidence(on: date | None = None) -> EvidenceFile:
    """The evidence list in force on a day, that of the rules unless given."""
    file = load(EvidenceFile, EVIDENCE_FILE)
    return file.model_copy(update={"items": in_force(file.items, rules_date() if on is None else on)})


def evidence_label(evidence_id: str) -> str:
    """Label of an evidence id; an id that is no longer listed is shown as written."""
    return next((item.label for item in load_evidence().items if item.id == evidence_id), evidence_id)


def caution(evidence_id: str) -> str:
    """What a reader must keep in mind about an evidence; empty when there is nothing."""
    return next((item.caution for item in load_evidence().items if item.id == evidence_id), "")


def threshold(facts: Facts, item: EvidenceItem) -> Threshold | None:
    """The limit of an evidence in the measure's own unit (shares 0–1); None when no area has the measure."""
    at_most = item.side == "at_most"
    if item.value is not None:
        return Threshold(value=item.value, unit=item.unit, at_most=at_most)
    known = _column(facts, item.measure)
    known = known[~np.isnan(known)]
    if not len(known) or item.top_share is None:
        return None
    quantile = item.top_share if at_most else 1 - item.top_share
    return Threshold(value=float(np.quantile(known, quantile)), unit=item.unit, at_most=at_most)


def assess(facts: Facts, area_code: str) -> tuple[Finding, ...]:
    """All evidence of one area, in the order of the list; missing data is 判定不能."""
    return tuple(_assess(facts, area_code, item) for item in load_evidence().items)


def _assess(facts: Facts, area_code: str, item: EvidenceItem) -> Finding:
    limit = threshold(facts, item)
    values = _column(facts, item.measure)
    raw = float(values[int(np.flatnonzero(facts.codes == area_code)[0])])
    observed = None if np.isnan(raw) else raw
    if limit is None or observed is None:
        sentence = f"{item.label}: {labels.NO_DATA}のため判定できません。"
        return _finding(facts, item, area_code, Verdict.UNKNOWN, None, limit, sentence, f"{item.label}のデータ")
    most = _most(facts, item.measure, area_code, observed)
    verdict, other = limit.check(observed), limit.check(most)
    word = "以下" if limit.at_most else "以上"
    rank = f"(全国の{'下位' if limit.at_most else '上位'}{item.top_share:.0%}の境)" if item.top_share else ""
    shown = (
        f"{item.label}: {stated(facts, item, area_code, observed)}。目安は{amount(item, limit.value)}{word}{rank}で、"
    )
    if verdict is not other:
        sentence = f"{shown}公表資料に載らない分により判定できません。"
        return _finding(
            facts,
            item,
            area_code,
            Verdict.UNKNOWN,
            observed,
            limit,
            sentence,
            f"{item.label}のうち公表資料に載らない分",
        )
    reads = "当てはまる" if verdict is Verdict.MET else "当てはまらない"
    return _finding(facts, item, area_code, verdict, observed, limit, f"{shown}{reads}。", "")


def _most(facts: Facts, measure: str, area_code: str, observed: float) -> float:
    """The other end of a share that is only partly published; the value itself where all of it is."""
    values = _column(facts, f"{measure}_most")
    most = float(values[int(np.flatnonzero(facts.codes == area_code)[0])])
    return observed if np.isnan(most) else most


def stated(facts: Facts, item: EvidenceItem, area_code: str, observed: float) -> str:
    """An area's figure with its unit; a share that is only partly published as the interval in which it lies."""
    most = _most(facts, item.measure, area_code, observed)
    return labels.between(observed, most, partial(amount, item))


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an area stands among those that have a measure.

    `rank` counts from the side that speaks for a nomination (1 = most so), None where the area has no figure; it is the best it
    can be, `worst` the worst, where a share is only partly published (its own, or that of others). `tied` areas share the
    figure, this one counted. `ranked`: areas that have the measure.
    """

    rank: int | None
    worst: int | None
    tied: int
    ranked: int


def standing(facts: Facts, item: EvidenceItem, area_code: str) -> Standing:
    """The place of one area. Raises KeyError for an unknown one."""
    codes = list(facts.codes)
    if area_code not in codes:
        raise KeyError(area_code)
    low = _column(facts, item.measure)
    most = _column(facts, f"{item.measure}_most")
    high = np.where(np.isnan(most), low, most)
    place, ranked = codes.index(area_code), int((~np.isnan(low)).sum())
    if np.isnan(low[place]):
        return Standing(None, None, 0, ranked)
    if item.side == "at_most":  # the smallest is first
        low, high = -high, -low
    surely, perhaps = low > high[place], high > low[place]
    perhaps[place] = False
    tied = int(((low == low[place]) & (high == high[place])).sum())
    return Standing(int(surely.sum()) + 1, int(perhaps.sum()) + 1, tied, ranked)


def amount(item: EvidenceItem, value: float) -> str:
    """A value of the measure as text with its unit."""
    if item.unit == "%":
        return (
            labels.signed_percent(value, item.digits)
            if "change" in item.measure or "growth" in item.measure
            else labels.percent(value, item.digits)
        )
    if item.unit == "ポイント":
        return labels.signed(value * 100, "ポイント", item.digits)
    return labels.number(value, item.unit, item.digits)


def _finding(
    facts: Facts,
    item: EvidenceItem,
    code: str,
    verdict: Verdict,
    observed: float | None,
    limit: Threshold | None,
    sentence: str,
    needed: str,
) -> Finding:
    return Finding(
        criterion=item.id,
        area_code=code,
        subject=item.measure,
        verdict=verdict,
        observed=observed,
        threshold=limit,
        sentence=sentence,
        needed=needed,
        source_ids=facts.evidence_sources.get(item.measure, ()),
        parameters=(item.parameter,),
    )


def _column(facts: Facts, measure: str) -> np.ndarray:
    if measure not in facts.evidence.columns:
        return np.full(len(facts.areas), np.nan)
    values: np.ndarray = facts.evidence[measure].to_numpy(dtype="float64", na_value=np.nan)
    return values
