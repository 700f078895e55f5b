"""Where `app.py` leads: what the server is given before anybody connects, and the page of each run.

Streamlit reads `app.py` twice: as the module `app` when the server starts, where it looks for an `App`, and as the script of each run.
"""

from __future__ import annotations

from typing import Final

from starlette.middleware import Middleware

from core.ui import platform_faults
from core.ui.shell import Shell

MIDDLEWARE: Final = [Middleware(Shell)]


def prepare() -> None:
    """Before anybody connects."""
    platform_faults.mend()
    platform_faults.end_quietly()


def run(name: str) -> None:
    """`name`: what `app.py` is called while it is read."""
    if name == "app":
        prepare()
        return
    from core.ui import frame  # the server listens before it has read the pages

    frame.run()
