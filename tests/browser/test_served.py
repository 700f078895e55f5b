"""The pages behind the proxy: its headers forbid nothing that a page needs, and the path below the host is kept."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import settled
from tests.serve.serving import served


@pytest.mark.webgl
def test_pages_behind_the_proxy_show_their_maps_and_charts_and_nothing_is_forbidden(page: Page) -> None:
    forbidden: list[str] = []
    page.on("console", lambda m: forbidden.append(m.text) if "Content Security Policy" in m.text else None)
    page.on("requestfailed", lambda r: forbidden.append(f"{r.url} {r.failure}") if "csp" in (r.failure or "") else None)
    with served("--host=127.0.0.1", base="/suishin", workers=1) as service:
        url = service.url.replace("localhost", "127.0.0.1")
        page.goto(f"{url}/")
        expect(page.locator(".vega-embed svg, .vega-embed canvas").first).to_be_visible()
        settled(page)
        page.goto(f"{url}/area?area=1005#map")
        expect(page.locator('[data-testid="stDeckGlJsonChart"] canvas').first).to_be_visible()
        settled(page)
        page.get_by_role("link", name="推進区域シミュレーター").first.click()
        page.wait_for_url("**/suishin/simulator*")
        expect(page.get_by_role("heading", name="推進区域シミュレーター").first).to_be_visible()
        settled(page)
        page.goto("about:blank")
    assert forbidden == []
