"""A part of the session that goes into the working file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from core.views.words import Words


@dataclass(frozen=True, slots=True)
class Store:
    """`name`: field of `Work`. `dump` gives what the session holds as that field's value, `load` puts such a value into the session.

    `load` returns sentences on what could not be taken over. `tell` says how much there is. `is_work`: whether a value would be missed;
    only that counts as unsaved (None: never, as a page's view).
    """

    name: str
    title: str
    dump: Callable[[], Any]
    load: Callable[[Any], Sequence[Words]]
    tell: Callable[[Any], str]
    is_work: Callable[[Any], bool] | None = bool
