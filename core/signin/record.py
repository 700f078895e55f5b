"""One line for each sign-in and each file that is taken along: who, what, when. Never what was in it.

Written by a service alone (`python -m core.serve`), as JSON to the standard error, where the system keeps and rotates it.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import datetime
from typing import Final, Literal

#: Set by whoever starts the service.
SWITCH: Final = "SUISHIN_RECORD"
Event = Literal["サインイン", "サインインを断った", "サインアウト", "書き出し"]


def line(event: Event, who: str | None, what: str | None, when: datetime) -> str:
    """The line, without its end. `who`: address, None without login. `what`: the page and the button that was pressed."""
    fields = {"記録": event, "時刻": when.isoformat(timespec="seconds"), "だれ": who, "何": what}
    return json.dumps({name: value for name, value in fields.items() if value is not None}, ensure_ascii=False)


def write(event: Event, who: str | None = None, what: str | None = None) -> None:
    """Write it, where lines are wanted, in one piece: several processes share the output."""
    if os.environ.get(SWITCH) == "1":
        sys.stderr.write(line(event, who, what, datetime.now().astimezone()) + "\n")
        sys.stderr.flush()
