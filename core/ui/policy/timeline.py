"""Schedule of 2024–2027 as timeline and table."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from core.charts.schedule import schedule_chart
from core.content import load_schedule
from core.content.schedule import LANE_LABEL, Event, Lane
from core.ui import components, state

TITLE = "スケジュール(令和6年5月の説明資料と群馬県の資料による)"
#: URL value → label, first and last day drawn.
PERIODS: dict[str, tuple[str, date, date]] = {
    "all": ("2024〜2027年度", date(2024, 3, 1), date(2028, 3, 31)),
    "setting": ("区域の設定まで(2024年3月〜8月)", date(2024, 3, 1), date(2024, 8, 31)),
}
#: A span shorter than this cannot be read on the chart of four years; it is on the other chart and in the table.
_SHORT_DAYS = 28


def show(today: date) -> None:
    """Chart of the chosen period with today's marker, undated events beside it, and all events as a table."""
    schedule = load_schedule()
    left, right = st.columns([5, 6])
    with left:
        key = state.segments("期間", list(PERIODS), key="period", default="all", text=lambda k: PERIODS[k][0])
    _, start, end = PERIODS[key]
    lanes = right.pills(
        "主体", list(Lane), default=list(Lane), selection_mode="multi", format_func=lambda x: LANE_LABEL[x], key="lanes"
    )
    events = tuple(e for e in schedule.events if e.lane in lanes and (key == "setting" or _readable(e)))
    if not any(e.start and e.end and e.start <= end and e.end >= start for e in events):
        st.info("この期間と主体の予定はありません。主体を選び直してください。")
    else:
        components.draw(
            ("schedule", hash(events), key, today.isoformat()), lambda: schedule_chart(events, start, end, today)
        )
    notes = [] if start <= today <= end else [f"今日({_day(today)})はこの図の期間の外です。"]
    if key == "all":
        notes.append("1か月より短い予定は、この図では省きました(もう一方の図と表にあります)。")
    undated = [e for e in schedule.events if e.precision == "undated" and e.lane in lanes]
    if undated:
        notes.append("時期が示されていないもの: " + "、".join(f"{e.label}({e.when})" for e in undated) + "。")
    st.caption("  \n".join((*notes, schedule.drawing_note)))
    components.source_footer(tuple(dict.fromkeys(e.source_id for e in schedule.events)))
    with st.expander("表で見る"):
        st.dataframe(_table(schedule.events), hide_index=True)


def _readable(event: Event) -> bool:
    if event.start is None or event.end is None:
        return False
    return event.precision == "day" and event.state == "実施" or (event.end - event.start).days > _SHORT_DAYS


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _table(events: tuple[Event, ...]) -> pd.DataFrame:
    order = list(Lane)
    rows = sorted(events, key=lambda e: (order.index(e.lane), e.start or date.max))
    return pd.DataFrame(
        [(LANE_LABEL[e.lane], e.when, e.label, e.state, e.detail, e.source_note) for e in rows],
        columns=["主体", "時期(資料の表記)", "内容", "資料の時点で", "補足", "資料の箇所"],
    )
