"""Who does what in which fiscal year."""

from __future__ import annotations

from core.content.policy import ACTOR_LABEL, Actor, Roles
from core.views.policy.criteria import later_name
from core.views.section import Section
from core.views.sources import Sources
from core.views.table import Column, table
from core.views.topic import Topic
from core.views.words import say, strong
from core.vocabulary import labels


def section(content: Roles) -> Section:
    """Actor × fiscal year as one table, then what goes on in every year."""
    years = sorted({role.fiscal_year for role in content.roles})
    sources = Sources((content.source_id,))
    columns = (
        Column(name="actor", label="主体"),
        *(Column(name=str(y), label=f"{y}年度({labels.era_year(y)}年度)", wide=True) for y in years),
    )
    rows = [
        (ACTOR_LABEL[actor], *("\n".join(f"・{line}" for line in content.cell(actor, y).does) for y in years))
        for actor in Actor
    ]
    return Section(
        anchor="roles",
        title=f"国・都道府県・医療機関が取り組むこと({'・'.join(f'{y}年度' for y in years)})",
        lead=say(
            f"資料では、{years[-1]}年度に{ACTOR_LABEL[Actor.PREFECTURE]}がすることは、",
            strong("、".join(content.cell(Actor.PREFECTURE, years[-1]).does)),
            "。",
        ),
        tables=(table("roles", "主体と年度ごとの取組", columns, rows, sources),),
        topics=(
            Topic(key="common", heading="どの年度も続けること", lines=content.common),
            Topic(key="background", heading="踏まえること", lines=content.background),
        ),
        notes=(*(later_name(term) for term in content.terms), *content.notes, content.source_note),
    )
