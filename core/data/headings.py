"""Japanese headings, with units, of the columns of the data contract: one for each name, whichever table it stands in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from core.data.schema import population_years

HEADINGS: Final[dict[str, str]] = {
    "area_code": "構想区域コード",
    "area_km2": "面積(km2)",
    "area_name": "構想区域名",
    "as_of": "時点",
    "basis": "基礎データ",
    "bed_function": "病床機能",
    "beds": "病床数(床)",
    "cell": "セルの番地",
    "care": "種類(在宅・外来)",
    "claims_per_month": "レセプト件数(件/月)",
    "defect_id": "不具合ID",
    "description": "内容",
    "designation": "指定",
    "direction": "流入・流出",
    "facility_id": "医療機関ID(公表年度内)",
    "facility_name": "医療機関名",
    "fiscal_year": "年度",
    "handling": "扱い",
    "is_home_care_support": "在宅療養支援病院・診療所",
    "is_regional_support": "地域医療支援病院",
    "is_secondary_emergency": "二次救急",
    "is_special_function": "特定機能病院",
    "is_tertiary_emergency": "三次救急",
    "lat": "緯度(度)",
    "licence": "利用条件",
    "location": "場所",
    "location_basis": "位置の根拠",
    "lon": "経度(度)",
    "measure": "指標",
    "municipality": "所在地(市区町村)",
    "note": "注記",
    "partner_area_code": "相手の構想区域コード",
    "patient_days": "年間在棟患者延数(人日)",
    "patient_group": "患者区分",
    "pref_code": "都道府県コード",
    "pref_name": "都道府県名",
    "published": "公表日または公表年度",
    "published_fy": "公表年度",
    "publisher": "公表者",
    "rate": "報告率(0〜1)",
    "retrieved": "取得日",
    "series": "系列",
    "sha256": "SHA-256",
    "sheet": "シート",
    "row": "行",
    "total_column": "病床数計の列",
    "high_acute_column": "高度急性期の列",
    "acute_column": "急性期の列",
    "recovery_column": "回復期の列",
    "chronic_column": "慢性期の列",
    "closed_column": "休棟中等の列",
    "share": "割合(0〜1)",
    "source_id": "出典ID",
    "title": "資料名",
    "url": "URL",
    "utilization": "病床利用率(1 = 100%)",
    "value": "値(単位は指標による)",
    "value_status": "値の有無",
    "year": "年",
}
#: Columns of codes, and the column that a CSV adds for each: code and name, which a spreadsheet can't take for a number.
LABELLED: Final[dict[str, tuple[str, str]]] = {
    "area_code": ("area_label", "構想区域(コードと名前)"),
    "partner_area_code": ("partner_area_label", "相手の構想区域(コードと名前)"),
    "pref_code": ("pref_label", "都道府県(コードと名前)"),
}


def headings_of(columns: Iterable[str]) -> dict[str, str]:
    """Heading by column of one table; the figures of people are told apart by their years (`PopulationYears`)."""
    names = tuple(columns)
    years = population_years(names)
    people = (
        {}
        if years is None
        else dict(
            zip(
                years.columns(),
                (
                    f"{years.census}年国勢調査人口(人)",
                    f"{years.now}年度の人口(人、需要推計表)",
                    f"{years.later}年の将来推計人口(人)",
                ),
                strict=True,
            )
        )
    )
    return {name: people.get(name) or HEADINGS[name] for name in names}
