"""What is under way between page and server is known in one place, whichever script asks first."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, WebSocketRoute

from core.ui.state import UNDER_WAY
from tests.browser.server import ROOT

_PAGE = """<body><div data-testid="stApp" data-test-script-state="notRunning"></div>
<a id="here" href="#">ここ</a><a id="turned" href="?year=2018">同じ画面</a><a id="left" href="/area">別の画面</a>
<script>%s
const way = underWay(), told = [];
for (const kind of ["state", "said", "answered"]) way.on(kind, () => told.push(kind));
const shown = (state) => { document.querySelector("[data-testid=stApp]").dataset.testScriptState = state; };
addEventListener("click", (event) => event.preventDefault());
const socket = new WebSocket("ws://answers.invalid/");
</script></body>"""


@pytest.fixture
def bare(browser: Browser) -> Iterator[Page]:
    """A page whose server answers when it is asked to."""
    page = browser.new_page()

    def answered(socket: WebSocketRoute) -> None:
        socket.on_message(lambda words: socket.send("answer") if words == "answered at once" else None)

    page.route_web_socket("ws://answers.invalid/", answered)
    page.route("http://app.invalid/**", lambda route: route.fulfill(content_type="text/html", body=_PAGE % UNDER_WAY))
    page.goto("http://app.invalid/")
    page.wait_for_function("socket.readyState === WebSocket.OPEN")
    yield page
    page.close()


def test_it_is_installed_once_whoever_comes_with_it(bare: Page) -> None:
    before = bare.evaluate("window.send = WebSocket.prototype.send, told.length")
    bare.add_script_tag(content=f"{{{UNDER_WAY} window.again = underWay(); }}")
    assert bare.evaluate("window.again === way && window.send === WebSocket.prototype.send")
    bare.evaluate("socket.send('heard by nobody')")
    assert bare.evaluate("told.length") == before + 1, "a message is told once"


def test_what_is_said_is_heard_once_its_run_has_begun(bare: Page) -> None:
    assert not bare.evaluate("way.running() || way.unheard()")
    bare.evaluate("socket.send('a choice')")
    assert bare.evaluate("way.unheard()")
    bare.evaluate("shown('running')")
    assert bare.evaluate("way.running() && !way.unheard()")
    bare.evaluate("socket.send('another choice, behind the run of the first')")
    assert bare.evaluate("way.unheard()")
    bare.evaluate("shown('notRunning')")
    assert bare.evaluate("!way.running() && way.unheard()"), "its own run has not begun"
    bare.evaluate("shown('running')")
    assert not bare.evaluate("way.unheard()")


def test_what_no_run_follows_is_not_waited_for_for_long(bare: Page) -> None:
    bare.clock.install()
    bare.reload()
    bare.evaluate("socket.send('a choice')")
    bare.clock.run_for(2900)
    assert bare.evaluate("way.unheard()")
    bare.clock.run_for(200)
    assert not bare.evaluate("way.unheard()")
    bare.evaluate("socket.send('a choice')")
    bare.evaluate("way.forget()")
    assert not bare.evaluate("way.unheard()")


def test_what_was_said_is_answered_when_nothing_more_comes(bare: Page) -> None:
    bare.evaluate("socket.send('answered at once')")
    bare.wait_for_function("told.includes('answered')")
    assert bare.evaluate("told") == ["said", "answered"]
    assert bare.evaluate("way.unheard() && !way.chosen()"), "its run was too quick to be shown"


def test_what_the_page_asks_by_itself_and_a_step_back_are_no_choices(bare: Page) -> None:
    bare.evaluate("socket.send('a section')")
    assert bare.evaluate("way.unheard() && !way.chosen()")
    bare.evaluate("way.forget()")
    bare.evaluate("""() => { history.pushState(null, "", "?year=2018");
      told.length = 0; addEventListener("popstate", () => socket.send("what is at this address"), { once: true }); history.back(); }""")
    bare.wait_for_function("told.includes('said')")
    assert bare.evaluate("way.unheard() && !way.chosen()")
    bare.wait_for_timeout(50)
    bare.click("#here")
    bare.evaluate("socket.send('a choice')")
    assert bare.evaluate("way.chosen()")


def test_what_a_table_tells_is_untold_until_the_run_that_it_leads_to_is_over(bare: Page) -> None:
    bare.evaluate("way.typed()")
    assert bare.evaluate("way.untold() && !way.unheard()"), "it leaves in the next tick"
    bare.evaluate("shown('running')")
    bare.wait_for_timeout(300)
    assert bare.evaluate("way.untold()")
    bare.evaluate("shown('notRunning')")
    assert not bare.evaluate("way.untold()")


def test_a_page_that_was_replaced_is_watched_in_the_place_of_the_old_one(bare: Page) -> None:
    bare.evaluate("""() => { const old = document.querySelector("[data-testid=stApp]"), other = old.cloneNode();
      old.replaceWith(other); socket.send("a choice"); shown("running"); }""")
    assert bare.evaluate("way.running() && !way.unheard()")


def test_a_pressed_link_is_on_its_way_until_the_address_and_the_page_follow(bare: Page) -> None:
    bare.click("#here")
    assert not bare.evaluate("way.moving()")
    bare.click("#turned")
    assert bare.evaluate("way.moving()")
    bare.evaluate("history.replaceState(null, '', '?year=2018')")
    assert not bare.evaluate("way.moving()")
    bare.click("#left")
    bare.evaluate("shown('running')")
    bare.evaluate("shown('notRunning')")
    assert bare.evaluate("way.moving()"), "a run of the page that is left has ended"
    bare.evaluate("history.pushState(null, '', '/area')")
    bare.evaluate("shown('running')")
    bare.evaluate("shown('notRunning')")
    assert not bare.evaluate("way.moving()")


def test_no_other_script_overhears_the_socket_or_watches_the_run() -> None:
    spies = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "core").rglob("*.py")
        for words in ("WebSocket.prototype", "data-test-script-state")
        if words in path.read_text(encoding="utf-8")
    }
    assert spies == {"core/ui/state/under_way.py"}
