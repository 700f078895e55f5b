"""The app with one section that takes seconds to be made, as on a busy machine: `python -m tests.browser.slow_app run app.py …`."""

from __future__ import annotations

import time
from dataclasses import replace

from core.ui.area import contents
from core.ui.area.view import AreaView

SLOW = "utilization"
SECONDS = 6


def _slowly(section: contents.Section) -> contents.Section:
    def body(view: AreaView) -> None:
        time.sleep(SECONDS)
        section.body(view)

    return replace(section, body=body) if section.anchor == SLOW else section


contents.SECTIONS = tuple(map(_slowly, contents.SECTIONS))  # type: ignore[misc]

if __name__ == "__main__":
    from streamlit.web import cli

    cli.main()
