"""Changing something on an open page: a choice of the overview, another area, a condition of the simulator, a sixth area taken
together with five.

Every simulator view is measured with conditions that nobody has computed before, so no cache flatters the figure.
"""

from __future__ import annotations

from itertools import count, cycle

from playwright.sync_api import Browser, Page

from tests.benchmark.yardstick import CHANGES, Minimal, count_runs, heading, open_page, press, redraw, report

#: Areas that are switched to in turn: the largest, large, 三重県, ordinary, an island, the smallest.
AREAS = (
    ("0104", "札幌"),
    ("2708", "大阪市"),
    ("2405", "桑員"),
    ("1001", "前橋"),
    ("3207", "隠岐"),
    ("2006", "木曽"),
)


def overview(browser: Browser, ours: str, yardstick: Minimal) -> None:
    """Another bed function on the overview."""
    page, _ = open_page(browser, ours)
    page.wait_for_timeout(2500)
    count_runs(page)
    pairs = []
    for turn in range(CHANGES):
        pairs.append((redraw(page, press(page, ("急性期", "慢性期")[turn % 2])), yardstick.redraw()))
    page.context.close()
    report("全国概況で病床機能を変える", pairs)


def switch_area(page: Page, code: str, name: str) -> float:
    """Seconds from choosing an area in the search box to its page: heading changed, run over."""
    box = page.get_by_role("combobox", name="区域をさがす").first
    box.fill(code)
    page.get_by_role("option").filter(has_text=name).first.wait_for()

    page.wait_for_timeout(300)
    return redraw(page, lambda: box.press("Enter"), heading(1, name))


def area(browser: Browser, ours: str, yardstick: Minimal) -> None:
    """Another area on the area page, each seen for the first time by this server or again."""
    page, _ = open_page(browser, f"{ours}/area?area=1005")
    page.wait_for_timeout(1500)
    count_runs(page)
    for name in ("区域を切り替える(初めての区域)", "区域を切り替える(一度開いた区域)"):
        report(name, [(switch_area(page, *place), yardstick.redraw()) for place in AREAS])
    page.context.close()


def simulator(browser: Browser, ours: str, yardstick: Minimal) -> None:
    """A threshold never computed before, under every view."""
    values = (1.5 + step / 100 for step in count())
    page, _ = open_page(browser, f"{ours}/simulator")
    count_runs(page)
    page.get_by_test_id("stExpander").filter(has_text="しきい値").locator("summary").first.click()
    field = page.get_by_role("spinbutton", name="① 合計")
    field.wait_for()
    views = page.get_by_test_id("stButtonGroup").filter(has_text="選定結果").get_by_role("radio")
    for label in views.all_inner_texts():
        press(page, label)()
        page.wait_for_timeout(2500)
        pairs = []
        for _ in range(CHANGES):
            field.fill(f"{next(values):.2f}")
            pairs.append((redraw(page, lambda: field.press("Enter")), yardstick.redraw()))
        report(f"シミュレーターの条件を変える: {label}", pairs)
    page.context.close()


def review(browser: Browser, ours: str, yardstick: Minimal) -> None:
    """A sixth area taken together with five, another one each time; five again in between, which is not measured."""
    page, _ = open_page(browser, f"{ours}/review?view=join&areas=1005,1004,1003,1001,1006")
    page.wait_for_timeout(2500)
    count_runs(page)
    together = page.get_by_role("heading", level=2).filter(has_text="を合わせて見る")
    offered = page.get_by_test_id("stButton").filter(has_text="を合わせる").get_by_role("button")
    five, labels = together.inner_text(), offered.all_inner_texts()
    pairs = []
    for label, _ in zip(cycle(labels), range(CHANGES), strict=False):
        added = label.removesuffix("を合わせる").partition("(")[0]
        button = page.get_by_role("button", name=label, exact=True)
        pairs.append((redraw(page, button.click, heading(2, added)), yardstick.redraw()))
        page.go_back()
        together.filter(has_text=five).wait_for()
        page.wait_for_timeout(1500)
    page.context.close()
    report("6区域目を合わせる", pairs)
