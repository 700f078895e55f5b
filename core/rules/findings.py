"""Sentences of the criteria: each area's ①–④ as `Finding`s that a council member can read."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from core.parameters import Key, parameter
from core.rules import grounds, wording
from core.rules.choices import COLUMN, PARTS, GapDirection, RevalidationState, Signal
from core.rules.criteria import OPEN_STATES
from core.rules.engine import Result
from core.rules.entries import Completeness, Revalidation
from core.rules.evidence import evidence_label
from core.rules.model import CRITERIA, VERDICTS, Criterion, Finding, Threshold, flagged
from core.vocabulary import labels
from core.vocabulary.terms import Verdict


def findings(result: Result, area_code: str) -> tuple[Finding, ...]:
    """①–④ of one area, in that order."""
    i = result.row(area_code)
    return tuple(criterion_finding(result, i, criterion) for criterion in CRITERIA)


def criterion_finding(result: Result, i: int, criterion: Criterion) -> Finding:
    """One criterion of the area in row `i`."""
    if criterion is Criterion.TOTAL_GAP:
        return signal_finding(result, i, Signal.TOTAL, criterion)
    if criterion is Criterion.FUNCTION_GAP:
        return _functions(result, i)
    return _revalidation(result, i) if criterion is Criterion.REVALIDATION else _other(result, i)


def signal_finding(result: Result, i: int, signal: Signal, criterion: Criterion = Criterion.FUNCTION_GAP) -> Finding:
    """The gap of one signal against its threshold."""
    code, column = str(result.facts.codes[i]), COLUMN[signal]
    table, limit = result.signals, result.scenario.thresholds.of(signal)
    z = float(table.z[i, column])
    name = wording.signal_name(signal, result.scenario.year)
    common: dict[str, Any] = {
        "criterion": criterion.value,
        "area_code": code,
        "subject": signal.value,
        "verdict": Verdict(VERDICTS[result.verdicts.by_signal[i, column]]),
        "threshold": Threshold(value=limit, unit="z"),
        "source_ids": result.facts.source_ids.get("beds", ()),
        "parameters": (grounds.threshold(result.scenario, signal).parameter, parameter(Key.REQUIRED_YEAR)),
    }
    if np.isnan(z):
        why, needed = _why_missing(result, i, signal)
        return Finding(observed=None, sentence=f"{name}: {why}ため判定できません。", needed=needed, **common)
    reported, required, expected = (float(getattr(table, a)[i, column]) for a in ("reported", "required", "expected"))
    sentence = (
        f"{name}: {result.scenario.year}年の報告{labels.beds(reported)}、必要量{labels.beds(required)}(差 {labels.signed(reported - required, '床')})。"
        f"{wording.REFERENCE_PATTERN[result.scenario.reference]}から見込まれる{labels.beds(expected)}に対して"
        f"z = {labels.signed(float(table.whole[i, column]), '', 2)}。{_settled(result, i, signal, common['verdict'])}"
    )
    needed = _UNEXPLAINED if common["verdict"] is Verdict.TO_CONFIRM else ""
    return Finding(observed=z, sentence=sentence, needed=needed, **common)


#: What makes a 要確認 a 該当 or a 非該当.
_UNEXPLAINED = "差異分析ワークシート(説明できる床数)"


def side(result: Result, i: int, signal: Signal) -> str:
    """`excess` / `shortage` where one signal is 要確認 or 該当, else empty."""
    column = COLUMN[signal]
    if not flagged(result.verdicts.by_signal[i, column]):
        return ""
    return (GapDirection.EXCESS if result.signals.side[i, column] > 0 else GapDirection.SHORTAGE).value


def _settled(result: Result, i: int, signal: Signal, verdict: Verdict) -> str:
    """What the limit, and the worksheet where there is one, make of it."""
    table, column = result.signals, COLUMN[signal]
    word = wording.verdict(verdict, side(result, i, signal))
    limit = _limit(result.scenario.direction, result.scenario.thresholds.of(signal))
    beds = table.explained.beds[i, column]
    if not table.explained.settled[i, column]:
        partly = ""
        if beds:
            partly = f"差異分析で{labels.signed(float(beds), '床')}が説明されているが、機能がそろっていないため判定には使わない。"
        reads = "に達するため" if verdict is Verdict.TO_CONFIRM else "に達しないため"
        return f"{partly}{limit}{reads}{word}。"
    rest = labels.signed(float(table.explained.rest[i, column]), "床")
    begins = f"差異分析で{labels.signed(float(beds), '床')}を説明した残り {rest}の z = {labels.signed(float(table.z[i, column]), '', 2)}"
    if verdict is Verdict.MET:
        return f"{begins}が、説明の後も{limit}に達するため{word}。"
    return f"{begins}で、残りは{limit}に達しないため{word}。"


def _limit(direction: GapDirection, limit: float) -> str:
    """The limit on the side that the scenario looks at."""
    if direction is GapDirection.BOTH:
        return f"基準の±{limit:.2f}"
    return f"基準の{limit:.2f}(過剰の側)" if direction is GapDirection.EXCESS else f"基準の{-limit:.2f}(不足の側)"


def _why_missing(result: Result, i: int, signal: Signal) -> tuple[str, str]:
    facts, year = result.facts, result.scenario.year
    code, name = str(facts.codes[i]), wording.signal_name(signal, year)
    parts = PARTS.get(signal, (signal,))
    for part in parts:
        if pd.isna(facts.reported[year][part][code]):
            status = facts.missing.get((code, year, part.value))
            word = labels.VALUE_STATUS[status] if status else labels.NO_DATA
            return (
                f"{year}年の{wording.signal_name(part, year)}の報告病床数がない({word})",
                f"{year}年の{wording.signal_name(part, year)}の報告病床数",
            )
    if pd.isna(facts.required[signal][code]):
        return f"{name}の必要量がない", f"{name}の必要量"
    if result.scenario.report_rate_correction and np.isnan(result.signals.reported[i, COLUMN[signal]]):
        return f"{year}年の報告率がない", f"{year}年の報告率"
    return "比べる相手の区域がない", "比較の基準を全国にすること"


def _functions(result: Result, i: int) -> Finding:
    """② from its functions: the strongest one speaks, and a missing one is named when it could change the verdict."""
    parts = [signal_finding(result, i, s) for s in result.scenario.functions]
    verdict = Verdict(VERDICTS[result.verdicts.of(Criterion.FUNCTION_GAP)[i]])
    met = [p for p in parts if p.verdict is verdict and verdict in (Verdict.MET, Verdict.TO_CONFIRM)]
    unknown = [p for p in parts if p.verdict is Verdict.UNKNOWN]
    strength = {s.value: result.signals.strength[i, COLUMN[s]] for s in result.scenario.functions}
    known = [p for p in parts if p.observed is not None]
    top = max(met or known, key=lambda p: strength[p.subject], default=None)
    if met and top is not None:
        words = {p.subject: wording.verdict(verdict, side(result, i, Signal(p.subject))) for p in met}
        others = "・".join(
            f"{wording.signal_name(Signal(p.subject), result.scenario.year)} {words[p.subject]}"
            for p in met
            if p is not top
        )
        sentence = top.sentence + (f" ほかに{others}。" if others else "")
    elif verdict is Verdict.UNKNOWN:
        rest = "ほかの機能は基準に達していませんが、" if known else ""
        sentence = rest + " ".join(p.sentence for p in unknown)
    else:
        assert top is not None
        sentence = f"どの機能も基準に達しないため非該当。最も大きいのは{top.sentence}"
    return Finding(
        criterion=Criterion.FUNCTION_GAP.value,
        area_code=str(result.facts.codes[i]),
        subject=top.subject if top else "",
        verdict=verdict,
        observed=top.observed if top else None,
        threshold=top.threshold if top else None,
        sentence=sentence,
        needed="、".join(dict.fromkeys(p.needed for p in (unknown if verdict is Verdict.UNKNOWN else met) if p.needed)),
        source_ids=result.facts.source_ids.get("beds", ()),
        parameters=parts[0].parameters,
    )


def _revalidation(result: Result, i: int) -> Finding:
    code = str(result.facts.codes[i])
    verdict = Verdict(VERDICTS[result.verdicts.of(Criterion.REVALIDATION)[i]])
    rows = [r for r in result.scenario.revalidation if r.area_code == code]
    least = parameter(Key.REVALIDATION_HOSPITALS)
    tick = _tick(result.scenario.revalidation_complete, code)
    return Finding(
        criterion=Criterion.REVALIDATION.value,
        area_code=code,
        subject="、".join(r.facility_name for r in rows if r.facility_name),
        verdict=verdict,
        observed=float(len(_open(rows))) if rows else None,
        threshold=Threshold(value=least.value, unit=least.unit),
        sentence=_revalidation_sentence(rows, int(least.value), verdict, tick),
        needed=_revalidation_needed(rows) if verdict is Verdict.UNKNOWN else "",
        parameters=(least,),
    )


def _open(rows: list[Revalidation]) -> list[Revalidation]:
    return [r for r in rows if r.state in OPEN_STATES]


def _tick(ticks: tuple[Completeness, ...], code: str) -> Completeness | None:
    return next((t for t in ticks if t.pref_code == code[:2]), None)


def _said(tick: Completeness) -> str:
    return f"({tick.date}、{tick.name}が確認)"


def _revalidation_needed(rows: list[Revalidation]) -> str:
    if rows:
        return "県の③の表がこれで全部であることの確認"
    return "再検証対象医療機関の令和5年9月末の対応状況(③の表)"


def _revalidation_sentence(rows: list[Revalidation], least: int, verdict: Verdict, tick: Completeness | None) -> str:
    still = _open(rows)
    if verdict is Verdict.UNKNOWN:
        if not rows:
            return "医療機関ごとの対応状況は公表されておらず、③の表に区域の行がないため判定できません。"
        few = (
            f"検証中または検証未開始の医療機関は{len(still)}か所で{least}か所に届かず、"
            if still
            else "書かれた医療機関はすべて検証済ですが、"
        )
        return f"③の表で、{few}この県の表が「これで全部」と確認されていないため判定できません。"
    if still:
        listed = "、".join(f"{r.facility_name}({wording.REVALIDATION[r.state]})" for r in still)
        reads = "あるため該当" if verdict is Verdict.MET else f"で、{least}か所に届かないため非該当"
        return f"令和5年9月末に検証中または検証未開始の再検証対象医療機関が{len(still)}か所{reads}: {listed}。"
    if rows and all(r.state is RevalidationState.NONE for r in rows):
        return "③の表で、区域に再検証対象医療機関はないとされているため非該当。"
    whole = f"県の③の表は「これで全部」{_said(tick)}で、" if tick else "③の表で、"
    if rows:
        return f"{whole}区域の再検証対象医療機関はすべて検証済とされているため非該当。"
    return f"{whole}区域の医療機関は書かれていないため非該当。"


def _other(result: Result, i: int) -> Finding:
    code = str(result.facts.codes[i])
    verdict = Verdict(VERDICTS[result.verdicts.of(Criterion.OTHER)[i]])
    nomination = next((n for n in result.scenario.nominations if n.area_code == code), None)
    tick = _tick(result.scenario.nominations_complete, code)
    if nomination is not None:
        cited = "、".join(evidence_label(e) for e in nomination.evidence)
        sentence = f"県の推薦があるため該当。理由: {nomination.reason}" + (f"(根拠: {cited})" if cited else "")
    elif tick is not None:
        sentence = f"県の推薦は「これで全部」{_said(tick)}で、この区域は含まれていないため非該当。"
    elif any(n.area_code[:2] == code[:2] for n in result.scenario.nominations):
        sentence = "県の推薦に含まれていませんが、「この県の推薦はこれで全部」と確認されていないため判定できません。"
    else:
        sentence = "県の推薦(理由つき)が入力されていないため判定できません。データからは決まらない項目です。"
    return Finding(
        criterion=Criterion.OTHER.value,
        area_code=code,
        subject="推薦" if nomination else "",
        verdict=verdict,
        observed=None,
        threshold=None,
        sentence=sentence,
        needed="県の推薦と理由、または推薦がこれで全部であることの確認" if verdict is Verdict.UNKNOWN else "",
    )
