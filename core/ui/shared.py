"""What sessions share may not be changed by one of them: arrays are read-only, and whatever else can be changed is the caller's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, Final, Generic, TypeVar, cast
from weakref import ref

import numpy as np
import pandas as pd

T = TypeVar("T")
V = TypeVar("V")


class Beside(Generic[V, T]):
    """What was made of a value, kept as long as that value lives: what nobody shows any more, or a person alone had, goes with it.

    The value is known by itself, not by what it holds, so nothing is compared. It must not be changed.
    """

    def __init__(self, make: Callable[[V], T]) -> None:
        self._make = make
        self._kept: dict[int, tuple[ref[Any], T]] = {}

    def of(self, value: V) -> T:
        """What is made of the value."""
        place = id(value)
        found = self._kept.get(place)
        if found is not None and found[0]() is value:
            return found[1]
        made = self._make(value)

        def gone(dead: ref[Any]) -> None:
            if place in self._kept and self._kept[place][0] is dead:  # another value may have its place by now
                self._kept.pop(place, None)

        self._kept[place] = (ref(value, gone), made)
        return made

    def __len__(self) -> int:
        return len(self._kept)


#: What holds nothing: nearly all that is met on the way through the rows of a table.
_FIXED: Final = frozenset({str, int, float, bool, type(None)})


def frozen(value: T) -> T:
    """The value with every array in it, at any depth of dataclasses, mappings, lists and tuples, set read-only."""
    if type(value) in _FIXED:
        return value
    if isinstance(value, np.ndarray):
        value.flags.writeable = False
    elif isinstance(value, Mapping):
        for part in value.values():
            frozen(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            frozen(part)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            frozen(getattr(value, field.name))
    return value


def own(value: T) -> T:
    """The value with frames, lists and dicts of the caller's own, at any depth of dataclasses and dicts.

    A frame is a shallow copy: pandas copies on write, so what a caller changes stays with that caller and costs nothing before.
    """
    return cast(T, _own(value))


def _own(value: object) -> object:
    if isinstance(value, pd.DataFrame | pd.Series):
        return value.copy(deep=False)
    if isinstance(value, dict):
        return {key: _own(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_own(part) for part in value]
    if is_dataclass(value) and not isinstance(value, type):
        held = {f.name: getattr(value, f.name) for f in fields(value) if f.init}
        mine = {name: _own(part) for name, part in held.items()}
        changed = {name: part for name, part in mine.items() if part is not held[name]}
        return replace(value, **changed) if changed else value
    return value
