"""差異分析ワークシート: type in what explains the gap, see what is left, keep it as a file."""

from __future__ import annotations

import streamlit as st

from core.area import worksheet_rows
from core.area.worksheet import Worksheet
from core.area.worksheet_rows import BASIS, BEDS, CAUSE, FUNCTION, NOTE
from core.errors import UserError
from core.text.outside import Outside
from core.ui import cached, draw, state, workfile, worksheets
from core.ui.area.state import AreaState
from core.ui.area.view import AreaView
from core.ui.uploader import uploader
from core.views.area import worksheet
from core.views.section import Section
from core.vocabulary import labels
from core.vocabulary.terms import BedFunction


def show(view: AreaView) -> None:
    """Grid on the left, result and waterfall on the right, file below."""
    blank = worksheet.blank(cached.query, view)
    opening = st.container()
    left, right = st.columns([7, 6], gap="medium")
    with left:
        grid, file = st.container(), st.expander("ファイルに保存・ファイルから読み込み")
    with file:
        load, save = st.columns([4, 3], vertical_alignment="bottom")
    with load:
        _load(view)  # before the grid: a file that is read here becomes what the grid starts from
    start = view.key("worksheet_start")
    if _grid_key(view) not in st.session_state:  # first time, after a file, or back from another page or area
        st.session_state[start] = worksheets.worksheet_of(view.area_code) or blank
    with grid:
        _message(view)
        sheet = _grid(view, st.session_state[start], blank)
    with right:
        function = state.page(AreaState).segments(
            "gap_function", "図に示す病床機能", text=labels.BED_FUNCTION.__getitem__, hidden=True
        )
    section = worksheet.section(cached.query, view, sheet, BedFunction(function))
    with opening:
        draw.sentence(section.lead)
    with grid:
        draw.table(section.table("clues"), titled=True)
        with st.expander("要因の説明"):
            draw.table(section.table("causes"))
    with right:
        _result(view, section)
    with save:
        _save(view)  # after the grid: the file holds what has just been typed
    workfile.guard("worksheet")
    draw.ending(section, f"{view.stem}_差異分析ワークシート", key=view.key("worksheet"))


def _message(view: AreaView) -> None:
    said: str | UserError | None = st.session_state.get(view.key("worksheet_message"))
    if isinstance(said, UserError):
        draw.problem(said)
    elif said:
        draw.success(said)


def _grid_key(view: AreaView) -> str:
    """A new key after each file, so that the grid forgets what was typed before."""
    version = st.session_state.get(view.key("worksheet_version"), 0)
    return view.key(f"worksheet_grid_{worksheets.edition()}_{version}")


def _grid(view: AreaView, start: Worksheet, blank: Worksheet) -> Worksheet:
    functions, causes = worksheet_rows.choices()
    st.markdown("**要因ごとに説明できる床数を入れます**(過剰の説明はプラス、不足の説明はマイナス)")
    edited = st.data_editor(
        worksheet_rows.frame(start),
        num_rows="dynamic",
        hide_index=True,
        height=218,
        placeholder="未入力",
        key=_grid_key(view),
        on_change=state.noted,
        column_config={
            FUNCTION: st.column_config.SelectboxColumn(FUNCTION, options=functions, width=100),
            CAUSE: st.column_config.SelectboxColumn(CAUSE, options=causes, width=130),
            BEDS: st.column_config.NumberColumn(
                "床数(床)", help="説明できる床数(床)", step=1, format="localized", width=110
            ),
            BASIS: st.column_config.TextColumn(BASIS, width=180, help="資料名、算出方法など。床数を入れた行では必須"),
            NOTE: st.column_config.TextColumn(NOTE, width=120),
        },
    )
    try:
        lines = worksheet_rows.explanations(edited)
    except UserError as error:
        draw.warning(Outside(f"{error.message} {error.hint}"))  # it may quote what was typed
        return worksheets.worksheet_of(view.area_code) or blank
    sheet = Worksheet(
        area_code=blank.area_code, area_name=blank.area_name, year=blank.year, gaps=blank.gaps, explanations=lines
    )
    worksheets.keep(sheet)
    return sheet


def _result(view: AreaView, section: Section) -> None:
    draw.table(section.table("worksheet_rest"))
    if section.has("waterfall"):
        draw.figure(section.figure("waterfall"), scope=view.key("worksheet"))
    else:
        draw.info(section.sentences[0])


def _load(view: AreaView) -> None:
    upload = uploader(
        "保存したワークシートを読み込む(JSON)",
        ["json"],
        key=view.key("worksheet_upload"),
        on_change=state.noted,
    )
    if upload is not None and st.session_state.get(view.key("worksheet_read")) != upload.file_id:
        st.session_state[view.key("worksheet_read")] = upload.file_id
        _read(view, upload.getvalue())


def _save(view: AreaView) -> None:
    sheet = worksheets.worksheet_of(view.area_code)
    st.download_button(
        "JSON(読み込み・シミュレーター用)",
        data=sheet.to_json() if sheet else "",
        file_name=f"{draw.file_stem(view.stem)}_差異分析ワークシート.json",
        mime="application/json",
        disabled=sheet is None,
        on_click="ignore",
        key=view.key("worksheet_save"),
        width="stretch",
    )


def _read(view: AreaView, content: bytes) -> None:
    message = view.key("worksheet_message")
    try:
        sheet = Worksheet.from_json(content)
        if sheet.area_code != view.area_code:
            raise UserError(
                f"このファイルは {sheet.area_name}({sheet.area_code})のワークシートです。",
                f"{sheet.area_name}のページで読み込むか、{view.area_name}のファイルを選んでください。",
            )
    except UserError as error:
        st.session_state[message] = error
        return
    worksheets.keep(sheet)
    version = view.key("worksheet_version")
    st.session_state[version] = st.session_state.get(version, 0) + 1
    st.session_state[message] = f"{len(sheet.explanations)}行を読み込みました({sheet.year}年の乖離で作られたファイル)。"
