"""`python -m tests.load [--sessions N …]`: many visitors at once, each with a walk of their own, against the app as it is served.

Not a test: it prints figures and adds them to the file that `docs/benchmarks.md` is made of. Each setting is served anew by
`core.serve` (HAProxy and workers) and has two rounds of new visitors, between which everybody leaves; the minimal one-chart app is
served and visited the same way.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil

from tests.benchmark import results
from tests.load import walk
from tests.load.house import House
from tests.load.report import Setting, Tally, percentile
from tests.load.visitor import Visitor, visitor
from tests.load.walk import Step
from tests.serve.serving import served

#: By the word that the report uses: the module that serves, and the walk.
APPS: dict[str, tuple[str, Callable[[int], Iterator[Step]]]] = {
    "ダッシュボード": ("core.serve", walk.ours),
    "最小アプリ": ("tests.load.minimal", walk.minimal),
}
#: Longest wait for one step or a connection: a browser's reader has given up by then.
PATIENCE = 60.0
#: So many of each round try to come back when their sessions should be gone.
_ASKED_AGAIN = 5


def main() -> None:
    """Run the settings asked for, print each, keep them in the file of results."""
    parser = argparse.ArgumentParser(prog="python -m tests.load", description=__doc__)
    parser.add_argument("--sessions", type=int, nargs="+", default=[100, 150], help="同時に使う人数(既定: 100 150)")
    parser.add_argument("--seconds", type=float, default=300, help="2回の合計の秒数(既定: 300)")
    parser.add_argument("--workers", type=int, default=2, help="ワーカーの数(既定: 2)")
    parser.add_argument("--pace", type=float, default=8, help="1人が操作する間隔の秒数(既定: 8)")
    parser.add_argument("--ttl", type=int, default=15, help="離れた人のセッションを残す秒数(既定: 15。製品は 120)")
    parser.add_argument("--minimal", action="store_true", help="最小アプリだけを測る")
    parser.add_argument("--ours", action="store_true", help="このダッシュボードだけを測る")
    parser.add_argument("--write", type=Path, default=results.FILE, help="結果を加えるファイル(既定: docs の下)")
    asked = parser.parse_args()
    began = time.monotonic()
    found = []
    for app in APPS:
        if (asked.minimal and app == "ダッシュボード") or (asked.ours and app == "最小アプリ"):
            continue
        for sessions in asked.sessions:
            setting = run(app, sessions, asked)
            print("\n".join(setting.lines()), flush=True)
            found.append(setting.as_dict())
    results.keep(asked.write, "load", found)
    print(f"全部で {time.monotonic() - began:.0f} s", flush=True)


def run(app: str, sessions: int, asked: argparse.Namespace) -> Setting:
    """One setting: serve, two rounds of visitors, watch."""
    program, steps = APPS[app]
    os.environ["STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL"] = str(asked.ttl)
    with served(f"--people={sessions}", workers=asked.workers, program=program) as service:
        return asyncio.run(_rounds(app, House(service), steps, sessions, asked))


async def _rounds(
    app: str, house: House, steps: Callable[[int], Iterator[Step]], sessions: int, asked: argparse.Namespace
) -> Setting:
    tally, length = Tally(), asked.seconds / 2
    own = psutil.Process()
    peaks: list[tuple[float, ...]] = []
    guests: dict[int, tuple[str, str]] = {}
    remembered = left = 0
    used = asking = 0.0
    refused = True
    await _warm(house, steps, asked.workers)
    for turn in range(2):
        watch = asyncio.create_task(house.watch())
        before, mine = house.cpu(), sum(own.cpu_times()[:2])
        end = time.monotonic() + length
        people = [
            asyncio.create_task(
                _stay(house, tally, guests, steps(number + turn * sessions), number, sessions, end, asked.pace)
            )
            for number in range(sessions)
        ]
        await asyncio.sleep(0.8 * length)
        refused &= await asyncio.to_thread(house.refuses)
        await asyncio.gather(*people)
        used, asking = used + house.cpu() - before, asking + sum(own.cpu_times()[:2]) - mine
        watch.cancel()
        peaks.append(tuple(house.peaks))
        await asyncio.sleep(asked.ttl + 2)
        some = list(guests.values())[-_ASKED_AGAIN:]
        remembered, left = remembered + await house.remembers(some), left + len(some)
    hands = tally.handshakes
    return Setting(
        app=app,
        sessions=sessions,
        workers=asked.workers,
        pace=asked.pace,
        seconds=asked.seconds,
        rows=tally.rows(),
        errors=tally.errors,
        handshakes={"count": len(hands), "p95": round(percentile(hands, 0.95), 3) if hands else 0.0},
        memory=(peaks[0], peaks[1]),
        cpu=round(used / asked.seconds, 2),
        clients=round(asking / asked.seconds, 2),
        refused=refused,
        remembered=remembered,
        left=left,
        ttl=asked.ttl,
    )


async def _warm(house: House, steps: Callable[[int], Iterator[Step]], workers: int) -> None:
    """Every worker opens every page once, as on the morning of a day: what the first visitor waits for is another measurement."""

    async def first(number: int) -> None:
        async with visitor(house.service.url, 2 * PATIENCE) as guest:
            await next(steps(number)).act(guest)

    for number in range(3):
        await asyncio.gather(*(first(number) for _ in range(workers)))


async def _stay(
    house: House,
    tally: Tally,
    guests: dict[int, tuple[str, str]],
    steps: Iterator[Step],
    number: int,
    sessions: int,
    end: float,
    pace: float,
) -> None:
    """One visitor until the round ends; whoever is thrown out comes back and goes on with the next page."""
    chance = random.Random(number)
    await asyncio.sleep(pace * number / sessions)  # nobody waits for another, so arrivals are spread
    while time.monotonic() < end:
        try:
            began = time.perf_counter()
            async with visitor(house.service.url, PATIENCE) as guest:
                tally.handshakes.append(time.perf_counter() - began)
                await _walk(guest, tally, steps, chance, end, pace)
                guests[number] = guest.cookie, guest.session
        except Exception as error:  # every fault of a visit is counted, whatever it is
            tally.failed(error)
            await asyncio.sleep(pace)


async def _walk(
    guest: Visitor, tally: Tally, steps: Iterator[Step], chance: random.Random, end: float, pace: float
) -> None:
    started = False
    for step in steps:
        if not started and step.kind is not walk.Kind.OPEN:
            continue  # after a fault: on to the next page
        started = True
        due = time.monotonic() + pace * chance.uniform(0.7, 1.3)
        answer = await asyncio.wait_for(step.act(guest), PATIENCE)
        tally.add(step.kind, answer)
        await asyncio.sleep(max(0.0, min(due, end) - time.monotonic()))
        if time.monotonic() >= end:
            return


if __name__ == "__main__":
    main()
