"""協議会の意見と回答: what members of the area's council said, row by row with the prefecture's reply, or by topic."""

from __future__ import annotations

from typing import Final

from core.content.council import Council, CouncilRow, Paragraph, load_council
from core.views.area.place import Area
from core.views.section import Section
from core.views.sources import Sources
from core.views.table import Column, Table, table
from core.views.topic import Topic
from core.views.words import Words, say, strong

OPINIONS_TITLE: Final = "協議会の意見と回答"
NO_REPLY: Final = "この意見への回答は資料に記載がありません。"
NO_REPLY_ON_TOPIC: Final = "この論点についての回答の段落はありません。"


def has_opinions(area: Area) -> bool:
    """Whether opinions and replies of the area's council are at hand."""
    return load_council(area.area_code) is not None


def opinions(area: Area, chosen: str = "") -> Section:
    """Opinions and replies of the area's council as printed: one row of the paper, one topic (`topics`), or all rows.

    Two passages per row, what was said and what was answered to it. Raises KeyError without a council.
    """
    council = _council(area)
    topic = chosen if chosen in {t.id for t in council.topics} else ""
    rows = [row.about(topic) for row in council.rows] if topic else list(council.rows)
    rows = [r for r in rows if (r.opinions or r.replies) and (topic or chosen in ("", r.id))]
    sources = Sources((council.source_id,)) | Sources(tuple(r.source_id for r in rows))
    return Section(
        anchor="opinions",
        title=OPINIONS_TITLE,
        lead=_lead(council),
        sentences=(*_hospitals(council), *_nomination(council)),
        topics=tuple(part for row in rows for part in _passages(row, topic)),
        tables=(_listed(area, council, rows, sources),),
        notes=(f"「」と段落は資料の文のまま。論点はこのダッシュボードが段落に付けた。{council.source_note}。",),
        cites=sources | Sources((council.nomination.source_id,)) if council.nomination else sources,
    )


def topics(area: Area) -> dict[str, str]:
    """Labels by id of what can be chosen: the rows of the paper, then the topics."""
    council = _council(area)
    return {r.id: r.label for r in council.rows} | {t.id: t.label for t in council.topics}


def _council(area: Area) -> Council:
    council = load_council(area.area_code)
    if council is None:
        raise KeyError(area.area_code)
    return council


def _lead(council: Council) -> Words:
    said, answered = sum(len(r.opinions) for r in council.rows), sum(len(r.replies) for r in council.rows)
    silent = "・".join(r.label for r in council.rows if not r.replies)
    ending = f"({silent}への回答は記載がない)" if silent else ""
    return say(
        strong(f"{council.council} {council.body}"),
        f"({council.meeting}、{council.form}、{council.year}): ",
        f"意見{len(council.rows)}件({said}段落)、回答{answered}段落{ending}。",
    )


def _hospitals(council: Council) -> tuple[Words, ...]:
    if council.hospitals is None:
        return ()
    found = council.hospitals
    names = "、".join(f"{h.name}(公立)" if h.is_public else h.name for h in found.names)
    public = sum(h.is_public for h in found.names)
    return (f"{found.place}: {len(found.names)}病院(うち公立{public}) {names}。",)


def _nomination(council: Council) -> tuple[Words, ...]:
    if council.nomination is None:
        return ()
    nomination = council.nomination
    figures = "、".join(f"{f.label} {f.value}({f.basis})" for f in nomination.figures)
    return (f"推薦の理由(要約): {nomination.criterion}。{nomination.reason} {figures}",)


def _passages(row: CouncilRow, topic: str) -> tuple[Topic, Topic]:
    """What was said and what was answered to it."""
    silent = NO_REPLY_ON_TOPIC if topic else NO_REPLY
    return (
        Topic(
            key=f"{row.id}_opinions",
            heading=row.label,
            lines=tuple(p.text for p in row.opinions),
            listed=False,
            note="" if row.opinions else "この論点についての意見の段落はありません。",
        ),
        Topic(
            key=f"{row.id}_replies",
            heading=f"{row.label}への回答",
            lines=tuple(p.text for p in row.replies),
            listed=False,
            note="" if row.replies else silent,
        ),
    )


def _listed(area: Area, council: Council, rows: list[CouncilRow], sources: Sources) -> Table:
    """One row per paragraph."""
    labels = {t.id: t.label for t in council.topics}
    columns = (
        Column(name="row", label="意見"),
        Column(name="kind", label="区分"),
        Column(name="text", label="内容(資料の文のまま)", wide=True),
        Column(name="topics", label="論点"),
    )
    parts: list[tuple[CouncilRow, str, tuple[Paragraph, ...]]] = [
        part for r in rows for part in ((r, "意見", r.opinions), (r, "回答", r.replies))
    ]
    body = [(r.label, kind, p.text, "、".join(labels[t] for t in p.topics)) for r, kind, ps in parts for p in ps]
    return table("opinions", f"{area.label}の協議会の意見と回答", columns, body, sources)
