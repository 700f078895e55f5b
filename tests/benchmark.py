"""`python -m tests.benchmark`: ingest, query medians, start to first content, filter change to redraw.

Not a test: it prints figures. Page times are given beside those of the minimal one-chart app measured in turn in the same run,
because absolute times of a shared machine say little. Ingest needs OFFICIAL_DIR.
"""

from __future__ import annotations

import importlib
import inspect
import os
import pkgutil
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from core import queries
from core.store import Store
from tests.browser import chromium
from tests.browser.server import ROOT, serve

MINIMAL = ROOT / "tests" / "minimal_app.py"
RUNS = 5


def _median(values: list[float]) -> float:
    return statistics.median(values)


def _idle(page: Page) -> None:
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')


def _drawn(page: Page) -> None:
    """The script has run and the first chart is painted."""
    _idle(page)
    page.wait_for_selector(
        '[data-testid="stVegaLiteChart"] canvas, [data-testid="stVegaLiteChart"] svg', state="visible"
    )


def bench_ingest() -> None:
    """Wall time and peak memory of a whole ingest into a temporary directory."""
    source = os.environ.get("OFFICIAL_DIR")
    if not source:
        print("ingest: OFFICIAL_DIR が未設定のため測定しない")
        return
    with tempfile.TemporaryDirectory() as out:
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "core.ingest", "--source", source, "--out", out],
            cwd=ROOT,
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"ingest: {seconds:.1f} s, 最大メモリ {peak:.0f} MB")


#: A value for every parameter that a named query may have: the largest area, the latest publication.
ARGUMENTS = {"area_code": "2708", "year": 2025, "published_fy": "R7", "measure": "hospitals"}
#: Not single queries: a whole table for download, and the rule engine's collection of five queries.
COMPOSITE = {"whole_table", "facts"}


def named_queries() -> dict[str, Callable[..., object]]:
    """Every public function of `core.queries` that takes a store."""
    found: dict[str, Callable[..., object]] = {}
    for info in pkgutil.iter_modules(queries.__path__):
        module = importlib.import_module(f"{queries.__name__}.{info.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            parameters = list(inspect.signature(function).parameters)
            if function.__module__ == module.__name__ and parameters[:1] == ["store"] and name not in COMPOSITE:
                found[f"{info.name}.{name}"] = function
    return found


def bench_queries() -> None:
    """Median of 50 calls of each named query on the committed data."""
    start = time.perf_counter()
    store = Store()
    print(f"store を開く: {(time.perf_counter() - start) * 1000:.0f} ms")
    for name, query in named_queries().items():
        arguments = [ARGUMENTS[p] for p in list(inspect.signature(query).parameters)[1:]]
        times = []
        for _ in range(50):
            start = time.perf_counter()
            query(store, *arguments)
            times.append((time.perf_counter() - start) * 1000)
        print(f"query {name}: 中央値 {_median(times):.1f} ms")


def _open(browser: Browser, url: str) -> tuple[Page, float]:
    context = browser.new_context(viewport={"width": 1280, "height": 720}, locale="ja-JP")
    page = context.new_page()
    page.set_default_timeout(60_000)
    start = time.perf_counter()
    page.goto(url)
    _drawn(page)
    return page, time.perf_counter() - start


def bench_start(browser: Browser) -> None:
    """From starting the server process to the first painted content in a new browser context."""

    def once(script: Path) -> float:
        start = time.perf_counter()
        with serve(script) as url:
            page, _ = _open(browser, url)
            seconds = time.perf_counter() - start
            page.context.close()
        return seconds

    pairs = [(once(ROOT / "app.py"), once(MINIMAL)) for _ in range(3)]
    _report("サーバー起動から最初の表示", pairs)


def _report(name: str, pairs: list[tuple[float, float]]) -> None:
    ours, minimal = _median([a for a, _ in pairs]), _median([b for _, b in pairs])
    ratio = _median([a / b for a, b in pairs])
    print(f"{name}: {ours:.2f} s(最小アプリ {minimal:.2f} s、比 {ratio:.2f})")


#: Counts finished script runs, so that a run that is over at once is not missed.
_COUNT = """() => { window.__runs = 0; const state = 'data-test-script-state';
  new MutationObserver((changes) => {
    if (changes.some((c) => c.target.getAttribute(state) === 'notRunning')) window.__runs += 1;
  }).observe(document, { subtree: true, attributes: true, attributeFilter: [state] }); }"""


def _redraw(page: Page, act: Callable[[], object]) -> float:
    """Seconds from an action of the user to the end of the run it causes."""
    before = page.evaluate("window.__runs")
    start = time.perf_counter()
    act()
    page.wait_for_function(f"window.__runs > {before}", polling=20)
    seconds = time.perf_counter() - start
    page.wait_for_timeout(700)
    return seconds


def _press(page: Page, label: str) -> Callable[[], object]:
    return lambda: page.get_by_test_id("stButtonGroup").get_by_role("radio", name=label, exact=True).click()


def bench_openings(browser: Browser) -> None:
    """On running servers: opening a page in a new context."""
    with serve() as ours, serve(MINIMAL) as minimal:
        for url in (ours, f"{ours}/area?area=1005", f"{ours}/simulator", minimal):
            _open(browser, url)[0].context.close()
        openings = (
            ("全国概況を開く", "/"),
            ("区域ページを開く", "/area?area=1005"),
            ("シミュレーターを開く", "/simulator"),
        )
        for name, path in openings:
            pairs = []
            for _ in range(RUNS):
                a, seconds_a = _open(browser, ours + path)
                b, seconds_b = _open(browser, minimal)
                pairs.append((seconds_a, seconds_b))
                a.context.close()
                b.context.close()
            _report(name, pairs)


def bench_changes(browser: Browser) -> None:
    """On running servers: changing the bed function of the overview."""
    with serve() as ours, serve(MINIMAL) as minimal:
        b, _ = _open(browser, minimal)
        b.evaluate(_COUNT)
        a, _ = _open(browser, ours)
        a.wait_for_timeout(2500)
        a.evaluate(_COUNT)
        pairs = []
        for turn in range(RUNS):
            mine = _redraw(a, _press(a, ("急性期", "慢性期")[turn % 2]))
            pairs.append((mine, _redraw(b, _press(b, ("2", "3")[turn % 2]))))
        _report("全国概況で病床機能を変える", pairs)


def main() -> None:
    """Run every benchmark and print one line per figure."""
    from tests import benchmark_map  # it takes its yardstick from this module

    bench_ingest()
    bench_queries()
    path = chromium.find()
    if path is None:
        raise SystemExit(chromium.HELP)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=chromium.CANVAS)
        bench_start(browser)
        bench_openings(browser)
        bench_changes(browser)
        with serve() as ours, serve(MINIMAL) as minimal:
            benchmark_map.bench(browser, ours, minimal)
        browser.close()


if __name__ == "__main__":
    main()
