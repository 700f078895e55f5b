"""課題: the ministry's survey of issues in the 339 areas."""

from __future__ import annotations

import pandas as pd

from core.charts.bars import count_bars, count_rows
from core.charts.named import ROWS
from core.content.survey import Survey, SurveyCount
from core.views.figure import Chart, Figure
from core.views.section import Section
from core.views.sources import Sources
from core.views.table import Column, Kind, table
from core.views.words import say, strong

TITLE = "構想区域の医療提供体制上の課題(国の調査)"


def section(survey: Survey) -> Section:
    """Three pictures: issues, their relation to the gap, planned work."""
    sources = Sources((survey.source_id,))
    panels = (
        (
            "issues",
            "課題の内容(区域数、上位3項目)",
            survey.issues,
            f"{survey.issues_note}スライドの注: 「{survey.issues_footnote}」",
        ),
        (
            "relation",
            "「課題」と「生じている差異」との関連(区域数)",
            survey.relation,
            "関連の例: " + "、".join(survey.relation_examples) + "。",
        ),
        (
            "plans",
            "課題解決のための取組予定(区域数、上位3項目)",
            survey.plans,
            f"{survey.plans_note}スライドの注: 「{survey.plans_footnote}」",
        ),
    )
    return Section(
        anchor="survey",
        title=TITLE,
        lead=say(
            "課題があると答えた区域 ",
            strong(str(survey.areas_with_issues)),
            f"/{survey.areas_total}区域",
            _first(survey),
        ),
        figures=tuple(
            _figure(key, title, items, note, survey.areas_total, sources) for key, title, items, note in panels
        ),
        notes=(survey.status_note,),
    )


def _first(survey: Survey) -> str:
    """The issue that most areas name."""
    most = max(survey.issues, key=lambda item: item.areas)
    return f"。最も多い課題は{most.label}({most.areas}区域)。"


def _figure(key: str, title: str, items: tuple[SurveyCount, ...], note: str, total: int, sources: Sources) -> Figure:
    rows = pd.DataFrame({"label": [i.label for i in items], "value": [i.areas for i in items]})
    columns = (
        Column(name="label", label="項目", wide=True),
        Column(name="value", label="区域数", unit="区域", kind=Kind.NUMBER),
        Column(name="share", label=f"{total}区域に占める割合", kind=Kind.PERCENT, digits=1),
    )
    return Figure(
        key=key,
        title=title,
        drawing=Chart(build=count_bars, options=(len(rows), total), data={ROWS: count_rows(rows, "区域")}),
        alt=f"{title}の横棒。" + "、".join(f"{i.label} {i.areas:,}区域" for i in items) + "。",
        twin=table(f"{key}_rows", title, columns, [(i.label, i.areas, i.areas / total) for i in items], sources),
        note=note,
    )
