"""`python -m tests.benchmark [PART ...]`: ingest, query medians, start to first content, changes to redraw.

Not a test: it prints figures, and writes them into `docs/benchmarks.md` when all parts are run. Page times are given beside those of the minimal one-chart app measured in turn in the same run,
because absolute times of a shared machine say little. Ingest needs OFFICIAL_DIR. PART names the parts to run (all by default).
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

from playwright.sync_api import Browser, sync_playwright

from tests.benchmark import changes, data, map, openings, results  # noqa: A004
from tests.benchmark.yardstick import Minimal, serve_minimal
from tests.browser import chromium
from tests.browser.server import serve

#: Parts that need no browser, and those measured in one.
PLAIN: dict[str, Callable[[], None]] = {
    "ingest": data.ingest,
    "queries": data.queries_of_the_store,
    "engine": data.rule_engine,
}
CHANGES: dict[str, Callable[[Browser, str, Minimal], None]] = {
    "overview": changes.overview,
    "area": changes.area,
    "simulator": changes.simulator,
    "review": changes.review,
}
PARTS = (*PLAIN, "start", "pages", *CHANGES, "map")


def main() -> None:
    """Run the parts asked for and print one line per figure."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmark", description=__doc__)
    parser.add_argument("part", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}(省略するとすべて)")
    asked = parser.parse_args().part or list(PARTS)
    began = time.monotonic()
    unknown = [part for part in asked if part not in PARTS]
    if unknown:
        parser.error(f"{'、'.join(unknown)} はありません。選べるもの: {'、'.join(PARTS)}")
    for name, run in PLAIN.items():
        if name in asked:
            run()
    in_browser = [part for part in asked if part not in PLAIN]
    if in_browser:
        _in_browser(in_browser)
    if set(asked) == set(PARTS):  # parts of different days on one page would look like one measurement
        results.keep(results.FILE, "alone", results.ALONE)
    print(f"全部で {time.monotonic() - began:.0f} s", flush=True)


def _in_browser(asked: list[str]) -> None:
    path = chromium.find()
    if path is None:
        raise SystemExit(chromium.HELP)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=chromium.CANVAS)
        if "start" in asked:
            openings.start(browser)
        with serve() as ours, serve_minimal() as minimal:
            if "pages" in asked:
                openings.pages(browser, ours, minimal)
            for name, run in CHANGES.items():
                if name in asked:
                    run(browser, ours, Minimal(browser, minimal))
            if "map" in asked:
                map.bench(browser, ours, minimal)
        browser.close()


if __name__ == "__main__":
    main()
