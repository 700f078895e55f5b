"""Tables to bring in: templates, the check of every row, and taking over whole or not at all."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from core.exports.sheets import XLSX_MIME
from core.exports.upload_form import form_table, xlsx_template
from core.rules.by_hand import with_area_table, with_table
from core.rules.engine import Result
from core.rules.explained import gaps
from core.rules.scenario import Scenario
from core.ui import cached, draw
from core.ui import state as url_state
from core.ui.simulator import state, wards
from core.ui.simulator.view_state import SimulatorState
from core.ui.uploader import uploader
from core.uploads.kinds import KINDS, Kind, Upload, read_upload
from core.uploads.wards import KIND, Report, told_apart
from core.uploads.worksheet import read_worksheet
from core.views.simulator import uploads
from core.views.simulator import wards as wards_view


def show(result: Result) -> None:
    """Choice of the kind of table, its template, the file, and what came of it."""
    heading = st.container()
    page = url_state.page(SimulatorState)
    kind = KINDS[page.segments("kind", "取り込む表", text=lambda k: KINDS[k].title, key="sim_kind")]
    section = uploads.section(kind)
    with heading:
        draw.heading(section)
        draw.caption(*section.notes)
    left, right = st.columns([4, 6], gap="medium")
    with left:
        _template(kind, result.scenario.year if kind.id == "explained" else None)
        draw.topic(section.topic(kind.id), bold=False)
    with right:
        _file(kind, result)
        _held(result, kind)


def _template(kind: Kind, year: int | None) -> None:
    """`year`: of the report whose functions the form names."""
    listed = cached.prefectures()
    prefectures: dict[str, str] = dict(zip(listed["pref_code"], listed["pref_name"], strict=True))
    pref = st.selectbox(
        "雛形に入れる区域",
        ["", *prefectures],
        format_func=lambda p: prefectures.get(p, "全国339区域"),
        key="sim_template_pref",
        on_change=url_state.own_part,
    )
    areas = cached.area_list().set_index("area_code")["area_name"]
    chosen = {str(code): name for code, name in areas.items() if str(code).startswith(pref)}
    stem = f"雛形_{kind.title.split('(')[0].replace(' ', '')}_{prefectures.get(pref, '全国')}"
    one, two = st.columns(2)
    with one:
        draw.save_button(
            "雛形(xlsx)",
            lambda: xlsx_template(kind, chosen, year),
            f"{draw.file_stem(stem)}.xlsx",
            XLSX_MIME,
            key="sim_template_xlsx",
        )
    with two:
        draw.csv_button(
            lambda: form_table(kind, chosen, year), stem, key="sim_template_csv", label="雛形(CSV)", form=True
        )


def _file(kind: Kind, result: Result) -> None:
    areas, year = dict(result.facts.areas["area_name"]), result.scenario.year
    file = uploader(
        f"ファイル({uploads.LIMIT}{'、' + wards_view.LIMIT if kind.id == KIND else ''})",
        ["csv", "xlsx", *(["json"] if kind.id == "explained" else [])],
        key=f"sim_file_{kind.id}",
        on_change=url_state.own_part,
    )
    of_wards = file is not None and wards.is_wards(kind.id, file)
    if not of_wards:
        wards.forget()
    if file is None:
        return
    if of_wards:
        report = wards.read(file, result)
        if isinstance(report, Report):
            wards.show(report, result)
        upload = report.upload() if isinstance(report, Report) else report
        if isinstance(report, Report) and not upload.entries:
            return
    elif file.name.lower().endswith(".json"):
        upload = read_worksheet(file.name, file.getvalue(), areas, year, gaps(result.facts, year))
    else:
        data = file.getvalue()
        upload = told_apart(read_upload(kind, file.name, data, areas, gaps(result.facts, year)), data)
    if upload.problems:
        _problems(upload)
        return
    taken = _changed(upload) == state.current()  # the table below says the rest
    draw.success(uploads.accepted(kind, upload, taken))
    if not taken:
        st.button("シナリオに反映する", on_click=_take, args=(upload,), key=f"sim_take_{kind.id}", type="primary")


def _problems(upload: Upload) -> None:
    section = uploads.problems(upload)
    draw.failure(section.lead)
    table = section.table("problems")
    draw.opening(replace(section, lead=""))  # a single one is read at once, without widening the column
    draw.grid(table, key="sim_problems", height=draw.fitted(table, 300), widths={"message": "large"})
    draw.ending(section, f"誤りの一覧_{upload.name}", key="sim_problems")


def _changed(upload: Upload) -> Scenario:
    """The scenario with the file taken over. A table replaces the earlier one; a worksheet or a form of wards only the rows
    of its own areas."""
    change = with_area_table if upload.of_its_areas else with_table
    return change(state.current(), upload.kind, upload.entries)


def _take(upload: Upload) -> None:
    state.take(_changed(upload))


def _held(result: Result, kind: Kind) -> None:
    section = uploads.held(result, kind)
    draw.caption(section.lead)
    if not section.tables:
        return
    draw.grid(section.table(kind.id), key=f"sim_held_{kind.id}", height=200)
    st.button(
        "取り込みを消す",
        on_click=lambda: state.take(with_table(state.current(), kind.id, ())),
        key=f"sim_drop_{kind.id}",
    )
    draw.ending(section, kind.title, key=f"sim_held_{kind.id}")
