"""Where `app.py` leads: what the server is given before anybody connects, and the page of each run.

Streamlit reads `app.py` twice: as the module `app` when the server starts, where it looks for an `App`, and as the script of each run.
"""

from __future__ import annotations

import gc
from contextlib import suppress
from threading import Thread
from typing import Final

from starlette.middleware import Middleware

from core.errors import UserError
from core.ui import platform_faults
from core.ui.shell import Shell

MIDDLEWARE: Final = [Middleware(Shell)]


def prepare() -> None:
    """Before anybody connects."""
    platform_faults.mend()
    platform_faults.end_quietly()
    Thread(target=read_ahead, name="read ahead").start()


def read_ahead() -> None:
    """Read the pages and open the data while the server begins to listen and the browser fetches its scripts: a second of the start.

    Data that cannot be opened are told by the page, which tries again.
    """
    gc.disable()  # what is read now stays, and a collection walks through all of it; `core.ui.memory` sees to it later
    try:
        from core.ui import cached, frame  # noqa: F401

        with suppress(UserError):
            cached.editions().newest()
    finally:
        gc.enable()


def run(name: str) -> None:
    """`name`: what `app.py` is called while it is read."""
    if name == "app":
        prepare()
        return
    from core.ui import frame  # the server does not wait for it

    frame.run()
