"""保存・共有・出力: name, JSON file, link, CSV and workbook."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

import streamlit as st

from core.errors import UserError
from core.exports.table import csv_bytes
from core.rules import scenario_json, tables, workbook
from core.rules.engine import Result
from core.ui import components
from core.ui.simulator import runs, scenario_file, state, words

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show(result: Result) -> None:
    """Name and note, then files out, then a file in."""
    scenario = result.scenario
    left, right = st.columns(2, gap="medium")
    with left:
        st.subheader("名前と保存", anchor="save")
        with st.form("sim_name"):
            name = st.text_input("シナリオの名前", scenario.name, max_chars=100)
            note = st.text_area("説明", scenario.note, height=70)
            if st.form_submit_button("名前を付ける"):
                _rename(name, note)
        today = date.today()
        st.download_button(
            "シナリオを保存(JSON)",
            scenario_json.dumps(state.current()).encode(),
            workbook.file_name(result, "json", today),
            "application/json",
            key="sim_json",
            on_click="ignore",
        )
        _load()
    with right:
        st.subheader("結果の出力", anchor="export")
        sources = components.source_text(
            dict.fromkeys(s for kind in ("beds", "designation") for s in result.facts.source_ids.get(kind, ()))
        )
        book: Callable[[], bytes] = lambda: workbook.workbook(result, sources, today)  # noqa: E731
        told: Callable[[], bytes] = lambda: csv_bytes(tables.all_explanations(result))  # noqa: E731
        st.download_button(
            "すべて(xlsx: 一覧・判定・説明・照合・条件・出典)",
            book,
            workbook.file_name(result, "xlsx", today),
            _XLSX,
            key="sim_xlsx",
            on_click="ignore",
        )
        st.download_button(
            "判定表(CSV、339区域)",
            csv_bytes(runs.criteria_table(scenario)),
            workbook.file_name(result, "csv", today),
            "text/csv",
            key="sim_csv",
            on_click="ignore",
        )
        st.download_button(
            "判定の説明(CSV、339区域 × ①〜④)",
            told,
            workbook.file_name(result, "csv", today).replace(".csv", "_説明.csv"),
            "text/csv",
            key="sim_told_csv",
            on_click="ignore",
        )
        st.subheader("URLで共有", anchor="share")
        _link(result)
    st.subheader("この試算の条件", anchor="scenario")
    st.dataframe(
        tables.scenario_table(result), hide_index=True, column_config={"値": st.column_config.TextColumn(width="large")}
    )
    st.caption(
        f"画面を使わずに計算するとき: python -m core.simulate --scenario 保存したファイル.json --out 結果.csv。{workbook.TRIAL}"
    )


def _rename(name: str, note: str) -> None:
    try:
        state.take(replace(state.current(), name=name, note=note))
    except UserError as error:
        words.tell(error)
        return
    st.rerun()


def _link(result: Result) -> None:
    text, left_out = scenario_json.encode(result.scenario)
    if len(text) > scenario_json.URL_LIMIT:
        st.info("このシナリオは長すぎてURLに入りません。JSONファイルで渡してください。")
        return
    st.caption("次のURL(いまブラウザーに出ているもの)を渡すと、同じ条件と同じ表示が開きます。右端のボタンで写せます。")
    st.code(
        f"{(st.context.url or '').split('?')[0]}?{urlencode(st.query_params.to_dict())}", language=None, wrap_lines=True
    )
    if left_out:
        st.warning(f"{state.tables_in_words(left_out)}はURLに入りません。JSONファイルで渡してください。")


def _load() -> None:
    scenario = scenario_file.chosen("保存したシナリオを開く(JSON)", "sim_load")
    if scenario is None:
        return
    st.success(f"「{words.plain(scenario.name)}」を読みました。")
    st.button("このシナリオに切り替える", on_click=state.take, args=(scenario,), key="sim_switch", type="primary")
