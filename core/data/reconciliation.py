"""The reconciliation report that ingest leaves in `data/reconciliation.json`, put into words for a reader."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from core import parameters
from core.data.bed_names import bed_names
from core.data.store import DATA_DIR
from core.errors import UserError
from core.parameters import Key
from core.vocabulary import labels
from core.vocabulary.measure_names import MEASURES
from core.vocabulary.terms import LocationBasis

REPORT_FILE = DATA_DIR / "reconciliation.json"


@dataclass(frozen=True, slots=True)
class Check:
    """One check: what was compared, 「一致」 or 「差あり」 (or 「情報」 where nothing is compared), and the figures."""

    title: str
    result: str
    detail: str


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """All checks, and the tables behind them as (title, rows)."""

    checks: tuple[Check, ...]
    tables: tuple[tuple[str, pd.DataFrame], ...]


def load_reconciliation(path: Path = REPORT_FILE) -> Reconciliation:
    """Read the report. Raises UserError when it is missing or is no report of this version."""
    try:
        return reconciliation_of(path.read_text(encoding="utf-8"), path.name)
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(path.name) from error


def reconciliation_of(text: str | None, name: str = REPORT_FILE.name) -> Reconciliation:
    """The report of an edition (`Store.reconciliation`). Raises UserError as `load_reconciliation`."""
    try:
        report = json.loads(text or "")
        return Reconciliation(tuple(check for part in _PARTS for check in part(report)), tuple(_tables(report)))
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
        raise _unreadable(name) from error


def _unreadable(name: str) -> UserError:
    return UserError(
        f"照合結果を読めません: {name}",
        "python -m core.ingest --source 公表資料のフォルダ をもう一度実行してください。",
    )


def _series(row: dict[str, Any]) -> str:
    return f"{row['year']}年の{labels.SERIES[row['series']]}"


def _bed_checks(report: dict[str, Any]) -> list[Check]:
    """Number of areas, sums of functions, the publications' own derived columns."""
    areas = report["areas"]
    expected = (parameters.whole(Key.AREA_COUNT), parameters.whole(Key.PREFECTURE_COUNT))
    sums = report["function_sums"]
    different = sum(r["different"] for r in sums)
    incomplete = sum(r["incomplete"] for r in sums)
    checks = [
        Check(
            "構想区域の数",
            "一致" if (areas["count"], areas["prefectures"]) == expected else "差あり",
            f"{areas['count']}区域、{areas['prefectures']}都道府県",
        ),
        Check(
            "4機能の和と合計(区域 × 年 × 系列)",
            "一致" if different == 0 else "差あり",
            f"一致 {sum(r['equal'] for r in sums):,}、差あり {different:,}、空欄があり比べられない {incomplete:,}",
        ),
    ]
    for row in report["derived_columns"]:
        checks.append(
            Check(
                f"公表資料の計算列「{row['column']}」の再計算({labels.published_fy(row['published_fy'])})",
                "一致" if row["different"] == 0 else "差あり",
                f"一致 {row['equal']:,}、差あり {row['different']:,}、値の記載なし {row['unstated']:,}",
            )
        )
    return checks


def _overlap_checks(report: dict[str, Any]) -> list[Check]:
    """Years that two publications both state."""
    checks: list[Check] = []
    for row in report["overlap"]:
        both = row["equal"] + row["different"]
        if both:
            examples = f"。例(先の公表 / 後の公表): {'、'.join(row['examples'])}" if row["examples"] else ""
            checks.append(
                Check(
                    f"公表年度の重なり: {_series(row)}({row['older']} と {row['newer']})",
                    "一致" if row["different"] == 0 else "差あり",
                    f"同じ {row['equal']:,}、異なる {row['different']:,}、{row['older']}だけ {row['only_older']:,}、"
                    f"{row['newer']}だけ {row['only_newer']:,}{examples}",
                )
            )
    for row in report["report_rate_overlap"]:
        checks.append(
            Check(
                f"公表年度の重なり: {row['year']}年の報告率({row['older']} と {row['newer']})",
                "一致" if row["different"] == 0 else "差あり",
                f"同じ {row['equal']:,}区域、異なる {row['different']:,}区域",
            )
        )
    return checks


def _facility_checks(report: dict[str, Any]) -> list[Check]:
    """Areas against the sums of their facilities."""
    checks: list[Check] = []
    for row in report["area_beds_in_detail_book"]:
        checks.append(
            Check(
                f"区域の病床数: 別添4と別添5({labels.published_fy(row['published_fy'])})",
                "一致" if row["different"] == 0 else "差あり",
                f"一致 {row['equal']:,}区域、差あり {row['different']:,}区域",
            )
        )
    for row in report["facility_beds"]:
        checks.append(
            Check(
                f"医療機関の病床数の和と区域の病床数({labels.published_fy(row['published_fy'])})",
                "一致" if not row["different_areas"] else "差あり",
                f"一致 {row['equal_areas']['total']:,}/{row['areas']:,}区域。医療機関の③の和 {row['facility_beds_incl_closed']:,}床 − "
                f"休棟中等 {row['facility_closed']:,}床 = 区域の④の和 {row['area_beds']:,}床。{row['explanation']}",
            )
        )
    for row in report["facility_counts"]:
        checks.append(
            Check(
                f"医療機関の数: 区域の概況と一覧の行数({labels.published_fy(row['published_fy'])})",
                "一致" if row["areas_that_do_not_add_up"] == 0 else "差あり",
                f"未報告のない {row['areas_without_unreported']:,}区域と、概況の数に未報告を足すと行数になる "
                f"{row['areas_where_count_plus_unreported_is_rows']:,}区域。合わない区域 {row['areas_that_do_not_add_up']:,}",
            )
        )
    for row in report["facility_sums"]:
        for measure in (m for m in row if m != "published_fy"):
            found = row[measure]
            checks.append(
                Check(
                    f"医療機関の{MEASURES[measure].label}の和と区域の値({labels.published_fy(row['published_fy'])})",
                    "一致" if found["equal"] == report["areas"]["count"] else "差あり",
                    f"一致 {found['equal']:,}区域、非公表の医療機関があり区域の値が大きい {found['area_larger_with_withheld']:,}区域、"
                    f"そのほか {found['other']:,}区域",
                )
            )
    return checks


def _other_checks(report: dict[str, Any]) -> list[Check]:
    """Locations, flow tables and the utilization estimate."""
    checks: list[Check] = []
    for row in report["facility_locations"]:
        total = row["facilities"]
        located = sum(row[basis] for basis in LocationBasis if basis.is_place)
        checks.append(
            Check(
                f"医療機関の位置({labels.published_fy(row['published_fy'])})",
                "情報",
                f"{total:,}機関のうち、病院一覧と名称一致 {row['exact']:,}、正規化した名称の一致 {row['normalized']:,}、"
                f"医療情報ネットの登録と照合 {row[LocationBasis.REGISTERED]:,}、国土数値情報 {row[LocationBasis.P04]:,}"
                f"(計 {located / total:.1%})、市区町村の代表点 {row['municipality']:,}、位置不明 {row['none']:,}。"
                f"2つの資料の位置が1km を超えて違い、使わなかったもの {row['conflict']:,}。"
                f"名称が病院のもの {row['named_as_hospital']:,}機関では "
                f"{labels.percent(row['named_as_hospital_located'] / (row['named_as_hospital'] or math.nan))}。",
            )
        )
    flow = report["flow"]
    checks.append(
        Check(
            "流入率・流出率の表",
            "情報",
            f"流入 {flow['inflow']['areas']}区域、流出 {flow['outflow']['areas']}区域。割合の和が1を超える表 {flow['shares_adding_above_1']}、"
            f"自区域の行がない表 {flow['lists_without_own_area']}。",
        )
    )
    for row in report["utilization"]:
        checks.append(
            Check(
                f"病床利用率の試算({row['fiscal_year']}年度、{bed_names(row['fiscal_year'])[row['bed_function']]})",
                "情報",
                f"全国 {labels.percent(row['national'])}、{row['areas']}区域、100%を超える区域 {row['areas_above_1']}",
            )
        )
    return checks


def _confirmed(report: dict[str, Any]) -> list[Check]:
    """What a person looked at before this edition was published, with the reason."""
    return [
        Check("公表前に人が確かめた点", "情報", f"{one['doubt']} 確かめた理由: {one['reason']}")
        for one in report.get("confirmed", ())
    ]


_PARTS = (_confirmed, _bed_checks, _overlap_checks, _facility_checks, _other_checks)


def _tables(report: dict[str, Any]) -> list[tuple[str, pd.DataFrame]]:
    totals = pd.DataFrame(report["national_totals"])
    functions = {str(f): name for f, name in bed_names(*map(int, totals["year"])).items()}
    totals["series"] = totals["series"].map(labels.SERIES)
    sources = pd.DataFrame(
        [
            {
                "出典ID": s["source_id"],
                "資料": s["title"],
                "内容": s["held"],
                "読み取った行": "、".join(f"{t} {n:,}" for t, n in s["rows"].items()),
            }
            for s in report["sources"]
        ]
    )
    return [
        ("資料ごとの読み取り行数", sources),
        ("全国計(床)", totals.rename(columns={"series": "系列", "year": "年"} | functions)),
    ]
