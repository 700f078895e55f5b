"""推薦調書 of one area, to read, print and take along."""

from __future__ import annotations

import streamlit as st

from core.rules.engine import Result
from core.ui import draw
from core.ui.simulator import area_choice, documents, pinning
from core.views.simulator import form
from core.views.words import raw_text, strong


def show(result: Result) -> None:
    """The form in its two halves; below them the reasons are written, beside them is the evidence."""
    areas = result.facts.areas
    nominated = [n.area_code for n in result.scenario.nominations] or list(result.selected_codes())
    code = area_choice.select(result, "調書を作る区域", nominated)
    section = form.section(result, code)
    draw.heading(section)
    draw.opening(section)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        for key in ("suishin", "model"):
            half = section.table(key)
            draw.sentence(strong(raw_text(half.title)))
            draw.table(half)
        pinning.form(result, code, first="nominate")
    with right:
        offered = section.table("offered")
        draw.sentence(strong(raw_text(offered.title)))
        if offered.rows:
            draw.table(offered)
        else:
            draw.caption("目安に当てはまる根拠はありません。全部の根拠は区域ページの「④の根拠」にあります。")
    documents.answer_menu(result, code)
    draw.ending(section, f"{form.NAME}_{code}_{areas['area_name'][code]}", key="sim_form")
