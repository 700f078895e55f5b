"""課題 panel: the ministry's survey of issues in the 339 areas."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from core.charts.bars import count_bars
from core.content.survey import SurveyCount, load_survey
from core.ui import components


def _rows(items: tuple[SurveyCount, ...]) -> pd.DataFrame:
    return pd.DataFrame({"label": [i.label for i in items], "value": [i.areas for i in items]})


def show() -> None:
    """Three charts: issues, relation between issue and gap, planned work."""
    survey = load_survey()
    st.markdown(f"課題があると答えた区域 **{survey.areas_with_issues}**/{survey.areas_total}区域")
    panels = (
        ("課題の内容(区域数、上位3項目)", survey.issues, survey.issues_note),
        (
            "「課題」と「生じている差異」との関連(区域数)",
            survey.relation,
            "関連の例: " + "、".join(survey.relation_examples) + "。",
        ),
        ("課題解決のための取組予定(区域数、上位3項目)", survey.plans, survey.plans_note),
    )
    for column, (title, items, note) in zip(st.columns(3), panels, strict=True):
        with column:
            st.markdown(f"**{title}**")
            components.draw(("survey", title), partial(count_bars, _rows(items), unit="区域", total=survey.areas_total))
            st.caption(note)
    components.source_footer((survey.source_id,), survey.status_note)
