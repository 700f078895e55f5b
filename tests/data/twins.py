"""The derived tables of `core.data.derived` made a second time: loops over the rows of the parquet files, no SQL.

A value is None where it cannot be known: a part is missing, or the denominator is zero. `source_id` is the set of sources a row
was taken from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

Row = dict[str, Any]
Tables = dict[str, list[Row]]

BASE, REQUIRED = 2015, 2025
NOW, LATER = 2024, 2040
NDB = "ndb_2024"
FUNCTIONS = ("high_acute", "acute", "recovery", "chronic")


def tables(root: Path, names: Iterable[str]) -> Tables:
    """The named parquet files under `root` as rows with None for null."""
    return {name: pq.read_table(root / f"{name}.parquet").to_pylist() for name in names}


def comparison(data: Tables) -> list[Row]:
    """One row per area × bed_function × reported year, beside 2015, the newest plan and 必要量."""
    beds = {(r["area_code"], r["bed_function"], r["series"], r["year"]): r for r in data["beds"]}
    plans = [r["year"] for r in data["beds"] if r["series"] == "planned"]
    areas = _by(data["area"], "area_code")
    rates = _by(data["report_rate"], "area_code", "year")
    designations = _by(data["designation"], "area_code")
    rows = []
    for (code, function, series, year), reported in beds.items():
        if series != "reported":
            continue
        base = beds.get((code, function, "reported", BASE), {})
        plan = beds.get((code, function, "planned", max(plans)), {}) if plans else {}
        need = beds.get((code, function, "required", REQUIRED), {})
        rows.append(
            {
                "year": year,
                **{key: areas[code,][key] for key in ("area_code", "area_name", "pref_code", "pref_name")},
                "bed_function": function,
                "reported": reported["beds"],
                "reported_status": reported["value_status"],
                "base_2015": base.get("beds"),
                "planned": plan.get("beds"),
                "planned_year": plan.get("year"),
                "required": need.get("beds"),
                "report_rate": rates.get((code, year), {}).get("rate"),
                "designation": designations.get((code,), {}).get("designation"),
                "source_id": _sources([reported, base, need]),
            }
        )
    return rows


def features(data: Tables) -> list[Row]:
    """One row per area: what similar areas are found by."""
    newest = max((r["published_fy"] for r in data["area_measure"]), default=None)
    year = max((r["year"] for r in data["beds"] if r["series"] == "reported"), default=None)
    totals, measures, beds = (_of_areas(data[name]) for name in ("flow_total", "area_measure", "beds"))
    rows = []
    for area in data["area"]:
        code = area["area_code"]
        flows = _where(totals[code], basis=NDB)
        doctors = _where(measures[code], measure="doctors_per_100_beds", bed_function=None, published_fy=newest)
        latest = _where(beds[code], series="reported", bed_function="total", year=year)
        per_person = _ratio(_only(latest, "beds"), area["population_2020"])
        rows.append(
            {
                "area_code": code,
                "population": area["population_2020"],
                "density": _ratio(area["population_2020"], area["area_km2"]),
                "decline": _change(area["population_2024"], area["population_2040"]),
                "inflow": _only(_where(flows, direction="inflow"), "share"),
                "outflow": _only(_where(flows, direction="outflow"), "share"),
                "doctors": _only(doctors, "value"),
                "beds_rate": None if per_person is None else per_person * 100_000,
                "source_id": _sources([*flows, *doctors, *latest]),
            }
        )
    return rows


def evidence(data: Tables) -> list[Row]:
    """One row per area: what a ④ nomination can cite."""
    newest = max((r["published_fy"] for r in data["area_measure"]), default=None)
    fiscal = max((r["fiscal_year"] for r in data["utilization"]), default=None)
    prefecture = {a["area_code"]: a["pref_code"] for a in data["area"]}
    names = ("flow", "flow_total", "area_measure", "demand", "utilization")
    flow, totals, measures, demand, utilization = (_of_areas(data[name]) for name in names)
    rows = []
    for area in data["area"]:
        code = area["area_code"]
        inflow = _where(flow[code], direction="inflow")
        across: Row = {}
        for group in ("acute", "comprehensive", "chronic"):
            listed = _where(inflow, patient_group=group)
            outside = [r["share"] for r in listed if prefecture[r["partner_area_code"]] != area["pref_code"]]
            unlisted = 1 - sum(r["share"] for r in listed)
            across[f"inflow_other_pref_{group}"] = sum(outside) if listed else None
            across[f"inflow_other_pref_{group}_most"] = (
                sum(outside) + (unlisted if unlisted > 0.0005 else 0) if listed else None
            )
        outflow = _where(totals[code], direction="outflow", basis=NDB)
        doctors = _where(measures[code], published_fy=newest, measure="doctors_per_100_beds")
        tertiary = _where(measures[code], published_fy=newest, measure="tertiary_emergency")
        now, later = (_where(demand[code], care="home_care", fiscal_year=year) for year in (NOW, LATER))
        acute = _where(utilization[code], bed_function="acute", fiscal_year=fiscal)
        members = _where(data["area"], pref_code=area["pref_code"])
        own = _change(area["population_2024"], area["population_2040"])
        around = _change(_total(members, "population_2024"), _total(members, "population_2040"))
        rows.append(
            {
                "area_code": code,
                **across,
                "outflow_total": _only(outflow, "share"),
                "population_change": own,
                "population_change_against_pref": None if own is None or around is None else own - around,
                "doctors_per_100_beds": _only(doctors, "value"),
                "tertiary_emergency": _only(tertiary, "value"),
                "home_care_growth": _change(_only(now, "claims_per_month"), _only(later, "claims_per_month")),
                "utilization_acute": _only(acute, "utilization"),
                "source_id": _sources([*inflow, *outflow, *doctors, *tertiary, *now, *later, *acute]),
            }
        )
    return rows


def populations(data: Tables) -> list[Row]:
    """Three rows per area: itself, its prefecture, the nation. A sum with a missing part is missing."""
    newest = max((r["published_fy"] for r in data["beds"]), default=None)
    sources = _sources([*(r for r in data["beds"] if r["published_fy"] == newest), *data["demand"]])
    rows = []
    for area in data["area"]:
        scopes = {
            "area": [area],
            "pref": [a for a in data["area"] if a["pref_code"] == area["pref_code"]],
            "nation": data["area"],
        }
        for position, (scope, members) in enumerate(scopes.items(), start=1):
            sums = {
                key: _total(members, key)
                for key in ("population_2020", "population_2024", "population_2040", "area_km2")
            }
            rows.append(
                {"area_code": area["area_code"], "position": position, "scope": scope, **sums, "areas": len(members)}
                | {"source_id": sources}
            )
    return rows


def facility_beds(data: Tables) -> list[Row]:
    """One row per institution and publication: beds of the four functions side by side."""
    beds = {
        (r["facility_id"], r["bed_function"]): r["value"] for r in data["facility_measure"] if r["measure"] == "beds"
    }
    return [
        {
            "facility_id": one["facility_id"],
            "facility_name": one["facility_name"],
            **{function: beds.get((one["facility_id"], function)) for function in FUNCTIONS},
            "source_id": _sources([one]),
        }
        for one in data["facility"]
    ]


@dataclass(frozen=True, slots=True)
class Twin:
    """How a derived table is made again: from which tables, and which columns tell its rows apart."""

    make: Callable[[Tables], list[Row]]
    key: tuple[str, ...]
    reads: tuple[str, ...]

    def rows(self, root: Path) -> list[Row]:
        """The rows from the parquet files under `root`."""
        return self.make(tables(root, self.reads))


#: By the name of the derived table.
TWINS = {
    "comparison": Twin(
        comparison, ("area_code", "bed_function", "year"), ("area", "beds", "report_rate", "designation")
    ),
    "features": Twin(features, ("area_code",), ("area", "flow_total", "area_measure", "beds")),
    "evidence": Twin(evidence, ("area_code",), ("area", "flow", "flow_total", "area_measure", "demand", "utilization")),
    "populations": Twin(populations, ("area_code", "scope"), ("area", "beds", "demand")),
    "facility_beds": Twin(facility_beds, ("facility_id",), ("facility", "facility_measure")),
}


def _by(rows: Iterable[Row], *keys: str) -> dict[tuple[Any, ...], Row]:
    return {tuple(row[key] for key in keys): row for row in rows}


def _of_areas(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["area_code"]].append(row)
    return found


def _where(rows: Iterable[Row], **values: Any) -> list[Row]:
    return [row for row in rows if all(row[column] == value for column, value in values.items())]


def _only(rows: list[Row], column: str) -> Any:
    """The value of the one row, None without a row."""
    assert len(rows) <= 1, rows
    return rows[0][column] if rows else None


def _total(rows: list[Row], column: str) -> Any:
    values = [row[column] for row in rows]
    return None if None in values else sum(values)


def _ratio(top: float | None, bottom: float | None) -> float | None:
    return None if top is None or not bottom else top / bottom


def _change(first: float | None, last: float | None) -> float | None:
    share = _ratio(last, first)
    return None if share is None else share - 1


def _sources(rows: Iterable[Row]) -> frozenset[str]:
    return frozenset(row["source_id"] for row in rows if row.get("source_id"))


def prefectures(compared: list[Row]) -> dict[tuple[str, str], Row]:
    """Sums of areas by prefecture and bed_function, of rows of one year: None where a part is, and which areas have no report."""
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in compared:
        groups[row["area_code"][:2], row["bed_function"]].append(row)
    made = {}
    for key, rows in groups.items():
        sums = {
            name: None if any(r[name] is None for r in rows) else sum(r[name] for r in rows)
            for name in ("reported", "base_2015", "planned", "required")
        }
        silent = [r for r in rows if r["reported"] is None]
        made[key] = {
            **sums,
            "areas": len(rows),
            "missing_areas": "、".join(r["area_name"] for r in silent),
            "reported_status": silent[0]["reported_status"] if silent else "observed",
        }
    return made


Pair = tuple[float | None, float | None]


def of_form(form: str, part: float | None, whole: float | None) -> float | None:
    """A value of an indicator: the figure itself, a ratio, or a change."""
    if form == "plain":
        return part
    ratio = _ratio(part, whole)
    return None if ratio is None else ratio - (form == "change")


def summed(pairs: dict[str, Pair], skip: set[str]) -> Pair:
    """Sums of both figures, None where one of a member not in `skip` is missing."""
    kept = [pair for code, pair in pairs.items() if code not in skip]
    parts, wholes = ([pair[n] for pair in kept] for n in (0, 1))
    plain = all(w is None for w in wholes) and all(p is not None for p in parts)
    if not kept or any(p is None for p in parts) or (not plain and any(w is None for w in wholes)):
        return None, None
    return sum(p for p in parts if p is not None), None if plain else sum(w for w in wholes if w is not None)


def functions_with_beds(data: Tables, function: str) -> dict[str, set[str]]:
    """By area, the functions (of all four for the total) of which the newest book states beds."""
    newest = max(r["published_fy"] for r in data["area_measure"])
    wanted = FUNCTIONS if function == "total" else (function,)
    found: dict[str, set[str]] = {a["area_code"]: set() for a in data["area"]}
    for r in _where(data["area_measure"], measure="beds", published_fy=newest):
        if r["bed_function"] in wanted and r["value"]:
            found[r["area_code"]].add(r["bed_function"])
    return found


def indicator(data: Tables, name: str, function: str, year: int) -> dict[str, Pair]:
    """Both figures of an indicator by area."""
    codes = [a["area_code"] for a in data["area"]]
    if name in ("home_care", "outpatient"):
        rows = _by(data["demand"], "area_code", "care", "fiscal_year")
        return {c: (rows.get((c, name, year), {}).get("claims_per_month"), None) for c in codes}
    if name == "population":
        return {a["area_code"]: (a[f"population_{LATER}"], a[f"population_{NOW}"]) for a in data["area"]}
    if name.startswith("own_"):
        rows = _by(data["flow"], "area_code", "partner_area_code", "direction", "patient_group")
        group = name.removeprefix("own_")
        return {c: (rows.get((c, c, "outflow", group), {}).get("share"), None) for c in codes}
    if name == "inflow":
        rows = _by(data["flow_total"], "area_code", "direction", "basis")
        return {c: (rows[c, "inflow", NDB]["share"], None) for c in codes}
    if name in ("against_plan", "year_change"):
        rows = _by(data["beds"], "area_code", "bed_function", "series", "year")
        other = ("planned", year) if name == "against_plan" else ("reported", year - 1)
        return {c: (rows[c, function, "reported", year]["beds"], rows[(c, function, *other)]["beds"]) for c in codes}
    if name == "utilization":
        return _utilization(data, function, year)
    return _largest(data, {"ambulances": "ambulance_arrivals", "anaesthesia": "general_anaesthesia_operations"}[name])


def _utilization(data: Tables, function: str, year: int) -> dict[str, Pair]:
    estimates = _of_areas(_where(data["utilization"], fiscal_year=year))
    made: dict[str, Pair] = {}
    for code, wanted in functions_with_beds(data, function).items():
        rows = [r for r in estimates[code] if r["bed_function"] in wanted]
        whole = wanted and len(rows) == len(wanted)
        made[code] = (
            (sum(r["patient_days"] for r in rows), sum(r["beds"] for r in rows) * 365) if whole else (None, None)
        )
    return made


def _largest(data: Tables, measure: str) -> dict[str, Pair]:
    newest = max(r["published_fy"] for r in data["facility"])
    area = {r["facility_id"]: r["area_code"] for r in data["facility"] if r["published_fy"] == newest}
    most: dict[str, float] = {}
    for r in data["facility_measure"]:
        if r["measure"] == measure and r["facility_id"] in area and r["value"] is not None:
            code = area[r["facility_id"]]
            most[code] = max(most.get(code, 0), r["value"])
    whole = {
        r["area_code"]: r["value"]
        for r in data["area_measure"]
        if r["measure"] == measure and r["published_fy"] == newest and r["bed_function"] is None
    }
    return {c: (most.get(c), whole[c]) for c in whole}
