"""The table of rooms in `docs/architecture.md` is the code: every room, in the order of the layers, with what it asks."""

from __future__ import annotations

import pytest

from tests import layers
from tests.docs import texts
from tests.docs.texts import ROOT


def room(word: str) -> str:
    """`core/ui/` → `core.ui`."""
    return word.rstrip("/").removesuffix(".py").replace("/", ".")


TABLE = texts.rows(texts.sections(texts.text("docs/architecture.md"))["The rooms, top to bottom"])
#: Rooms of a row, and what they ask.
ROWS = [(tuple(map(room, texts.words(rooms))), texts.words(asked)) for rooms, _, asked in TABLE]
#: Asked by everybody, so the table leaves them out: the rooms from the rules' values down.
EVERYBODY = {room for layer in layers.LAYERS[layers.LAYERS.index(("core.parameters",)) :] for room in layer}
IMPORTS = layers.imports(layers.modules(ROOT))


def test_the_rooms_stand_in_the_order_of_the_layers() -> None:
    listed = [room for rooms, _ in ROWS for room in rooms]
    assert sorted(listed) == sorted([room for layer in layers.LAYERS for room in layer] + list(layers.APART))
    depth = {room: n for n, layer in enumerate([*layers.LAYERS, tuple(layers.APART)]) for room in layer}
    order = [depth[room] for room in listed]
    assert order == sorted(order)


@pytest.mark.parametrize(("rooms", "asked"), ROWS, ids=lambda v: "+".join(v))
def test_a_room_asks_what_the_table_says(rooms: tuple[str, ...], asked: tuple[str, ...]) -> None:
    found = {
        layers.room_of(target)
        for module, targets in IMPORTS.items()
        if layers.room_of(module) in rooms
        for target in targets
    }
    assert {f"core.{name}" for name in asked} == found - set(rooms) - EVERYBODY - {None}
