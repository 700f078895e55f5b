"""The app with parts that take seconds to be made, as on a busy machine: `python -m tests.browser.slow_app run app.py …`.

They are a section of the area page, and the simulator: between its conditions and its view it waits while there is a file at the place
that SLOW_APP_GATE names.
"""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path

from core.rules import first_edition
from core.rules.scenario import Scenario
from core.ui.area import contents
from core.ui.area.view import AreaView

SLOW = "utilization"
SECONDS = 6
GATE = Path(os.environ["SLOW_APP_GATE"])


def _slowly(section: contents.Section) -> contents.Section:
    def body(view: AreaView) -> None:
        time.sleep(SECONDS)
        section.body(view)

    return replace(section, body=body) if section.anchor == SLOW else section


_changes = first_edition.changes


def _slow_changes(scenario: Scenario) -> tuple[str, ...]:
    while GATE.exists():
        time.sleep(0.05)
    return _changes(scenario)


first_edition.changes = _slow_changes
contents.SECTIONS = tuple(map(_slowly, contents.SECTIONS))  # type: ignore[misc]

if __name__ == "__main__":
    from streamlit.web import cli

    cli.main()
