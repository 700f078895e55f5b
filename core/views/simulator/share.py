"""保存・共有・出力: the choices behind a result, so that a file explains itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd

from core import parameters
from core.rules import grounds, scenario_json, wording
from core.rules.engine import Result
from core.rules.entries import OCCUPANCY, Completeness
from core.rules.scenario import Scenario, Weights
from core.text.outside import Outside
from core.views.section import Section
from core.views.simulator.origins import EVERYTHING, origins
from core.views.table import Cell, Column, Table, table
from core.views.words import say, strong
from core.vocabulary import labels

TRIAL: Final = "試算。国の設定ではない。報告病床数と必要量は計算方法が異なり、単純に比較するものではない。"
#: Tables that do not fit into a link, by their name in the scenario; the words may name years of the rules in braces.
LINK_LEAVES_OUT: Final = dict(
    zip(scenario_json.FILE_ONLY, ("③の表", "③の表の確認", f"{OCCUPANCY}の表", "差異分析の表"), strict=True)
)
_CHOICES: Final = (Column(name="item", label="項目"), Column(name="value", label="値", wide=True))
_NOTICES: Final = (Column(name="notice", label="注意", wide=True),)


def section(result: Result) -> Section:
    """The choices, and how to calculate without the screen."""
    s = result.scenario
    return Section(
        anchor="scenario",
        title="この試算の条件",
        lead=say(
            f"{labels.wareki(s.year)}の実績を{wording.REFERENCE[s.reference]}と比べ、",
            strong(f"都道府県ごとに{s.bounds.minimum}〜{s.bounds.maximum}区域"),
            f"を選ぶ({labels.NOISE[s.noise]})。",
        ),
        tables=(choices(result),),
        notes=(TRIAL,),
    )


def tables_in_words(names: tuple[str, ...]) -> str:
    """Tables of a scenario that a link leaves out, in words; names of anything else count for nothing."""
    return "、".join(parameters.words(LINK_LEAVES_OUT[name]) for name in names if name in LINK_LEAVES_OUT)


def choices(result: Result) -> Table:
    """Every choice as 項目 / 値; what a person wrote is text from outside."""
    s, called = result.scenario, wording.signals(result.scenario.year)
    rows: list[tuple[Cell, Cell]] = [
        ("シナリオ", Outside(s.name)),
        ("説明", Outside(s.note)),
        ("対象年(実績)", labels.wareki(s.year)),
        ("比べる相手", wording.REFERENCE[s.reference]),
        ("ばらつきの見方", labels.NOISE[s.noise]),
        ("①②で見る方向", wording.DIRECTION[s.direction]),
        ("順位で見る方向", wording.DIRECTION[s.ranking_direction]),
        ("報告率による補正", "する" if s.report_rate_correction else "しない"),
        ("①のしきい値(z)", f"{s.thresholds.total:.2f}"),
        ("②で見る機能", "、".join(called[f] for f in s.functions)),
        ("②のしきい値(z)", "、".join(f"{called[f]} {s.thresholds.of(f):.2f}" for f in s.functions)),
        ("重み", _weights(s.weights)),
        (
            "都道府県あたりの数",
            f"{s.bounds.minimum}〜{s.bounds.maximum}区域(下限を超える区域はスコア {s.bounds.second_score:.2f} 以上)",
        ),
        ("①②が要確認か該当の区域だけを選ぶ", "はい" if s.requires_verdict else "いいえ"),
        ("モデル推進区域の数", f"{s.model_bounds.minimum}〜{s.model_bounds.maximum}区域"),
        *_entries(s, result.facts.areas),
    ]
    return table("choices", "この試算の条件", _CHOICES, rows, origins(result, *EVERYTHING))


def notice_table(result: Result) -> Table:
    """Everything that must be known about the result, one sentence per row."""
    rows = [(n.message,) for n in result.notices]
    return table(
        "notices", "この試算についての注意", _NOTICES, rows, origins(result, "beds", "utilization"), note=TRIAL
    )


def _tick(tick: Completeness, prefectures: Mapping[str, str]) -> Outside:
    return Outside(f"{prefectures[tick.pref_code]}: {tick.name}({tick.date})")


def _entries(s: Scenario, areas: pd.DataFrame) -> list[tuple[Cell, Cell]]:
    names = areas["area_name"]
    prefectures = dict(zip(areas["pref_code"], areas["pref_name"], strict=True))

    def told(code: str, kind: str, reason: str) -> Outside:
        return Outside(f"{names[code]}{kind}: {reason}")

    rows: list[tuple[Cell, Cell]] = [
        ("固定", told(p.area_code, f"({wording.LEVEL[p.level]})", p.reason)) for p in s.pins
    ]
    rows += [("除外", told(e.area_code, "", e.reason)) for e in s.exclusions]
    rows += [("④の推薦", told(n.area_code, "", n.reason)) for n in s.nominations]
    rows += [("④の推薦はこれで全部", _tick(t, prefectures)) for t in s.nominations_complete]
    rows += [
        ("取り組もうとしている区域", told(p.area_code, f"({wording.PREPARATION[p.kind]})", p.reason))
        for p in s.preparing
    ]
    rows += [("モデル推進区域の要望", told(r.area_code, "", r.reason)) for r in s.model_requests]
    rows += [("③の表はこれで全部", _tick(t, prefectures)) for t in s.revalidation_complete]
    for label, entries in (
        ("③の表", s.revalidation),
        (parameters.words(OCCUPANCY), s.occupancy_2015),
        ("差異分析で説明できる床数", s.explained),
    ):
        rows.append((label, f"{len(entries)}行" if entries else "取り込みなし"))
    rows += [("開いた形式", s.converted_from)] if s.converted_from else []
    rows.append(("規則の基準日", parameters.rules_date().isoformat()))
    rows += [("規則の値と根拠", ground.sentence) for ground in grounds.of_scenario(s)]
    return rows


def _weights(w: Weights) -> str:
    relative = (
        f"合計 {w.total:g}、機能別の最大 {w.functions:g}、高度急性期+急性期 {w.acute_combined:g}、慢性期 {w.chronic:g}"
    )
    return f"{relative}、③ +{w.revalidation:g}、④ +{w.nomination:g}"
