"""The simulator's page body: presets, choices, headline, and the one view that is open."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from core.rules.engine import Result
from core.ui import components
from core.ui import state as url_state
from core.ui.simulator import (
    backtest,
    compare,
    controls,
    criteria,
    hand,
    headline,
    money,
    runs,
    selection,
    sensitivity,
    share,
    state,
    why,
    words,
)

#: View key (in the URL) → words on the button, what it shows. Only the open view is computed.
VIEWS: dict[str, tuple[str, Callable[[Result], None]]] = {
    "selection": ("選定結果", selection.show),
    "criteria": ("判定表", criteria.show),
    "why": ("区域の理由", why.show),
    "hand": ("固定・推薦・取込", hand.show),
    "sensitivity": ("感度", sensitivity.show),
    "backtest": ("実際の指定との照合", backtest.show),
    "compare": ("シナリオ比較", compare.show),
    "money": ("減床の試算", money.show),
    "share": ("保存・共有・出力", share.show),
}


def show() -> None:
    """Choices on the left, result on the right."""
    problem = state.problem()
    if problem is not None:
        st.warning(f"{words.plain(problem.message)} {words.plain(problem.hint)} 既定のシナリオを表示しています。")
    controls.presets()
    left, right = st.columns([2, 8], gap="medium")
    with left:
        st.subheader("条件", anchor="conditions")
        scenario = controls.choose()
    left_out = state.write_url(scenario)
    with right:
        result = runs.result(scenario)
        headline.show(result)
        components.cautions()
        view = url_state.segments(
            "表示するもの", list(VIEWS), key="view", default="selection", text=lambda v: VIEWS[v][0]
        )
        if left_out:
            st.caption(
                "このシナリオは長いため、URLだけでは渡せません。「保存・共有・出力」のJSONファイルで渡してください。"
            )
        VIEWS[view][1](result)
