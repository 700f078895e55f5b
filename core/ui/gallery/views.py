"""The views of the gallery beside the cards: map, tactic matrix, 「自院で試す」."""

from __future__ import annotations

from datetime import date

import streamlit as st

from core import exports
from core.charts.tactics import tactic_matrix, tactic_rows, tactic_table
from core.content.cases import Case, Tactic
from core.content.trial import TrialStep, trial_frame, trial_steps, trial_text
from core.maps.case_map import area_outlines, case_map, case_points, prefectures_of
from core.ui import components, navigation
from core.ui.gallery.detail import ATTRIBUTION
from core.ui.policy import lasting


def source_ids(cases: tuple[Case, ...]) -> tuple[str, ...]:
    """Sources of the shown cases, each once."""
    return tuple(dict.fromkeys(c.source_id for c in cases))


def as_of(cases: tuple[Case, ...]) -> str:
    """`2024年5月31日時点(群馬県健康福祉部)` for every date and publisher among the cases."""
    stamps = dict.fromkeys((c.as_of, c.publisher) for c in cases)
    return "、".join(f"{d.year}年{d.month}月{d.day}日時点({publisher})" for d, publisher in stamps)


def place_map(cases: tuple[Case, ...], area_names: dict[str, str]) -> None:
    """Where the cases are, with the links to their areas."""
    left, right = st.columns([7, 6], gap="medium")
    points = case_points(cases, area_names)
    with left:
        location_sources = tuple(dict.fromkeys(c.location.source_id for c in cases if c.location.source_id))
        components.cached_chart(
            ("case_map", hash(cases), tuple(area_names.items())),
            lambda: case_map(
                area_outlines(prefectures_of(cases)),
                points,
                chosen_areas=frozenset(c.area_code for c in cases),
                height=430,
            ),
            (*source_ids(cases), *location_sources),
            ATTRIBUTION,
        )
    with right:
        st.dataframe(
            points[["case", "municipality", "area", "basis"]],
            hide_index=True,
            column_config={
                "case": st.column_config.TextColumn("事例", width=165),
                "municipality": st.column_config.TextColumn("市町村", width=80),
                "area": st.column_config.TextColumn("構想区域", width=95),
                "basis": st.column_config.TextColumn("点の意味", width=130),
            },
        )
        st.caption("「市区町村の代表点」は医院や薬局の位置ではなく、その市区町村を示す点です。")
        for code in sorted({c.area_code for c in cases}):
            navigation.area_link(code, f"{area_names.get(code, code)}構想区域を開く")


def matrix(cases: tuple[Case, ...], tactics: tuple[Tactic, ...]) -> None:
    """Which case does what, at a glance."""
    rows = tactic_rows(cases, tactics)
    components.cached_chart(
        ("tactic_matrix", hash(cases), hash(tactics)),
        lambda: tactic_matrix(rows),
        source_ids(cases),
        "「–」は資料に記載がないことを示し、行っていないとは限らない。( )内は事例数。",
    )
    with st.expander("表で見る・CSV"):
        st.dataframe(tactic_table(rows).reset_index().rename(columns={"case": "事例"}), hide_index=True)
        st.download_button(
            "CSV(UTF-8 BOM付き)",
            data=lambda: exports.csv_bytes(tactic_table(rows).reset_index().rename(columns={"case": "事例"})),
            file_name="取組の比較.csv",
            mime="text/csv",
            on_click="ignore",
            key="matrix_csv",
        )


def trial(cases: tuple[Case, ...], tactics: tuple[Tactic, ...], chosen: tuple[str, ...]) -> None:
    """Checklist from tactics: those chosen in the filter, else every tactic; ticks live in the session only."""
    picked = tuple(t for t in tactics if not chosen or t.id in chosen)
    steps = trial_steps(picked, cases)
    st.caption(
        "上の「取組」で選んだ種類の項目が出ます(選ばなければ全部)。記入はブラウザーを開いている間だけ残ります。残すには下の書き出しを使ってください。"
    )
    entries = {_trial_key(s): False for s in steps}
    lasting.restore(entries)
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
    return st.checkbox(step.step, key=_trial_key(step))


def _trial_key(step: TrialStep) -> str:
    return f"trial_{step.key}"


def _export(steps: tuple[TrialStep, ...], done: frozenset[str], cases: tuple[Case, ...]) -> None:
    today = date.today()
    st.markdown(f"**{len(done)}/{len(steps)}項目を記入済み**")
    source = components.source_text(source_ids(cases))
    left, right, _ = st.columns([1.4, 1.4, 4])
    left.download_button(
        "テキスト",
        data=lambda: trial_text(steps, done, source, today).encode("utf-8-sig"),
        file_name=f"自院で試す_{today.isoformat()}.txt",
        mime="text/plain",
        on_click="ignore",
        key="trial_text",
    )
    right.download_button(
        "CSV(UTF-8 BOM付き)",
        data=lambda: exports.csv_bytes(trial_frame(steps, done)),
        file_name=f"自院で試す_{today.isoformat()}.csv",
        mime="text/csv",
        on_click="ignore",
        key="trial_csv",
    )
    components.source_footer(source_ids(cases), "試す項目はこのダッシュボードが取組から作ったもの。")
