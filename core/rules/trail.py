"""The trail of one area's decision, from data to result: «why is 藤岡 in?», «why is 前橋 not?»."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.rules import grounds, wording
from core.rules.choices import Level
from core.rules.content import load_notes
from core.rules.engine import Result
from core.rules.findings import findings
from core.rules.grounds import Ground
from core.rules.model import CRITERIA, MARK, MET, UNKNOWN, Finding, words
from core.rules.model_areas import DECIDING, FUNCTIONS
from core.rules.selection import Basis
from core.vocabulary import labels
from core.vocabulary.terms import Verdict


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the trail: a heading, its sentences, and the laid-down values behind them."""

    heading: str
    sentences: tuple[str, ...]
    grounds: tuple[Ground, ...] = ()


@dataclass(frozen=True, slots=True)
class Trail:
    """The answer in one sentence, the four findings, and the steps from score to model area."""

    area_code: str
    question: str
    answer: str
    findings: tuple[Finding, ...]
    steps: tuple[Step, ...]


def trail(result: Result, area_code: str) -> Trail:
    """The whole decision about one area in words. Raises UserError for an unknown code."""
    i = result.row(area_code)
    name = str(result.facts.areas["area_name"].iloc[i])
    chosen = bool(result.selection.selected[i])
    found = findings(result, area_code)
    question = f"なぜ{name}は推進区域に{'入る' if chosen else '入らない'}のか"
    steps = (
        Step(
            "事項①〜④の判定",
            tuple(
                f"{MARK[c]}【{wording.verdict(f.verdict, _side(result, i, k))}】{f.sentence}"
                for k, (c, f) in enumerate(zip(CRITERIA, found, strict=True))
            ),
            tuple(dict.fromkeys(g for c in CRITERIA for g in grounds.of_criterion(result.scenario, c))),
        ),
        Step("優先スコア", _score(result, i), grounds.of_score(result.scenario)),
        Step("県内の順位と選定", _selection(result, i), grounds.of_selection(result.scenario)),
        Step(labels.DESIGNATION["model"], _model(result, i, name), grounds.of_models(result.scenario)),
    )
    return Trail(area_code, question, _answer(result, i, name), found, steps)


def _answer(result: Result, i: int, name: str) -> str:
    basis = result.selection.basis[i]
    pref = str(result.facts.areas["pref_name"].iloc[i])
    criteria = _criteria(result, i)
    rank = f"{pref}での順位は{_count(result, i)}区域中{result.selection.rank[i]}位"
    if basis == Basis.NO_VERDICT:
        return f"{name}は入りません。{rank}ですが、①②のどちらかが要確認か該当であることを条件にしているためです({criteria})。"
    bounds = result.scenario.bounds
    place = labels.DESIGNATION["model" if result.models.selected[i] else "suishin"]
    if basis == Basis.PINNED:
        return f"{name}は{place}に入ります。手で固定されているためです({_pin_reason(result, i)})。"
    if basis == Basis.EXCLUDED:
        return f"{name}は入りません。手で除外されているためです({_exclusion_reason(result, i)})。"
    if basis == Basis.NO_SCORE:
        return f"{name}は入りません。データがなくスコアを算出できないためです。固定すれば入れられます。"
    second = f"スコアが2か所目以降の基準{bounds.second_score:.2f}"
    reason = {
        Basis.MINIMUM: f"県の下限{bounds.minimum}か所に入る",
        Basis.ABOVE_SECOND: f"{second}以上の",
        Basis.BELOW_SECOND: f"{second}に届かない",
        Basis.FULL: f"県の上限{bounds.maximum}か所が先に埋まる",
    }[basis]
    verb = f"{place}に入ります" if result.selection.selected[i] else "入りません"
    return f"{name}は{verb}。{rank}で、{reason}ためです({criteria})。"


def _side(result: Result, i: int, k: int) -> str:
    sides = result.verdicts.sides
    return str(sides[i, k]) if k < sides.shape[1] else ""


def _criteria(result: Result, i: int) -> str:
    """`①は要確認(過剰)、③④は判定不能`: every verdict but 非該当, so that what is unknown is not read as none."""
    codes = words(result.verdicts.by_criterion[i])
    groups: dict[str, list[str]] = {}
    for k, (criterion, code) in enumerate(zip(CRITERIA, codes, strict=True)):
        if code != Verdict.NOT_MET:
            groups.setdefault(wording.verdict(code, _side(result, i, k)), []).append(MARK[criterion])
    if not groups:
        return "①〜④はすべて非該当"
    return "、".join(f"{''.join(marks)}は{word}" for word, marks in groups.items())


def _count(result: Result, i: int) -> int:
    prefs = result.facts.areas["pref_code"].to_numpy()
    return int((prefs == prefs[i]).sum())


def _pin_reason(result: Result, i: int) -> str:
    code = result.facts.codes[i]
    return next(p.reason for p in result.scenario.pins if p.area_code == code)


def _exclusion_reason(result: Result, i: int) -> str:
    code = result.facts.codes[i]
    return next(e.reason for e in result.scenario.exclusions if e.area_code == code)


def _score(result: Result, i: int) -> tuple[str, ...]:
    score = result.selection.score
    if np.isnan(score.value[i]):
        return ("スコアの計算に使う z がすべてないため、算出できません。",)
    parts = [
        f"{label}: {labels.signed(float(score.parts[i, k]), '', 2)}"
        for k, label in enumerate(wording.PARTS)
        if score.parts[i, k] != 0
    ]
    sentences = [f"スコア {score.value[i]:.2f} = " + ("、".join(parts) or "0") + "(重みを掛けた後の値)。"]
    if score.partial[i]:
        sentences.append("算出できない z があるため、残りの指標だけで平均しました。")
    if (result.verdicts.by_criterion[i, 2:] == UNKNOWN).any():
        sentences.append("判定不能の③・④は加点していません。データや推薦を入れるとスコアが上がることがあります。")
    return tuple(sentences)


def _selection(result: Result, i: int) -> tuple[str, ...]:
    selection, facts = result.selection, result.facts
    prefs = facts.areas["pref_code"].to_numpy()
    same = np.flatnonzero(prefs == prefs[i])
    chosen = [int(j) for j in same if selection.selected[j]]
    listed = "、".join(
        f"{facts.areas['area_name'].iloc[j]}({_standing(result, j)})"
        for j in sorted(chosen, key=lambda j: (selection.rank[j] or 10**6, j))
    )
    bounds = result.scenario.bounds
    pref = str(facts.areas["pref_name"].iloc[i])
    rank = f"{len(same)}区域中{selection.rank[i]}位" if selection.rank[i] else "順位なし"
    return (
        f"{pref}での順位は{rank}。選ぶ数は{bounds.minimum}〜{bounds.maximum}か所で、下限を超える区域はスコア{bounds.second_score:.2f}以上。",
        f"{pref}で選ばれた区域: {listed or 'なし'}。",
        f"この区域の扱い: {wording.BASIS[selection.basis[i]]}。",
    )


def _standing(result: Result, j: int) -> str:
    if result.selection.basis[j] == Basis.PINNED:
        return wording.BASIS[Basis.PINNED]
    return f"{result.selection.rank[j]}位、スコア{result.selection.score.value[j]:.2f}"


def _model(result: Result, i: int, name: str) -> tuple[str, ...]:
    models, code = result.models, result.facts.codes[i]
    if not result.selection.selected[i]:
        return ("推進区域ではないため、モデル推進区域の対象になりません。",)
    official = load_notes().official_model
    sentences = [f"国の考え方(資料の文): 「{official}」"]
    sentences += [f"経路A 病床の動き({wording.SIGNAL[s]}): {_route_a(result, i, k)}" for k, s in enumerate(FUNCTIONS)]
    statement = result.facts.statements.get(str(result.facts.areas["pref_code"].iloc[i]))
    if statement is not None:
        sentences.append(
            f"経路Aは、{statement.pref_name}の資料が「{statement.quote}」とするため{labels.VERDICT['not_met']}とします。{statement.further}"
        )
    sentences.append(
        f"経路B 将来に向けた取組(④の推薦、課題の分析、地域医療連携推進法人): {_route_b(bool(models.route_b[i] == MET))}"
    )
    sentences.append(f"経路C 都道府県の要望: {_route_c(result, str(code))}")
    if any(p.area_code == code and p.level is Level.MODEL for p in result.scenario.pins):
        sentences.append(f"{name}はモデル推進区域として手で固定されています。")
    elif models.selected[i]:
        sentences.append(f"{name}は条件を満たすためモデル推進区域に入ります。")
    elif models.candidate[i] == MET:
        sentences.append("条件は満たしますが、全国の上限を超えるため入りません。")
    elif models.to_settle[i] and not (models.route_a_by_function[i, 1:] == UNKNOWN).any():
        sentences.append(
            f"経路Aは{wording.SIGNAL[FUNCTIONS[0]]}だけが残り、病床利用率を取り込んでも{labels.VERDICT['unknown']}です。"
            "④の推薦、課題の分析、地域医療連携推進法人、県の要望のどれかを入力すると決まります。"
        )
    elif models.to_settle[i]:
        sentences.append(
            f"判定不能です。{result.facts.base_year}年の病床利用率を取り込むと、病床の動きの判定が決まります。"
        )
    else:
        sentences.append(
            f"経路Aは{labels.VERDICT['not_met']}、経路BとCは入力がなく{labels.VERDICT['unknown']}のため、"
            "モデル推進区域には選びません。④の推薦、課題の分析、地域医療連携推進法人、県の要望のどれかを入力すると決まります。"
        )
    return tuple(sentences)


def _route_b(entered: bool) -> str:
    if entered:
        return f"入力がある → {labels.VERDICT['met']}。"
    return f"入力がない → {labels.VERDICT['unknown']}。区域に推薦か取組があるときは、入力すると{labels.VERDICT['met']}になります。"


def _route_c(result: Result, code: str) -> str:
    request = next((r for r in result.scenario.model_requests if r.area_code == code), None)
    if request is None:
        return f"入力がない → {labels.VERDICT['unknown']}。"
    return f"入力がある → {labels.VERDICT['met']}。理由: {request.reason}"


def _route_a(result: Result, i: int, k: int) -> str:
    models, base = result.models, result.facts.base_year
    parts = []
    for codes, met, refused in (
        (models.over, "必要量より多い", "必要量以下"),
        (models.risen, f"{base}年より増加", f"{base}年より増えていない"),
        (models.fallen, "病床利用率が低下", "病床利用率は低下していない"),
    ):
        verdict = codes[i, k]
        parts.append(met if verdict == MET else "(データなし)" if verdict == UNKNOWN else refused)
    if models.fallen[i, k] == UNKNOWN:
        given = {o.bed_function for o in result.scenario.occupancy_2015 if o.area_code == result.facts.codes[i]}
        if FUNCTIONS[k] not in DECIDING:
            parts[2] = "病床利用率は判定できない(試算の値が100%を超える区域が多い)"
        else:
            parts[2] = "いまの病床利用率がない" if FUNCTIONS[k] in given else f"{base}年の病床利用率がない"
    verdict = models.route_a_by_function[i, k]
    return "、".join(parts) + f" → {labels.VERDICT[{1: 'met', 0: 'not_met', -1: 'unknown'}[int(verdict)]]}。"
