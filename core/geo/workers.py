"""Point lookups shared between processes; the result does not depend on how many there are."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import numpy as np

from core.geo.labels import FloatArray, HospitalPoint, IntArray, Labeller, Municipality

_CHUNK = 4_000

_labeller: Labeller | None = None


def _start(municipalities: Sequence[Municipality], kawasaki: Sequence[HospitalPoint]) -> None:
    global _labeller  # one per worker process, made once by the pool
    _labeller = Labeller(municipalities, kawasaki)


def _work(chunk: tuple[FloatArray, FloatArray]) -> tuple[IntArray, frozenset[str]]:
    assert _labeller is not None
    labels = _labeller.label_many(*chunk)
    codes = frozenset(_labeller.codes_seen)
    _labeller.codes_seen.clear()
    return labels, codes


class Lookup:
    """Labels many points at once and keeps the 気象庁 codes that it has met."""

    def __init__(self, pool: multiprocessing.pool.Pool, advance: Callable[[int], None]) -> None:
        self._pool = pool
        self._advance = advance
        self.codes_seen: set[str] = set()

    def label_many(self, lon: FloatArray, lat: FloatArray) -> IntArray:
        """Municipality labels, in the order of the points."""
        if not len(lon):
            return np.zeros(0, dtype=np.int32)
        chunks = [(lon[i : i + _CHUNK], lat[i : i + _CHUNK]) for i in range(0, len(lon), _CHUNK)]
        found = []
        for labels, codes in self._pool.imap(_work, chunks):
            found.append(labels)
            self.codes_seen |= codes
            self._advance(len(labels))
        return np.concatenate(found)


@contextmanager
def lookup_pool(
    municipalities: Sequence[Municipality],
    hospitals: Sequence[HospitalPoint],
    workers: int,
    advance: Callable[[int], None],
) -> Iterator[Lookup]:
    """A `Lookup` over `workers` processes; they end with the block."""
    kawasaki = [h for h in hospitals if h.area_code in ("1404", "1405")]
    with multiprocessing.Pool(workers, _start, (tuple(municipalities), kawasaki)) as pool:
        yield Lookup(pool, advance)
