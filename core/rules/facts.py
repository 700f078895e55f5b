"""The data the rules look at, shaped once so that a run is only arithmetic.

`build` takes tidy frames of the data contract and knows no database; `from_store` feeds it by named queries.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from core import parameters
from core.data.queries import rules as queries
from core.data.store import Store
from core.parameters import Key
from core.rules.choices import Signal
from core.rules.statements import Statement, load_statements
from core.vocabulary.terms import FOUR_FUNCTIONS, BedFunction


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Facts:
    """Everything a scenario is held against. All frames are indexed by area_code in ascending order.

    `areas`: area_name, pref_code, pref_name, population (人, census).
    `reported`: year → beds by `Signal` (床, NaN when missing). `required`: beds by `Signal` (床) of `required_year`.
    `base_year`: the year that changes are counted from.
    `report_rate`: columns are years (0–1). `utilization`: 病床利用率 of the latest year by bed function (ratio, 試算).
    `evidence`: one column per evidence measure (units in `data/content/rules/evidence.yaml`).
    `missing`: (area_code, year, bed_function) → value_status of reported beds that are not observed.
    `designation`: area_code → suishin / model, only where confirmed. `source_ids`: kind of figure → source ids.
    `evidence_sources`: evidence measure → source ids of its figures, of whichever publication they are.
    `statements`: pref_code → what its own paper says about モデル推進区域.
    """

    areas: pd.DataFrame
    reported: Mapping[int, pd.DataFrame]
    required: pd.DataFrame
    report_rate: pd.DataFrame
    utilization: pd.DataFrame
    evidence: pd.DataFrame
    base_year: int
    required_year: int
    missing: Mapping[tuple[str, int, str], str] = field(default_factory=dict)
    designation: Mapping[str, str] = field(default_factory=dict)
    source_ids: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    evidence_sources: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    statements: Mapping[str, Statement] = field(default_factory=dict)

    @property
    def codes(self) -> np.ndarray:
        """Area codes in order."""
        codes: np.ndarray = self.areas.index.to_numpy()
        return codes

    @property
    def years(self) -> tuple[int, ...]:
        """Years with reported beds, ascending."""
        return tuple(sorted(self.reported))

    def usable_rate(self, year: int) -> np.ndarray | None:
        """報告率 of a year by area, NaN where it is missing or nothing was reported; None for a year without rates."""
        if year not in self.report_rate.columns:
            return None
        rate = self.report_rate[year].to_numpy(dtype="float64")
        return np.where(rate > 0, rate, np.nan)

    def prefecture_groups(self) -> np.ndarray:
        """Integer code of each area's prefecture, in prefecture order."""
        groups: np.ndarray = pd.factorize(self.areas["pref_code"], sort=True)[0]
        return groups

    def population_groups(self) -> np.ndarray:
        """Integer code of each area's group (equal groups by population); −1 where the population is missing."""
        population = self.areas["population"].to_numpy(dtype="float64", na_value=np.nan)
        order = np.argsort(population, kind="stable")  # ties keep the order of area codes; NaN sorts last
        known = int((~np.isnan(population)).sum())
        groups = np.full(len(population), -1)
        groups[order[:known]] = np.arange(known) * parameters.whole(Key.POPULATION_GROUPS) // max(known, 1)
        return groups


def from_store(store: Store) -> Facts:
    """Everything the rule engine looks at, shaped once per data version."""
    parts = {
        "beds": queries.rule_beds(store),
        "report_rate": queries.rule_report_rates(store),
        "utilization": queries.rule_utilization(store),
        "evidence": queries.evidence(store),
        "designation": queries.rule_designations(store),
    }
    evidence = parts["evidence"].frame.drop(columns="source_id").set_index("area_code")
    return build(
        area=queries.rule_areas(store),
        beds=parts["beds"].frame,
        report_rate=parts["report_rate"].frame,
        utilization=parts["utilization"].frame,
        evidence=evidence.astype("Float64").astype("float64"),
        designation=parts["designation"].frame,
        source_ids={name: part.source_ids for name, part in parts.items()},
        evidence_sources=queries.evidence_sources(store),
        statements=load_statements(),
    )


def build(
    area: pd.DataFrame,
    beds: pd.DataFrame,
    report_rate: pd.DataFrame | None = None,
    utilization: pd.DataFrame | None = None,
    evidence: pd.DataFrame | None = None,
    designation: pd.DataFrame | None = None,
    source_ids: Mapping[str, tuple[str, ...]] | None = None,
    evidence_sources: Mapping[str, tuple[str, ...]] | None = None,
    statements: Mapping[str, Statement] | None = None,
) -> Facts:
    """Shape tidy frames of the data contract (`core.data.schema`) into `Facts`; base and required year are those of the rules.

    `evidence`: one row per area, indexed by area_code. Row order of the inputs does not matter.
    """
    areas = area.set_index("area_code").sort_index()
    reported = beds[(beds["series"] == "reported") & beds["bed_function"].notna()]
    years = sorted(int(y) for y in reported["year"].unique())
    required_year = parameters.whole(Key.REQUIRED_YEAR)
    required = beds[(beds["series"] == "required") & (beds["year"] == required_year)]
    return Facts(
        areas=areas,
        reported={year: _wide(reported[reported["year"] == year], areas.index) for year in years},
        required=_wide(required, areas.index),
        report_rate=_pivot(report_rate, "year", "rate", areas.index),
        utilization=_pivot(utilization, "bed_function", "utilization", areas.index),
        evidence=pd.DataFrame(index=areas.index) if evidence is None else evidence.reindex(areas.index),
        base_year=parameters.whole(Key.BASE_YEAR),
        required_year=required_year,
        missing=_missing(reported),
        designation={} if designation is None else dict(_pairs(designation)),
        source_ids=source_ids or {},
        evidence_sources=evidence_sources or {},
        statements=statements or {},
    )


def _pairs(designation: pd.DataFrame) -> list[tuple[str, str]]:
    return list(zip(designation["area_code"], designation["designation"], strict=True))


def _wide(beds: pd.DataFrame, index: pd.Index) -> pd.DataFrame:
    """Beds by `Signal`; the combined signal is missing when either part is."""
    wide = _pivot(beds, "bed_function", "beds", index).reindex(columns=[BedFunction.TOTAL, *FOUR_FUNCTIONS])
    wide[Signal.ACUTE_COMBINED] = wide[BedFunction.HIGH_ACUTE] + wide[BedFunction.ACUTE]
    wide.columns = pd.Index(list(Signal))
    return wide


def _pivot(frame: pd.DataFrame | None, columns: str, values: str, index: pd.Index) -> pd.DataFrame:
    if frame is None or frame.empty:
        return pd.DataFrame(index=index)
    wide = frame.pivot(index="area_code", columns=columns, values=values).reindex(index)
    return wide.astype("Float64").astype("float64").rename_axis(columns=None)


def _missing(reported: pd.DataFrame) -> dict[tuple[str, int, str], str]:
    rows = reported[reported["value_status"] != "observed"] if "value_status" in reported else reported.iloc[:0]
    return {
        (code, int(year), function): status
        for code, year, function, status in zip(
            rows["area_code"], rows["year"], rows["bed_function"], rows["value_status"], strict=True
        )
    }
