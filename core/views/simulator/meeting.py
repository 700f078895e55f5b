"""A scenario as a deck: what it comes to, where, and what that is worth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from core.rules.engine import Result
from core.text.outside import Outside
from core.views.deck import Deck, Slide
from core.views.section import Section
from core.views.simulator import headline, selection, share, why
from core.views.words import say


def deck(result: Result, pref_code: str, area_code: str | None, tested: Callable[[], Section]) -> Deck:
    """`pref_code`: narrows list and map; `area_code`: the area whose reasons are told; `tested`: the section 方法と照合."""
    top = headline.section(result)

    def listed() -> Section:
        return replace(selection.section(result, pref_code, top), cards=(), cautions=())

    reasons = (Slide("why", "区域の理由", lambda: why.section(result, area_code)),) if area_code else ()
    return Deck(
        say("試算「", Outside(result.scenario.name), "」"),
        (
            Slide("result", "この試算の結果", lambda: top),
            Slide("conditions", "この試算の条件", lambda: replace(share.section(result), notes=(share.TRIAL,))),
            Slide("list", "推進区域の一覧", listed),
            Slide("map", "推進区域の地図", lambda: selection.map_section(result, pref_code)),
            *reasons,
            Slide("backtest", "方法と照合", tested),
            Slide("notices", "この試算で知っておくこと", lambda: selection.notices(result)),
        ),
    )
