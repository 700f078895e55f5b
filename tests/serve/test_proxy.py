"""The app behind the real HAProxy: who is let in, who stays where, what happens when a worker dies or the house is full."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from core.vocabulary import labels
from tests.load.visitor import visitor
from tests.serve.client import tab, texts
from tests.serve.serving import Served, served

BASE = "/suishin"
REFUSED = (InvalidStatus, ConnectionClosed)


@pytest.fixture(scope="module")
def service() -> Iterator[Served]:
    with served("--people=4", base=BASE) as found:
        yield found


def until(true: Callable[[], object], pause: Callable[[float], object]) -> None:
    """Wait for what the service does by itself; half a minute is far more than its own clocks need."""
    for _ in range(300):
        if true():
            return
        pause(0.1)
    pytest.fail("it did not happen in time")


def test_every_answer_carries_the_headers_that_keep_a_page_to_itself(service: Served) -> None:
    root = Served(service.url.removesuffix(BASE), service.process, service.worker_ports)
    asked = [
        service.get(path) for path in ("/", "/area", "/area/", "/_stcore/health", "/media/none", "/_stcore/metrics")
    ]
    # What the proxy says itself is an answer too.
    asked += [service.get("/", Host="outside.example"), service.get("/", Origin="http://outside.example")]
    asked += [root.get("/elsewhere")]
    assert {answer.status for answer in asked} == {200, 403, 404, 421}
    for answer in asked:
        headers = answer.headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        policy = headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'self'" in policy
        assert "unsafe-inline" not in policy.split("script-src")[1].split(";")[0]


@pytest.mark.parametrize(
    "path", ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/%6detrics", "/_stcore/metrics/"]
)
def test_what_is_not_for_visitors_is_closed(service: Served, path: str) -> None:
    answer = service.get(path)
    assert answer.status == 404
    assert "この画面はありません" in answer.text


def test_a_link_as_long_as_a_scenario_may_be_reaches_the_app(service: Served) -> None:
    """Failed before: from 15,000 characters on the proxy answered in English that the request is invalid."""
    answer = service.get(f"/simulator?s={'a' * 20_000}")
    assert (answer.status, labels.APP_TITLE in answer.text) == (200, True)


def test_what_is_no_request_is_not_answered_in_english(service: Served) -> None:
    port = urlsplit(service.url).port
    assert port is not None
    with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
        line.sendall(b"GET / HTTP/1.1\r\nHo st: localhost\r\n\r\n")
        assert line.recv(4096) == b""


def test_other_names_and_pages_from_elsewhere_are_refused(service: Served) -> None:
    for answer, status in (
        (service.get("/", Host="outside.example"), 421),
        (service.get("/", Origin="http://outside.example"), 403),
    ):
        assert answer.status == status
        assert "案内された URL から開き直してください" in answer.text
    with pytest.raises(REFUSED), tab(service.url, origin="http://outside.example") as stranger:
        stranger.open()


def test_the_name_alone_leads_to_the_app_below_its_path(service: Served) -> None:
    root = Served(service.url.removesuffix(BASE), service.process, service.worker_ports)
    assert f"<title>{labels.APP_TITLE}</title>" in root.get("/").text
    assert root.get("/elsewhere").status == 404


def test_a_visitor_stays_with_one_worker_and_visitors_are_shared_out(service: Served) -> None:
    first = [service.get().cookie for _ in range(6)]
    assert {c.split("suishin_worker=")[1] for c in first} == {"w1", "w2"}
    again = {service.get("/", Cookie=first[0]).headers.get("set-cookie", "").count("suishin_worker") for _ in range(6)}
    assert again == {0}  # the proxy names the worker again only where it has changed


def test_a_dead_worker_comes_back_and_its_visitors_reopen_their_view_meanwhile(
    service: Served, pause: Callable[[float], object]
) -> None:
    cookies = {(c := service.get().cookie).split("suishin_worker=")[1]: c for _ in range(6)}
    with tab(service.url, cookie=cookies["w1"]) as other, tab(service.url, cookie=cookies["w2"]) as mine:
        assert "藤岡" in texts(mine.open("area", "area=1005"))
        assert "藤岡" in texts(other.open("area", "area=1005"))
        dead = service.worker(service.worker_ports[1])
        assert dead is not None
        dead.kill()
        with pytest.raises(ConnectionClosed):
            mine.open("area", "area=1005")
        assert "前橋" in texts(other.open("area", "area=1001"))
    with tab(service.url, cookie=cookies["w2"], session=mine.session) as again:
        assert "藤岡" in texts(again.open("area", "area=1005"))
    until(lambda: (new := service.worker(service.worker_ports[1])) is not None and new.pid != dead.pid, pause)


def test_a_worker_that_answers_nothing_for_some_seconds_keeps_its_visitors(
    service: Served, pause: Callable[[float], object]
) -> None:
    """Failed before: two late answers to the proxy's own questions, and all of a busy worker's visitors were cut off."""
    cookies = {(c := service.get().cookie).split("suishin_worker=")[1]: c for _ in range(6)}
    with tab(service.url, cookie=cookies["w1"]) as mine:
        assert "藤岡" in texts(mine.open("area", "area=1005"))
        busy = service.worker(service.worker_ports[0])
        assert busy is not None
        busy.suspend()
        try:
            pause(4)
        finally:
            busy.resume()
        assert "前橋" in texts(mine.open("area", "area=1001"))


def test_a_change_sends_what_is_new_and_going_back_sends_hardly_anything(service: Served) -> None:
    """Once 172 KiB for another bed function with the ranking in view, and 40 KiB for the way back."""

    async def change() -> list[float]:
        async with visitor(service.url) as guest:
            await guest.open("")
            await guest.see("national_ranking")
            functions = ("急性期", "慢性期", "急性期")
            return [(await guest.choose("segments_function", f)).size / 1024 for f in functions]

    first, other, back = asyncio.run(change())
    assert max(first, other) < 130
    assert back < 20


def test_a_full_house_is_told_in_words_and_those_inside_go_on(
    service: Served, pause: Callable[[float], object]
) -> None:
    page = {"Accept": "text/html"}
    inside = service.get("/", **page).cookie
    with ExitStack() as house:
        guests = [house.enter_context(tab(service.url)) for _ in range(4)]
        refused = service.get("/", **page)
        assert refused.status == 503
        assert "混み合っています" in refused.text
        assert service.get("/", **page, Cookie=inside).status == 200
        assert guests[0].open("policy")
    until(lambda: service.get("/", **page).status == 200, pause)


def test_without_any_worker_the_page_says_so(service: Served, pause: Callable[[float], object]) -> None:
    workers = [found for port in service.worker_ports if (found := service.worker(port))]
    assert len(workers) == len(service.worker_ports)
    try:
        for worker in workers:
            worker.suspend()  # it neither answers nor ends
        until(lambda: service.get("/").status == 503, pause)
        assert "準備しています" in service.get("/").text
    finally:
        for worker in workers:
            worker.resume()
