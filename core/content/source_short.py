"""Short names of sources for the line under a figure; the full titles stay in the registry of sources."""

from __future__ import annotations

from core.content.base import CONTENT_DIR, Content, Text
from core.content.reading import load

SHORT_FILE = CONTENT_DIR / "source_short.yaml"


class SourceShort(Content):
    """source_id → short name. A source without one is shown by its full title."""

    short: dict[str, Text]


def load_source_short() -> dict[str, str]:
    """Short names by source_id. UserError when the file is wrong."""
    return load(SourceShort, SHORT_FILE).short
