"""Where a deck.gl view draws a place, and one click on it that a slow computer does not lose."""

from __future__ import annotations

import math

import pydeck as pdk
from playwright.sync_api import FloatRect, Locator, Page

#: deck.gl's camera hangs this many heights of the canvas above the ground; its opening angle follows from that.
_ALTITUDE = 1.5
_TILE = 512

#: The front end takes a press for a click when press and release lie less than 250 ms apart by `Date.now()`, and on the press it
#: first draws the picking picture. A clock that stands still meanwhile makes that independent of the computer's speed.
CLOCK = """const now = Date.now.bind(Date); window.clockStands = null;
Date.now = () => window.clockStands ?? now();"""


def pixel(view: pdk.ViewState, lon: float, lat: float, box: FloatRect) -> tuple[float, float]:
    """Page coordinates of a place on the ground in a deck of the size `box` (Web Mercator, pitch, no bearing)."""
    scale = _TILE * 2**view.zoom
    x = (lon - view.longitude) / 360 * scale
    y = (_mercator(lat) - _mercator(view.latitude)) / (2 * math.pi) * scale
    pitch = math.radians(view.pitch)
    right, up = x / box["height"], y * math.cos(pitch) / box["height"]
    away = _ALTITUDE + y * math.sin(pitch) / box["height"]
    return (
        box["x"] + box["width"] / 2 + right * _ALTITUDE / away * box["height"],
        box["y"] + box["height"] / 2 - up * _ALTITUDE / away * box["height"],
    )


def _mercator(lat: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))


def point_at(page: Page, place: tuple[float, float], tooltip: Locator) -> None:
    """Rest the pointer on a place until the view says what is there: its layers are loaded and picking answers."""
    for step in range(1000):  # a pointer that does not move asks nothing
        if tooltip.is_visible():
            return
        page.mouse.move(place[0] + step % 2, place[1])
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    raise AssertionError("the view never said what is under the pointer")


def click(page: Page) -> None:
    """One press and release where the pointer is; the page was opened with `CLOCK`."""
    page.evaluate("() => { window.clockStands = Date.now(); }")
    page.mouse.down()
    page.mouse.up()
    page.evaluate("() => { window.clockStands = null; }")
