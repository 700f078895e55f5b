"""How a view asks for data: a named query and its arguments, without knowing of caches or of the store."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from core.data.store import Store

P = ParamSpec("P")
T = TypeVar("T")


class Read(Protocol):
    """Calls a query of `core.data.queries` (or anything that is made from a store alone) with hashable arguments."""

    def __call__(self, query: Callable[Concatenate[Store, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T: ...


def reader(store: Store) -> Read:
    """A reader without a cache: for commands, documents and tests."""

    def read(query: Callable[Concatenate[Store, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        return query(store, *args, **kwargs)

    return read
