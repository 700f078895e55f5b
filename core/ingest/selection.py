"""What the simulator's default selection will say differently, told before a publish: verdicts of ①–④ and results by area."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from core.data.schema import POPULATION_CENSUS
from core.ingest.held import Edition, newest_year
from core.rules import engine, facts, wording
from core.rules.model import CRITERIA
from core.rules.scenario import Scenario
from core.rules.statements import load_statements
from core.views.simulator.criteria import whole_table
from core.views.sources import Sources
from core.views.table import Cell, Column, Table, table

#: An area that an edition does not have.
_ABSENT: Final = "(区域がない)"
_RESULT: Final = "結果"
_COLUMNS: Final = (
    Column(name="rules", label="条件"),
    Column(name="code", label="コード"),
    Column(name="name", label="区域"),
    Column(name="what", label="項目"),
    Column(name="old", label="いまの版"),
    Column(name="new", label="新しい版"),
)

#: What is said of each area, by code: its name, then by item.
_Told = dict[str, tuple[str, dict[str, str]]]


def selection(before: Edition, after: Edition, sources: Sources) -> Table:
    """Areas of which a verdict or the result differs: with the default rules, then with each edition's newest year.

    Columns: rules (which of the two), code, name, what (① to ④, 結果), old, new. What a person adds in the simulator is in neither.
    """
    usual = Scenario()
    newest = newest_year(before), newest_year(after)
    rows = [(f"既定({usual.year}年)", *row) for row in _changed(_told(before, usual.year), _told(after, usual.year))]
    if newest != (usual.year, usual.year):
        years = f"{newest[0]}年" if newest[0] == newest[1] else f"{newest[0]}年→{newest[1]}年"
        rows += [(f"最新の実績({years})", *row) for row in _changed(_told(before, newest[0]), _told(after, newest[1]))]
    areas = len({row[1] for row in rows})
    note = (
        "利用者の入力(病棟ごとの報告、③④、差異分析)は入っていない。条件は既定のシナリオで、対象年だけを替えたものを下に並べる。"
        if rows
        else f"変わらない(既定のシナリオ、{usual.year}年と最新の実績)。"
    )
    return table("selection", f"シミュレーターの選定で変わること({areas}区域)", _COLUMNS, rows, sources, note=note)


def _changed(old: _Told, new: _Told) -> Iterator[tuple[Cell, ...]]:
    """Results first, since they are what is asked for; then the verdicts."""
    items = (_RESULT, *(wording.CRITERION[c] for c in CRITERIA))
    for what in items:
        for code in sorted({*old, *new}):
            stated = [told[code][1][what] if code in told else _ABSENT for told in (old, new)]
            if stated[0] != stated[1]:
                yield code, (new.get(code) or old[code])[0], what, *stated


def _told(edition: Edition, year: int) -> _Told:
    """Nothing for a year of which the edition has no report."""
    held = _facts(edition)
    if year not in held.years:
        return {}
    shown = whole_table(engine.run(held, replace(Scenario(), year=year)))
    items = {_RESULT: shown.column("standing"), **{wording.CRITERION[c]: shown.column(c.value) for c in CRITERIA}}
    named = zip(shown.column("area_code"), shown.column("area_name"), strict=True)
    return {
        str(code): (str(name), {what: str(cells[n]) for what, cells in items.items()})
        for n, (code, name) in enumerate(named)
    }


def _facts(edition: Edition) -> facts.Facts:
    """What the default rules look at; evidence for ④ is what a person picks from."""
    use = edition["utilization"]
    return facts.build(
        area=edition["area"].rename(columns={POPULATION_CENSUS: "population"}),
        beds=edition["beds"],
        report_rate=edition["report_rate"],
        utilization=use[use["fiscal_year"] == use["fiscal_year"].max()],
        designation=edition["designation"],
        statements=load_statements(),
    )
