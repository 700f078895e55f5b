"""Short names of sources for the line under a figure; the full titles stay in the registry of sources."""

from __future__ import annotations

from core.parameters import OURS, Parameter
from core.reading.base import CONTENT_DIR, Content, Text
from core.reading.files import load

SHORT_FILE = CONTENT_DIR / "source_short.yaml"


class SourceShort(Content):
    """source_id → short name. A source without one is shown by its full title."""

    short: dict[str, Text]


def cited(parameter: Parameter) -> str:
    """Where a value of a rule stands and since when: `厚生労働省 … 資料1、「推進区域（仮称）の設定について（案）」③、2024-05-01から`."""
    source = [] if parameter.source_id == OURS else [load_source_short().get(parameter.source_id, parameter.source_id)]
    return "、".join((*source, parameter.page, f"{parameter.effective_from.isoformat()}から"))


def load_source_short() -> dict[str, str]:
    """Short names by source_id. UserError when the file is wrong."""
    return load(SourceShort, SHORT_FILE).short
