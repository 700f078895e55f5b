"""The newest edition of the data that can be opened: what is published in its place is taken over whole, or not at all."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from core.data.store import PARQUET_DIR, Store, fingerprint
from core.errors import UserError


class Editions:
    """Opens the files under `root` anew when they change. `trouble`: why the files that lie there now are not what is shown."""

    def __init__(self, root: Path = PARQUET_DIR) -> None:
        self.trouble: UserError | None = None
        self._root = root
        self._lock = Lock()
        self._good: Store | None = None
        self._seen = ""

    def newest(self) -> Store:
        """The store of the newest good edition. Raises UserError only where none could be opened since the start."""
        if (now := fingerprint(self._root)) != self._seen:
            with self._lock:
                if now != self._seen:
                    self._open()
                    self._seen = now
        if self._good is None:
            raise self.trouble or UserError("データを開けません。")
        return self._good

    def _open(self) -> None:
        try:
            new, self.trouble = Store(self._root), None
            if self._good is None or (new.edition, new.reconciliation) != (
                self._good.edition,
                self._good.reconciliation,
            ):
                self._good = new
        except UserError as error:
            self.trouble = error
