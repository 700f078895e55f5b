"""The layers of the code from the screen down to the words, and which imports break their order.

A module may import from its own room and from rooms below. Rooms that stand side by side know each other only where `BESIDE` says
so. Two rooms stand apart: they make the data, and no other part of the program imports them.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

#: Top to bottom. A room is a package or a module; a longer name goes before a shorter one that it begins with.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("app", "pages"),
    ("core.ui", "core.simulate", "core.serve", "core.bundle"),
    ("core.exports", "core.workfile"),
    ("core.views",),
    ("core.charts", "core.maps"),
    ("core.area", "core.review", "core.rules", "core.subsidy", "core.uploads"),
    ("core.content",),
    ("core.measures",),
    ("core.data", "core.checks"),
    ("core.signin",),
    ("core.parameters",),
    ("core.reading",),
    ("core.state",),
    ("core.text",),
    ("core.vocabulary", "core.errors"),
)
#: Which room of the same layer a room may import, and why.
BESIDE: Mapping[tuple[str, str], str] = {
    ("core.maps", "core.charts"): "a map in Vega-Lite takes its rows by name, as charts do",
    ("core.uploads", "core.rules"): "an uploaded row becomes an entry of a scenario",
    ("core.uploads", "core.review"): "an uploaded row becomes a row of columns brought",
    ("core.uploads", "core.area"): "a worksheet may be uploaded too",
    ("core.review", "core.area"): "an area taken with others is made of what is known of each",
}
#: Rooms apart, and what they may import besides themselves.
APART: Mapping[str, frozenset[str]] = {
    # What a new edition changes is told in files that the writers of all other files write, under the names that screens use.
    "core.ingest": frozenset(
        {
            "core.data.schema",
            "core.data.edition_place",
            "core.data.bed_names",
            "core.data.headings",
            "core.vocabulary",
            "core.text",
            "core.content",
            "core.errors",
            "core.parameters",
            "core.reading",
            "core.rules",
            "core.views",
            "core.exports",
        }
    ),
    "core.geo": frozenset({"core.data.schema", "core.vocabulary", "core.text", "core.content", "core.errors"}),
}

Imports = Mapping[str, frozenset[str]]


def modules(root: Path) -> dict[str, str]:
    """Source by module name: `app`, `pages/` and `core/`."""
    files = [root / "app.py", *sorted((root / "pages").rglob("*.py")), *sorted((root / "core").rglob("*.py"))]
    return {_name(path.relative_to(root)): path.read_text(encoding="utf-8") for path in files}


def imports(sources: Mapping[str, str]) -> Imports:
    """The modules of `sources` that each of them imports, also inside functions."""
    return {name: frozenset(_imported(source, sources)) for name, source in sources.items()}


def runs_first(found: Imports) -> Imports:
    """`imports` with the packages on the way to each module, which Python runs before it."""
    return {
        name: targets | {p for t in targets for p in _packages(t) if p in found and not _within(name, p)}
        for name, targets in found.items()
    }


def violations(found: Imports) -> list[str]:
    """One line for each import that breaks the order, or module that has no place in it."""
    return [line for module, targets in sorted(found.items()) for line in _broken(module, sorted(targets))]


def cycle(found: Imports) -> list[str]:
    """Modules that import each other in a circle, or nothing."""
    done: set[str] = set()
    way: list[str] = []

    def walk(module: str) -> list[str]:
        if module in way:
            return [*way[way.index(module) :], module]
        if module in done:
            return []
        way.append(module)
        for target in sorted(found[module]):
            if round_trip := walk(target):
                return round_trip
        done.add(way.pop())
        return []

    return next((round_trip for module in sorted(found) if (round_trip := walk(module))), [])


def room_of(module: str) -> str | None:
    """The longest room that the module's name begins with."""
    rooms = [room for layer in LAYERS for room in layer] + list(APART)
    return max((r for r in rooms if _within(module, r)), key=len, default=None)


def _broken(module: str, targets: Iterable[str]) -> Iterator[str]:
    room = room_of(module)
    if room is None:
        if module != "core":
            yield f"{module}: has no place in LAYERS"
        return
    for target in targets:
        there = room_of(target)
        if there in (room, None):  # a target without a place has a line of its own
            continue
        if there in APART:
            yield f"{module} → {target}: only {there} itself may"
        elif room in APART:
            if not any(_within(target, allowed) for allowed in APART[room]):
                yield f"{module} → {target}: {room} stands apart"
        elif _depth(there) < _depth(room):
            yield f"{module} → {target}: {there} is a layer above"
        elif _depth(there) == _depth(room) and (room, there) not in BESIDE:
            yield f"{module} → {target}: {there} stands beside, which BESIDE does not allow"


def _depth(room: str) -> int:
    return next(depth for depth, layer in enumerate(LAYERS) if room in layer)


def _within(module: str, room: str) -> bool:
    return module == room or module.startswith(f"{room}.")


def _packages(module: str) -> Iterator[str]:
    parts = module.split(".")
    return (".".join(parts[:n]) for n in range(1, len(parts)))


def _name(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def _imported(source: str, known: Mapping[str, str]) -> Iterator[str]:
    for module, name in _statements(source):
        full = f"{module}.{name}" if module else name
        if full in known:
            yield full
        elif module in known:
            yield module


@cache
def _statements(source: str) -> tuple[tuple[str, str], ...]:
    """What a source imports, as (module, name) and (nothing, module). Every source is parsed once for all tests."""
    found: list[tuple[str, str]] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [("", alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [(node.module, alias.name) for alias in node.names]
    return tuple(found)
