"""判定表: all areas × ①②③④, and the sentence of each judgement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from core.rules import wording
from core.rules.choices import COLUMN, Signal
from core.rules.engine import Result
from core.rules.findings import criterion_finding
from core.rules.model import CRITERIA, MARK, Criterion, Finding
from core.text.outside import Outside
from core.views.section import Section
from core.views.simulator.origins import origins
from core.views.table import Cell, Column, Kind, Status, Table, table
from core.views.words import say, strong
from core.vocabulary import labels
from core.vocabulary.terms import Verdict

TITLE: Final = "事項①〜④の判定"
NOTE: Final = "z の正は見込みより多いことを示す。値の欄の単位は z(③は医療機関数)。"
#: ④ is decided by words alone.
_NO_FIGURE: Final = Status("数値なし")


@dataclass(frozen=True, slots=True)
class Filter:
    """Which rows are wanted: word of the verdict by criterion, 都道府県, 結果. What is left out is not asked about."""

    verdicts: Mapping[Criterion, str] = field(default_factory=dict)
    pref_name: str = ""
    standing: str = ""

    @property
    def wanted(self) -> dict[str, str]:
        """Word by name of the column."""
        asked = {c.value: word for c, word in self.verdicts.items()}
        asked |= {"pref_name": self.pref_name, "standing": self.standing}
        return {name: word for name, word in asked.items() if word}


def whole_table(result: Result, *, digits: int = 2, short: bool = False) -> Table:
    """One row per area in code order.

    Columns: area_code, pref_name, area_name, ①–④ (該当 / 要確認 / 非該当 / 判定不能; ①② with 過剰 or 不足), standing, z_total, z_acute_combined, z_chronic,
    score, rank (in the prefecture), basis, real. `digits` of z and score; `short`: headings for a narrow screen.
    """
    facts, signals, selection = result.facts, result.signals, result.selection
    verdicts = [wording.verdicts(result, c) for c in CRITERIA]
    rank = [int(r) or None for r in selection.rank]
    z = (signals.z[:, COLUMN[s]].tolist() for s in (Signal.TOTAL, Signal.ACUTE_COMBINED, Signal.CHRONIC))
    rows = zip(
        facts.codes.tolist(),
        facts.areas["pref_name"].tolist(),
        facts.areas["area_name"].tolist(),
        *verdicts,
        wording.standing(result).tolist(),
        *z,
        selection.score.value.tolist(),
        rank,
        [wording.BASIS[b] for b in selection.basis],
        [labels.DESIGNATION.get(facts.designation.get(c, ""), "") for c in facts.codes],
        strict=True,
    )

    def score(name: str, label: str) -> Column:
        return Column(name=name, label=label, kind=Kind.NUMBER, digits=digits, missing=labels.NOT_COMPUTABLE)

    columns = (
        *_area_columns(short),
        *(_verdict_column(c, short) for c in CRITERIA),
        Column(name="standing", label="結果"),
        score("z_total", "z 合計"),
        score("z_acute_combined", "z 高度急性期+急性期"),
        score("z_chronic", "z 慢性期"),
        score("score", "スコア"),
        Column(name="rank", label="県内順位", kind=Kind.PLAIN_NUMBER, missing=labels.NOT_COMPUTABLE),
        Column(name="basis", label="決め方"),
        Column(name="real", label="実際の指定"),
    )
    named = origins(result, "beds", "utilization", "designation")
    return table("criteria", f"{TITLE}({len(facts.codes)}区域)", columns, rows, named)


def told_table(result: Result, criterion: Criterion, *, digits: int = 2, short: bool = False) -> Table:
    """One row per area for one criterion: area_code, pref_name, area_name, verdict, subject, observed, threshold, sentence, needed.

    What quotes a person or an uploaded table (③, ④) is text from outside.
    """
    verdicts, called = wording.verdicts(result, criterion), wording.signals(result.scenario.year)
    rows = (
        (*_area(result, i), verdicts[i], *_told(criterion_finding(result, i, criterion), criterion, called))
        for i in range(len(result.facts.codes))
    )
    return _told_table(result, wording.CRITERION[criterion], rows, (_verdict_column(criterion, short),), digits, short)


def every_told_table(result: Result, *, digits: int = 2) -> Table:
    """Four rows per area, ① to ④: `told_table` with the criterion in front of the verdict."""
    verdicts, called = {c: wording.verdicts(result, c) for c in CRITERIA}, wording.signals(result.scenario.year)
    rows = (
        (*_area(result, i), wording.CRITERION[c], verdicts[c][i], *_told(criterion_finding(result, i, c), c, called))
        for i in range(len(result.facts.codes))
        for c in CRITERIA
    )
    columns = (Column(name="criterion", label="事項"), Column(name="verdict", label="判定"))
    return _told_table(result, "判定の値・しきい値・説明", rows, columns, digits, False)


def section(result: Result, whole: Table, wanted: Filter, told: Table | None = None) -> Section:
    """The rows that `wanted` leaves of the `whole` table; of `told` (a `told_table`) where the sentences of one criterion are asked for."""
    keep = _kept(whole, wanted)
    shown = told or whole
    rows = tuple(row for row, kept in zip(shown.rows, keep, strict=True) if kept)
    title = f"{TITLE}({len(result.facts.codes)}区域)"
    if not rows:
        return Section(
            anchor="criteria",
            title=title,
            sentences=("条件に当てはまる区域はありません。絞り込みを「すべて」に戻してください。",),
            cites=whole.sources,
        )
    return Section(
        anchor="criteria",
        title=title,
        lead=say(
            strong(f"{len(rows)}区域"),
            f"。{_counted(whole, keep)}。行の左端を押すと(キーでは行に移って Shift+スペース)、その区域の理由を開きます。要確認は差異分析ワークシートで該当か非該当に決まります。判定不能は非該当に数えません。",
        ),
        tables=(replace(shown, rows=rows, note=""),),
        notes=(NOTE,),
    )


def _counted(whole: Table, keep: Sequence[bool]) -> str:
    """How often each of ①–④ is 該当 in the rows shown; of ① and ②, which public figures alone cannot settle, also 要確認."""
    parts = []
    for criterion in CRITERIA:
        cells = [str(c) for c, kept in zip(whole.column(criterion.value), keep, strict=True) if kept]
        verdicts = (Verdict.MET, Verdict.TO_CONFIRM) if criterion in CRITERIA[:2] else (Verdict.MET,)
        told = (f"{labels.VERDICT[v]} {sum(c.startswith(labels.VERDICT[v]) for c in cells)}" for v in verdicts)
        parts.append(f"{MARK[criterion]}は{'・'.join(told)}")
    return "、".join(parts)


def _kept(whole: Table, wanted: Filter) -> list[bool]:
    columns = {name: whole.column(name) for name in wanted.wanted}

    def holds(cell: Cell, word: str) -> bool:
        return cell == word or str(cell).startswith(f"{word}(")  # 要確認 is asked for on either side

    return [all(holds(columns[name][i], word) for name, word in wanted.wanted.items()) for i in range(len(whole.rows))]


def _area(result: Result, i: int) -> tuple[str, str, str]:
    areas = result.facts.areas
    return str(result.facts.codes[i]), str(areas["pref_name"].iloc[i]), str(areas["area_name"].iloc[i])


def _told(finding: Finding, criterion: Criterion, called: Mapping[str, str]) -> tuple[Cell, ...]:
    by_person = criterion in (Criterion.REVALIDATION, Criterion.OTHER)
    subject = called.get(finding.subject, finding.subject)
    empty: Cell = _NO_FIGURE if criterion is Criterion.OTHER else None
    observed = None if finding.observed is None or np.isnan(finding.observed) else finding.observed
    return (
        Outside(subject) if by_person else subject,
        empty if observed is None else observed,
        empty if finding.threshold is None else finding.threshold.value,
        Outside(finding.sentence) if by_person else finding.sentence,
        finding.needed,
    )


def _told_table(
    result: Result,
    title: str,
    rows: Iterable[tuple[Cell, ...]],
    verdict: tuple[Column, ...],
    digits: int,
    short: bool,
) -> Table:
    columns = (
        *_area_columns(short),
        *verdict,
        Column(name="subject", label="見たもの", wide=True),
        Column(name="observed", label="値", kind=Kind.NUMBER, digits=digits),
        Column(name="threshold", label="しきい値", kind=Kind.NUMBER, digits=digits),
        Column(name="sentence", label="説明", wide=True),
        Column(name="needed", label="判定に必要なデータ", wide=True),
    )
    return table("told", title, columns, rows, origins(result, "beds", "evidence"), note=NOTE)


def _area_columns(short: bool) -> tuple[Column, ...]:
    return (
        Column(name="area_code", label="コード" if short else "区域コード"),
        Column(name="pref_name", label="都道府県"),
        Column(name="area_name", label="構想区域"),
    )


def _verdict_column(criterion: Criterion, short: bool) -> Column:
    word = wording.CRITERION[criterion]
    return Column(name=criterion.value, label=MARK[criterion] if short else word, help=word if short else "")
