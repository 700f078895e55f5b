"""保存・共有・出力: name, JSON file, link, CSV and workbook."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

import streamlit as st

from core.errors import UserError
from core.exports.sheets import XLSX_MIME
from core.exports.simulation import FILE_DIGITS, simulation_workbook
from core.rules import scenario_json
from core.rules.engine import Result
from core.text.outside import Outside
from core.ui import cached, draw
from core.ui.simulator import documents, runs, scenario_file, state
from core.views.simulator import criteria, share
from core.views.words import say
from core.vocabulary import clock


def show(result: Result) -> None:
    """Name and note, then files out, then a file in."""
    scenario = result.scenario
    stem = f"推進区域シミュレーション_{scenario.name[:40]}"
    left, right = st.columns(2, gap="medium")
    with left:
        st.header("名前と保存", anchor="save")
        with st.form("sim_name"):
            name = st.text_input("シナリオの名前", scenario.name, max_chars=100)
            note = st.text_area("説明", scenario.note, height=70)
            if st.form_submit_button("名前を付ける"):
                _rename(name, note)
        draw.save_button(
            "シナリオを保存(JSON)",
            scenario_json.dumps(state.current()).encode(),
            f"{draw.file_stem(stem)}_{clock.today().isoformat()}.json",
            "application/json",
            key="sim_json",
        )
        _load()
    with right:
        st.header("結果の出力", anchor="export")
        _files(result, stem)
        st.header("URLで共有", anchor="share")
        _link(result)
    section = share.section(result)
    draw.heading(section)
    draw.table(section.table("choices"))
    draw.ending(section, stem, key="sim_choices", files=False)


def _files(result: Result, stem: str) -> None:
    documents.menu(result)
    today, test = clock.today(), runs.back_test(result.scenario)
    draw.save_button(
        "すべて(xlsx: 一覧・判定・説明・照合・条件・出典)",
        lambda: simulation_workbook(result, test, cached.sources_by_id(), today),
        f"{draw.file_stem(stem)}_{today.isoformat()}.xlsx",
        XLSX_MIME,
        key="sim_xlsx",
    )
    draw.csv_button(
        lambda: criteria.whole_table(result, digits=FILE_DIGITS), stem, key="sim_csv", label="判定表(CSV、339区域)"
    )
    draw.csv_button(
        lambda: criteria.every_told_table(result, digits=FILE_DIGITS),
        f"{stem}_説明",
        key="sim_told_csv",
        label="判定の説明(CSV、339区域 × ①〜④)",
    )


def _rename(name: str, note: str) -> None:
    try:
        state.take(replace(state.current(), name=name, note=note))
    except UserError as error:
        draw.problem(error)
        return
    st.rerun()


def _link(result: Result) -> None:
    text, left_out = scenario_json.encode(result.scenario)
    if len(text) > scenario_json.URL_LIMIT:
        draw.info("このシナリオは長すぎてURLに入りません。JSONファイルで渡してください。")
        return
    draw.caption(
        "次のURL(いまブラウザーに出ているもの)を渡すと、同じ条件と同じ表示が開きます。右端のボタンで写せます。"
    )
    address = f"{(st.context.url or '').split('?')[0]}?{urlencode(st.query_params.to_dict())}"
    draw.copied(address, "この表示のURL", "sim_link", wrapped=True)
    if left_out:
        draw.warning(f"{share.tables_in_words(left_out)}はURLに入りません。JSONファイルで渡してください。")


def _load() -> None:
    scenario = scenario_file.chosen("保存したシナリオを開く(JSON)", "sim_load")
    if scenario is None:
        return
    draw.success(say("「", Outside(scenario.name), "」を読みました。"))
    st.button("このシナリオに切り替える", on_click=state.take, args=(scenario,), key="sim_switch", type="primary")
