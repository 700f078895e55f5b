"""病床機能報告 様式1(病棟票): 病床利用率 as reported by area and function, beside the estimate, and every ward."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from typing import Final

from core import parameters
from core.data.bed_names import bed_names
from core.parameters import Key
from core.rules.engine import Result
from core.text.outside import Outside
from core.uploads.ward_form import FIELDS, MAX_BYTES, PLACES
from core.uploads.wards import OTHERS, Report, Summed
from core.views.section import Section
from core.views.simulator.origins import origins
from core.views.sources import USER, Sources
from core.views.table import Column, Kind, Table, table
from core.views.words import Words, say, strong
from core.vocabulary import labels

LIMIT: Final = f"様式1(病棟票)は{MAX_BYTES // 1024 // 1024}MBまで"
FORMULA: Final = (
    "病床利用率 = 在棟患者延べ数(年間) ÷ (一般病床と療養病床の許可病床 × 365)。うるう年も365で割る(国の式のとおり)。"
)
SILENT: Final = "在棟患者延べ数のない病棟が1つでもある機能は計算しない(0とも、病床だけを除くともしない)。"
_REPORTED, _ESTIMATED = "報告値", "試算"
_NURSES: Final = "病床10床あたり看護師(常勤)"


def section(report: Report, result: Result) -> Section:
    """What a file of wards says, and whether the rules use it."""
    counted = sum(s.occupancy is not None for s in report.sums)
    lead = say(
        Outside(report.name),
        f": {report.year}年の報告。{len(report.wards):,}病棟から、{len(report.sums):,}の区域・機能のうち",
        strong(f"{counted:,}の病床利用率"),
        "を計算しました。",
    )
    idle = f"休棟・廃止予定などの{report.idle:,}病棟は入れていません。" if report.idle else ""
    return Section(
        anchor="wards",
        title=f"病床機能報告 様式1から計算した病床利用率({_REPORTED}、{report.year}年)",
        lead=lead,
        sentences=(_use(report),),
        tables=(_sums(report, result), every_ward(report, result)),
        notes=(f"{FORMULA}{SILENT}{idle}", _headings(report)),
    )


def _use(report: Report) -> str:
    base = parameters.whole(Key.BASE_YEAR)
    if report.decides:
        return f"モデル推進区域の経路Aで、{base}年の病床利用率として使えます(いまの値は公表資料からの試算)。"
    return (
        f"判定に使うのは{base}年の報告だけです。{report.year}年の報告値は、公表資料からの試算と並べて示します。"
        f"規則が比べるのは、{base}年の病床利用率と、最新の公表資料からの試算だからです。"
    )


def _headings(report: Report) -> Words:
    parts: list[Words] = [
        say(f"{FIELDS[key].label} ←「", Outside(heading), "」")
        for key, heading in report.headings.items()
        if FIELDS[key].required or key in PLACES
    ]
    missing = [f.label for key, f in FIELDS.items() if key in OTHERS and key not in report.headings]
    none = f"読まなかった項目(列がないか、1つに決まらない): {'、'.join(missing)}。" if missing else ""
    joined: list[Words] = []
    for part in parts:
        joined += ["、", part] if joined else [part]
    return say("計算に使った列: ", *joined, f"。{none}")


def _sums(report: Report, result: Result) -> Table:
    estimate = result.facts.utilization.to_dict()
    columns = (
        Column(name="area_code", label="コード"),
        Column(name="area_name", label="構想区域"),
        Column(name="bed_function", label="病床機能"),
        Column(
            name="occupancy",
            label=f"病床利用率({_REPORTED})",
            kind=Kind.PERCENT,
            digits=1,
            missing=labels.NOT_COMPUTABLE,
        ),
        Column(name="estimate", label=f"{_ESTIMATED}(最新)", kind=Kind.PERCENT, digits=1),
        Column(name="silent", label="延べ数のない病棟", kind=Kind.NUMBER),
        Column(name="wards", label="病棟", kind=Kind.NUMBER),
        Column(name="beds", label="病床数", unit="床", kind=Kind.NUMBER),
        Column(name="patient_days", label="在棟患者延べ数", unit="人日", kind=Kind.NUMBER),
        Column(name="from_home", label="入棟前の場所が家庭", kind=Kind.PERCENT, digits=1),
        Column(name="from_hospital", label="入棟前の場所が他の病院・診療所", kind=Kind.PERCENT, digits=1),
        Column(name="to_home", label="退棟先が家庭", kind=Kind.PERCENT, digits=1),
        Column(name="to_hospital", label="退棟先が他の病院・診療所", kind=Kind.PERCENT, digits=1),
        Column(name="nurses", label=_NURSES, unit="人", kind=Kind.NUMBER, digits=1),
    )
    names, called = result.facts.areas["area_name"], bed_names(report.year)
    rows = []
    for s in report.sums:
        figures = s.figures
        rows.append(
            (
                s.area_code,
                str(names[s.area_code]),
                called[s.function],
                s.occupancy,
                _estimate(estimate, s),
                s.silent,
                s.wards,
                s.beds,
                figures["patient_days"],
                _share(figures["from_home"], figures["admitted"]),
                _share(figures["from_hospital"], figures["admitted"]),
                _share(figures["to_home"], figures["discharged"]),
                _share(figures["to_hospital"], figures["discharged"]),
                None if figures["nurses"] is None or not s.beds else figures["nurses"] / s.beds * 10,
            )
        )
    return table("wards", f"区域・機能ごとの病床利用率({report.year}年の報告)", columns, rows, _sources(result))


def _estimate(estimate: Mapping[Hashable, Mapping[str, float]], s: Summed) -> float | None:
    found = estimate.get(s.function, {}).get(s.area_code, math.nan)
    return None if math.isnan(found) else found


def _share(part: float | None, whole: float | None) -> float | None:
    return None if part is None or not whole else part / whole


def every_ward(report: Report, result: Result) -> Table:
    """Every ward with what it states; names are text from outside."""
    fields = ("patient_days", *(f for f in OTHERS if f in report.headings))
    columns = (
        Column(name="area_code", label="コード"),
        Column(name="area_name", label="構想区域"),
        Column(name="facility", label="医療機関"),
        Column(name="ward", label="病棟"),
        Column(name="bed_function", label="病床機能"),
        Column(name="beds", label="病床数", unit="床", kind=Kind.NUMBER),
        *(
            Column(name=f, label=FIELDS[f].label, kind=Kind.NUMBER, missing=labels.VALUE_STATUS_SHORT["not_reported"])
            for f in fields
        ),
    )
    names, called = result.facts.areas["area_name"], bed_names(report.year)
    rows = [
        (
            w.area_code,
            str(names[w.area_code]),
            Outside(w.facility),
            Outside(w.name),
            called[w.function],
            w.beds,
            *(w.figures[f] for f in fields),
        )
        for w in report.wards
    ]
    return table("every_ward", f"病棟ごとの値({report.year}年の報告)", columns, rows, Sources((USER,)))


def _sources(result: Result) -> Sources:
    return origins(result, "utilization") | Sources((USER,))
