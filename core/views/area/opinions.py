"""協議会の意見と回答: what members of the area's council said and what the prefecture answered."""

from __future__ import annotations

from typing import Final

from core.content.council import Council, CouncilTopic, load_council
from core.views.area.place import Area
from core.views.section import Section
from core.views.sources import Sources
from core.views.table import Column, Table, table
from core.views.topic import Topic
from core.views.words import Words, say, strong

OPINIONS_TITLE: Final = "協議会の意見と回答"


def has_opinions(area: Area) -> bool:
    """Whether opinions and replies of the area's council are at hand."""
    return load_council(area.area_code) is not None


def opinions(area: Area, topic: str = "") -> Section:
    """Opinions and replies of the area's council: one of its topics (`topics`), or all. Raises KeyError without a council."""
    council = _council(area)
    shown = tuple(t for t in council.topics if topic in ("", t.id))
    sources = Sources((council.source_id,)) | Sources(tuple(t.source_id for t in shown))
    noted = f"{council.source_note}({shown[0].source_note})" if topic else council.source_note
    return Section(
        anchor="opinions",
        title=OPINIONS_TITLE,
        lead=_opinions_lead(council),
        sentences=_nomination(council),
        topics=tuple(part for t in shown for part in _passages(t)),
        tables=(_listed(area, shown, sources),),
        notes=(noted,),
        cites=sources | Sources((council.nomination.source_id,)) if council.nomination else sources,
    )


def topics(area: Area) -> dict[str, str]:
    """Labels of the council's topics by id, in their order."""
    return {t.id: t.label for t in _council(area).topics}


def _council(area: Area) -> Council:
    council = load_council(area.area_code)
    if council is None:
        raise KeyError(area.area_code)
    return council


def _opinions_lead(council: Council) -> Words:
    said, answered = (sum(len(part) for part in parts) for parts in _parts(council))
    silent = sum(not t.replies for t in council.topics)
    ending = f"(回答の記載がない論点 {silent})" if silent else ""
    return say(
        strong(council.council),
        f"({council.meeting}、{council.form}、{council.year}。要約): ",
        f"{len(council.topics)}の論点に意見{said}件、回答{answered}件{ending}。",
    )


def _parts(council: Council) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    return [t.opinions for t in council.topics], [t.replies for t in council.topics]


def _nomination(council: Council) -> tuple[Words, ...]:
    if council.nomination is None:
        return ()
    nomination = council.nomination
    figures = "、".join(f"{f.label} {f.value}({f.basis})" for f in nomination.figures)
    return (f"推薦の理由: {nomination.criterion}。{nomination.reason} {figures}",)


def _passages(topic: CouncilTopic) -> tuple[Topic, Topic]:
    """What was said and what was answered."""
    return (
        Topic(key=f"{topic.id}_opinions", heading=f"{topic.label}: 意見", lines=topic.opinions),
        Topic(
            key=f"{topic.id}_replies",
            heading=f"{topic.label}: 回答",
            lines=topic.replies,
            quotes=tuple(f"「{quote}」" for quote in topic.quotes),
            note="" if topic.replies else "この意見への回答は資料に記載がありません。",
        ),
    )


def _listed(area: Area, shown: tuple[CouncilTopic, ...], sources: Sources) -> Table:
    """One row per opinion, reply and quotation."""
    columns = (
        Column(name="topic", label="論点"),
        Column(name="kind", label="区分"),
        Column(name="text", label="内容", wide=True),
    )
    rows = [
        (topic.label, kind, text)
        for topic in shown
        for kind, texts in (("意見", topic.opinions), ("回答", topic.replies), ("資料の言葉", topic.quotes))
        for text in texts
    ]
    return table("opinions", f"{area.label}の協議会の意見と回答", columns, rows, sources)
