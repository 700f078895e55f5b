"""区域の理由: the trail of one area's decision from data to result, and the evidence a nomination can cite."""

from __future__ import annotations

from typing import Final

from core.data.reader import Read
from core.rules import evidence, wording
from core.rules.choices import COLUMN, PARTS, Signal
from core.rules.engine import Result
from core.rules.findings import side
from core.rules.model import VERDICTS
from core.rules.trail import trail
from core.text.outside import Outside
from core.views import cells
from core.views.section import Section
from core.views.simulator.origins import origins
from core.views.sources import OURS, Sources
from core.views.stated import Beds
from core.views.table import Cell, Column, Kind, Table, table
from core.views.topic import Topic
from core.views.words import say, strong
from core.vocabulary import labels
from core.vocabulary.terms import Verdict

_READS: Final = {
    Verdict.MET: "当てはまる",
    Verdict.UNKNOWN: labels.VERDICT[Verdict.UNKNOWN],
    Verdict.NOT_MET: "当てはまらない",
}
_EVIDENCE: Final = (
    Column(name="label", label="根拠", wide=True),
    Column(name="verdict", label="判定"),
    Column(name="sentence", label="値と目安", wide=True),
)


def section(result: Result, area_code: str, read: Read | None = None) -> Section:
    """Question and answer, the figures behind ① and ②, and each step from them to the result as a passage.

    With `read` the table says in which cells of the publications the figures stand.
    The sentences quote reasons and uploaded tables, so they are text from outside as a whole. Raises UserError for an unknown code.
    """
    told, signals = trail(result, area_code), signal_table(result, area_code)
    return Section(
        anchor="trail",
        title=told.question,
        lead=strong(Outside(told.answer)),
        topics=tuple(
            Topic(key=f"step_{number}", heading=step.heading, lines=tuple(Outside(s) for s in step.sentences))
            for number, step in enumerate(told.steps, start=1)
        ),
        tables=(cells.found(read, _stating(signals, result, area_code)) if read else signals,),
        notes=(
            "見込み = 必要量 × 比べる相手の(報告 ÷ 必要量)。z はそこからの離れ方で、差異分析で説明済みの床数を引いた残りのもの。",
            "過剰・不足は、見込みより多いか少ないか。",
        ),
        cites=origins(result, "beds", "utilization"),
    )


def signal_table(result: Result, area_code: str) -> Table:
    """What ① and ② look at in one area: one row per signal (the total, then those of ②).

    Columns: signal (words), reported, required, expected, explained (床), z (of the rest), threshold, verdict (words with 過剰 / 不足).
    """
    i, signals = result.row(area_code), result.signals
    told = signals.explained.settled[i] | (signals.explained.beds[i] != 0)
    called, rows = wording.signals(result.scenario.year), list[tuple[Cell, ...]]()
    for signal in (Signal.TOTAL, *result.scenario.functions):
        k = COLUMN[signal]
        rows.append(
            (
                f"{'①' if signal is Signal.TOTAL else '②'} {called[signal]}",
                *(float(getattr(signals, name)[i, k]) for name in ("reported", "required", "expected")),
                float(signals.explained.beds[i, k]) if told[k] else None,
                float(signals.z[i, k]),
                result.scenario.thresholds.of(signal),
                wording.verdict(VERDICTS[result.verdicts.by_signal[i, k]], side(result, i, signal)),
            )
        )
    columns = (
        Column(name="signal", label="見るもの"),
        Column(name="reported", label="報告", kind=Kind.NUMBER),
        Column(name="required", label=labels.SERIES["required"], kind=Kind.NUMBER),
        Column(name="expected", label="見込み", kind=Kind.NUMBER, missing=labels.NOT_COMPUTABLE),
        Column(name="explained", label="説明済み", kind=Kind.SIGNED, missing="―"),
        Column(name="z", label="z", kind=Kind.SIGNED, digits=2, missing=labels.NOT_COMPUTABLE),
        Column(name="threshold", label="しきい値", kind=Kind.NUMBER, digits=2),
        Column(name="verdict", label="判定"),
    )
    title = f"①②で見る差異({result.scenario.year}年の報告、床)"
    return table("signals", title, columns, rows, origins(result, "beds"))


def _stating(signals: Table, result: Result, area_code: str) -> Table:
    """`signal_table` with what its figures state, a combined one its parts; a corrected report stands nowhere."""
    stated = cells.reported_and_required(result.scenario.year)
    if result.scenario.report_rate_correction:
        del stated["reported"]
    looked_at = (Signal.TOTAL, *result.scenario.functions)
    return cells.stating(
        signals,
        {
            name: [tuple(Beds(area_code, f, *key) for f in PARTS.get(signal, (signal,))) for signal in looked_at]
            for name, key in stated.items()
        },
    )


def evidence_section(result: Result, area_code: str) -> Section:
    """Evidence that a ④ nomination can cite, what speaks for it first: passages by verdict, and all of it as a table."""
    found = evidence.assess(result.facts, area_code)
    by_verdict = {v: [f for f in found if f.verdict is v] for v in _READS}
    rows = [
        (evidence.evidence_label(f.criterion), word, f.sentence) for v, word in _READS.items() for f in by_verdict[v]
    ]
    named = Sources(tuple(dict.fromkeys((*(i for f in found for i in f.source_ids), OURS))))
    area = labels.area(*(str(result.facts.areas[c][area_code]) for c in ("area_name", "pref_name")))
    return Section(
        anchor="evidence",
        title="④の推薦で引ける根拠",
        lead=say(
            "、".join(f"{word} {len(by_verdict[v])}件" for v, word in _READS.items()),
            "。目安に当てはまるのは",
            strong("、".join(evidence.evidence_label(f.criterion) for f in by_verdict[Verdict.MET]) or "なし"),
            "。",
        ),
        sentences=(evidence.load_evidence().note,),
        topics=tuple(
            Topic(key=v.value, heading=f"{word}({len(by_verdict[v])})", lines=tuple(f.sentence for f in by_verdict[v]))
            for v, word in _READS.items()
            if by_verdict[v]
        ),
        tables=(table("evidence", f"{area}の④の推薦で引ける根拠", _EVIDENCE, rows, named),),
        notes=("".join(dict.fromkeys(evidence.caution(f.criterion) for f in found)),),
    )
