"""選定結果: the list in the ministry's form, the order inside a prefecture, the map, and what must be known about it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from core.maps import simulator_map
from core.rules import official_list, wording
from core.rules.choices import COLUMN, Signal
from core.rules.engine import Result
from core.rules.model import CRITERIA, MARK, flagged
from core.rules.selection import NoticeKind
from core.text.outside import Outside
from core.views import class_map
from core.views.section import Section
from core.views.simulator.origins import origins
from core.views.table import Column, Kind, Table, table
from core.views.topic import Topic
from core.views.words import Words, say, strong
from core.vocabulary import labels

_NATION: Final = "全国"
_EXPECTED: Final = (
    "見込み = 必要量 × 比べる相手の(報告 ÷ 必要量)。順位は床数でなく割合で見て、割合が同じなら小さい区域ほど控えめに扱う。"
    "点数と計算は「判定表」「方法と照合」にある。同点は区域コード順。"
)
_LIST: Final = (
    Column(name="pref_name", label="都道府県"),
    Column(name="areas", label=labels.DESIGNATION["suishin"], wide=True),
)
#: Signals that the score weighs by themselves, and the weight of each.
_WEIGHED: Final = {Signal.TOTAL: "total", Signal.ACUTE_COMBINED: "acute_combined", Signal.CHRONIC: "chronic"}
_ORDER: Final = (
    Column(name="rank", label="順位", kind=Kind.PLAIN_NUMBER, missing=labels.NOT_COMPUTABLE),
    Column(name="area_name", label="構想区域"),
    Column(name="standing", label="結果"),
    Column(name="why", label="なぜこの順位か", wide=True),
    Column(name="real", label="実際の指定"),
    Column(name="basis", label="決め方"),
)


def section(result: Result, pref_code: str, top: Section) -> Section:
    """The list of all prefectures, or the order inside one, with the big figures and the official cautions of `headline.section`."""
    found = _prefecture(result, pref_code) if pref_code else _nation(result)
    return replace(found, cards=top.cards, cautions=top.cautions)


def listing(result: Result) -> Table:
    """One row per prefecture in code order: 【区域、●モデル区域】."""
    title = say("推進区域の一覧(試算): ", Outside(result.scenario.name))
    named = origins(result, "beds", "utilization")
    note = f"{official_list.LEGEND}。【―】は選ばれた区域がない県。"
    return table("list", title, _LIST, official_list.lines(result), named, note=note)


def chosen(result: Result) -> Section:
    """Why each selected area is selected, prefecture by prefecture. Rows in code order of the prefectures, by rank inside."""
    facts, picked, standing = result.facts, result.selection, wording.standing(result)
    places = sorted(np.flatnonzero(picked.selected), key=lambda i: (facts.areas["pref_code"].iloc[i], picked.rank[i]))
    title = "選ばれた区域と理由(試算)"
    rows = [
        (
            facts.areas["pref_name"].iloc[i],
            int(picked.rank[i]) or None,
            facts.areas["area_name"].iloc[i],
            standing[i],
            reason(result, int(i)),
            labels.DESIGNATION.get(facts.designation.get(facts.codes[i], ""), ""),
            wording.BASIS[picked.basis[i]],
        )
        for i in places
    ]
    columns = (Column(name="pref_name", label="都道府県"), *_columns(result))
    return Section(
        anchor="chosen",
        title=title,
        lead=say(strong(f"{len(rows)}区域"), "を、見込みより多い床数と事項①〜④から選んだ。"),
        tables=(table("chosen", title, columns, rows, origins(result, "beds", "utilization", "designation")),),
        notes=(_EXPECTED,),
    )


def map_section(result: Result, pref_code: str = "") -> Section:
    """Where they lie, beside the real designation."""
    name = _names(result)[pref_code]
    title = f"{name}の推進区域・モデル推進区域(試算)"
    figure = class_map.figure(
        "map",
        title,
        simulator_map.standing_rows(result),
        simulator_map.STANDING,
        origins(result, "beds", "utilization", "designation"),
        subtitle=f"シナリオ: {result.scenario.name}、{result.scenario.year}年の実績による",
        pref_code=pref_code,
        real=True,
    )
    return Section(
        anchor="map", title=title, lead=_beside(result, pref_code), figures=(figure,), notes=(class_map.note(),)
    )


def _beside(result: Result, pref_code: str) -> Words:
    """How many of the selected areas are designated in reality, as far as the designation is known."""
    prefectures = result.facts.areas["pref_code"].tolist()
    inside = {c for c, pref in zip(result.facts.codes, prefectures, strict=True) if pref_code in ("", pref)}
    picked, real = inside.intersection(result.selected_codes()), inside.intersection(result.facts.designation)
    if not real:
        return say(f"選ばれる{len(picked)}区域。実際の指定は、公表資料で確認できていません。")
    return say(
        f"選ばれる{len(picked)}区域のうち、実際に指定された区域は",
        strong(f"{len(picked & real)}区域"),
        f"(確認できた指定は{len(real)}区域)。",
    )


def notices(result: Result) -> Section:
    """Bounds that could not be met as sentences; areas chosen without any criterion as a passage."""
    bare = (NoticeKind.NO_CRITERION, NoticeKind.OPEN_CRITERION)
    elsewhere = (*bare, NoticeKind.CONVERTED)
    bounds = tuple(n.message for n in result.notices if n.kind not in elsewhere)
    without = tuple(n.message for n in result.notices if n.kind in bare)
    topic = Topic(
        key="without",
        heading=f"事項①〜④に要確認も該当もないまま、県内の順位で選ばれた区域が{len(without)}区域あります",
        lines=without,
        note=(
            "各県で下限の数を必ず選び、下限を超える区域はスコアだけを見るためです。"
            "しきい値や「下限を超える区域に必要なスコア」で変わります。"
        ),
    )
    return Section(
        anchor="notices",
        title="この試算についての注意",
        lead=say(
            f"数の下限・上限に合わないことが{len(bounds)}件、事項①〜④によらず順位で選ばれた区域が",
            strong(f"{len(without)}区域"),
            "あります。",
        )
        if bounds or without
        else "数の下限・上限はすべて満たされ、事項①〜④によらず選ばれた区域はありません。",
        sentences=bounds,
        topics=(topic,) if without else (),
        cites=origins(result, "beds", "utilization"),
    )


def _names(result: Result) -> dict[str, str]:
    areas = result.facts.areas
    return {"": _NATION, **dict(zip(areas["pref_code"].tolist(), areas["pref_name"].tolist(), strict=True))}


def _nation(result: Result) -> Section:
    chosen, models = len(result.selected_codes()), len(result.model_codes())
    empty = sum(areas == "【―】" for _, areas in official_list.lines(result))
    lead: list[Words] = [
        "推進区域は",
        strong(f"{chosen}区域"),
        "、うちモデル推進区域は",
        strong(f"{models}区域"),
        f"。選ばれた区域がない県は{empty}。" if empty else "。",
    ]
    return Section(anchor="list", title="推進区域の一覧(試算)", lead=say(*lead), tables=(listing(result),))


def _prefecture(result: Result, pref_code: str) -> Section:
    facts, selection, standing = result.facts, result.selection, wording.standing(result)
    member = np.flatnonzero((facts.areas["pref_code"] == pref_code).to_numpy())
    names = facts.areas["area_name"].to_numpy()
    order = sorted(member, key=lambda i: (selection.rank[i] or len(names) + 1, facts.codes[i]))
    rows = [
        (
            int(selection.rank[i]) or None,
            names[i],
            standing[i],
            reason(result, int(i)),
            labels.DESIGNATION.get(facts.designation.get(facts.codes[i], ""), ""),
            wording.BASIS[selection.basis[i]],
        )
        for i in order
    ]
    name = _names(result)[pref_code]
    chosen = [str(names[i]) for i in order if selection.selected[i]]
    title = f"{name}の順位(試算)"
    return Section(
        anchor="list",
        title=title,
        lead=say(f"{len(member)}区域のうち、選ばれるのは", strong("、".join(chosen) or "なし"), "。"),
        tables=(table("list", title, _columns(result), rows, origins(result, "beds", "utilization", "designation")),),
        notes=(_EXPECTED,),
    )


def reason(result: Result, i: int) -> str:
    """Why an area (its place in the order of areas) stands where it does: what the score weighs in beds, and which of ①–④ speak for it.

    Where the score weighs one thing alone, the heading of the column names it (`_columns`).
    """
    signals, weighed = result.signals, _weighed(result)
    parts, called = [], wording.signals(result.scenario.year)
    for signal in weighed:
        k = COLUMN[signal]
        excess = float(signals.reported[i, k] - signals.expected[i, k] - signals.explained.beds[i, k])
        told = "" if len(weighed) == 1 else f"{called[signal]}は"
        if excess != excess:
            parts.append(f"{told}{labels.NOT_COMPUTABLE}")
        else:
            parts.append(f"{told}見込み{_beside_expected(excess, float(signals.expected[i, k]))}")
    for criterion in CRITERIA:
        if flagged(result.verdicts.of(criterion)[i : i + 1])[0]:
            parts.append(f"{MARK[criterion]} {wording.verdicts(result, criterion)[i]}")
    return "。".join(parts)


def _weighed(result: Result) -> list[Signal]:
    return [signal for signal, weight in _WEIGHED.items() if getattr(result.scenario.weights, weight)]


def _columns(result: Result) -> tuple[Column, ...]:
    """Those of the order; the one of the reasons names what alone is weighed."""
    weighed = _weighed(result)
    if len(weighed) != 1:
        return _ORDER
    alone = f"(見るのは{wording.signals(result.scenario.year)[weighed[0]]})"
    return tuple(replace(c, label=f"{c.label}{alone}") if c.name == "why" else c for c in _ORDER)


def _beside_expected(excess: float, expected: float) -> str:
    """`より621床(44%)多い`: the order goes by the share, which beds alone do not tell."""
    if round(excess) == 0:
        return "と同じ"
    share = f"({labels.percent(abs(excess) / expected, 0)})" if expected else ""
    return f"より{abs(excess):,.0f}床{share}{'多い' if excess > 0 else '少ない'}"
