"""Tables to bring in: templates, the check of every row, and taking over whole or not at all."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from core.rules import wording
from core.rules.by_hand import with_area_table, with_table
from core.rules.engine import Result
from core.rules.scenario import Scenario
from core.ui import cached, components
from core.ui.simulator import state, words
from core.uploads.kinds import KINDS, Kind, Upload, read_upload
from core.uploads.reader import MAX_BYTES
from core.uploads.templates import csv_template, xlsx_template
from core.uploads.worksheet import read_worksheet

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show(result: Result) -> None:
    """Choice of the kind of table, its template, the file, and what came of it."""
    st.subheader("表の取り込み", anchor="uploads")
    st.caption(
        f"CSV(UTF-8・Shift_JIS)と xlsx、{MAX_BYTES // 1024 // 1024}MBまで。誤りが1つでもあれば何も反映しません。"
        "取り込んだ内容はこの画面を開いている間だけ使い、サーバーには残しません。"
    )
    kind = KINDS[
        st.segmented_control(
            "取り込む表",
            list(KINDS),
            format_func=lambda k: KINDS[k].title,
            default="revalidation",
            required=True,
            key="sim_kind",
        )
    ]
    left, right = st.columns([4, 6], gap="medium")
    with left:
        _template(kind)
    with right:
        _file(kind, dict(result.facts.areas["area_name"]), result.scenario.year)
        _taken(result, kind)


def _template(kind: Kind) -> None:
    listed = cached.prefectures()
    prefectures: dict[str, str] = dict(zip(listed["pref_code"], listed["pref_name"], strict=True))
    pref = st.selectbox(
        "雛形に入れる区域",
        ["", *prefectures],
        format_func=lambda p: prefectures.get(p, "全国339区域"),
        key="sim_template_pref",
    )
    areas = cached.area_list().set_index("area_code")["area_name"]
    chosen = {str(code): str(name) for code, name in areas.items() if str(code).startswith(pref or "")}
    name = f"雛形_{kind.title.split('(')[0].replace(' ', '')}_{prefectures.get(pref, '全国')}"
    csv_file: Callable[[], bytes] = lambda: csv_template(kind, chosen)  # noqa: E731
    xlsx_file: Callable[[], bytes] = lambda: xlsx_template(kind, chosen)  # noqa: E731
    one, two = st.columns(2)
    one.download_button("雛形(xlsx)", xlsx_file, f"{name}.xlsx", _XLSX, key="sim_template_xlsx", on_click="ignore")
    two.download_button("雛形(CSV)", csv_file, f"{name}.csv", "text/csv", key="sim_template_csv", on_click="ignore")
    lines = [f"- **{h}**({'必須' if h in kind.required else '任意'}) {kind.help.get(h, '')}" for h in kind.headings]
    st.markdown("\n".join([kind.purpose, "", *lines]))


def _file(kind: Kind, areas: dict[str, str], year: int) -> None:
    file = st.file_uploader(
        f"ファイル({MAX_BYTES // 1024 // 1024}MBまで)",
        type=["csv", "xlsx", *(["json"] if kind.id == "explained" else [])],
        key=f"sim_file_{kind.id}",
        max_upload_size=components.UPLOAD_MB,
    )
    if file is None:
        return
    if file.name.lower().endswith(".json"):
        upload = read_worksheet(file.name, file.getvalue(), areas, year)
    else:
        upload = read_upload(kind, file.name, file.getvalue(), areas)
    if upload.problems:
        _problems(upload)
        return
    blank = f"(書き込みのない{upload.blank}行は無視しました)" if upload.blank else ""
    name, count = words.plain(file.name), len(upload.entries)
    if _changed(upload) == state.current():  # the table below says the rest
        st.success(f"{name}: {count}行をシナリオに反映しました{blank}。")
        return
    st.success(f"{name}: {count}行に誤りはありません{blank}。{kind.note(upload.entries)}")
    st.button("シナリオに反映する", on_click=_take, args=(upload,), key=f"sim_take_{kind.id}", type="primary")


def _problems(upload: Upload) -> None:
    st.error(f"{words.plain(upload.name)}: 誤りが{len(upload.problems)}件あるため、何も反映していません。")
    rows = [(str(p.row) if p.row else "全体", p.column, p.message) for p in upload.problems]
    st.dataframe(
        pd.DataFrame(rows, columns=["行", "列", "誤り"]),
        hide_index=True,
        height=min(300, 38 + 35 * len(rows)),
        column_config={"誤り": st.column_config.TextColumn(width="large")},
    )


def _changed(upload: Upload) -> Scenario:
    """The scenario with the file taken over. A table replaces the earlier one; a worksheet only its own area's rows."""
    one_area = upload.name.lower().endswith(".json")
    change = with_area_table if one_area else with_table
    return change(state.current(), upload.kind, upload.entries)


def _take(upload: Upload) -> None:
    state.take(_changed(upload))


def _taken(result: Result, kind: Kind) -> None:
    entries = getattr(result.scenario, kind.id)
    if not entries:
        st.caption("まだ取り込んでいません。")
        return
    st.caption(f"取り込み済み {len(entries)}行。{kind.note(entries)}")
    names = result.facts.areas["area_name"]
    words = {**wording.REVALIDATION, **wording.SIGNAL}
    rows = []
    for entry in entries:
        fields = {f: getattr(entry, f) for f in entry.__dataclass_fields__ if f != "area_code"}
        plain = {f: words.get(v, v) if isinstance(v, str) else v for f, v in fields.items()}
        rows.append(
            {
                "コード": entry.area_code,
                "構想区域": names[entry.area_code],
                **{_HEADINGS[f]: v for f, v in plain.items()},
            }
        )
    st.dataframe(pd.DataFrame(rows), hide_index=True, height=200)
    st.button(
        "取り込みを消す",
        on_click=lambda: state.take(with_table(state.current(), kind.id, ())),
        key=f"sim_drop_{kind.id}",
    )


_HEADINGS = {
    "state": "対応状況",
    "facility_name": "医療機関名",
    "bed_function": "病床機能",
    "occupancy": "病床利用率(1=100%)",
    "reason": "理由",
    "evidence": "根拠",
    "source": "出典",
    "beds": "説明できる床数",
}
