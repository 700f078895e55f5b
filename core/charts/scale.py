"""Text of charts in proportion to the type of the page, which grows with the window."""

from __future__ import annotations

from typing import Any, Final

#: How much larger than at 1280 px the type is: as `html { font-size }` of `core/exports/templates/screen.css.jinja`. Without a window
#: (documents, tests) it is 1.
FACTOR: Final = "(isValid(windowSize()[0]) ? clamp(0.5 + windowSize()[0] / 2560, 1, 1.5) : 1)"
#: Sizes of text, and the room in pixels that a text may take before it is cut.
_SIZES: Final = frozenset(
    ("fontSize", "labelFontSize", "titleFontSize", "subtitleFontSize", "labelLimit", "titleLimit", "limit")
)
#: Rows are no part of the description; they are left alone.
_ROWS: Final = frozenset(("datasets", "data", "values"))


def scaled(spec: dict[str, Any], by: str | float = FACTOR) -> dict[str, Any]:
    """The spec with each size of text that it gives as a number multiplied by a number, or by an expression of Vega."""
    return {key: _scaled(key, value, by) for key, value in spec.items()}


def _scaled(key: str, value: Any, by: str | float) -> Any:
    if key in _ROWS:
        return value
    if isinstance(value, dict):
        return scaled(value, by)
    if isinstance(value, list):
        return [_scaled("", item, by) for item in value]
    if key in _SIZES and isinstance(value, int | float) and not isinstance(value, bool):
        return value * by if isinstance(by, int | float) else {"expr": f"{value} * {by}"}
    return value
