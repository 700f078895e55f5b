"""固定・推薦・取込: everything that a person decides or brings, in one place."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from core.rules import wording
from core.rules.by_hand import with_area_table
from core.rules.engine import Result
from core.rules.evidence import evidence_label
from core.ui import state as url_state
from core.ui import worksheets
from core.ui.simulator import pinning, state, uploads
from core.uploads.worksheet import explained_of
from core.vocabulary import labels


def show(result: Result) -> None:
    """What has been decided so far, a form for one area, and the tables to bring in."""
    left, right = st.columns([6, 4], gap="medium")
    with left:
        _so_far(result)
        _worksheets(result)
    with right:
        areas = result.facts.areas
        names = {
            code: f"{code} {name}({pref})"
            for code, name, pref in zip(areas.index, areas["area_name"], areas["pref_name"], strict=True)
        }
        scenario = result.scenario
        touched = [p.area_code for p in scenario.pins] + [n.area_code for n in scenario.nominations]
        default = touched[0] if touched else next(iter(names))
        code = url_state.select("区域", list(names), key="area", default=default, text=names.__getitem__)
        pinning.form(result, code)
    uploads.show(result)


def _so_far(result: Result) -> None:
    st.subheader("手で決めたこと", anchor="by-hand")
    scenario, names = result.scenario, result.facts.areas["area_name"]
    rows = [(p.area_code, names[p.area_code], f"固定({wording.LEVEL[p.level]})", p.reason, "") for p in scenario.pins]
    rows += [(e.area_code, names[e.area_code], "除外", e.reason, "") for e in scenario.exclusions]
    rows += [
        (
            n.area_code,
            names[n.area_code],
            "④の推薦",
            n.reason,
            "、".join([*(evidence_label(e) for e in n.evidence), *([f"出典: {n.source}"] if n.source else [])]),
        )
        for n in scenario.nominations
    ]
    rows += [(p.area_code, names[p.area_code], wording.PREPARATION[p.kind], p.reason, "") for p in scenario.preparing]
    if not rows:
        st.info(
            "まだありません。右の欄で区域を選び、理由を書いて加えます。固定と除外は、しきい値やスコアより優先します。"
        )
        return
    table = pd.DataFrame(rows, columns=["コード", "構想区域", "決めたこと", "理由", "引いた根拠・出典"])
    st.dataframe(table, hide_index=True, column_config={"理由": st.column_config.TextColumn(width="large")})
    st.caption(
        "取り消すときは、右の欄でその区域を選びます。実際の設定では、東京都13区域・島根県7区域のように上限を超えた県もあります。"
    )


def _worksheets(result: Result) -> None:
    """Worksheets typed on area pages of this session: one click takes their explained beds off the gap."""
    scenario, names = result.scenario, result.facts.areas["area_name"]
    found = [(sheet, explained_of(sheet)) for sheet in worksheets.worksheets()]
    if not any(entries for _, entries in found):
        return
    st.subheader("区域ページで入れた差異分析", anchor="worksheets")
    for sheet, entries in found:
        beds = "、".join(f"{wording.SIGNAL[e.bed_function]} {labels.signed(e.beds, '床')}" for e in entries)
        if not entries or sheet.area_code not in names:
            continue
        if sheet.year != scenario.year:
            st.caption(
                f"{names[sheet.area_code]}({beds}): {sheet.year}年の差異の分析です。左の対象年を{sheet.year}年にすると反映できます。"
            )
        elif set(entries) <= set(scenario.explained):
            st.caption(f"{names[sheet.area_code]}({beds}): この試算の差異から引いています。")
        else:
            st.button(
                f"{names[sheet.area_code]}の説明できる床数({beds})を差異から引く",
                key=f"sim_worksheet_{sheet.area_code}",
                on_click=lambda entries=entries: state.take(with_area_table(state.current(), "explained", entries)),
            )
