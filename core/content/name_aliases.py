"""Short forms of institutions' names (日赤, 厚生連) and what they stand for in the publications, for search."""

from __future__ import annotations

from core.reading.base import CONTENT_DIR, Content, Text
from core.reading.files import load

ALIASES_FILE = CONTENT_DIR / "name_aliases.yaml"


class NameAliases(Content):
    """Short form → the writings that it stands for."""

    aliases: dict[Text, tuple[Text, ...]]


def load_name_aliases() -> dict[str, tuple[str, ...]]:
    """Writings by short form. UserError when the file is wrong."""
    return load(NameAliases, ALIASES_FILE).aliases
