"""How a time is taken in the browser, always in turn with the minimal one-chart app.

Absolute times of a shared machine say little, so every figure is the median of ratios of neighbouring measurements.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from contextlib import AbstractContextManager

from playwright.sync_api import Browser, Page

from tests.benchmark.results import tell
from tests.browser.server import ROOT, serve

MINIMAL = ROOT / "tests" / "benchmark" / "minimal_app.py"
#: Pairs of openings, and of changes: these are short, and their ratio is less steady.
RUNS = 5
CHANGES = 9

_CHART = '[data-testid="stVegaLiteChart"] canvas, [data-testid="stVegaLiteChart"] svg'
#: Counts finished script runs, so that a run that is over at once is not missed.
_COUNT = """() => { window.__runs = 0; const state = 'data-test-script-state';
  new MutationObserver((changes) => {
    if (changes.some((c) => c.target.getAttribute(state) === 'notRunning')) window.__runs += 1;
  }).observe(document, { subtree: true, attributes: true, attributeFilter: [state] }); }"""
#: No script run is under way (JavaScript).
IDLE = """!!document.querySelector('[data-test-script-state="notRunning"]')"""
#: `__watched` is the milliseconds from the next press or Enter to the paint of the first frame in which a condition is true.
_WATCH = """() => { window.__watched = new Promise((told) => { let start = null;
  const begin = (event) => { if (start === null && (event.type !== 'keydown' || event.key === 'Enter')) start = performance.now(); };
  for (const kind of ['pointerdown', 'keydown']) window.addEventListener(kind, begin, { capture: true });
  const look = () => { if (start === null || !(%s)) return requestAnimationFrame(look);
    for (const kind of ['pointerdown', 'keydown']) window.removeEventListener(kind, begin, { capture: true });
    setTimeout(() => told(performance.now() - start)); };
  requestAnimationFrame(look); }); }"""


def serve_minimal() -> AbstractContextManager[str]:
    """The minimal app with Streamlit's own settings: this project's would make it quicker, and it is what times are judged by."""
    return serve(MINIMAL, cwd=MINIMAL.parent)


def timed(action: Callable[[], object]) -> float:
    """Seconds that an action takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def new_page(browser: Browser) -> Page:
    """A page of its own context: nothing is cached in the browser."""
    page = browser.new_context(viewport={"width": 1280, "height": 720}, locale="ja-JP").new_page()
    page.set_default_timeout(60_000)
    return page


def open_page(browser: Browser, url: str) -> tuple[Page, float]:
    """A new page at `url`, and the seconds until the script has run and the first chart is painted."""
    page = new_page(browser)

    def act() -> None:
        page.goto(url)
        page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
        page.wait_for_selector(_CHART, state="visible")

    return page, timed(act)


def count_runs(page: Page) -> None:
    """Begin to count the finished runs of a page; needed once before `redraw`."""
    page.evaluate(_COUNT)


def reaction(page: Page, act: Callable[[], object], done: str) -> float:
    """Seconds from the press or key of `act` until the page has painted what makes `done` (JavaScript) true.

    The page's own clock, from its own event: what it takes to find the place to press is the same for no two pages, and no part of the
    answer.
    """
    page.evaluate(_WATCH % done)
    act()
    milliseconds: float = page.evaluate("window.__watched")
    page.wait_for_timeout(700)
    return milliseconds / 1000


def redraw(page: Page, act: Callable[[], object], seen: str = "") -> float:
    """Seconds from an action of the user to the end of the run it causes, painted.

    `seen`: true (JavaScript) as soon as what only this run draws is there. Then the run's end is enough: one that is over at once never
    shows as running, and the next one, of a part that comes later, would be counted in its place.
    """
    before = page.evaluate("window.__runs")
    return reaction(page, act, f"{seen} && {IDLE}" if seen else f"window.__runs > {before}")


def heading(level: int, words: str) -> str:
    """A condition (JavaScript): a heading of this level holds these words."""
    return f"[...document.querySelectorAll('h{level}')].some((h) => h.textContent.includes({json.dumps(words)}))"


def press(page: Page, label: str) -> Callable[[], object]:
    """The action of choosing a button of a row of buttons."""
    return lambda: page.get_by_test_id("stButtonGroup").get_by_role("radio", name=label, exact=True).click()


class Minimal:
    """The minimal app on an open page: each `redraw` is its time for one change of its choice."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.page, _ = open_page(browser, url)
        self._turn = 0

    def redraw(self) -> float:
        """Seconds from the next change to its heading, the run being over, painted."""
        self._turn += 1
        factor = ("2", "3")[self._turn % 2]
        return reaction(self.page, press(self.page, factor), f"{heading(3, f'倍率 {factor}')} && {IDLE}")


def report(name: str, pairs: list[tuple[float, float]]) -> None:
    """Tell the medians and the median of the ratios."""
    ours, minimal = (statistics.median(times) for times in zip(*pairs, strict=True))
    ratio = statistics.median(a / b for a, b in pairs)
    tell(name, f"{ours:.2f} s", minimal, ratio)
