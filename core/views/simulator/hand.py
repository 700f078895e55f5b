"""固定・推薦・取込: what a person has decided, and the worksheets of the area pages that can be taken in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from core.area.worksheet import Worksheet
from core.rules import wording
from core.rules.by_hand import COMPLETE
from core.rules.engine import Result
from core.rules.entries import Explained
from core.rules.evidence import evidence_label
from core.rules.explained import gaps, refused
from core.text.outside import Outside
from core.uploads.worksheet import explained_of
from core.views.section import Section
from core.views.simulator.origins import entry_origins
from core.views.table import Cell, Column, table
from core.views.words import Words, joined, say, strong
from core.vocabulary import labels

#: Table → the word that a person gives about a prefecture.
COMPLETE_WORDS: Final = {"nominations": "この県の④の推薦はこれで全部", "revalidation": "この県の③の表はこれで全部"}
COMPLETE_LEAD: Final = "④の推薦や③の表が県の全部であることを確かめたときに加えます。加えるまで、推薦や行のない区域は判定不能のままで、非該当になりません。"
_COLUMNS: Final = (
    Column(name="area_code", label="コード"),
    Column(name="area_name", label="構想区域・都道府県"),
    Column(name="decided", label="決めたこと"),
    Column(name="reason", label="理由", wide=True),
    Column(name="cited", label="引いた根拠・出典", wide=True),
)


def section(result: Result) -> Section:
    """Every decision by hand with its reason; without any, how one is made."""
    scenario, names = result.scenario, result.facts.areas["area_name"]
    rows: list[tuple[Cell, ...]] = [
        (p.area_code, names[p.area_code], f"固定({wording.LEVEL[p.level]})", Outside(p.reason), "")
        for p in scenario.pins
    ]
    rows += [(e.area_code, names[e.area_code], "除外", Outside(e.reason), "") for e in scenario.exclusions]
    rows += [
        (
            n.area_code,
            names[n.area_code],
            "④の推薦",
            Outside(n.reason),
            Outside(
                "、".join([*(evidence_label(e) for e in n.evidence), *([f"出典: {n.source}"] if n.source else [])])
            ),
        )
        for n in scenario.nominations
    ]
    rows += [
        (p.area_code, names[p.area_code], wording.PREPARATION[p.kind], Outside(p.reason), "")
        for p in scenario.preparing
    ]
    rows += [
        (
            r.area_code,
            names[r.area_code],
            "モデル推進区域の要望",
            Outside(r.reason),
            Outside(f"出典: {r.source}" if r.source else ""),
        )
        for r in scenario.model_requests
    ]
    prefectures = dict(zip(result.facts.areas["pref_code"], result.facts.areas["pref_name"], strict=True))
    rows += [
        (t.pref_code, prefectures[t.pref_code], COMPLETE_WORDS[table], Outside(f"{t.name}({t.date})"), "")
        for table, field in COMPLETE.items()
        for t in getattr(scenario, field)
    ]
    if not rows:
        return Section(
            anchor="by-hand",
            title="手で決めたこと",
            sentences=(
                "まだありません。右の欄で区域を選び、理由を書いて加えます。固定と除外は、しきい値やスコアより優先します。",
            ),
        )
    groups = (
        ("固定", scenario.pins),
        ("除外", scenario.exclusions),
        ("④の推薦", scenario.nominations),
        ("取組", scenario.preparing),
        ("モデルの要望", scenario.model_requests),
        ("「これで全部」", (*scenario.nominations_complete, *scenario.revalidation_complete)),
    )
    counted: Iterable[Words] = (say(f"{word} ", strong(f"{len(entries)}件")) for word, entries in groups if entries)
    return Section(
        anchor="by-hand",
        title="手で決めたこと",
        lead=say(joined(counted), "。"),
        tables=(table("by_hand", "手で決めたこと", _COLUMNS, rows, entry_origins(scenario)),),
        notes=(
            "取り消すときは、右の欄でその区域を選びます。実際の設定では、東京都13区域・島根県7区域のように上限を超えた県もあります。",
        ),
    )


@dataclass(frozen=True, slots=True)
class Offer:
    """A worksheet of an area page: what it says here, and the entries that one click takes (none where it cannot be taken)."""

    area_code: str
    words: str
    entries: tuple[Explained, ...] = ()


def worksheet_offers(result: Result, sheets: Iterable[Worksheet]) -> tuple[Offer, ...]:
    """Worksheets with explained beds: offered for their own year, and said to be taken once they are."""
    scenario, names = result.scenario, result.facts.areas["area_name"]
    offers, known = [], gaps(result.facts, scenario.year)
    for sheet in sheets:
        entries = explained_of(sheet)
        if not entries or sheet.area_code not in names:
            continue
        called = wording.signals(sheet.year)
        beds = "、".join(f"{called[e.bed_function]} {labels.signed(e.beds, '床')}" for e in entries)
        name = names[sheet.area_code]
        wrong = refused(entries, known) if sheet.year == scenario.year else []
        if wrong:
            reasons = "、".join(f"{called[e.bed_function]}: {why}" for _, e, why in wrong)
            offers.append(Offer(sheet.area_code, f"{name}の差異の分析は反映できません。{reasons}。"))
        elif sheet.year != scenario.year:
            words = f"{name}({beds}): {sheet.year}年の差異の分析です。左の対象年を{sheet.year}年にすると反映できます。"
            offers.append(Offer(sheet.area_code, words))
        elif set(entries) <= set(scenario.explained):
            offers.append(Offer(sheet.area_code, f"{name}({beds}): この試算の差異から引いています。"))
        else:
            offers.append(Offer(sheet.area_code, f"{name}の説明できる床数({beds})を差異から引く", entries))
    return tuple(offers)
