"""The data contract: every parquet table, its grain and its columns.

Outside scripts rely on these file and column names. Ingest writes exactly these columns, `/sources` shows this text
as the data dictionary, and the tests hold the committed files against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple


@dataclass(frozen=True, slots=True)
class Column:
    """One column: name, arrow type (`string`, `int64`, `double`, `bool`) and its meaning for the data dictionary."""

    name: str
    type: str
    description: str


@dataclass(frozen=True, slots=True)
class Table:
    """One parquet file: title, grain (what one row is), columns and the sort key that makes its bytes stable."""

    name: str
    title: str
    grain: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]


def _table(name: str, title: str, grain: str, key: str, *columns: tuple[str, str, str]) -> Table:
    return Table(name, title, grain, tuple(Column(*c) for c in columns), tuple(key.split()))


_AREA = ("area_code", "string", "構想区域コード(4桁、先頭0あり)")
#: Where a row of a book of institutions stands, and the columns of its beds.
_SHEET_ROW = (("sheet", "string", "シート名"), ("row", "int64", "シートの行番号"))
_BED_COLUMNS = (
    ("high_acute_column", "string", "高度急性期の病床数の列"),
    ("acute_column", "string", "急性期の病床数の列"),
    ("recovery_column", "string", "回復期の病床数の列"),
    ("chronic_column", "string", "慢性期の病床数の列"),
    ("closed_column", "string", "休棟中等の病床数の列"),
)
_STATUS = (
    "value_status",
    "string",
    "observed=値あり, blank=空欄, not_applicable=「-」, not_disclosed=「*」非公表, not_reported=未報告, not_calculated=「XXX」",
)
_FY = ("published_fy", "string", "公表年度(令和の年。R7 など)。対象年ではない")
_SOURCE = ("source_id", "string", "出典(source 表の source_id)")
_FUNCTION = (
    "bed_function",
    "string",
    "total=合計, high_acute=高度急性期, acute=急性期, recovery=回復期, chronic=慢性期",
)

#: Population columns of `area`: the census, the demand book's own year, and its projection. A file may carry other years in
#: these three names, as its books state them; inside the program (`core.data.store`) they are called as here.
POPULATION_CENSUS: Final = "population_2020"
POPULATION_NOW: Final = "population_2024"
POPULATION_LATER: Final = "population_2040"
#: `flow_total.basis` begins so, by kind of rate; its year follows.
NDB: Final = "ndb_"
PATIENT_SURVEY: Final = "patient_survey_"


def year_of(name: str) -> int:
    """The year that a column or a basis carries in its name: `population_2040` → 2040."""
    return int(name.rsplit("_", 1)[1])


class PopulationYears(NamedTuple):
    """The years of the three figures of people in `area`."""

    census: int
    now: int
    later: int

    def columns(self) -> tuple[str, ...]:
        """What the columns of such an edition's file are called, in the order of `POPULATIONS`."""
        return tuple(f"population_{year}" for year in self)


POPULATIONS: Final = (POPULATION_CENSUS, POPULATION_NOW, POPULATION_LATER)


def population_years(columns: Iterable[str]) -> PopulationYears | None:
    """The years that the columns of a file of `area` carry; None where they are not three."""
    years = sorted(year_of(name) for name in columns if re.fullmatch(r"population_\d{4}", name))
    return PopulationYears(*years) if len(years) == len(POPULATIONS) else None


TABLES: dict[str, Table] = {
    t.name: t
    for t in (
        _table(
            "area",
            "構想区域",
            "1行 = 1構想区域",
            "area_code",
            _AREA,
            ("area_name", "string", "構想区域名(公表資料の表記)"),
            ("pref_code", "string", "都道府県コード(2桁)"),
            ("pref_name", "string", "都道府県名"),
            (POPULATION_CENSUS, "int64", "2020年国勢調査人口(人)"),
            ("area_km2", "double", "面積(km2、2020年10月1日時点)"),
            (POPULATION_NOW, "int64", "需要推計表の「人口(2024年度)」(人)。国勢調査とは別の出典"),
            (POPULATION_LATER, "int64", "将来推計人口 2040年(人)"),
            ("lon", "double", "区域の代表点の経度(概形から計算)"),
            ("lat", "double", "区域の代表点の緯度(概形から計算)"),
        ),
        _table(
            "beds",
            "病床数",
            "1行 = 区域 × 病床機能 × 系列 × 年",
            "area_code series year bed_function",
            _AREA,
            _FUNCTION,
            ("series", "string", "reported=実績, planned=見込量, required=必要量"),
            ("year", "int64", "その数値が表す年"),
            ("beds", "int64", "病床数(床)。value_status が observed のときだけ値がある"),
            _STATUS,
            _FY,
            _SOURCE,
        ),
        _table(
            "trace",
            "病床数の元のセル",
            "1行 = beds 表の1行。その値を読んだ公表資料のシートとセル。値を述べる資料がない行は載らない",
            "area_code series year bed_function",
            _AREA,
            _FUNCTION,
            ("series", "string", "reported=実績, planned=見込量, required=必要量"),
            ("year", "int64", "その数値が表す年"),
            ("sheet", "string", "シート名"),
            ("cell", "string", "セルの番地(A1 形式)"),
            _FY,
            _SOURCE,
        ),
        _table(
            "report_rate",
            "病床機能報告の報告率",
            "1行 = 区域 × 年",
            "area_code year",
            _AREA,
            ("year", "int64", "報告年"),
            ("rate", "double", "報告率(0〜1)"),
            _STATUS,
            _FY,
            _SOURCE,
        ),
        _table(
            "area_measure",
            "区域の概況(施設数・医師数・診療実績など)",
            "1行 = 区域 × 公表年度 × 指標 × 病床機能",
            "area_code published_fy measure bed_function",
            _AREA,
            _FY,
            ("measure", "string", "指標の名前(データ辞書の指標一覧)"),
            ("bed_function", "string", "病床機能。機能別でない指標では null"),
            ("value", "double", "値"),
            _STATUS,
            _SOURCE,
        ),
        _table(
            "facility",
            "医療機関",
            "1行 = 公表年度 × 医療機関。facility_id は公表年度内だけで有効で、年度をまたぐIDではない",
            "facility_id",
            ("facility_id", "string", "公表年度-区域コード-表の行番号"),
            _FY,
            _AREA,
            ("facility_name", "string", "医療機関名"),
            ("municipality", "string", "所在地(市区町村)"),
            ("is_special_function", "bool", "特定機能病院"),
            ("is_regional_support", "bool", "地域医療支援病院"),
            ("is_tertiary_emergency", "bool", "三次救急"),
            ("is_secondary_emergency", "bool", "二次救急"),
            ("is_home_care_support", "bool", "在宅療養支援病院・診療所"),
            ("lon", "double", "経度"),
            ("lat", "double", "緯度"),
            (
                "location_basis",
                "string",
                (
                    "exact=医療情報ネットの病院一覧と名称一致, normalized=同じく正規化した名称の一致, "
                    "iryojoho=医療情報ネットの病院・診療所の登録と照合, p04=国土数値情報 医療機関データ(2020年), "
                    "municipality=市区町村の代表点, none=位置不明。2つの資料の位置が1km を超えて違うときは使わない"
                ),
            ),
            _SOURCE,
        ),
        _table(
            "facility_measure",
            "医療機関の病床数・医師数・診療実績",
            "1行 = 医療機関 × 指標 × 病床機能",
            "facility_id measure bed_function",
            ("facility_id", "string", "facility 表の facility_id"),
            _FY,
            ("measure", "string", "指標の名前(データ辞書の指標一覧)"),
            ("bed_function", "string", "病床機能。機能別でない指標では null"),
            ("value", "double", "値"),
            _STATUS,
            _SOURCE,
        ),
        _table(
            "facility_trace",
            "医療機関の病床数の元のセル",
            "1行 = 医療機関。病床数を読んだ公表資料のシート、行、機能ごとの列。番地は列と行を続けたもの(F12)",
            "facility_id",
            ("facility_id", "string", "facility 表の facility_id"),
            _FY,
            *_SHEET_ROW,
            *_BED_COLUMNS,
            _SOURCE,
        ),
        _table(
            "area_trace",
            "医療機関の一覧にある区域の病床数の元のセル",
            "1行 = 区域 × 公表年度。医療機関の一覧の資料で、区域の病床数と休棟中等を読んだシート、行、機能ごとの列。番地は列と行を続けたもの(F12)",
            "area_code published_fy",
            _AREA,
            _FY,
            *_SHEET_ROW,
            ("total_column", "string", "病床数計の列"),
            *_BED_COLUMNS,
            _SOURCE,
        ),
        _table(
            "flow",
            "患者の流入・流出(相手区域別)",
            "1行 = 区域 × 方向 × 患者区分 × 相手区域。表示基準に満たない相手は載らず、合計は1にならない",
            "area_code direction patient_group partner_area_code",
            _AREA,
            ("direction", "string", "inflow=流入, outflow=流出"),
            ("patient_group", "string", "acute=高度急性期+急性期, comprehensive=包括期, chronic=慢性期"),
            ("partner_area_code", "string", "相手の構想区域コード(自区域の行は自区域完結の割合)"),
            ("share", "double", "割合(0〜1)"),
            _FY,
            _SOURCE,
        ),
        _table(
            "flow_total",
            "流入率・流出率(公表資料の「全体の…」。NDB は高度急性期+急性期の率)",
            "1行 = 区域 × 方向 × 基礎データ",
            "area_code direction basis",
            _AREA,
            ("direction", "string", "inflow=流入, outflow=流出"),
            ("basis", "string", "ndb_(年度)=NDB, patient_survey_(年)=患者調査"),
            ("share", "double", "割合(0〜1)"),
            _STATUS,
            _SOURCE,
        ),
        _table(
            "demand",
            "在宅・外来の需要推計",
            "1行 = 区域 × 種類 × 年度",
            "area_code care fiscal_year",
            _AREA,
            ("care", "string", "home_care=在宅(訪問診療), outpatient=外来"),
            ("fiscal_year", "int64", "年度(最初の年度は実績、以降は現状投影)"),
            ("claims_per_month", "double", "レセプト件数(件/月)。患者数ではない"),
            _SOURCE,
        ),
        _table(
            "utilization",
            "病床利用率(試算)",
            "1行 = 区域 × 病床機能 × 年度",
            "area_code bed_function fiscal_year",
            _AREA,
            _FUNCTION,
            ("fiscal_year", "int64", "年度"),
            ("patient_days", "double", "年間在棟患者延数(人日、試算 = 平均在棟日数 × 新規入棟患者数)"),
            ("beds", "int64", "病床数(床)"),
            ("utilization", "double", "病床利用率 = patient_days / (beds × 365)。1 = 100%"),
            ("basis", "string", "reported=報告値, estimated=試算"),
            _SOURCE,
        ),
        _table(
            "designation",
            "推進区域・モデル推進区域の指定",
            "1行 = 指定が確認できた区域。model の区域は推進区域でもある",
            "area_code",
            _AREA,
            ("designation", "string", "suishin=推進区域, model=モデル推進区域"),
            ("as_of", "string", "時点(YYYY-MM-DD)"),
            _SOURCE,
        ),
        _table(
            "source",
            "出典",
            "1行 = 1資料",
            "source_id",
            ("source_id", "string", "出典ID"),
            ("title", "string", "資料名"),
            ("publisher", "string", "公表者"),
            ("url", "string", "URL"),
            ("published", "string", "公表日または公表年度"),
            (
                "retrieved",
                "string",
                "取得日(YYYY-MM-DD)。取得のコマンドが残した日か、取り込む人が述べた日。記録がなければ空",
            ),
            ("sha256", "string", "取得したファイルの SHA-256"),
            ("licence", "string", "利用条件"),
            ("note", "string", "注記"),
        ),
        _table(
            "defect",
            "公表資料の不具合と扱い",
            "1行 = 1件",
            "defect_id",
            ("defect_id", "string", "不具合ID"),
            ("source_id", "string", "出典ID"),
            ("location", "string", "場所(シート、セルまたは列)"),
            ("description", "string", "内容"),
            ("handling", "string", "扱い"),
        ),
    )
}


def columns_of(name: str, years: PopulationYears) -> tuple[Column, ...]:
    """The columns of a table as the files of an edition have them: the figures of people under that edition's years."""
    called = dict(zip(POPULATIONS, zip(years.columns(), years, strict=True), strict=True))
    return tuple(
        Column(called[c.name][0], c.type, c.description.replace(str(year_of(c.name)), str(called[c.name][1])))
        if c.name in called
        else c
        for c in TABLES[name].columns
    )
