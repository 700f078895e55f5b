"""The workbook of an estimate: steps per institution, effect on the gap, rules, sources. Every sheet says 試算."""

from __future__ import annotations

from datetime import date

from core.content.cautions import official_sentences
from core.exports.sheets import Sheet
from core.subsidy.bands import SubsidyRules
from core.subsidy.estimate import Total
from core.views.section import Section
from core.views.simulator import money
from core.views.simulator.estimate_steps import steps_table
from core.views.simulator.money_rules import rules_table
from core.views.sources import SourceBook


def estimate_workbook(
    estimated: Total,
    rules: SubsidyRules,
    amount: Section,
    gap: Section,
    others: Section,
    area: str,
    book: SourceBook,
    made: date,
    year: int | None = None,
) -> bytes:
    """Bytes of the workbook. `amount`, `gap`: the sections of the screen (`money.amount_section`, `money.gap_section`);
    `others`: other schemes (`money_rules.other_schemes_section`), on a sheet of their own and in no sum.

    `area`: name with code. `year`: of the newest report, which names the functions.
    """
    steps = steps_table(estimated, rules, amount.table("estimate").sources, area, year)
    sheets = (
        Sheet(tab="試算", tables=(steps,), lines=(money.TRIAL,), freeze=3),
        Sheet(tab="必要量との差", tables=gap.tables, lines=(gap.lead, *gap.notes, money.TRIAL)),
        Sheet(tab="規則", tables=(rules_table(rules),)),
        Sheet(tab="ほかの制度", tables=others.tables, lines=(others.lead, *others.notes)),
    )
    from core.exports.xlsx import workbook  # large, and asked for only when a button is pressed

    return workbook(sheets, book, made=made, mark=money.MARK, cautions=official_sentences())
