"""What axe-core finds in parts that Streamlit makes and no setting of ours changes; each entry dated, with its reason.

`test_reach.py` takes these out and fails when one of them no longer occurs, so that the list never outlives its cause.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final


@dataclass(frozen=True, slots=True)
class Fault:
    """A rule of axe and a piece of the markup that it finds; `seen`: in which version, on which day."""

    rule: str
    part: str
    seen: date
    version: str
    reason: str


PLATFORM: Final = (
    Fault(
        "presentation-role-conflict",
        'data-testid="stFileUploaderDropzone"',
        date(2026, 11, 27),
        "Streamlit 1.67.0",
        "The drop zone is role=presentation and has a name and a tabindex; the button inside it works with keys and is named.",
    ),
    Fault(
        "aria-required-children",
        'role="menu" aria-label="列のメニュー"',
        date(2026, 11, 27),
        "Streamlit 1.67.0",
        "The menu of a table's column holds the name of the column and a line beside its entries; the entries are named and work with keys.",
    ),
    Fault(
        "region",
        'data-floating-ui-portal=""',
        date(2026, 11, 27),
        "Streamlit 1.67.0",
        "What floats over the page (the menu of a column) is drawn outside the landmarks of the page.",
    ),
)
