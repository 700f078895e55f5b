"""作業ファイル on screen: what the session holds, saved to one file and opened again; a warning before unsaved work is lost.

Each part of the session that goes into the file is a `Store` (`stores.py`); a new part is a field of `core.workfile.work.Work` and one
`Store`. Parts that change inside a fragment end with `guard()`, so that the browser knows at once.
"""

from core.ui.workfile.control import control
from core.ui.workfile.guard import begins, guard

__all__ = ["begins", "control", "guard"]
