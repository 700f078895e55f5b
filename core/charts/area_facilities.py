"""Beds of the institutions of one area."""

from __future__ import annotations

import re
from typing import Final

import altair as alt
import pandas as pd

from core.charts.named import named
from core.data.bed_names import bed_names
from core.text.lines import CLOSING
from core.vocabulary import labels, palette
from core.vocabulary.terms import FOUR_FUNCTIONS

#: Width in pixels of a letter and of a digit on a part of a bar.
_WIDE, _NARROW = 14, 7.5
#: Of the two texts of a part, the one that fits into its pixels; none fits into a narrow one.
_FITTING: Final = (
    "abs(scale('x', datum.end) - scale('x', datum.start)) >= datum.room ? datum.said "
    f": abs(scale('x', datum.end) - scale('x', datum.start)) >= {_WIDE} ? datum.letter : ''"
)

#: Letters of a name that stand in one line of the axis.
IN_ONE_LINE: Final = 13
#: A longer name in two lines, since what tells it from its kin may stand at its end: at a blank, else where a line may end.
_IN_TWO: Final = (
    f"length(datum.value) <= {IN_ONE_LINE} ? datum.value : split(replace(datum.value, regexp('^(?:(.{{4,{IN_ONE_LINE}}})[ 　]|(.{{1,{IN_ONE_LINE}}})(?![{re.escape(CLOSING)}]))'),"
    " '$1$2\\n'), '\\n')"
)


def facility_rows(rows: pd.DataFrame, *years: int) -> pd.DataFrame:
    """Rows of the chart: the parts of each institution's bar, institutions in the given order, functions in the official one.

    `rows`: facility_id, name, place (municipality), bed_function, beds (床, NaN where not stated), share (0–1 of the area's
    beds), one row per institution × function. Columns: name (unique: namesakes carry their place, or a number), start, end,
    middle (床 along the bar), letter and said (short and long text on the part), room (px that the long one takes), ink (colour of
    the text), 機能, 病床数, 割合. An institution without beds
    keeps one row without length. `years`: of the report.
    """
    called = bed_names(*years)
    place = {key: i for i, key in enumerate(dict.fromkeys(rows["facility_id"]))}
    order = {str(f): i for i, f in enumerate(FOUR_FUNCTIONS)}
    data = rows.assign(
        name=rows["facility_id"].map(_unique(rows)),
        institution=rows["facility_id"].map(place),
        order=rows["bed_function"].map(order),
        length=rows["beds"].fillna(0.0),
    ).sort_values(["institution", "order"], kind="stable")
    without = data.groupby("institution")["length"].transform("sum") == 0
    data = data[(data["length"] > 0) | (without & ~data["institution"].duplicated())]
    end = data.groupby("institution")["length"].cumsum()
    letter = data["bed_function"].map({function: name[0] for function, name in called.items()})
    said = letter + [labels.number(v) for v in data["beds"]]
    return pd.DataFrame(
        {
            "name": data["name"],
            "start": end - data["length"],
            "end": end,
            "middle": end - data["length"] / 2,
            "letter": letter,
            "said": said,
            "room": _WIDE + _NARROW * (said.str.len() - 1),
            "ink": [palette.text_on(palette.BED_FUNCTION[f]) for f in data["bed_function"]],
            "機能": data["bed_function"].map(called),
            "病床数": [labels.beds(v) for v in data["beds"]],
            "割合": [labels.percent(v) for v in data["share"]],
        }
    ).reset_index(drop=True)


def _unique(rows: pd.DataFrame) -> dict[str, str]:
    """Name on the axis by facility_id."""
    once = rows.drop_duplicates("facility_id")
    shared = once["name"].duplicated(keep=False)
    text = once["name"].where(~shared, once["name"] + "(" + once["place"].fillna(labels.NO_DATA) + ")")
    number = text.groupby(text).cumcount() + 1
    again = text.duplicated(keep=False)
    text = text.where(~again, text + " " + number.astype(str))
    return dict(zip(once["facility_id"], text, strict=True))


def facility_beds_chart(
    count: int, height: int | None = None, year: int | None = None
) -> alt.LayerChart | alt.FacetChart:
    """One stacked bar per institution (`facility_rows`, `count` of them), parts in the official order of functions.
    `year`: of the report.

    Wide parts say the function's first letter and the beds, so that they can be told apart without colour.
    """
    base = alt.Chart(named()).encode(
        y=alt.Y(
            "name:N",
            title=None,
            sort=None,
            axis=alt.Axis(
                labelExpr=_IN_TWO,
                labelLineHeight=13,
                labelOffset=alt.condition(f"length(datum.value) > {IN_ONE_LINE}", alt.value(-6), alt.value(0)),
                labelLimit=200,
                ticks=False,
                domain=False,
            ),
        ),
        tooltip=[
            alt.Tooltip("name:N", title="医療機関"),
            alt.Tooltip("機能:N", title="機能"),
            alt.Tooltip("病床数:N", title="病床数"),
            alt.Tooltip("割合:N", title="区域の病床に占める割合(医療機関計)"),
        ],
    )
    bars = base.mark_bar(height=18, stroke=palette.GROUND, strokeWidth=0.7).encode(
        x=alt.X("start:Q", title="病床数(床、休棟中等を除く)", axis=alt.Axis(format=",.0f", tickCount=4)),
        x2=alt.X2("end:Q"),
        color=alt.Color(
            "機能:N",
            title=None,
            scale=palette.function_scale(FOUR_FUNCTIONS, bed_names(year)),
            legend=alt.Legend(orient="top", columns=2),
        ),
    )
    texts = base.mark_text(fontSize=13, color=alt.ExprRef("datum.ink"), text=alt.ExprRef(_FITTING)).encode(
        x=alt.X("middle:Q")
    )
    return alt.layer(bars, texts).properties(height=height or 29 * count + 130)
