"""「自院で試す」 on the page of a case: who, by when, 利用率 before and after, saved as file and as a sheet to print."""

from __future__ import annotations

import streamlit as st

from core.content.cases import Case, Tactic
from core.content.trial import TrialStep, trial_steps
from core.exports.plan_sheet import plan_html
from core.text.outside import Outside
from core.ui import cached, draw, state
from core.ui.gallery.ticks import key, plan_entries, plan_key
from core.ui.policy import lasting
from core.views.gallery import plan as plan_view
from core.views.gallery.plan import Plan
from core.views.section import Section
from core.vocabulary import clock

RATES = {"before": "利用率 前(%)", "after": "利用率 後(%)"}


def show(case: Case, tactics: tuple[Tactic, ...]) -> Section:
    """The steps of the case's tactics with their boxes, and the sheet to print; the files stand in the ending of the case."""
    steps = trial_steps((t for t in tactics if t.id in case.tactics), (case,))
    blank = plan_entries(case.id, steps) | {key(s.key): False for s in steps}
    lasting.restore(blank)
    opening = st.container()
    with st.container(key="steps_plan"):
        _boxes(case, steps)
    lasting.remember(blank)
    section = plan_view.section(case, steps, _plan(case, steps))
    with opening:
        draw.heading(section, level=2)
        draw.opening(section)
    citation = cached.sources_by_id().citation(section.table("plan").sources)
    draw.save_button(
        "記入票を印刷・PDFに(A4、HTML)",
        lambda: plan_html(case, section, citation, clock.today()),
        f"自院で試す_{draw.file_stem(case.name)}_{clock.today().isoformat()}.html",
        "text/html",
        key="plan_print",
        icon=":material/print:",
        help="開いたファイルの「印刷・PDFに保存」を押します。書いていない欄は手で書けます。",
    )
    return section


def _boxes(case: Case, steps: tuple[TrialStep, ...]) -> None:
    """One line per step, then the two rates."""
    for step in steps:
        box, who, due = st.columns([6, 2.5, 2], vertical_alignment="center", gap="small")
        box.checkbox(f"{step.step}({step.tactic})", key=key(step.key), on_change=state.noted)
        for column, part, label in ((who, "who", "だれが"), (due, "due", "いつまで")):
            column.text_input(
                f"{label}: {step.step}",
                key=plan_key(case.id, f"{step.key}_{part}"),
                placeholder=label,
                label_visibility="collapsed",
                max_chars=60,
                on_change=state.noted,
            )
    left, right, *_ = st.columns([2, 2, 3])
    for column, (rate, label) in zip((left, right), RATES.items(), strict=True):
        column.number_input(
            label,
            min_value=0.0,
            max_value=100.0,
            value=None,
            step=0.1,
            format="%.1f",
            key=plan_key(case.id, rate),
            placeholder="自院の数",
            on_change=state.noted,
        )


def _plan(case: Case, steps: tuple[TrialStep, ...]) -> Plan:
    get = st.session_state.get
    who, due = (
        {s.key: Outside(str(get(plan_key(case.id, f"{s.key}_{part}")) or "").strip()) for s in steps}
        for part in ("who", "due")
    )
    return Plan(
        who=who,
        due=due,
        done=frozenset(s.key for s in steps if get(key(s.key))),
        before=get(plan_key(case.id, "before")),
        after=get(plan_key(case.id, "after")),
    )
