"""An icon is drawn from the letters of its name, so those are never put into Japanese (`link` would become a word over its neighbour)."""

from __future__ import annotations

from pathlib import Path

from core.ui import reach


def test_the_letters_of_icons_are_left_alone() -> None:
    source = Path(reach.__file__).read_text(encoding="utf-8")
    untouched = next(line for line in source.splitlines() if line.startswith("const ours ="))
    assert "[data-testid=stIconMaterial]" in untouched
