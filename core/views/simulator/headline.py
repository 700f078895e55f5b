"""What a scenario comes to, in one row of figures or one line."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core import parameters
from core.content.cautions import official_sentences
from core.rules.choices import GapDirection
from core.rules.engine import Result
from core.rules.entries import OCCUPANCY
from core.rules.model import CRITERIA, MARK, MET, TO_CONFIRM, UNKNOWN, Criterion
from core.rules.selection import NoticeKind
from core.views.section import Section
from core.views.simulator.origins import origins
from core.views.table import Card, Cards
from core.views.words import Words, joined, say, strong
from core.vocabulary import labels


@dataclass(frozen=True, slots=True)
class _Figures:
    """Counts of areas: chosen, chosen with none of ①–④ 該当 or 要確認 (`bare`) and of these with some 判定不能 (`open`), models,
    candidates to settle; per criterion 該当, 要確認, 判定不能; of ①② those on either side."""

    selected: int
    bare: int
    open: int
    models: int
    to_settle: int
    met: tuple[int, ...]
    confirm: tuple[int, ...]
    unknown: tuple[int, ...]
    excess: tuple[int, ...]
    shortage: tuple[int, ...]


def section(result: Result) -> Section:
    """Areas chosen, model areas and areas under ①–④, each with something to compare it with."""
    found = _count(result)
    named = origins(result, "beds", "utilization", "designation")
    return Section(
        anchor="result",
        title="この試算の結果",
        lead=_line(found),
        cards=(Cards(key="headline", cards=_cards(result, found), sources=named),),
        cautions=official_sentences(),
    )


def _count(result: Result) -> _Figures:
    verdicts = [result.verdicts.of(c) for c in CRITERIA]
    kinds = [n.kind for n in result.notices]
    settled, still = kinds.count(NoticeKind.NO_CRITERION), kinds.count(NoticeKind.OPEN_CRITERION)

    def on(side: GapDirection) -> tuple[int, ...]:
        found = np.isin(result.verdicts.sides, [side.value, GapDirection.BOTH.value])
        return tuple(int(n) for n in found.sum(axis=0))

    return _Figures(
        selected=len(result.selected_codes()),
        bare=settled + still,
        open=still,
        models=len(result.model_codes()),
        to_settle=int(result.models.to_settle.sum()),
        met=tuple(int((v == MET).sum()) for v in verdicts),
        confirm=tuple(int((v == TO_CONFIRM).sum()) for v in verdicts),
        unknown=tuple(int((v == UNKNOWN).sum()) for v in verdicts),
        excess=on(GapDirection.EXCESS),
        shortage=on(GapDirection.SHORTAGE),
    )


def _line(f: _Figures) -> Words:
    def each(counts: tuple[int, ...], criteria: tuple[Criterion, ...] = CRITERIA) -> Words:
        return joined((say(f"{MARK[c]} ", strong(str(n))) for c, n in zip(criteria, counts, strict=False)), " ")

    return say(
        "推進区域(試算) ",
        strong(str(f.selected)),
        f"(うち要確認も該当もない {f.bare}、その中で判定不能あり {f.open}) ・ モデル ",
        strong(str(f.models)),
        f"(判定不能の候補 {f.to_settle}) ・ 要確認 ",
        each(f.confirm, CRITERIA[:2]),
        " ・ 該当 ",
        each(f.met),
    )


def _cards(result: Result, f: _Figures) -> tuple[Card, ...]:
    bounds, models = result.scenario.bounds, result.scenario.model_bounds
    real = len(result.facts.designation)
    real_models = sum(1 for d in result.facts.designation.values() if d == "model")
    return (
        Card(
            label="推進区域(試算)",
            value=f"{f.selected}区域",
            lines=(f"要確認も該当もない {f.bare}区域(判定不能あり {f.open})",),
            help=(
                f"1つの都道府県で{bounds.minimum}〜{bounds.maximum}区域を、県内の順位で選ぶ。実際の指定は、公表資料などで確認できた{real}区域"
                "(一覧が完全でない県がある)。"
            ),
        ),
        Card(
            label="モデル推進区域(試算)",
            value=f"{f.models}区域",
            lines=(f"判定不能の候補 {f.to_settle}区域",),
            help=(
                f"全国で{models.minimum}〜{models.maximum}区域。判定不能の候補は、{parameters.words(OCCUPANCY)}を取り込むと決まる"
                f"({labels.BED_FUNCTION['high_acute']}だけが残る区域は、病床利用率では決まらない)。"
                f"実際の指定は確認できた{real_models}区域。"
            ),
        ),
        Card(
            label="①②が要確認(区域)",
            value=f"① {f.confirm[0]} ② {f.confirm[1]}",
            lines=(
                f"過剰 ①{f.excess[0]}・②{f.excess[1]}、不足 ①{f.shortage[0]}・②{f.shortage[1]}",
                f"該当 ①{f.met[0]}・②{f.met[1]}",
            ),
            help=(
                f"{len(result.facts.codes)}区域のうち、①合計病床数・②機能別病床数の差異がしきい値に達した区域。公表値だけでは「要確認」で、"
                "差異分析ワークシートの説明できない残りで「該当」か「非該当」に決まる。②は過剰と不足の両方がある区域をどちらにも数える。"
            ),
        ),
        Card(
            label="③④に該当(区域)",
            value=f"③ {f.met[2]} ④ {f.met[3]}",
            lines=(f"判定不能 ③{f.unknown[2]}・④{f.unknown[3]}",),
            help="③は再検証対象医療機関の表、④は県の推薦を入れると判定できる。",
        ),
    )
