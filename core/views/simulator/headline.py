"""What a scenario comes to, in one row of figures or one line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from core import parameters
from core.content.cautions import official_sentences
from core.rules.backtest import Backtest
from core.rules.engine import Result
from core.rules.entries import OCCUPANCY
from core.rules.model import CRITERIA, MARK, MET, UNKNOWN
from core.rules.scenario import Weights
from core.rules.selection import NoticeKind
from core.views.section import Section
from core.views.simulator.origins import origins
from core.views.table import Card, Cards
from core.views.words import Words, joined, say, strong
from core.vocabulary import labels

#: Said wherever the hit rate of the shipped weights stands: they were chosen with the answer in sight.
IN_SIGHT: Final = "重みは実際の指定を見て決めた"


@dataclass(frozen=True, slots=True)
class _Figures:
    """Counts of areas: chosen, chosen without any criterion, models, candidates to settle; per criterion met and unknown."""

    selected: int
    without: int
    models: int
    to_settle: int
    met: tuple[int, ...]
    unknown: tuple[int, ...]


def section(result: Result, test: Backtest) -> Section:
    """Areas chosen, model areas, areas under ①–④, and the back-test, each with something to compare it with.

    `test`: the back-test of the scenario by its rules alone.
    """
    found = _count(result)
    named = origins(result, "beds", "utilization", "designation")
    return Section(
        anchor="result",
        title="この試算の結果",
        lead=_line(found, test),
        cards=(Cards(key="headline", cards=_cards(result, found, test), sources=named),),
        cautions=official_sentences(),
    )


def _count(result: Result) -> _Figures:
    verdicts = [result.verdicts.of(c) for c in CRITERIA]
    return _Figures(
        selected=len(result.selected_codes()),
        without=sum(n.kind is NoticeKind.NO_CRITERION for n in result.notices),
        models=len(result.model_codes()),
        to_settle=int(result.models.to_settle.sum()),
        met=tuple(int((v == MET).sum()) for v in verdicts),
        unknown=tuple(int((v == UNKNOWN).sum()) for v in verdicts),
    )


def _line(f: _Figures, test: Backtest) -> Words:
    met = joined((say(f"{MARK[c]} ", strong(str(n))) for c, n in zip(CRITERIA, f.met, strict=True)), " ")
    return say(
        "推進区域(試算) ",
        strong(str(f.selected)),
        f"(うち該当なし {f.without}) ・ モデル ",
        strong(str(f.models)),
        f"(判定不能の候補 {f.to_settle}) ・ 該当 ",
        met,
        " ・ 的中率 ",
        strong(labels.percent(test.hit_rate)),
        f"(無作為 {labels.percent(test.random_rate)})",
    )


def _cards(result: Result, f: _Figures, test: Backtest) -> tuple[Card, ...]:
    bounds, models = result.scenario.bounds, result.scenario.model_bounds
    real = len(result.facts.designation)
    real_models = sum(1 for d in result.facts.designation.values() if d == "model")
    in_sight = f"。{IN_SIGHT}" if result.scenario.weights == Weights() else ""
    return (
        Card(
            label="推進区域(試算)",
            value=f"{f.selected}区域",
            lines=(f"うち①〜④の該当なし {f.without}区域",),
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
                f"全国で{models.minimum}〜{models.maximum}区域。判定不能の候補は、{parameters.words(OCCUPANCY)}を取り込むと決まる。"
                f"実際の指定は確認できた{real_models}区域。"
            ),
        ),
        Card(
            label="①②に該当(区域)",
            value=f"① {f.met[0]} ② {f.met[1]}",
            lines=("合計の差異・機能別の差異",),
            help=f"{len(result.facts.codes)}区域のうち、①合計病床数・②機能別病床数の差異がしきい値に達した区域。",
        ),
        Card(
            label="③④に該当(区域)",
            value=f"③ {f.met[2]} ④ {f.met[3]}",
            lines=(f"判定不能 ③{f.unknown[2]}・④{f.unknown[3]}",),
            help="③は再検証対象医療機関の表、④は県の推薦を入れると判定できる。",
        ),
        Card(
            label="実際との的中率",
            value=labels.percent(test.hit_rate),
            lines=(f"無作為なら {labels.percent(test.random_rate)}{in_sight}",),
            help=(
                f"一覧が完全な{test.scored_prefectures}県で、規則だけで2区域ずつ選んだ場合(AUC {test.auc:.3f})。"
                "手で決めたことは外して照合する。公平な目安は「実際の指定との照合」の、当の県を除いた値。"
            ),
        ),
    )
