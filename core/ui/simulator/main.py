"""The simulator's page body: presets, choices, headline, and the one view that is open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import streamlit as st

from core.rules import first_edition
from core.rules.engine import Result
from core.text.outside import Outside
from core.ui import draw, workfile
from core.ui import state as url_state
from core.ui.simulator import (
    backtest,
    compare,
    controls,
    criteria,
    form,
    hand,
    headline,
    money,
    runs,
    selection,
    sensitivity,
    share,
    state,
    why,
)
from core.ui.simulator.view_state import VIEWS as VIEW_NAMES
from core.ui.simulator.view_state import SimulatorState
from core.views.simulator import share as share_view


@dataclass(frozen=True, slots=True)
class View:
    """One view of the result. `cautioned`: its sections say the official cautions, so that they do not stand above it as well."""

    show: Callable[[Result], None]
    cautioned: bool = False


#: By the key of the URL. Only the open view is computed.
VIEWS: Final[dict[str, View]] = {
    "selection": View(selection.show, cautioned=True),
    "criteria": View(criteria.show),
    "why": View(why.show),
    "hand": View(hand.show),
    "form": View(form.show),
    "sensitivity": View(sensitivity.show),
    "backtest": View(backtest.show),
    "compare": View(compare.show),
    "money": View(money.show, cautioned=True),
    "share": View(share.show),
}


def show() -> None:
    """Choices on the left, result on the right.

    What is said in some states only stands in a place of its own, so that the controls below keep theirs: one that is made anew under
    the hand does not take the press.
    """
    with st.container():
        problem = state.problem()
        if problem:
            draw.warning(Outside(problem))  # it may quote the link
    presets = st.container()
    left, right = st.columns([2, 8], gap="medium")
    with left:
        st.header("条件", anchor="conditions")
        contradiction = controls.choose()
    with presets:
        controls.presets()
    scenario = state.current()
    left_out = state.write_url(scenario)
    with right:
        result = runs.result(scenario)
        with st.container():
            if contradiction is not None:
                draw.problem(contradiction)
                draw.caption("左の条件では計算できないため、下は直前の条件の結果です。")
            changes = first_edition.changes(scenario)
            draw.warning(*changes[:1])
            draw.caption(*changes[1:])
        name = url_state.page(SimulatorState).segments("view", "表示するもの", text=VIEW_NAMES.__getitem__, hidden=True)
        view = VIEWS[name]
        with st.container():
            headline.line(result, cautioned=view.cautioned)
            _not_in_the_link(left_out)
        view.show(result)
    workfile.guard("simulator")


def _not_in_the_link(left_out: tuple[str, ...]) -> None:
    if left_out == ("all",):
        draw.caption(
            "このシナリオは長いため、URLだけでは渡せません。「保存・共有・出力」のJSONファイルで渡してください。"
        )
    elif left_out:
        draw.caption(
            f"{share_view.tables_in_words(left_out)}はURLに入りません。渡すときや再読み込みの前に、「保存・共有・出力」のJSONファイルに保存してください。"
        )
