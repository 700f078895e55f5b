"""What visitors do, one step after another: open, change, switch the area, simulate, take a file along."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from core.vocabulary import labels
from tests.load.visitor import Answer, Visitor


class Kind(StrEnum):
    """What a step is, as the report names it."""

    OPEN = "画面を開く"
    SEE = "下の節が出る"
    CHANGE = "選択を変える"
    SWITCH = "区域を切り替える"
    SIMULATE = "試算の条件を変える"
    FILE = "ファイルに書き出す"


#: What the aim for a change counts.
CHANGES: Final = (Kind.CHANGE, Kind.SWITCH, Kind.SIMULATE)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that a visitor does."""

    kind: Kind
    act: Callable[[Visitor], Awaitable[Answer]]


#: 札幌, 大阪市, 桑員, 前橋, 隠岐, 木曽, 藤岡, 太田・館林, 区中央部, 奈良: large, ordinary and small ones.
AREAS: Final = ("0104", "2708", "2405", "1001", "3207", "2006", "1005", "1010", "1301", "2901")
FUNCTIONS: Final = tuple(labels.BED_FUNCTION.values())


def ours(number: int) -> Iterator[Step]:
    """The walk of visitor `number`, without end: the three heavy pages in turn, each visitor with other choices."""
    choices = random.Random(number)
    pages = (national, area, simulator)
    turn = number
    while True:
        yield from pages[turn % len(pages)](choices)
        turn += 1


def national(choices: random.Random) -> Iterator[Step]:
    """全国概況: choices above, the ranking below, a workbook."""
    yield Step(Kind.OPEN, lambda v: v.open(""))
    yield _change("segments_function", choices.choice(FUNCTIONS))
    yield Step(Kind.SEE, lambda v: v.see("national_ranking"))
    for function in choices.sample(FUNCTIONS, 3):
        yield _change("segments_function", function)
    yield Step(Kind.FILE, lambda v: v.download("headline_xlsx"))


def area(choices: random.Random) -> Iterator[Step]:
    """区域ドリルダウン: an area, two of its sections, other areas by the search box."""
    first, second, third = choices.sample(AREAS, 3)
    yield Step(Kind.OPEN, lambda v: v.open("area", f"area={first}"))
    yield Step(Kind.SEE, lambda v: v.see(v.key("area_", "_position")))
    for function in choices.sample(FUNCTIONS, 2):
        yield _change("segments_function", function)
    yield Step(Kind.SWITCH, lambda v: v.go_to(second))
    yield Step(Kind.SEE, lambda v: v.see(v.key("area_", "_flow")))
    yield Step(Kind.SWITCH, lambda v: v.go_to(third))
    yield Step(Kind.FILE, lambda v: v.download(v.key("area_", "_form_csv")))


def simulator(choices: random.Random) -> Iterator[Step]:
    """推進区域シミュレーター: thresholds that nobody had before, two views, a workbook."""
    yield Step(Kind.OPEN, lambda v: v.open("simulator"))
    yield Step(Kind.CHANGE, lambda v: v.choose(v.key("sim_", "_part_thresholds"), True))
    for view in ("選定結果", "判定表"):
        yield _change("segments_view", view)
        for _ in range(2):
            limit = round(choices.uniform(1, 3), 3)
            yield Step(Kind.SIMULATE, lambda v, limit=limit: v.choose(v.key("sim_", "_total"), limit))
    yield Step(Kind.FILE, lambda v: v.download(v.key("sim_", "_xlsx")))


def minimal(number: int) -> Iterator[Step]:
    """The walk through the minimal app: its only choice, over and over."""
    choices = random.Random(number)
    yield Step(Kind.OPEN, lambda v: v.open(""))
    before = "1"
    while True:
        before = choices.choice([f for f in "123" if f != before])
        yield _change(MINIMAL_CHOICE, before)


MINIMAL_CHOICE: Final = "factor"


def _change(key: str, value: str) -> Step:
    return Step(Kind.CHANGE, lambda v: v.choose(key, value))
