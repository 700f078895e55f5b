"""会議用スライド of a scenario: what it comes to, which areas with which reasons, the evidence for ④, and what the method is worth."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from core.rules.backtest import Backtest, Fitted
from core.rules.engine import Result
from core.rules.reliability import Reliability
from core.views.section import Section
from core.views.simulator import backtest, headline, selection, share, why
from core.views.words import say
from core.vocabulary import labels

#: In every title: nobody has decided it.
MARK: Final = "【試算】"
#: Anchors of the sections that stand on paper too.
_ON_PAPER: Final = ("result", "list", "chosen", "notices", "scenario")
_ELSEWHERE: Final = "県ごとの順位の図は、画面の「方法と照合」にあります。"
#: A row per prefecture, too low to be read on a slide.
_TOO_TALL: Final = "order"


def sections(
    result: Result,
    test: Backtest,
    fitted: Fitted,
    trust: Reliability,
    *,
    pref_code: str = "",
    area_code: str = "",
) -> tuple[Section, ...]:
    """For the nation, or for one prefecture; evidence of the areas that the scenario nominates, and of `area_code` where given.

    `test`, `fitted`, `trust`: of the scenario by its rules alone. Raises UserError for an unknown area.
    """
    come_to = headline.section(result)
    notices = selection.notices(result)
    if pref_code:  # the areas that it names are those of the whole country
        notices = replace(notices, topics=())
    checked = backtest.section(result, test, fitted, trust)
    return (
        come_to,
        replace(selection.section(result, pref_code, come_to), cards=(), cautions=()),
        *(() if pref_code else (selection.chosen(result),)),
        selection.map_section(result, pref_code),
        *((notices,) if notices.sentences or notices.topics else ()),
        *(_evidence(result, code) for code in _cited(result, pref_code, area_code)),
        replace(
            checked,
            figures=tuple(f for f in checked.figures if f.key != _TOO_TALL),
            notes=(*checked.notes, _ELSEWHERE),
        ),
        replace(share.section(result), notes=(share.TRIAL,)),
    )


def _cited(result: Result, pref_code: str, area_code: str) -> tuple[str, ...]:
    """Areas that ④ speaks of, each once, in the order of their codes."""
    named = {n.area_code for n in result.scenario.nominations}
    inside = {c for c in named if not pref_code or str(result.facts.areas["pref_code"][c]) == pref_code}
    return tuple(sorted(inside | ({area_code} if area_code else set())))


def _evidence(result: Result, area_code: str) -> Section:
    """The table alone: the passages of the screen say the same."""
    found = why.evidence_section(result, area_code)
    area = labels.area(*(str(result.facts.areas[c][area_code]) for c in ("area_name", "pref_name")))
    return replace(found, title=say(found.title, f": {area}"), topics=())


def printed(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """The sections of a deck that a paper for everybody needs: the result, the areas with reasons, what to know, the conditions."""
    return tuple(s for s in sections if s.anchor in _ON_PAPER)
