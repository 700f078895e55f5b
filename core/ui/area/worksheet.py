"""差異分析ワークシート: type in what explains the gap, see what is left, keep it as a file."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from core.area import profile, waterfall, worksheet_rows
from core.area.worksheet import CAUSE_LABEL, Worksheet, cause_help
from core.area.worksheet_rows import BASIS, BEDS, CAUSE, FUNCTION, NOTE
from core.area.worksheet_xlsx import worksheet_xlsx
from core.charts.area_waterfall import waterfall_chart
from core.data.queries import area as queries
from core.data.queries import beds
from core.data.sourced import row_at
from core.errors import UserError
from core.ui import cached, components, state, tables, worksheets
from core.ui.area.state import AreaState
from core.ui.area.view import AreaView
from core.vocabulary import labels
from core.vocabulary.terms import FOUR_FUNCTIONS


def show(view: AreaView) -> None:
    """Grid on the left, result and waterfall on the right, file below."""
    rows = cached.query(beds.area_beds, view.area_code)
    year = cached.reported_years()[-1]
    gaps = worksheet_rows.gaps(rows.frame, year)
    blank = Worksheet(area_code=view.area_code, area_name=view.area_name, year=year, gaps=gaps)
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
        _reference(view, year)
    with right:
        _result(view, sheet)
    with save:
        _save(view, rows.source_ids)  # after the grid: the file holds what has just been typed
    components.source_footer(
        rows.source_ids,
        f"乖離 = {year}年の報告病床数 − 2025年の必要量。説明できる床数と根拠は利用者の入力。残りが0でも、差異の評価は調整会議の協議による。",
    )


def _message(view: AreaView) -> None:
    said = st.session_state.get(view.key("worksheet_message"))
    if said:
        (st.success if said[0] == "ok" else st.error)(said[1])


def _grid_key(view: AreaView) -> str:
    """A new key after each file, so that the grid forgets what was typed before."""
    return view.key(f"worksheet_grid_{st.session_state.get(view.key('worksheet_version'), 0)}")


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
        st.warning(f"{error.message} {error.hint}")
        return worksheets.worksheet_of(view.area_code) or blank
    sheet = Worksheet(
        area_code=blank.area_code, area_name=blank.area_name, year=blank.year, gaps=blank.gaps, explanations=lines
    )
    worksheets.keep(sheet)
    return sheet


def _reference(view: AreaView, year: int) -> None:
    latest = profile.latest(cached.query(queries.measures, view.area_code).frame)
    rates = cached.query(queries.report_rates, view.area_code).frame.set_index("year")
    rate = rates["rate"].get(year)
    flows = row_at(cached.query(queries.features).frame.set_index("area_code"), view.area_code)
    facts = [
        f"休棟中等 {profile.text(latest, 'beds_closed', '床')}(報告病床数に含まれない)",
        f"報告率 {labels.percent(None if rate is None or pd.isna(rate) else float(rate))}",
        f"未報告 病院{profile.text(latest, 'hospitals_unreported')}・有床診療所{profile.text(latest, 'clinics_unreported')}",
        f"流入率 {labels.percent(float(flows['inflow']))}・流出率 {labels.percent(float(flows['outflow']))}(NDB 2024年度)",
    ]
    st.caption("手がかり: " + "、".join(facts) + "。")
    with st.expander("要因の説明"):
        st.markdown("\n".join(f"- **{CAUSE_LABEL[c]}**: {cause_help(c)}" for c in CAUSE_LABEL))


def _result(view: AreaView, sheet: Worksheet) -> None:
    function = state.page(AreaState).segments(
        "gap_function", "図に示す病床機能", text=labels.BED_FUNCTION.__getitem__, hidden=True
    )
    tables.figures(
        ("機能", "乖離", "説明できる分", "説明できない残り"),
        [
            (
                labels.BED_FUNCTION[r.bed_function],
                labels.signed(r.gap, "床", missing=labels.NOT_COMPUTABLE),
                labels.signed(r.explained, "床"),
                labels.signed(r.rest, "床", missing=labels.NOT_COMPUTABLE),
            )
            for r in sheet.results()
        ],
        sums=(len(FOUR_FUNCTIONS),),
    )
    steps = waterfall.steps(sheet, str(function))
    if steps.empty:
        components.no_data("図", "報告病床数または必要量がないため、乖離を計算できません。")
    else:
        components.draw(
            ("area_waterfall", *steps.itertuples(index=False, name=None)), lambda: waterfall_chart(steps, 190)
        )


def _load(view: AreaView) -> None:
    upload = st.file_uploader(
        "保存したワークシートを読み込む(JSON)",
        type=["json"],
        max_upload_size=components.UPLOAD_MB,
        key=view.key("worksheet_upload"),
        on_change=state.noted,
    )
    if upload is not None and st.session_state.get(view.key("worksheet_read")) != upload.file_id:
        st.session_state[view.key("worksheet_read")] = upload.file_id
        _read(view, upload.getvalue())


def _save(view: AreaView, source_ids: tuple[str, ...]) -> None:
    sheet = worksheets.worksheet_of(view.area_code)
    name = f"{view.area_code}_{view.area_name}_差異分析ワークシート"
    st.download_button(
        "JSON(読み込み・シミュレーター用)",
        data=sheet.to_json() if sheet else "",
        file_name=f"{name}.json",
        mime="application/json",
        disabled=sheet is None,
        on_click="ignore",
        key=view.key("worksheet_save"),
        width="stretch",
    )
    st.download_button(
        "Excel(xlsx)",
        data=lambda: worksheet_xlsx(sheet, components.source_text(source_ids)) if sheet else b"",
        file_name=f"{name}.xlsx",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        disabled=sheet is None,
        on_click="ignore",
        key=view.key("worksheet_xlsx"),
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
        st.session_state[message] = ("error", f"{error.message} {error.hint}")
        return
    worksheets.keep(sheet)
    version = view.key("worksheet_version")
    st.session_state[version] = st.session_state.get(version, 0) + 1
    st.session_state[message] = (
        "ok",
        f"{len(sheet.explanations)}行を読み込みました({sheet.year}年の乖離で作られたファイル)。",
    )
