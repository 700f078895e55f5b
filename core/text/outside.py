"""Text that came from a URL, a file or a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NoReturn

#: As a pattern: what office programs read as the start of a formula; in Japanese also the wide signs.
FORMULA_START: Final = r"[=+\-@＝＋－＠\t\r\n]"


@dataclass(frozen=True, slots=True, order=True)
class Outside:
    """Words that somebody else wrote. They cannot slip into a sentence of ours: only a drawer takes them out, and escapes them.

    `raw` is for those who escape (`core.ui.draw`, `core.exports`) and for comparing; formatting the value itself fails.
    """

    raw: str

    def __str__(self) -> NoReturn:
        raise TypeError("text from outside is drawn by a drawer, which escapes it; say(...) puts it into a sentence")

    def __format__(self, spec: str) -> NoReturn:
        raise TypeError("text from outside is drawn by a drawer, which escapes it; say(...) puts it into a sentence")
