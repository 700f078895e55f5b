"""Colours by meaning, and the Altair theme.

Values are tokens of デジタル庁デザインシステム (`@digital-go-jp/design-tokens` 1.1.9, MIT); the token stands beside each.
Each bed function keeps one colour on every page. Colour never carries meaning alone: marks differ in label, dash or side too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import altair as alt

from core.vocabulary.terms import FOUR_FUNCTIONS, BedFunction, Designation

KEY: Final = "#0017c1"  # blue-900
KEY_LIGHT: Final = "#7096f8"  # blue-400
KEY_PALE: Final = "#e8f1fe"  # blue-50
TEXT: Final = "#1a1a1a"  # solid-gray-900
TEXT_MUTED: Final = "#666666"  # solid-gray-600
LINE: Final = "#cccccc"  # solid-gray-200
GRID: Final = "#e6e6e6"  # solid-gray-100
GROUND: Final = "#ffffff"
MARK: Final = "#767676"  # solid-gray-536, the lightest grey with 4.5:1 on white
MARK_PALE: Final = "#b3b3b3"  # solid-gray-300
NO_DATA: Final = "#d9d9d9"  # own grey of 算出不可 / データなし
ALERT: Final = "#ce0000"  # red-900

#: Reported above 必要量 is orange, below is blue; nearer to the neutral middle is paler.
EXCESS: Final = ("#ffdfca", "#ffa66d", "#fb5b01", "#8b3200")  # orange-100, 300, 600, 1000
SHORTAGE: Final = ("#d9e6ff", "#9db7f9", "#3460fb", "#00118f")  # blue-100, 300, 600, 1000
#: Shares and amounts without a side: the more, the darker, so that they read in grey as well.
AMOUNT: Final = ("#e6f5ec", "#9bd4b5", "#51b883", "#1d8b56", "#0c472a")  # green-50, 200, 400, 700, 1000
NEUTRAL: Final = "#f2f2f2"  # solid-gray-50

BED_FUNCTION: Final[dict[str, str]] = {
    BedFunction.TOTAL: "#333333",  # solid-gray-800
    BedFunction.HIGH_ACUTE: "#5c10be",  # purple-800
    BedFunction.ACUTE: "#fb5b01",  # orange-600
    BedFunction.RECOVERY: "#197a4b",  # green-800
    BedFunction.CHRONIC: "#008bf2",  # light-blue-600
}
#: Shape of a function's points, so that lines can be told apart without colour (見込量 is a hollow diamond everywhere).
FUNCTION_SHAPE: Final[dict[str, str]] = {
    BedFunction.TOTAL: "circle",
    BedFunction.HIGH_ACUTE: "circle",
    BedFunction.ACUTE: "square",
    BedFunction.RECOVERY: "triangle-up",
    BedFunction.CHRONIC: "cross",
}
#: Dashes of a function's line of 必要量, so that these too can be told apart without colour; none is a whole line.
FUNCTION_DASH: Final[dict[str, tuple[int, ...]]] = {
    BedFunction.TOTAL: (6, 4),
    BedFunction.HIGH_ACUTE: (2, 3),
    BedFunction.ACUTE: (6, 4),
    BedFunction.RECOVERY: (12, 4),
    BedFunction.CHRONIC: (10, 3, 2, 3),
}
DESIGNATION: Final[dict[str, str]] = {
    Designation.SUISHIN: "#1a1a1a",  # drawn as an outline
    Designation.MODEL: "#ce0000",  # red-900, drawn as a thicker outline
}

#: System Japanese fonts; nothing is fetched.
FONT: Final = "'Noto Sans JP', 'Noto Sans CJK JP', 'Yu Gothic UI', 'Yu Gothic', Meiryo, 'Hiragino Sans', 'Hiragino Kaku Gothic ProN', sans-serif"


def function_scale(
    functions: tuple[BedFunction, ...] = FOUR_FUNCTIONS, labels: Mapping[str, str] | None = None
) -> alt.Scale:
    """Colour scale over bed functions; `labels` maps the function to the text that stands in the data."""
    names = labels or {f: f for f in BedFunction}
    return alt.Scale(domain=[names[f] for f in functions], range=[BED_FUNCTION[f] for f in functions])


def shape_scale(
    functions: tuple[BedFunction, ...] = FOUR_FUNCTIONS, labels: Mapping[str, str] | None = None
) -> alt.Scale:
    """Scale of point shapes over bed functions, like `function_scale`."""
    names = labels or {f: f for f in BedFunction}
    return alt.Scale(domain=[names[f] for f in functions], range=[FUNCTION_SHAPE[f] for f in functions])


def dash_scale(
    functions: tuple[BedFunction, ...] = FOUR_FUNCTIONS, labels: Mapping[str, str] | None = None
) -> alt.Scale:
    """Scale of dashes over bed functions, like `function_scale`."""
    names = labels or {f: f for f in BedFunction}
    return alt.Scale(domain=[names[f] for f in functions], range=[list(FUNCTION_DASH[f]) for f in functions])


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours (`#rrggbb`) by WCAG 2: 1 (equal) to 21 (black on white)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def text_on(ground: str) -> str:
    """The colour of text with the better contrast on a ground: black-grey or white."""
    return max((TEXT, GROUND), key=lambda colour: contrast(colour, ground))


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@alt.theme.register("suishin", enable=True)
def chart_theme() -> alt.theme.ThemeConfig:
    """White ground, grey axes, system Japanese fonts, one size of text."""
    return alt.theme.ThemeConfig(
        {
            "config": {
                "font": FONT,
                "background": GROUND,
                "view": {"stroke": None},
                "axis": {
                    "labelFont": FONT,
                    "labelFontSize": 13,
                    "labelColor": TEXT,
                    "titleFont": FONT,
                    "titleFontSize": 13,
                    "titleColor": TEXT,
                    "titleFontWeight": "normal",
                    "gridColor": GRID,
                    "domainColor": LINE,
                    "tickColor": LINE,
                },
                "legend": {
                    "labelFont": FONT,
                    "labelFontSize": 13,
                    "labelColor": TEXT,
                    "titleFont": FONT,
                    "titleFontSize": 13,
                    "titleColor": TEXT,
                    "titleFontWeight": "normal",
                },
                "title": {"font": FONT, "fontSize": 15, "color": TEXT, "anchor": "start", "fontWeight": "bold"},
                "header": {
                    "labelFont": FONT,
                    "labelFontSize": 13,
                    "labelColor": TEXT,
                    "titleFont": FONT,
                    "titleColor": TEXT,
                },
                "text": {"font": FONT, "fontSize": 13},
                "line": {"strokeWidth": 2},
                "bar": {"color": KEY},
                "point": {"filled": True},
            }
        }
    )
