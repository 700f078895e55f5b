"""Tactic matrix: which 好事例 does what."""

from __future__ import annotations

import altair as alt
import pandas as pd

from core.charts.named import named
from core.content.cases import Case, Tactic
from core.vocabulary import palette

#: Height of a row, and of the slanted names on top (the height of a chart covers its axes).
ROW_HEIGHT, NAMES_HEIGHT = 50, 96
#: Pixels right of the last column for the end of its slanted name.
_SLANTED = 60


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


def matrix_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of the chart: case, kind, tactic (label with its number of cases), done, state, measures. `rows`: `tactic_rows`."""
    counts = rows.groupby("tactic")["done"].sum()
    return pd.DataFrame(
        {
            "case": rows["case"],
            "kind": rows["kind"],
            "tactic": [f"{t} ({int(counts[t])})" for t in rows["tactic"]],
            "done": rows["done"],
            "state": rows["done"].map({True: "行っている", False: "記載なし"}),
            "measures": rows["measures"],
        }
    )


def matrix_order(rows: pd.DataFrame) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Cases and tactics of `matrix_rows` in their order."""
    return tuple(dict.fromkeys(rows["case"])), tuple(dict.fromkeys(rows["tactic"]))


def tactic_matrix(cases: tuple[str, ...], tactics: tuple[str, ...]) -> alt.LayerChart | alt.FacetChart:
    """A filled circle where the case does it, a small dash where the paper says nothing (`matrix_rows`, `matrix_order`)."""
    base = alt.Chart(named()).encode(
        x=alt.X(
            "tactic:N",
            sort=list(tactics),
            title=None,
            axis=alt.Axis(orient="top", labelAngle=-25, labelLimit=180, ticks=False, domain=False, grid=True),
        ),
        y=alt.Y(
            "case:N",
            sort=list(cases),
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
    return alt.layer(done, absent).properties(
        height=ROW_HEIGHT * len(cases) + NAMES_HEIGHT, padding={"left": 5, "top": 5, "right": _SLANTED, "bottom": 5}
    )
