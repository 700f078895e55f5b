"""What a room sees: the first screens at two sizes, and 会議モード by keys, buttons and the browser's way back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import quiet, settled

_SIZES = """() => {
  const seen = (e) => { const r = e.getBoundingClientRect(); return r.width > 0 && r.height > 0 && r.top < innerHeight; };
  const size = (e) => parseFloat(getComputedStyle(e).fontSize);
  const words = document.createTreeWalker(document.querySelector('[data-testid=stMain]'), NodeFilter.SHOW_TEXT);
  const found = [];
  while (words.nextNode()) {
    const e = words.currentNode.parentElement;
    if (words.currentNode.textContent.trim() && seen(e) && !e.closest('.unseen, .alt, style, script, .patch, [data-testid=stIconMaterial]'))
      found.push(size(e));
  }
  const m = document.querySelector('[data-testid=stMain]');
  return { body: Math.max(...[...document.querySelectorAll('[data-testid=stMarkdownContainer] p, .m-lead')].filter(seen).map(size)), least: Math.min(...found),
    root: size(document.documentElement), wide: m.scrollWidth - m.clientWidth };
}"""
#: What must lie in the first view of each page, whole.
FIRST = {
    "/": [".st-key-map canvas", ".st-key-map_beside .legend", ".cardlist"],
    "/area?area=1005": ["h1", ".cardlist", "table.figures tr.sum", '[data-testid="stVegaLiteChart"]'],
    "/simulator": [".st-key-sim_map", '[data-testid="stDataFrame"] canvas'],
}
#: How far what is on screen has moved by itself: the browser's own measure, 0 when nothing has (web.dev/cls; up to 0.1 is called good).
_JUMPS = """(() => { if (window.jumps) return; window.jumps = [];
  const from = (s) => [s.node?.nodeName, s.node?.className, s.previousRect.x, s.previousRect.y, s.currentRect.x, s.currentRect.y].join(" ");
  new PerformanceObserver((l) => { for (const e of l.getEntries()) if (!e.hadRecentInput) window.jumps.push([e.value, ...e.sources.map(from)]); })
    .observe({ type: "layout-shift", buffered: true }); })()"""
#: These run on below the first view and need only begin in it.
_LONG = ("canvas", "stVegaLiteChart")


@pytest.mark.parametrize(("width", "height", "body"), [(1280, 720, 16), (1920, 1080, 20)])
def test_the_first_view_holds_what_the_page_is_about_in_type_for_the_screen(
    page: Page, app_url: str, width: int, height: int, body: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.add_init_script(_JUMPS)
    for path, wanted in FIRST.items():
        page.goto(app_url + path)
        settled(page)
        for place in wanted:
            shown = page.locator(place).first
            expect(shown).to_be_visible()
            box = shown.bounding_box()
            assert box
            end = box["y"] if any(word in place for word in _LONG) else box["y"] + box["height"]
            assert end <= height, f"{path}: {place} ends at {end}"
        jumps = page.evaluate("window.jumps")
        assert sum(value for value, *_ in jumps) < 0.1, (path, jumps)
        sizes = page.evaluate(_SIZES)
        assert sizes["body"] >= body, path
        assert sizes["least"] >= 13, path
        assert sizes["wide"] <= 0, path


def at(page: Page, place: str) -> None:
    """The address and the title have followed."""
    page.wait_for_function("place => new URLSearchParams(location.search).get('at') === place", arg=place)
    settled(page)


def test_a_meeting_goes_by_keys_and_buttons_and_back(page: Page, app_url: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(f"{app_url}/area?area=1005&mode=meeting")
    settled(page)
    assert page.evaluate(_SIZES)["root"] >= 26  # twice what a picture of 640×360 shows
    stage = page.locator(".m-stage")
    stage.evaluate("e => e.append(Object.assign(document.createElement('p'), { style: 'height: 200vh' }))")
    page.keyboard.press("ArrowDown")
    page.wait_for_function("document.querySelector('.m-stage').scrollTop > 100")
    page.reload()
    settled(page)
    page.set_viewport_size({"width": 640, "height": 360})
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("藤岡(群馬県) 概況")
    for key, place, title in (
        ("PageDown", "beds", "様式"),
        ("ArrowRight", "trend", "推移"),
        ("PageUp", "beds", "様式"),
    ):
        page.keyboard.press(key)
        at(page, place)
        expect(heading).to_contain_text(title)
    page.get_by_role("button", name="次へ").click()
    at(page, "trend")
    picture = page.locator(".m-picture img")
    expect(picture).to_be_visible()
    assert picture.evaluate("i => i.decode().then(() => i.naturalWidth > 0)")
    code = page.get_by_alt_text("この画面を開くQRコード")
    assert code.evaluate("i => i.decode().then(() => i.naturalWidth > 0)")

    for place in (heading, page.locator(".m-sources"), code, page.get_by_role("button", name="次へ")):
        box = place.bounding_box()
        assert box
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 360
        assert box["x"] + box["width"] <= 640
    sizes = page.evaluate(_SIZES)
    assert sizes["root"] >= 13
    assert sizes["wide"] <= 0
    title, lead = (
        page.locator(p).evaluate("e => parseFloat(getComputedStyle(e).fontSize)") for p in (".m-top h1", ".m-lead")
    )
    assert title >= 17
    assert lead >= 13
    expect(page.locator('.st-key-meeting_keys [aria-live="polite"]').filter(has_text="推移")).to_have_count(1)

    page.go_back()
    at(page, "beds")
    expect(heading).to_contain_text("様式")
    page.go_forward()
    at(page, "trend")
    expect(heading).to_contain_text("推移")

    page.keyboard.press("End")
    at(page, "closing")
    expect(page.get_by_text("地域医療構想調整会議で協議")).to_be_visible()
    page.get_by_role("button", name="終了").click()
    page.wait_for_function("!location.search.includes('mode=')")
    quiet(page, 1000)
    box = page.get_by_placeholder("区域・市町村・病院名")
    box.fill("藤岡")
    box.press("ArrowLeft")
    assert "mode=" not in page.url, "outside a meeting the keys belong to the page"
