"""Streamlit draws the values of `core.views`: words, figures, tables, cards, sources, downloads."""

from core.ui.draw.copied import copied
from core.ui.draw.downloads import csv_button, download, file_stem, origin, save_button, wants_cells
from core.ui.draw.parts import card_list, cards, figure, fitted, folded, grid, legend, table
from core.ui.draw.parts import twin_of as twin
from core.ui.draw.sections import ending, footer, heading, notes, opening, traced
from core.ui.draw.topics import place, tags, topic, topic_markdown
from core.ui.draw.words import (
    caption,
    failure,
    info,
    markdown,
    points,
    problem,
    problem_markdown,
    sentence,
    success,
    warning,
)

__all__ = [
    "caption",
    "card_list",
    "cards",
    "copied",
    "csv_button",
    "download",
    "ending",
    "failure",
    "figure",
    "file_stem",
    "fitted",
    "folded",
    "footer",
    "grid",
    "heading",
    "info",
    "legend",
    "markdown",
    "notes",
    "origin",
    "opening",
    "place",
    "points",
    "problem",
    "problem_markdown",
    "save_button",
    "sentence",
    "success",
    "table",
    "tags",
    "topic",
    "twin",
    "topic_markdown",
    "traced",
    "wants_cells",
    "warning",
]
