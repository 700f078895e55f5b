"""A result as one Excel workbook: list, table, explanations, back-test, choices, sources."""

from __future__ import annotations

import io
import re
from datetime import date, datetime

import pandas as pd
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from core.exports.sheet import fill
from core.rules import backtest, official_list, tables
from core.rules.engine import Result

TRIAL = "試算。国の設定ではない。報告病床数と必要量は計算方法が異なり、単純に比較するものではない。"


def file_name(result: Result, suffix: str, today: date) -> str:
    """`推進区域シミュレーション_国の考え方(既定)_2026-11-22.xlsx`, without characters that file systems refuse."""
    name = re.sub(r"[\\/:*?\"<>|\s]+", "_", result.scenario.name).strip("_")[:40]
    return f"推進区域シミュレーション_{name}_{today.isoformat()}.{suffix}"


def workbook(result: Result, sources: str, today: date) -> bytes:
    """Bytes of the workbook; `sources` is the text of the sources as on the screen."""
    book = Workbook()
    book.properties.created = book.properties.modified = datetime(today.year, today.month, today.day)
    first = book.active
    assert isinstance(first, Worksheet)
    first.title = "選定一覧"
    listed = pd.DataFrame(official_list.lines(result), columns=["都道府県", "推進区域(●はモデル推進区域)"])
    fill(first, listed, f"{result.scenario.name}(試算)")
    fill(book.create_sheet("判定表"), tables.criteria_table(result), "事項①〜④の判定(339区域)")
    fill(book.create_sheet("判定の説明"), tables.all_explanations(result), "判定の値・しきい値・説明")
    test = backtest.run(result)
    fill(book.create_sheet("実際の指定との比較"), prefecture_table(test), "都道府県ごとの的中(規則だけで選んだ2区域)")
    fill(book.create_sheet("条件"), tables.scenario_table(result), "この試算の条件")
    notes = pd.DataFrame([(n.message,) for n in result.notices], columns=["注意"])
    fill(book.create_sheet("注意"), notes, "この試算についての注意")
    fill(book.create_sheet("出典"), pd.DataFrame([(TRIAL,), (f"出典: {sources}",)], columns=["注記"]), "注記と出典")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


STATUS = {
    "scored": "照合の対象",
    "all": "全区域が指定(対象外)",
    "partial": "一覧が一部だけ判明(対象外)",
    "none": "一覧が不明(対象外)",
}


def prefecture_table(test: backtest.Backtest) -> pd.DataFrame:
    """Back-test by prefecture: 都道府県, 的中, 実際の指定, 規則の上位2区域, このシナリオの選定, 的中(選定),
    無作為の的中率(%), 区域数, 照合."""
    rows = test.prefectures
    hit = {True: "的中", False: "外れ"}
    return pd.DataFrame(
        {
            "都道府県": rows["pref_name"],
            "的中": [hit.get(v, "―") if v is not None else "―" for v in rows["hit"]],
            "実際の指定": rows["real"].map("、".join),
            "規則の上位2区域": rows["picked"].map("、".join),
            "このシナリオの選定": rows["selected"].map("、".join),
            "的中(選定)": [hit.get(v, "―") if v is not None else "―" for v in rows["selection_hit"]],
            "無作為の的中率(%)": pd.to_numeric(rows["random"]) * 100,
            "区域数": rows["areas"],
            "照合": rows["status"].map(STATUS),
        }
    )
