"""Login with a real OpenID provider, over TLS, behind the real proxy: who sees what, and what the service's log says of it."""

from __future__ import annotations

import json
import re
import ssl
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from http.client import HTTPResponse
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, expect

from core.text.markdown import escape
from tests.browser.conftest import settled
from tests.browser.server import free_port
from tests.browser.test_reach import Audit
from tests.serve.client import Tab, elements, tab, texts
from tests.serve.provider import CLIENT, SECRET, provider
from tests.serve.serving import Served, served

COOKIE_SECRET = "a-secret-of-at-least-thirty-two-letters"
LISTED, FROM_THERE, STRANGER = "guest@elsewhere.example.com", "taro@pref.example.lg.jp", "hanako@example.com"
FIGURES = {"arrow_vega_lite_chart", "deck_gl_json_chart", "arrow_data_frame"}


@dataclass(frozen=True)
class House:
    """The service, where its words go, its list of people, and the address under which people sign in."""

    service: Served
    log: Path
    settings: Path
    url: str

    def lines(self) -> list[dict[str, str]]:
        """The records so far."""
        found = [line for line in self.log.read_text().splitlines() if line.startswith('{"記録"')]
        return [json.loads(line) for line in found]


class Person:
    """A browser without a screen: cookies, and what it is sent to."""

    def __init__(self, house: House) -> None:
        assert house.service.tls is not None
        self.house, self.jar = house, CookieJar()
        self._open = urllib.request.build_opener(
            urllib.request.HTTPSHandler(context=house.service.tls), urllib.request.HTTPCookieProcessor(self.jar)
        ).open
        self.get("/_stcore/health").close()

    def get(self, path: str) -> HTTPResponse:
        found: HTTPResponse = self._open(self.house.url + path, timeout=60)
        return found

    def upload(self, session: str) -> int:
        """The status of the answer to a file that is sent to an open session, as the page's uploader sends it."""
        kept = {c.name: c.value or "" for c in self.jar}
        body = b'--x\r\nContent-Disposition: form-data; name="f"; filename="a.csv"\r\n\r\na,b\r\n--x--\r\n'
        request = urllib.request.Request(
            f"{self.house.url}/_stcore/upload_file/{session}/one",
            body,
            {"Content-Type": "multipart/form-data; boundary=x", "X-Xsrftoken": kept["_streamlit_xsrf"].strip('"')},
            method="PUT",
        )
        try:
            with self._open(request, timeout=60) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code

    def tab(self):  # type: ignore[no-untyped-def]
        kept = {c.name: c.value or "" for c in self.jar}
        cookie = "; ".join(f"{k}={v}" for k, v in kept.items())
        return tab(self.house.url, cookie=cookie, token=kept["_streamlit_xsrf"].strip('"'), tls=self.house.service.tls)

    def sign_in(self, opened: Tab, address: str) -> str:
        """Press the button of the page and tell the provider who one is; the address where that ends."""
        (button,) = [b for b in elements(opened.messages, "button") if b.label == "サインイン"]
        (way,) = [m.auth_redirect.url for m in opened.press(button.id) if m.HasField("auth_redirect")]
        with self.get(way) as asked:
            hidden = dict(re.findall(r'name="(\w+)" value="([^"]*)"', asked.read().decode()))
            place = urlsplit(asked.url)
        sent = urlencode(hidden | {"address": address}).encode()
        with self._open(f"{place.scheme}://{place.netloc}/consent", sent, timeout=60) as back:
            return str(back.url)


def status(person: Person, path: str) -> int:
    """Of an answer, whatever it is."""
    try:
        with person.get(path) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("login")
    key, certificate, pem = (folder / name for name in ("key.pem", "cert.pem", "both.pem"))
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
        + ["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", key, "-out", certificate],
        check=True,
        capture_output=True,
    )
    pem.write_text(key.read_text() + certificate.read_text())
    port = free_port()
    url = f"https://127.0.0.1:{port}"
    settings, log = folder / "login.toml", folder / "log"
    with provider(f"{url}/oauth2callback") as metadata, log.open("wb") as words:
        settings.write_text(
            f'[auth]\nredirect_uri = "{url}/oauth2callback"\ncookie_secret = "{COOKIE_SECRET}"\nclient_id = "{CLIENT}"\n'
            f'client_secret = "{SECRET}"\nserver_metadata_url = "{metadata}"\n'
            f'[people]\ndomains = ["pref.example.lg.jp"]\naddresses = ["{LISTED}"]\n'
        )
        settings.chmod(0o600)
        arguments = ("--host=127.0.0.1", f"--certificate={pem}", f"--login={settings}")
        tls = ssl.create_default_context(cafile=str(certificate))
        with served(*arguments, workers=1, port=port, tls=tls, log=words) as service:
            yield House(service, log, settings, url)


def test_signed_out_there_is_no_figure_no_file_and_no_search_and_signed_in_there_is(house: House) -> None:
    stranger, taro = Person(house), Person(house)
    for route in ("", "area", "simulator", "sources"):
        with stranger.tab() as outside:
            sent = outside.open(route, "area=1005&find=%E8%97%A4%E5%B2%A1")
            assert "サインインしてください" in texts(sent)
            assert not any(elements(sent, kind) for kind in FIGURES | {"download_button", "selectbox", "file_uploader"})
            assert not any(mark in texts(sent) for mark in ("藤岡", "<table", "<dl"))
            assert {e.component_name for e in elements(sent, "bidi_component")} == {
                "signin_way",
                "reach",
            }  # words alone
            assert stranger.upload(outside.session) == 403
    with taro.tab() as opened:
        opened.open("sources")
        assert taro.sign_in(opened, FROM_THERE) == f"{house.url}/"
    with taro.tab() as opened:
        sent = opened.open("sources")
        assert escape(FROM_THERE) in texts(sent)
        (button,) = [b for b in elements(sent, "download_button") if b.label == "この表のparquet"]
        assert taro.upload(opened.session) == 204
        with stranger.tab() as outside:  # whoever knows what the button is called has nothing made by it
            outside.open()
            assert outside.file(button.deferred_file_id) == ""
        made = opened.file(button.deferred_file_id)
        assert made
        with taro.get(made) as answer:
            assert answer.read(4) == b"PAR1"
        assert status(stranger, made) == 403
        assert status(stranger, made.replace("/media", "//media")) in (400, 403, 404)
        assert status(stranger, made.replace("/media", "/x/../media")) in (400, 403, 404)
        assert status(stranger, made.replace("/media", "/%6dedia")) == 403
        assert status(stranger, made.replace("/media", "/media%2f")) == 403
        for cookie in (c for c in taro.jar if c.name.startswith("_streamlit_user")):
            assert cookie.value
            forged = copy(cookie)
            forged.value = cookie.value[:-4] + ("AAAA" if not cookie.value.endswith("AAAA") else "BBBB")
            stranger.jar.set_cookie(forged)
        assert status(stranger, made) == 403
        # The list of people is read anew: whoever is taken off it is out at the next click, and so are files already offered.
        kept = house.settings.read_text()
        try:
            house.settings.write_text(kept.replace("pref.example", "other.example"))
            part = next(m.delta.fragment_id for m in sent if m.HasField("delta") and m.delta.fragment_id)
            assert "名簿にありません" in texts(opened.redraw(part) + opened.rest())
            assert opened.file(button.deferred_file_id) == ""
            assert status(taro, made) == 403
        finally:
            house.settings.write_text(kept)
        assert "名簿" not in texts(opened.open("area", "area=1005"))
        # Signing out ends the other tabs of the browser too.
        with taro.tab() as other:
            (out,) = [b for b in elements(opened.messages, "button") if b.label == "サインアウト"][-1:]
            (way,) = [m.auth_redirect.url for m in opened.press(out.id) if m.HasField("auth_redirect")]
            with taro.get(way) as answer:
                assert answer.url == f"{house.url}/"
            assert not [c for c in taro.jar if c.name.startswith("_streamlit_user")]
            assert "サインインしてください" in texts(other.open("sources"))
    notes = [(n["記録"], n["だれ"], n.get("何")) for n in house.lines()]
    assert notes == [
        ("サインイン", FROM_THERE, None),
        ("書き出し", FROM_THERE, "/sources area.parquet"),
        ("サインアウト", FROM_THERE, None),
    ]


def test_who_is_not_listed_reads_why_and_the_cookies_travel_by_tls_alone(house: House) -> None:
    hanako, guest, unverified = Person(house), Person(house), Person(house)
    for person, address, words in (
        (hanako, STRANGER, "名簿にありません"),
        (unverified, f"unverified.{FROM_THERE}", "名簿にありません"),
        (guest, LISTED.upper(), escape(LISTED)),
    ):
        with person.tab() as opened:
            opened.open()
            person.sign_in(opened, address)
        with person.tab() as opened:
            sent = opened.open("policy")
            assert words in texts(sent)
            assert bool(elements(sent, "download_button")) == (person is guest)
        assert {c.name: c.secure for c in person.jar if c.domain == "127.0.0.1"} == dict.fromkeys(
            (c.name for c in person.jar), True
        )
        signed_in = [c for c in person.jar if c.name.startswith("_streamlit_user")]
        assert signed_in
        assert all(c.has_nonstandard_attr("HttpOnly") or c.has_nonstandard_attr("httponly") for c in signed_in)
    page = urllib.request.Request(house.service.url + "/area?area=1005", headers={"Accept": "text/html"})
    with urllib.request.urlopen(page, context=house.service.tls) as answer:
        assert answer.url == f"{house.url}/area?area=1005"
    words = house.log.read_text()
    assert COOKIE_SECRET not in words
    assert SECRET not in words
    assert [n["記録"] for n in house.lines()][-3:] == ["サインインを断った", "サインインを断った", "サインイン"]


def test_a_deep_link_leads_through_the_sign_in_to_its_view_and_back_out(house: House, browser: Browser) -> None:
    profile = browser.new_context(ignore_https_errors=True, locale="ja-JP", viewport={"width": 1280, "height": 720})
    page = profile.new_page()
    try:
        page.goto(f"{house.url}/gallery?view=try#top")
        expect(page.get_by_role("heading", name="推進区域ダッシュボード")).to_be_visible()
        settled(page)
        audit = Audit(page)
        audit.state("サインインの前")
        page.get_by_role("button", name="サインイン").click()
        page.get_by_label("アドレス").fill(FROM_THERE)
        page.get_by_role("button", name="はい").click()
        page.wait_for_url(f"{house.url}/gallery?view=try#top")
        expect(page.get_by_role("heading", name="好事例ギャラリー").first).to_be_visible()
        settled(page)
        page.get_by_role("button", name="利用者").click()
        expect(page.get_by_role("button", name="サインアウト")).to_be_visible()
        audit.state("利用者")
        assert audit.ours == []
        assert audit.words == {"利用者": FROM_THERE.split("@")}  # whoever is signed in
        page.get_by_role("button", name="サインアウト").click()
        expect(page.get_by_role("button", name="サインイン")).to_be_visible()
        expect(page.get_by_role("heading", name="好事例ギャラリー")).to_have_count(0)
    finally:
        profile.close()
