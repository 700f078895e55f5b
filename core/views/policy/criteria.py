"""Criteria ①–④ of 推進区域 and the examples of モデル推進区域."""

from __future__ import annotations

from core.content.base import Term
from core.content.cautions import official_sentences
from core.content.policy import Criteria, Criterion
from core.views.section import Section
from core.views.sources import Sources, said_in
from core.views.topic import Topic
from core.views.words import say, strong
from core.vocabulary import labels


def suishin(rules: Criteria) -> Section:
    """The four criteria as quoted, with how this dashboard reads them."""
    return Section(
        anchor="suishin",
        title=labels.DESIGNATION["suishin"],
        lead=say(strong(rules.suishin_count), f"。設定の事項は{_numbers(rules.suishin)}の{len(rules.suishin)}つ。"),
        sentences=(later_name(rules.suishin_term),),
        topics=tuple(_topic(item) for item in rules.suishin),
        cites=_cited(rules.suishin),
    )


def model(rules: Criteria) -> Section:
    """The criterion of モデル推進区域 and the official cautions."""
    return Section(
        anchor="model",
        title=labels.DESIGNATION["model"],
        lead=say(strong(rules.model_count), f"。考え方は{_numbers(rules.model)}の{len(rules.model)}つに書かれている。"),
        sentences=(later_name(rules.model_term), f"「{rules.model_sentence}」"),
        topics=tuple(_topic(item) for item in rules.model),
        notes=(rules.occupancy_formula, rules.handling_note),
        cites=_cited(rules.model),
    )


def notes(rules: Criteria) -> Section:
    """What stands under both."""
    return Section(
        anchor="criteria",
        title="推進区域・モデル推進区域の設定の考え方",
        lead=say(
            f"{labels.DESIGNATION['suishin']}は事項{_numbers(rules.suishin)}から、{labels.DESIGNATION['model']}はその中から選ばれる。"
            f"「{rules.assessment.title}」({len(rules.assessment.sentences)}文)が出発点。",
        ),
        topics=(_assessment(rules),),
        notes=("「」は資料の文、ほかは要約。閾値は国から示されていない。",),
        cautions=official_sentences(),
        cites=_cited((*rules.suishin, *rules.model)),
    )


def later_name(term: Term) -> str:
    """The later official name beside the wording of the source; empty where none is known."""
    return f"資料の表記は「{term.as_written}」。現在の名称は「{term.later}」。" if term.later else ""


def _assessment(rules: Criteria) -> Topic:
    """The ministry's own assessment, which the criteria start from."""
    found = rules.assessment
    return Topic(
        key="assessment",
        heading=found.title,
        lines=tuple(f"「{sentence}」" for sentence in found.sentences),
        note=f"{found.note}。{said_in(found)}",
    )


def _numbers(items: tuple[Criterion, ...]) -> str:
    return "・".join(item.number for item in items)


def _topic(item: Criterion) -> Topic:
    return Topic(
        key=item.id,
        heading=item.number,
        lines=(f"「{item.official}」",),
        listed=False,
        note=f"読み方: {item.meaning}。データ: {item.data}。{said_in(item)}",
    )


def _cited(items: tuple[Criterion, ...]) -> Sources:
    return Sources(tuple(dict.fromkeys(i.source_id for i in items)))
