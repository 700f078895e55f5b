"""The workbook of a simulation: list, table, explanations, back-test, choices, notices, sources."""

from __future__ import annotations

from datetime import date

from core.content.cautions import official_sentences
from core.exports.sheets import Sheet
from core.rules.backtest import Backtest
from core.rules.engine import Result
from core.views.simulator import backtest, criteria, selection, share
from core.views.sources import SourceBook

#: Decimals of z and score in files; the screen shows two.
FILE_DIGITS = 4


def simulation_workbook(result: Result, test: Backtest, book: SourceBook, made: date) -> bytes:
    """Bytes of the workbook. `test`: the back-test of the scenario by its rules alone."""
    sheets = (
        Sheet(tab="選定一覧", tables=(selection.listing(result),)),
        Sheet(tab="判定表", tables=(criteria.whole_table(result, digits=FILE_DIGITS),), freeze=3),
        Sheet(tab="判定の説明", tables=(criteria.every_told_table(result, digits=FILE_DIGITS),), freeze=3),
        Sheet(tab="実際の指定との比較", tables=(backtest.prefecture_table(result, test),), freeze=1),
        Sheet(tab="条件", tables=(share.choices(result),)),
        Sheet(tab="注意", tables=(share.notice_table(result),)),
    )
    from core.exports.xlsx import workbook  # large, and asked for only when a button is pressed

    return workbook(sheets, book, made=made, cautions=(share.TRIAL, *official_sentences()))
