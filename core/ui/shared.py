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

#: What nobody can change, and most of what there is.
_PLAIN: Final = frozenset((str, int, float, bool, type(None)))
_kinds: Final[dict[type, tuple[tuple[str, bool], ...]]] = {}


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


def frozen(value: T) -> T:
    """The value with every array in it, at any depth of dataclasses, mappings, lists and tuples, set read-only."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if isinstance(value, np.ndarray):
        value.flags.writeable = False
    elif isinstance(value, Mapping):
        for part in value.values():
            frozen(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            frozen(part)
    else:
        for name, _ in _parts(kind):
            frozen(getattr(value, name))
    return value


def own(value: T) -> T:
    """The value with frames, lists and dicts of the caller's own, at any depth of dataclasses and dicts.

    A frame is a shallow copy: pandas copies on write, so what a caller changes stays with that caller and costs nothing before.
    """
    return cast(T, _own(value))


def _own(value: object) -> object:
    kind = type(value)
    if kind in _PLAIN or kind is np.ndarray:
        return value
    if isinstance(value, pd.DataFrame | pd.Series):
        return value.copy(deep=False)
    if isinstance(value, dict):
        return {key: _own(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_own(part) for part in value]
    changed = {}
    for name, given in _parts(kind):
        part = getattr(value, name)
        if given and (mine := _own(part)) is not part:
            changed[name] = mine
    return replace(cast(Any, value), **changed) if changed else value


def _parts(kind: type) -> tuple[tuple[str, bool], ...]:
    """What a dataclass of this kind is made of, and whether it is given when one is made; nothing for other kinds."""
    if kind not in _kinds:
        _kinds[kind] = tuple((f.name, f.init) for f in fields(kind)) if is_dataclass(kind) else ()
    return _kinds[kind]
