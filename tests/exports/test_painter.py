"""Pictures are drawn in a process that ends: the one that serves keeps nothing of what draws them."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator

import psutil
import pytest

from core.exports import picture
from core.exports.painter import NotDrawn, Painter
from tests.browser.server import ROOT

SPEC = json.dumps({"data": {"values": [{}]}, "mark": {"type": "text", "text": "床"}})
#: Draws, and says whether the converter is loaded and which processes it has begun.
_ASK = """
import sys, psutil
from core.exports import picture
assert picture._begun().startswith(b"\\x89PNG")
print("vl_convert" in sys.modules, *(child.pid for child in psutil.Process().children()))
"""


@pytest.fixture
def painter() -> Iterator[Painter]:
    found = Painter()
    yield found
    found.rest()


def draw(painter: Painter, spec: str = SPEC, call: str = "vegalite_to_png") -> bytes:
    return painter.draw(call, spec, picture.FONT_DIR, vl_version=picture.VEGALITE)


def test_the_process_that_serves_loads_no_converter_and_its_painter_ends_with_it() -> None:
    """Failed before: after one document a worker had 150 MiB more, for good."""
    asked = subprocess.run([sys.executable, "-c", _ASK], cwd=ROOT, capture_output=True, text=True)
    loaded, *begun = asked.stdout.split()
    assert loaded == "False", asked.stderr
    assert len(begun) == 1
    assert not psutil.pid_exists(int(begun[0]))
    assert asked.stderr == ""


def test_it_ends_when_nobody_has_asked_for_a_while_and_begins_again() -> None:
    painter = Painter(idle=0.2)
    try:
        first = draw(painter)
        for _ in range(100):
            if not painter.awake:
                break
            threading.Event().wait(0.1)
        assert not painter.awake
        assert draw(painter) == first
    finally:
        painter.rest()


def test_what_cannot_be_drawn_is_told_and_the_next_picture_is_drawn(painter: Painter) -> None:
    with pytest.raises(NotDrawn):
        draw(painter, '{"mark": 1}')
    assert painter.awake
    assert draw(painter).startswith(b"\x89PNG")
    assert draw(painter, call="vegalite_to_svg").startswith(b"<svg")


def drawing() -> set[psutil.Process]:
    """The processes that draw for this one: documents of other tests may have begun one of their own."""
    return {c for c in psutil.Process().children() if "core.exports.painter" in c.cmdline()}


def test_one_that_was_killed_is_followed_by_another(painter: Painter) -> None:
    before = drawing()
    draw(painter)
    [child] = drawing() - before
    child.kill()
    child.wait(10)
    assert draw(painter).startswith(b"\x89PNG")


def test_many_ask_at_once(painter: Painter) -> None:
    drawn: list[bytes] = []
    threads = [threading.Thread(target=lambda: drawn.append(draw(painter))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(drawn)) == 1
    assert len(drawn) == 6
