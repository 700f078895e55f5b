"""What the style sheets may ask of the browser at every redraw."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHEETS = sorted((ROOT / "core/exports/templates").glob("*.css.jinja"))
GUARD = re.compile(r'\bguard\("(\w+)"\)')


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda p: p.name)
def test_no_part_of_a_class_name_is_looked_for_around_an_element(sheet: Path) -> None:
    """At every redraw classes change all over the page; after each, the browser would look at all that stands below once more."""
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.S)
    around = re.findall(r"\[class[*^|~]?=[^\]]*\](?=[\s>+~]+[\w.:\[*])", text)
    inside = re.findall(r":(?:has|not)\([^()]*\[class[*^|~]?=[^\]]*\](?![^()]*\[class)[^()]*\*?\)", text)
    assert (around, inside) == ([], [])


def test_every_part_that_tells_of_unsaved_work_takes_no_room() -> None:
    told = {name for path in (ROOT / "core/ui").rglob("*.py") for name in GUARD.findall(path.read_text("utf-8"))}
    hidden = set(
        re.findall(
            r"st-key-workfile_guard_(\w+)", (ROOT / "core/exports/templates/screen.css.jinja").read_text("utf-8")
        )
    )
    assert told == hidden
    assert "simulator" in told
