"""The map's times beside those of the minimal one-chart app in the same run (`python -m tests.benchmark map`).

First picture = the areas are painted; recolour = the pixels have changed after another bed
function is chosen; click = the card names the area.
"""

from __future__ import annotations

from playwright.sync_api import Browser, Page

from tests.benchmark.yardstick import RUNS, Minimal, new_page, reaction, report, timed
from tests.browser.test_map import click_area

#: Areas that are pressed in turn.
AREAS = (("1005", "藤岡"), ("3207", "隠岐"), ("1007", "吾妻"), ("0119", "十勝"))

_PIXELS = """() => { const c = document.querySelector('.st-key-map canvas'); if (!c) return 0;
  const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data; let h = 0, n = 0;
  for (let i = 0; i < d.length; i += 44) { h = (h * 31 + d[i]) | 0; if (d[i + 3] > 0 && d[i] + d[i + 1] + d[i + 2] < 740) n++; }
  return n > 300 ? h : 0; }"""


def _open_map(page: Page, url: str) -> None:
    page.goto(url)
    page.wait_for_function(_PIXELS, polling=100)


def _open_minimal(page: Page, url: str) -> None:
    page.goto(url)
    page.locator('[data-testid="stVegaLiteChart"] canvas, [data-testid="stVegaLiteChart"] svg').first.wait_for()


def _recolour(page: Page, label: str) -> float:
    before = page.evaluate(_PIXELS)
    return reaction(page, page.get_by_role("radio", name=label, exact=True).click, f"({_PIXELS})() !== {before}")


def _card(page: Page, code: str, name: str) -> float:
    named = f"document.querySelector('.st-key-map_card')?.textContent.includes('{name}')"
    return reaction(page, lambda: click_area(page, code, "japan"), named)


def bench(browser: Browser, ours: str, minimal: str) -> None:
    """The three times, each taken in turn with the minimal app's."""
    _open_map(new_page(browser), ours)
    _open_minimal(new_page(browser), minimal)
    pairs = []
    for _ in range(RUNS):
        a, b = new_page(browser), new_page(browser)
        pairs.append((timed(lambda a=a: _open_map(a, ours)), timed(lambda b=b: _open_minimal(b, minimal))))
        a.context.close()
        b.context.close()
    report("地図が出るまで", pairs)

    page, yardstick = new_page(browser), Minimal(browser, minimal)
    _open_map(page, ours)
    page.wait_for_timeout(3000)
    functions = ("急性期", "慢性期") * 3
    report("塗り替え", [(_recolour(page, label), yardstick.redraw()) for label in functions])
    report("区域を押してからカードまで", [(_card(page, *area), yardstick.redraw()) for area in AREAS])
