"""The map's times beside those of the minimal one-chart app in the same run (`python -m tests.benchmark map`).

First picture = the areas are painted; recolour = the pixels have changed after another bed
function is chosen; click = the card names the area.
"""

from __future__ import annotations

from playwright.sync_api import Browser, Page

from tests.benchmark.yardstick import RUNS, new_page, report, timed
from tests.browser.test_map import click_area

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


def _recolour(page: Page, label: str) -> None:
    before = page.evaluate(_PIXELS)
    page.get_by_role("radio", name=label, exact=True).click()
    page.wait_for_function(f"({_PIXELS})() !== {before}", polling=50)


def _redraw_minimal(page: Page, factor: str) -> None:
    page.get_by_test_id("stButtonGroup").get_by_role("radio", name=factor, exact=True).click()
    page.locator("h3", has_text=f"倍率 {factor}").first.wait_for()


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

    a, b = new_page(browser), new_page(browser)
    _open_map(a, ours)
    _open_minimal(b, minimal)
    a.wait_for_timeout(3000)
    pairs = []
    for turn in range(RUNS):
        label, factor = (("急性期", "2"), ("慢性期", "3"))[turn % 2]
        pairs.append(
            (
                timed(lambda label=label: _recolour(a, label)),
                timed(lambda factor=factor: _redraw_minimal(b, factor)),
            )
        )
        a.wait_for_timeout(1000)
    report("塗り替え", pairs)

    card = a.locator(".st-key-map_card")
    pairs = []
    for turn, (code, name) in enumerate((("1005", "藤岡"), ("3207", "隠岐"), ("1007", "吾妻"), ("0119", "十勝"))):
        click_area(a, code, "japan")
        ours_s = timed(lambda name=name: card.filter(has_text=name).wait_for())
        factor = ("2", "3")[(turn + RUNS) % 2]
        pairs.append((ours_s, timed(lambda factor=factor: _redraw_minimal(b, factor))))
        a.wait_for_timeout(500)
    report("区域を押してからカードまで", pairs)
