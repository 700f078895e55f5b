"""A redraw is told to who reads by ear, also where a run ends before the page could show that it ran."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, WebSocketRoute, expect

from core.ui import announce

_PAGE = """<body><h1>題</h1><div data-testid="stApp" data-test-script-state="notRunning"></div><p role="status"></p><button>選ぶ</button>
<script>%s
here.live = document.querySelector("p");
overhear();
const app = document.querySelector("[data-testid=stApp]");
new MutationObserver((records) => records.forEach((record) => state(record.target))).observe(app, { attributes: true });
const socket = new WebSocket("ws://answers.invalid/");
document.querySelector("button").onclick = () => { here.acted = performance.now(); here.title = heading(); socket.send("rerun"); };
</script></body>"""


@pytest.fixture
def quick(browser: Browser) -> Page:
    """A page whose server answers at once, and which never shows that anything runs."""
    page = browser.new_page()

    def answered(socket: WebSocketRoute) -> None:
        def answer(_: str | bytes) -> None:
            for part in ("new session", "delta", "finished"):
                socket.send(part)

        socket.on_message(answer)

    page.route_web_socket("ws://answers.invalid/", answered)
    page.set_content(_PAGE % announce.TELL)
    page.wait_for_function("socket.readyState === WebSocket.OPEN")
    return page


def test_a_run_that_the_page_never_showed_is_told_once(quick: Page) -> None:
    """Failed before: only a run that was seen to begin and to end was told."""
    quick.evaluate(
        "window.times = 0; new MutationObserver(() => window.times++).observe(here.live, { childList: true })"
    )
    quick.get_by_role("button").click()
    expect(quick.get_by_role("status")).to_have_text("表示を更新しました")
    quick.evaluate("app.dataset.testScriptState = 'running'")
    quick.evaluate("app.dataset.testScriptState = 'notRunning'")
    quick.wait_for_timeout(400)
    assert quick.evaluate("window.times") == 1, "a run that nobody asked for is not told"
    quick.context.close()


def test_a_long_run_is_told_when_it_ends_and_not_between_its_answers(quick: Page) -> None:
    quick.evaluate("app.dataset.testScriptState = 'running'")
    quick.get_by_role("button").click()
    quick.wait_for_timeout(400)
    expect(quick.get_by_role("status")).to_have_text("")
    quick.evaluate("app.dataset.testScriptState = 'notRunning'")
    expect(quick.get_by_role("status")).to_have_text("表示を更新しました")
    quick.context.close()


def test_what_nobody_asked_for_is_not_told(quick: Page) -> None:
    quick.evaluate("socket.send('a section came into view')")
    quick.wait_for_timeout(400)
    expect(quick.get_by_role("status")).to_have_text("")
    quick.context.close()
