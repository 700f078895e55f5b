"""差異分析ワークシート: type in what explains the gap, see what is left, keep it as a file."""

from __future__ import annotations

import streamlit as st

from core.area import worksheet_rows
from core.area.worksheet import ROWS_LIMIT, Worksheet
from core.area.worksheet_checks import check
from core.area.worksheet_rows import BASIS, CAUSE, FUNCTION, NOTE, TO
from core.data.bed_names import bed_names
from core.errors import UserError
from core.reading.entries import Cells
from core.text.outside import Outside
from core.ui import cached, draw, state, workfile, worksheets
from core.ui.area import worksheet_draft
from core.ui.area.state import AreaState
from core.ui.area.view import AreaView
from core.ui.entry_table import Field, Tab, entry_table
from core.ui.simulator import state as simulator
from core.ui.uploader import uploader
from core.views.area import worksheet
from core.views.section import Section
from core.views.words import say, strong
from core.vocabulary.terms import BedFunction


def show(view: AreaView) -> None:
    """Rows to type on the left, result and waterfall on the right, file below."""
    opening = st.container()
    left, right = st.columns([4, 3], gap="medium")
    with left:
        rows, file = st.container(), st.expander("ファイルに保存・ファイルから読み込み・消す")
    with file:
        load, save = st.columns([4, 3], vertical_alignment="bottom")
        st.caption(worksheet_draft.WORDS)
    with load:
        _load(view)  # before the table: a file that is read here becomes what it starts from
    with right, st.container(horizontal=True, gap="small", vertical_alignment="center"):
        year = _year(view)
        function = _function(year)
    blank = worksheet.blank(cached.query, view, year)
    start = view.key("worksheet_start")
    if _table_key(view) not in st.session_state:  # first time, after a file, or back from another page or area
        st.session_state[start] = worksheets.worksheet_of(view.area_code) or blank
        st.session_state[view.key("worksheet_begun")] = _begun(view, st.session_state[start])
    with rows:
        _message(view)
        sheet = _table(view, st.session_state[view.key("worksheet_begun")], blank)
    section = worksheet.section(cached.query, view, sheet, function)
    with opening:
        draw.sentence(section.lead)
    with rows:
        draw.table(section.table("clues"), titled=True)
        with st.expander("要因の説明"):
            draw.table(section.table("causes"))
    with right:
        _result(view, section)
    with save:
        _save(view)  # after the table: the file holds what has just been typed
    worksheet_draft.keep()
    workfile.guard("worksheet")
    draw.ending(section, f"{view.stem}_差異分析ワークシート", key=view.key("worksheet"))


def _year(view: AreaView) -> int:
    """The year of the gaps: chosen, else that of what was typed before, else that of the simulator's scenario."""
    typed = worksheets.drafts().get(view.area_code) or worksheets.worksheet_of(view.area_code)
    scenario = simulator.in_hand() or simulator.first()
    chosen: int = state.page(AreaState).select(
        "gap_year",
        "対象年",
        start=scenario.year if typed is None else typed.year,
        text="{}年".format,
        hidden=True,
        width=132,
    )
    return chosen


def _function(year: int) -> BedFunction:
    chosen = state.page(AreaState).segments(
        "gap_function", "図に示す病床機能", text=bed_names(year).__getitem__, hidden=True
    )
    return BedFunction(chosen)


def _begun(view: AreaView, start: Worksheet) -> Cells:
    """What the table starts from: rows as they were left, finished or not, else those of the worksheet."""
    draft = worksheets.drafts().get(view.area_code)
    return worksheet_rows.rows(start) if draft is None else draft.rows


def _message(view: AreaView) -> None:
    said: str | UserError | None = st.session_state.get(view.key("worksheet_message"))
    if isinstance(said, UserError):
        draw.problem(said)
    elif said:
        draw.success(said)
    elif worksheet_draft.came_back(view.area_code):
        draw.caption("再読み込みの前に入れた行を、このタブの控えから戻しました。")


def _table_key(view: AreaView) -> str:
    """A new key after each file and in each visit: the table then starts from what is kept, not from what it began with before."""
    version = st.session_state.get(view.key("worksheet_version"), 0)
    return view.key(f"worksheet_rows_{worksheets.edition()}_{version}_{state.visit()}")


def _table(view: AreaView, start: Cells, blank: Worksheet) -> Worksheet:
    draw.sentence(say(strong("要因ごとに説明できる床数を入れます"), "(過剰の説明はプラス、不足の説明はマイナス)"))
    draft = worksheets.drafts().get(view.area_code)
    typed = entry_table(
        "差異分析の要因",
        _fields(blank.year, start if draft is None else draft.rows),
        start,
        _table_key(view),
        lambda rows: _typed(view, blank.year, rows),
        most=ROWS_LIMIT,
        tab=Tab(worksheet_draft.STORE, view.area_code, blank.year),
        waiting=worksheet_draft.asking(),
    )
    worksheets.keep_draft(view.area_code, worksheets.Draft(blank.year, worksheet_rows.filled(typed)))
    try:
        lines = dict(worksheet_rows.numbered(typed))
        sheet = Worksheet(
            area_code=blank.area_code,
            area_name=blank.area_name,
            year=blank.year,
            gaps=blank.gaps,
            explanations=tuple(lines.values()),
        )
        check(sheet, tuple(lines))
    except UserError as error:
        draw.warning(Outside(f"{error.message} {error.hint}"))  # it may quote what was typed
        kept = worksheets.worksheet_of(view.area_code)
        return blank if kept is None or kept.year != blank.year else kept
    worksheets.keep(sheet)
    return sheet


def _fields(year: int, typed: Cells) -> tuple[Field, ...]:
    functions, causes = worksheet_rows.choices(year, typed)
    function, cause, beds, to, basis, note = worksheet_rows.columns()
    return (
        Field(function, FUNCTION, 6.7, offered=functions),
        Field(cause, CAUSE, 9.4, offered=causes),
        Field(beds, "床数(床)", 4.5, unit="床", help="説明できる床数(床)"),
        Field(to, TO, 6.7, offered=functions, help="病棟単位の報告の行で、反対の符号で同じ床数が入る機能"),
        Field(basis, BASIS, 7.7, help="資料名、算出方法など。床数を入れた行では必須"),
        Field(note, NOTE, 4.4),
    )


def _typed(view: AreaView, year: int, rows: Cells) -> None:
    """Rows have been changed: remembered at once, since another area or page may be opened before the table is drawn again."""
    draft = worksheets.Draft(year, worksheet_rows.filled(rows))
    worksheets.keep_draft(view.area_code, draft)
    worksheet_draft.count(view.area_code, draft)
    state.hold()


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
    draw.save_button(
        "JSON(読み込み・シミュレーター用)",
        sheet.to_json() if sheet else "",
        f"{draw.file_stem(view.stem)}_差異分析ワークシート.json",
        "application/json",
        disabled=sheet is None,
        key=view.key("worksheet_save"),
        width="stretch",
    )
    st.button(
        "この区域の入力を消す",
        on_click=_forget,
        args=(view,),
        disabled=sheet is None and view.area_code not in worksheets.drafts(),
        key=view.key("worksheet_forget"),
        width="stretch",
    )


def _forget(view: AreaView) -> None:
    """Of the session and, with the next message to the browser, of the tab."""
    worksheets.forget(view.area_code)
    st.session_state.pop(view.key("worksheet_message"), None)
    state.own_part()


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
    worksheets.forget(view.area_code)
    worksheets.keep(sheet)
    if sheet.year in cached.reported_years():
        state.page(AreaState).change(gap_year=sheet.year)
    version = view.key("worksheet_version")
    st.session_state[version] = st.session_state.get(version, 0) + 1
    st.session_state[message] = f"{len(sheet.explanations)}行を読み込みました({sheet.year}年の乖離で作られたファイル)。"
