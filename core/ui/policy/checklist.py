"""取組チェックリスト: ticked in the session, written to and read from a file."""

from __future__ import annotations

import streamlit as st

from core.content import load_checklist
from core.content.checklist import Checklist, Tick, done_count, from_csv, to_csv
from core.errors import UserError
from core.ui import draw, state
from core.ui.policy import lasting
from core.ui.policy.ticks import blank, key
from core.ui.uploader import uploader
from core.views.policy import checklist as checklist_view
from core.vocabulary import clock

_READ = "checklist_read"


def show() -> None:
    """The stages with their steps, progress, export and import."""
    checklist = load_checklist()
    lasting.restore(blank())
    st.header("都道府県の取組チェックリスト", anchor="checklist")
    st.caption(checklist.basis + " 記入はブラウザーを開いている間だけ残り、サーバーのファイルには保存されません。")
    top = st.container()
    with st.container(key="steps_checklist"):
        _stages(checklist)
    lasting.remember(blank())
    ticks = _ticks(checklist)
    with top:
        _file(checklist, ticks)
    draw.ending(checklist_view.section(checklist, ticks), "取組チェックリスト", key="checklist")


def _stages(checklist: Checklist) -> None:
    """Two stages to a row, each with what replaced it, its steps and notes."""
    for start in range(0, len(checklist.groups), 2):
        for column, group in zip(st.columns(2, gap="medium"), checklist.groups[start : start + 2], strict=False):
            with column, st.container(border=True, height="stretch"):
                st.markdown(f"**{group.label}**")
                draw.caption(f"いまは: {checklist_view.replaced(group)}")
                for step in group.steps:
                    st.checkbox(
                        f"{step.text}({step.fiscal_year})",
                        key=key(step.id, "done"),
                        help=" ".join(filter(None, (step.help, f"資料: {step.source_note}"))),
                        on_change=state.noted,
                    )
                with st.expander("メモ"):
                    for step in group.steps:
                        st.text_input(step.text, key=key(step.id, "note"), max_chars=500, on_change=state.noted)


def _ticks(checklist: Checklist) -> tuple[Tick, ...]:
    get = st.session_state.get
    return tuple(
        Tick(s.id, bool(get(key(s.id, "done"))), str(get(key(s.id, "note")) or "").strip()) for s in checklist.steps
    )


def _file(checklist: Checklist, ticks: tuple[Tick, ...]) -> None:
    done, total = done_count(ticks), len(checklist.steps)
    progress, out, back = st.columns([4, 2, 4], vertical_alignment="center")
    progress.progress(done / total, text=f"{done}/{total}項目")
    with out:
        draw.save_button(
            "CSVに書き出す",
            lambda: to_csv(checklist, ticks),
            f"取組チェックリスト_{clock.today().isoformat()}.csv",
            "text/csv",
            key="checklist_out",
        )
    with back, st.popover("CSVから読み込む", width="stretch"):
        uploader("この画面から書き出したCSV", ["csv"], key="checklist_in", on_change=_read_file, args=(checklist,))
        st.caption("読み込むと、いまの記入は置き換わります。")
    message = st.session_state.pop(_READ, None)
    if message is None:
        return
    ok, words = message
    (st.success if ok else st.error)(words)


def _read_file(checklist: Checklist) -> None:
    """Before the run draws the boxes: put the file's ticks into them, or say what is wrong and change nothing."""
    uploaded = st.session_state.get("checklist_in")
    if uploaded is None:
        return
    try:
        ticks = from_csv(checklist, uploaded.getvalue())
    except UserError as error:
        st.session_state[_READ] = (False, draw.problem_markdown(error))
        return
    for tick in ticks:
        st.session_state[key(tick.step_id, "done")] = tick.done
        st.session_state[key(tick.step_id, "note")] = tick.note
    st.session_state[_READ] = (True, f"読み込みました({done_count(ticks)}/{len(ticks)}項目が済)。")
