"""No text of a chart is written smaller than a note of the page."""

from __future__ import annotations

import re
from pathlib import Path

import core.charts
import core.maps

LEAST = 13
#: Also the size that a name stands for.
SAID = re.compile(r"""(?:fontSize|FontSize|font_size|_TEXT: Final)["']?\s*[=:]\s*([\d.]+)""")


def test_no_chart_and_no_map_writes_smaller_than_a_note() -> None:
    folders = [Path(module.__path__[0]) for module in (core.charts, core.maps)]
    palette = folders[0].parent / "vocabulary" / "palette.py"
    found = {
        (path.name, float(size))
        for path in [palette, *(p for folder in folders for p in folder.glob("*.py"))]
        for size in SAID.findall(path.read_text(encoding="utf-8"))
    }
    assert len(found) > 3
    assert not {(name, size) for name, size in found if size < LEAST}


def test_what_is_measured_at_run_time_is_no_way_round_it() -> None:
    """A size that is reckoned from the room would grow small where there is little."""
    for module in (core.charts, core.maps):
        for path in Path(module.__path__[0]).glob("*.py"):
            reckoned = re.findall(r"[fF]ont_?[sS]ize\w*=(?:min|max|int|round)\(", path.read_text(encoding="utf-8"))
            assert not reckoned, path.name
