"""選定理由書: by which conditions a scenario selects, each selected area with its reasons, and what is still unknown.

Of one prefecture, or of the nation. Every sentence of an area is that of its trail (`core.rules.trail`), so the paper says what the
screen says.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from core.rules import model, wording
from core.rules.engine import Result
from core.rules.findings import findings
from core.rules.model import CRITERIA
from core.rules.scenario import Scenario
from core.rules.selection import Notice
from core.rules.trail import Trail, trail
from core.text.outside import Outside
from core.views.section import Section
from core.views.simulator import share
from core.views.simulator.origins import EVERYTHING, origins
from core.views.sources import Sources
from core.views.table import Column, Table, table
from core.views.topic import Topic
from core.views.words import Words, joined, say, strong
from core.vocabulary import labels
from core.vocabulary.terms import Verdict

TITLE: Final = "選定理由書"
#: In every title: the selection is no one's decision.
MARK: Final = "【試算】"
#: Steps of a trail: the criteria first, the way to a model area last.
_CRITERIA_STEP, _MODEL_STEP = 0, -1
#: So many names stand in a sentence; more are counted.
_NAMED: Final = 12
_STATES: Final = (
    Column(name="area", label="構想区域"),
    Column(name="standing", label="選定"),
    *(Column(name=c.value, label=model.MARK[c]) for c in CRITERIA),
    Column(name="basis", label="県内の順位と決め方", wide=True),
)
_NEEDED: Final = (
    Column(name="area", label="構想区域"),
    Column(name="criterion", label="事項"),
    Column(name="verdict", label="判定"),
    Column(name="needed", label="決めるために要るもの", wide=True),
)


def sections(result: Result, pref_code: str = "") -> tuple[Section, ...]:
    """The paper on one prefecture, or on the nation where none is named. Raises KeyError for an unknown prefecture."""
    scope = _scope(result, pref_code)
    named = origins(result, *EVERYTHING)
    told = {int(i): trail(result, str(result.facts.codes[i])) for i in scope}
    return (
        _conditions(result, named),
        _selected(result, scope, pref_code, named),
        _reasons(result, told, bool(pref_code), named),
        _models(result, told, named),
        _open(result, scope, pref_code, named),
        Section(anchor="choices", title="試算の条件の一覧", tables=(share.choices(result),), notes=(share.TRIAL,)),
    )


def title(result: Result, pref_code: str = "") -> Words:
    """Title of the paper: whose selection by which scenario."""
    return say(f"{TITLE} {_name(result, pref_code)}: ", Outside(result.scenario.name))


def _name(result: Result, pref_code: str) -> str:
    areas = result.facts.areas
    return dict(zip(areas["pref_code"], areas["pref_name"], strict=True))[pref_code] if pref_code else "全国"


def _scope(result: Result, pref_code: str) -> np.ndarray:
    """Rows of the areas that the paper speaks of: all of the prefecture, or the selected ones of the nation."""
    if not pref_code:
        return np.flatnonzero(result.selection.selected)
    found = np.flatnonzero((result.facts.areas["pref_code"] == pref_code).to_numpy())
    if not len(found):
        raise KeyError(pref_code)
    return found


def _area(result: Result, i: int) -> str:
    areas = result.facts.areas
    return labels.area(str(areas["area_name"].iloc[i]), str(areas["pref_name"].iloc[i]))


def _names(result: Result, rows: Sequence[int]) -> str:
    shown = "、".join(_area(result, i) for i in rows[:_NAMED])
    return shown if len(rows) <= _NAMED else f"{shown} ほか{len(rows) - _NAMED}区域"


def _conditions(result: Result, named: Sources) -> Section:
    s = result.scenario
    opening: Words = say("シナリオ「", Outside(s.name), "」による試算。", Outside(s.note))
    return Section(
        anchor="conditions",
        title="選定の条件",
        sentences=(opening, _compared(s), _beyond(s), _count(s), *_by_hand(s)),
        notes=(share.TRIAL,),
        cites=named,
    )


def _compared(s: Scenario) -> str:
    called = wording.signals(s.year)
    functions = "、".join(f"{called[f]} {s.thresholds.of(f):.2f}" for f in s.functions)
    corrected = "。報告率で補正した" if s.report_rate_correction else ""
    return (
        f"①②は、{labels.wareki(s.year)}の病床機能報告の病床数を、{wording.REFERENCE_PATTERN[s.reference]}から見込まれる病床数と比べた"
        f"({labels.NOISE[s.noise]}){corrected}。①は合計の z が {s.thresholds.total:.2f} 以上、②は z が{functions} 以上の機能があるとき要確認とし、"
        f"差異分析で説明できない残りで該当か非該当に決めた。見る方向は{wording.DIRECTION[s.direction]}。"
    )


def _beyond(s: Scenario) -> str:
    table_3 = (
        f"再検証対象医療機関の表({len(s.revalidation)}行)" if s.revalidation else "再検証対象医療機関の表の取り込みなし"
    )
    table_4 = f"都道府県の推薦({len(s.nominations)}区域)" if s.nominations else "都道府県の推薦の入力なし"
    return f"③は{table_3}、④は{table_4}で判定した。入力のない区域は{labels.VERDICT[Verdict.UNKNOWN]}で、{labels.VERDICT[Verdict.NOT_MET]}には数えない。"


def _count(s: Scenario) -> str:
    only = "①②のどちらかが要確認か該当の区域から、" if s.requires_verdict else ""
    return (
        f"{only}優先スコアの高い順に、1つの都道府県で{s.bounds.minimum}〜{s.bounds.maximum}区域を選んだ"
        f"(下限を超える区域はスコア {s.bounds.second_score:.2f} 以上)。モデル推進区域は全国で"
        f"{s.model_bounds.minimum}〜{s.model_bounds.maximum}区域。"
    )


def _by_hand(s: Scenario) -> tuple[str, ...]:
    parts = [f"{word}{len(entries)}区域" for word, entries in (("固定", s.pins), ("除外", s.exclusions)) if entries]
    return (f"手で決めた区域: {'、'.join(parts)}。",) if parts else ()


def _selected(result: Result, scope: np.ndarray, pref_code: str, named: Sources) -> Section:
    chosen = [int(i) for i in scope if result.selection.selected[i]]
    models = [i for i in chosen if result.models.selected[i]]
    return Section(
        anchor="selected",
        title="選定した区域と事項①〜④",
        lead=say(
            f"{_name(result, pref_code)}の推進区域は",
            strong(f"{len(chosen)}区域"),
            "、うちモデル推進区域は",
            strong(f"{len(models)}区域"),
            "。",
        ),
        tables=(_states(result, scope, pref_code, named),),
    )


def _states(result: Result, scope: np.ndarray, pref_code: str, named: Sources) -> Table:
    verdicts = [wording.verdicts(result, c) for c in CRITERIA]
    standing, selection = wording.standing(result), result.selection

    def basis(i: int) -> str:
        rank = f"{selection.rank[i]}位" if selection.rank[i] else "順位なし"
        return f"{rank}、{wording.BASIS[selection.basis[i]]}"

    rows = [(_area(result, i), str(standing[i]), *(v[i] for v in verdicts), basis(i)) for i in scope]
    which = "区域" if pref_code else "選定した区域"
    title = f"{_name(result, pref_code)}の{which}と事項①〜④の判定"
    return table("states", title, _STATES, rows, named, note="。".join(wording.CRITERION[c] for c in CRITERIA))


def _reasons(result: Result, told: dict[int, Trail], others: bool, named: Sources) -> Section:
    """A passage for each selected area; `others`: the areas that were not selected, a sentence each."""
    standing = wording.standing(result)
    chosen = [i for i in told if result.selection.selected[i]]
    topics = [
        Topic(
            key=f"area_{told[i].area_code}",
            heading=f"{_area(result, i)}: {standing[i]}",
            lines=tuple(Outside(s) for s in (told[i].answer, *told[i].steps[_CRITERIA_STEP].sentences)),
        )
        for i in chosen
    ]
    left = [i for i in told if i not in chosen]
    if others and left:
        answers = tuple(Outside(told[i].answer) for i in left)
        topics.append(Topic(key="others", heading="選ばなかった区域", lines=answers))
    return Section(
        anchor="reasons",
        title="区域ごとの理由",
        sentences=() if topics else ("選ばれた区域はありません。",),
        topics=tuple(topics),
        cites=named,
    )


def _models(result: Result, told: dict[int, Trail], named: Sources) -> Section:
    models = [i for i in told if result.models.selected[i]]
    open_ones = [i for i in told if result.models.to_settle[i]]
    lead: Words = (
        say("モデル推進区域は", strong(_names(result, models)), "。")
        if models
        else "モデル推進区域に選ばれた区域はない。"
    )
    settle = f"{labels.VERDICT[Verdict.UNKNOWN]}の候補: {_names(result, open_ones)}。" if open_ones else ""
    topics = tuple(
        Topic(
            key=f"model_{told[i].area_code}",
            heading=_area(result, i),
            lines=tuple(Outside(s) for s in told[i].steps[_MODEL_STEP].sentences[1:]),
        )
        for i in models
    )
    official = next((t.steps[_MODEL_STEP].sentences[0] for i, t in told.items() if i in models), "")
    return Section(
        anchor="models",
        title=labels.DESIGNATION["model"],
        lead=lead,
        sentences=tuple(s for s in (official, settle) if s),
        topics=topics,
        cites=named,
    )


def _open(result: Result, scope: np.ndarray, pref_code: str, named: Sources) -> Section:
    """What is unknown or to be confirmed of the selected areas with what would settle it, and the notices of the run."""
    words = [wording.verdicts(result, c) for c in CRITERIA]
    counts = [
        say(f"{model.MARK[c]} ", strong(f"{sum(w[i] == labels.VERDICT[Verdict.UNKNOWN] for i in scope)}区域"))
        for c, w in zip(CRITERIA, words, strict=True)
    ]
    rows = [
        (_area(result, int(i)), wording.CRITERION[c], words[k][i], found.needed)
        for i in scope
        if result.selection.selected[i]
        for k, (c, found) in enumerate(zip(CRITERIA, findings(result, str(result.facts.codes[i])), strict=True))
        if found.needed
    ]
    which = f"{len(scope)}区域" if pref_code else f"選定した{len(scope)}区域"
    return Section(
        anchor="open",
        title="わかっていないことと注意",
        lead=say(f"{which}のうち{labels.VERDICT[Verdict.UNKNOWN]}は、", joined(counts), "。"),
        sentences=tuple(n.message for n in result.notices if _concerns(result, n, pref_code)),
        tables=(table("needed", "要確認・判定不能を決めるために要るもの", _NEEDED, rows, named),) if rows else (),
        cites=named,
    )


def _concerns(result: Result, notice: Notice, pref_code: str) -> bool:
    """Whether a notice is about the prefecture, or about the nation as a whole."""
    return not pref_code or not notice.where or notice.where[: len(pref_code)] == pref_code
