"""Tactic matrix: which 好事例 does what."""

from __future__ import annotations

import altair as alt
import pandas as pd

from core.content.cases import Case, Tactic
from core.vocabulary import palette

#: Height of a row, and of the slanted names on top (the height of a chart covers its axes).
ROW_HEIGHT, NAMES_HEIGHT = 50, 96


def tactic_rows(cases: tuple[Case, ...], tactics: tuple[Tactic, ...]) -> pd.DataFrame:
    """One row per case × tactic. Columns: case_id, case (name), kind, tactic (label), done (bool), measures (headings)."""
    return pd.DataFrame(
        [
            {
                "case_id": case.id,
                "case": case.name,
                "kind": case.kind_label,
                "tactic": tactic.label,
                "done": tactic.id in case.tactics,
                "measures": "、".join(m.heading for m in case.measures if tactic.id in m.tactics) or "資料に記載なし",
            }
            for case in cases
            for tactic in tactics
        ],
        columns=["case_id", "case", "kind", "tactic", "done", "measures"],
    )


def tactic_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Cases as rows, tactics as columns, ● where the case does it; keeps the given orders."""
    table = rows.assign(mark=rows["done"].map({True: "●", False: ""})).pivot(
        index="case", columns="tactic", values="mark"
    )
    return table.loc[list(dict.fromkeys(rows["case"])), list(dict.fromkeys(rows["tactic"]))]


def tactic_matrix(rows: pd.DataFrame) -> alt.LayerChart:
    """A filled circle where the case does it, a small cross-line where the paper says nothing; count of cases on top."""
    cases, tactics = list(dict.fromkeys(rows["case"])), list(dict.fromkeys(rows["tactic"]))
    counts = rows.groupby("tactic")["done"].sum()
    names = {t: f"{t} ({int(counts[t])})" for t in tactics}
    data = rows.assign(
        tactic=rows["tactic"].map(names), state=rows["done"].map({True: "行っている", False: "記載なし"})
    )
    base = alt.Chart(data).encode(
        x=alt.X(
            "tactic:N",
            sort=list(names.values()),
            title=None,
            axis=alt.Axis(orient="top", labelAngle=-25, labelLimit=180, ticks=False, domain=False, grid=True),
        ),
        y=alt.Y(
            "case:N",
            sort=cases,
            title=None,
            axis=alt.Axis(labelLimit=220, labelFontSize=14, ticks=False, domain=False, grid=True),
        ),
        tooltip=[
            alt.Tooltip("case:N", title="事例"),
            alt.Tooltip("kind:N", title="種別"),
            alt.Tooltip("tactic:N", title="取組(事例数)"),
            alt.Tooltip("state:N", title="状況"),
            alt.Tooltip("measures:N", title="内容"),
        ],
    )
    done = base.transform_filter("datum.done").mark_circle(size=420, color=palette.KEY, opacity=1)
    absent = base.transform_filter("!datum.done").mark_text(text="–", color=palette.MARK, fontSize=14)
    return alt.LayerChart(layer=[done, absent]).properties(height=ROW_HEIGHT * len(cases) + NAMES_HEIGHT)
