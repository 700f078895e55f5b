"""A file of wards (病床機能報告 様式1) on the simulator's page: read once with its progress, shown, and taken over."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from core.content.municipalities import load_areas_of_municipalities
from core.rules.engine import Result
from core.ui import draw
from core.uploads.kinds import Upload
from core.uploads.reader import MAX_BYTES
from core.uploads.ward_form import looks_like_wards
from core.uploads.wards import KIND, Report, read_wards
from core.views.simulator import wards

#: In the session of one person alone; gone with it.
_READ: Final = "sim_wards_read"


def is_wards(kind: str, file: UploadedFile) -> bool:
    """The file is no table of ours but the form of wards."""
    return kind == KIND and (file.size > MAX_BYTES or looks_like_wards(file.getvalue()))


def read(file: UploadedFile, result: Result) -> Report | Upload:
    """The report of the file, or its problems; a file that was read stays so while it is the one in the box."""
    held = st.session_state.get(_READ)
    if held is not None and held[0] == file.file_id:
        found: Report | Upload = held[1]
        return found
    bar = st.progress(0.0, text="病棟を読んでいます…")
    known = load_areas_of_municipalities()
    municipalities = dict(zip(known["muni_code"], known["area_code"], strict=True))
    report = read_wards(
        file.name, file.getvalue(), dict(result.facts.areas["area_name"]), municipalities, _progress(bar.progress)
    )
    bar.empty()
    st.session_state[_READ] = (file.file_id, report)
    return report


def forget() -> None:
    """Nothing of an earlier file stays when there is none in the box, or another kind of table is shown."""
    st.session_state.pop(_READ, None)


def show(report: Report, result: Result) -> None:
    """The sums, what they are used for, and the files."""
    section = wards.section(report, result)
    draw.opening(section)
    table = section.table("wards")
    draw.grid(table, key="sim_wards", height=draw.fitted(table, 300))
    draw.ending(section, f"様式1_病床利用率_{report.year}年", key="sim_wards")


def _progress(show: Callable[..., object]) -> Callable[[int], None]:
    """How many rows were read; how many there are is known at the end only."""

    def tick(rows: int) -> None:
        show(min(0.95, rows / (rows + 1_000)), text=f"病棟を読んでいます… {rows:,}行")

    return tick
