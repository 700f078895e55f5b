"""What a load run found, as values and as lines."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from tests.load.visitor import Answer
from tests.load.walk import CHANGES, Kind


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of all do not exceed (nearest rank). Raises ValueError without values."""
    if not values:
        raise ValueError("no values")
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


@dataclass
class Times:
    """Seconds and bytes of the steps of one kind."""

    seconds: list[float] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)

    def row(self) -> dict[str, float]:
        """Number, p50, p95 and longest (s), KiB of the middle one."""
        return {
            "count": len(self.seconds),
            "p50": round(percentile(self.seconds, 0.5), 3),
            "p95": round(percentile(self.seconds, 0.95), 3),
            "max": round(max(self.seconds), 3),
            "kib": round(percentile(self.sizes, 0.5) / 1024, 1),
        }


@dataclass
class Tally:
    """What all visitors of one setting met. `kinds`: by the word of `Kind`; `errors`: how often, by what was said."""

    kinds: dict[str, Times] = field(default_factory=dict)
    errors: dict[str, int] = field(default_factory=dict)
    handshakes: list[float] = field(default_factory=list)

    def add(self, kind: Kind, answer: Answer) -> None:
        """One step that went well."""
        times = self.kinds.setdefault(kind.value, Times())
        times.seconds.append(answer.seconds)
        times.sizes.append(answer.size)

    def failed(self, error: BaseException) -> None:
        """One that did not."""
        words = f"{type(error).__name__}: {error}"[:200]
        self.errors[words] = self.errors.get(words, 0) + 1

    def rows(self) -> dict[str, dict[str, float]]:
        """`Times.row` by kind, and of all changes together where there were any."""
        changes = [self.kinds[k.value] for k in CHANGES if k.value in self.kinds]
        found = {kind.value: self.kinds[kind.value].row() for kind in Kind if kind.value in self.kinds}
        if changes:
            together = Times([s for t in changes for s in t.seconds], [b for t in changes for b in t.sizes])
            found["変更の全体"] = together.row()
        return found


@dataclass(frozen=True, kw_only=True)
class Setting:
    """One run: so many `sessions` on so many `workers`, of our `app` or the `minimal` one.

    `memory`: peak MiB of each worker in the first and the second round; `cpu`: cores in use by all workers; `clients`: by those who
    asked; `refused`: whether a newcomer to the full house read why; `remembered`: of the `left` who tried to come back after `ttl` seconds,
    how many found their session still there.
    """

    app: str
    sessions: int
    workers: int
    pace: float
    seconds: float
    rows: dict[str, dict[str, float]]
    errors: dict[str, int]
    handshakes: dict[str, float]
    memory: tuple[tuple[float, ...], tuple[float, ...]]
    cpu: float
    clients: float
    refused: bool
    remembered: int
    left: int
    ttl: int

    def as_dict(self) -> dict[str, Any]:
        """For the file of results."""
        return asdict(self)

    def lines(self) -> list[str]:
        """The run in words, one line a figure."""
        found = [f"{self.app}: {self.sessions} セッション、ワーカー {self.workers}、{self.pace:g} 秒ごとに操作"]
        for kind, row in self.rows.items():
            found.append(
                f"  {kind}: {row['count']} 回、中央値 {row['p50']:.2f} s、95% {row['p95']:.2f} s、最大 {row['max']:.2f} s、{row['kib']:.0f} KiB"
            )
        found.append(
            f"  誤り {sum(self.errors.values())} 件" + "".join(f"\n    {n} × {w}" for w, n in self.errors.items())
        )
        found.append(f"  接続 {self.handshakes['count']:.0f} 回、95% {self.handshakes['p95']:.2f} s")
        first, second = (" / ".join(f"{m:.0f}" for m in peaks) for peaks in self.memory)
        found.append(f"  ワーカーの最大メモリー(MiB): 1回目 {first}、2回目 {second}")
        found.append(f"  CPU {self.cpu:.2f} コア(操作する側 {self.clients:.2f})")
        found.append(f"  満員を文で断る: {'はい' if self.refused else 'いいえ'}")
        found.append(f"  離れて {self.ttl} 秒たっても残っていたセッション: {self.left} 人のうち {self.remembered}")
        return found
