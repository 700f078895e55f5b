"""④の推薦理由で引ける根拠: what of the area speaks for a nomination, against our thresholds and among all areas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from core.data.reader import Read
from core.rules import facts
from core.rules.evidence import EvidenceItem, Standing, amount, assess, load_evidence, standing, stated
from core.rules.facts import Facts
from core.rules.model import Finding
from core.views.area.place import Area
from core.views.section import Section
from core.views.sources import Sources
from core.views.table import Column, Status, Table, table
from core.views.words import Words, joined, say, strong
from core.vocabulary import labels
from core.vocabulary.terms import Verdict

ANCHOR: Final = "evidence"
TITLE: Final = "④の推薦理由で引ける根拠"


@dataclass(frozen=True, slots=True)
class _Row:
    """One kind of evidence: the item of the list, what the rules find, where the area stands, its figure."""

    item: EvidenceItem
    finding: Finding
    standing: Standing
    value: str


def section(read: Read, area: Area) -> Section:
    """Which evidence is met in words, then all of it with threshold, value, rank, verdict and the numbers of its sources."""
    known = read(facts.from_store)
    listed = load_evidence()
    rows = [
        _Row(item, finding, standing(known, item, area.area_code), _value(known, item, finding))
        for item, finding in zip(listed.items, assess(known, area.area_code), strict=True)
    ]
    unknown = [r for r in rows if r.finding.verdict is Verdict.UNKNOWN]
    measured = sorted({i for r in rows for i in r.finding.source_ids})
    thresholds = sorted({r.item.source_id for r in rows} - set(measured))
    told: list[Words] = []
    if unknown:
        names = "、".join(f"{r.item.label}({r.value})" for r in unknown)
        told.append(
            f"判定不能: {names}。データがないか、公表資料に載らない分しだいで変わるため、非該当とは数えません。"
        )
    cautions = dict.fromkeys(r.item.caution for r in rows if r.item.caution)
    told.append("".join([listed.note, *cautions]))
    return Section(
        anchor=ANCHOR,
        title=TITLE,
        lead=_lead([r for r in rows if r.finding.verdict is Verdict.MET]),
        tables=(_table(rows, measured, Sources((*measured, *thresholds))), _reasons(rows)),
        notes=tuple(told),
    )


def _value(known: Facts, item: EvidenceItem, finding: Finding) -> str:
    """The area's figure in words."""
    return labels.NO_DATA if finding.observed is None else stated(known, item, finding.area_code, finding.observed)


def _lead(met: list[_Row]) -> Words:
    if not met:
        return say(
            strong("目安に当てはまる根拠はありません。"),
            " 目安は下の表のとおりで、当てはまらなくても④の理由にできないわけではありません。",
        )
    return say(
        strong(f"目安に当てはまる根拠 {len(met)}件"),
        ": ",
        joined(f"{r.item.label} {r.value}({_rank(r.item, r.standing)})" for r in met),
    )


def _table(rows: list[_Row], measured: list[str], sources: Sources) -> Table:
    """`measured`: sources of the values; their numbers are those of the line under the section and of the sheet 出典."""
    numbers = {source: f"[{number}]" for number, source in enumerate(measured, start=1)}
    columns = (
        Column(name="label", label="根拠"),
        Column(name="threshold", label="目安"),
        Column(name="value", label="この区域の値"),
        Column(name="rank", label="順位", wide=True, help="幅のある順位は、公表資料に載らない分しだいで変わる"),
        Column(name="verdict", label="判定"),
        Column(name="sources", label="出典", help="値の出典の番号(下の出典の順)"),
    )
    body = [
        (
            r.item.label,
            _threshold(r.item, r.finding.threshold.value if r.finding.threshold else None),
            Status(r.value) if r.finding.observed is None else r.value,
            _rank(r.item, r.standing),
            labels.VERDICT[r.finding.verdict],
            "".join(numbers[i] for i in r.finding.source_ids),
        )
        for r in rows
    ]
    return table("evidence", TITLE, columns, body, sources)


def _threshold(item: EvidenceItem, value: float | None) -> str:
    if value is None:
        return labels.NOT_COMPUTABLE
    low = item.side == "at_most"
    share = f"(全国の{'下位' if low else '上位'}{item.top_share:.0%})" if item.top_share is not None else ""
    return f"{amount(item, value)}{'以下' if low else '以上'}{share}"


def _rank(item: EvidenceItem, found: Standing) -> str:
    """`339区域中 12位(大きい順)`, with the number of areas that share the rank; `3〜9位` where what is not published decides."""
    if found.rank is None or found.worst is None:
        return labels.NOT_COMPUTABLE
    order = "大きい順" if item.side == "at_least" else "小さい順"
    if found.rank != found.worst:
        return f"{found.ranked}区域中 {found.rank}〜{found.worst}位({order})"
    ties = f"、同順位{found.tied}区域" if found.tied > 1 else ""
    return f"{found.ranked}区域中 {found.rank}位({order}{ties})"


def _reasons(rows: list[_Row]) -> Table:
    columns = (Column(name="label", label="根拠"), Column(name="why", label="なぜ根拠になるか", wide=True))
    laid_down = sorted({r.item.source_id for r in rows})
    return table(
        "reasons", "なぜ根拠になるか", columns, [(r.item.label, r.item.why) for r in rows], Sources(tuple(laid_down))
    )
