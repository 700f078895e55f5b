"""The views of the gallery beside the cards: map, tactic matrix, 「自院で試す」."""

from __future__ import annotations

import streamlit as st

from core.content.case_filter import CaseFilter
from core.content.cases import Case, Tactic
from core.content.trial import TrialStep, trial_steps, trial_text
from core.ui import cached, draw, navigation, state
from core.ui.gallery.ticks import key
from core.ui.policy import lasting
from core.views.gallery import matrix, places, trial
from core.vocabulary import clock


def show_map(cases: tuple[Case, ...], area_names: dict[str, str]) -> None:
    """Where the cases are, with the links to their areas."""
    section = places.section(cases, area_names)
    figure = section.figure("places")
    draw.heading(section)
    left, right = st.columns([7, 6], gap="medium")
    with left:
        draw.figure(figure, scope="gallery", titled=False, twin=False)
    with right:
        draw.table(figure.twin)
        for code in sorted({c.area_code for c in cases}):
            navigation.area_link(code, f"{area_names.get(code, code)}構想区域を開く")
    draw.ending(section, "好事例の所在地", key="gallery_map")


def show_matrix(cases: tuple[Case, ...], tactics: tuple[Tactic, ...]) -> None:
    """Which case does what, at a glance."""
    section = matrix.section(cases, tactics)
    draw.heading(section)
    draw.opening(section)
    shown = section.figure("matrix")
    with st.container(key="matrix_frame"):
        draw.figure(shown, scope="gallery", titled=False, twin=False)
    draw.twin(shown, "gallery")
    draw.table(section.table("said"), titled=True)
    draw.ending(section, "取組の比較", key="matrix", csv=section.figure("matrix").twin)


def show_trial(cases: tuple[Case, ...], tactics: tuple[Tactic, ...], chosen: CaseFilter) -> None:
    """Checklist from tactics: those chosen in the filter, else every tactic; of some kinds of institution only what these do.

    Ticks live in the session only.
    """
    cases = tuple(c for c in cases if not chosen.kinds or c.kind in chosen.kinds)
    used = {t for c in cases for t in c.tactics}
    picked = tuple(
        t for t in tactics if (not chosen.tactics or t.id in chosen.tactics) and (not chosen.kinds or t.id in used)
    )
    steps = trial_steps(picked, cases)
    if not steps:
        st.info("この種別と取組に当たる項目はありません。選択を減らしてください。")
        return
    st.header("自院で試す — 取組から作ったチェックリスト", anchor="try")
    st.caption(
        "上の「種別」と「取組」で選んだ項目が出ます(選ばなければ全部)。担当・期限・利用率は、各事例の画面の「自院で試す」に書けます。記入はブラウザーを開いている間だけ残ります。残すには下の書き出しを使ってください。"
    )
    entries = {key(s.key): False for s in steps}
    lasting.restore(entries)
    with st.container(key="steps_try"):
        columns = st.columns(2, gap="large")
    done: set[str] = set()
    for number, tactic in enumerate(picked):
        with columns[number % 2]:
            seen = [c.name for c in cases if tactic.id in c.tactics]
            st.markdown(f"**{tactic.label}** — {tactic.meaning}")
            if seen:
                st.caption("行っている事例: " + "、".join(seen))
            done |= {s.key for s in steps if s.tactic == tactic.label and _ticked(s)}
    lasting.remember(entries)
    _export(steps, frozenset(done), cases)


def _ticked(step: TrialStep) -> bool:
    return st.checkbox(step.step, key=key(step.key), on_change=state.noted)


def _export(steps: tuple[TrialStep, ...], done: frozenset[str], cases: tuple[Case, ...]) -> None:
    section, today = trial.section(steps, done, cases), clock.today()
    shown = section.table("trial")
    draw.opening(section)
    citation = cached.sources_by_id().citation(shown.sources)
    draw.save_button(
        "テキスト",
        lambda: trial_text(steps, done, citation, today).encode("utf-8-sig"),
        f"自院で試す_{today.isoformat()}.txt",
        "text/plain",
        key="trial_text",
    )
    draw.ending(section, "自院で試す", key="trial", csv=shown)
