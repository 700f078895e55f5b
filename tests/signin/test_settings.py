"""The file that switches login on is checked before anything starts; no message holds a secret of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.errors import UserError
from core.serve import haproxy
from core.serve.plan import Plan
from core.signin import settings
from tests.signin.files import AUTH, write

HOST = "dashboard.example.lg.jp"


def test_a_right_file_says_where_and_who(tmp_path: Path) -> None:
    found = settings.load(write(tmp_path))
    assert (found.host, found.secure, found.people.hours) == (HOST, True, 12)
    assert found.people.addresses == ("guest@elsewhere.example.com",)


@pytest.mark.parametrize(
    ("people", "changed", "words"),
    [
        *((None, {}, "people") for _ in (0,)),
        ("hours = 12", {}, "だれも書かれていません"),
        ('domain = ["pref.example.lg.jp"]', {}, "domain"),
        ('domains = ["pref.example.lg.jp"]\nhours = 0', {}, "hours"),
        ('domains = "pref.example.lg.jp', {}, "TOML"),
        *((f'domains = ["{HOST}"]', {key: None}, key) for key in AUTH),
        (f'domains = ["{HOST}"]', {"cookie_secret": "x" * 31}, "短すぎます"),
        (f'domains = ["{HOST}"]', {"redirect_uri": f"http://{HOST}/oauth2callback"}, "redirect_uri が https"),
        (f'domains = ["{HOST}"]', {"redirect_uri": f"https://{HOST}/back"}, "oauth2callback"),
        (f'domains = ["{HOST}"]', {"server_metadata_url": "http://login.example/x"}, "server_metadata_url が https"),
        (f'domains = ["{HOST}"]', {"server_metadata_url": "https://login.example/common/v2.0/x"}, "どの組織の人でも"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_in_words_that_hold_no_secret(
    tmp_path: Path, people: str | None, changed: dict[str, str | None], words: str
) -> None:
    with pytest.raises(UserError) as error:
        settings.load(write(tmp_path, people, **changed))
    assert words in str(error.value)
    for secret in ("cookie_secret", "client_secret"):
        assert AUTH[secret] not in str(error.value)
    assert str(tmp_path) not in str(error.value)


def test_a_file_is_read_again_when_it_has_changed_and_missed_when_it_is_gone(tmp_path: Path) -> None:
    path = write(tmp_path)
    assert settings.load(path).people.domains == ("pref.example.lg.jp",)
    write(tmp_path, 'domains = ["other.example.lg.jp"]')
    assert settings.load(path).people.domains == ("other.example.lg.jp",)
    path.unlink()
    with pytest.raises(UserError, match=r"login\.toml"):
        settings.load(path)


def test_a_service_with_login_has_one_name_and_cookies_for_tls_alone(tmp_path: Path) -> None:
    path = write(tmp_path)
    plan = Plan(hosts=("10.0.0.1", HOST), login=path, port=443)
    lines = haproxy.configuration(plan).splitlines()
    assert any("redirect prefix https://dashboard.example.lg.jp " in line for line in lines)
    assert any("replace-header Set-Cookie" in line and "; Secure" in line for line in lines)
    assert any(line.strip().startswith("cookie ") and line.endswith(" secure") for line in lines)
    command = plan.worker(8601)
    assert f"--secrets.files={path}" in command
    assert not any(AUTH[key] in word for key in ("cookie_secret", "client_secret") for word in command)
    assert "Set-Cookie" not in haproxy.configuration(Plan(hosts=(HOST,)))


@pytest.mark.parametrize("changed", [{"hosts": ("other.example.lg.jp",)}, {"base": "/suishin"}])
def test_a_service_elsewhere_than_the_provider_sends_people_is_refused(
    tmp_path: Path, changed: dict[str, object]
) -> None:
    with pytest.raises(UserError, match="redirect_uri"):
        Plan(**{"hosts": (HOST,), "login": write(tmp_path), **changed})


def test_a_file_that_anybody_on_the_machine_can_read_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path)
    path.chmod(0o644)
    with pytest.raises(UserError, match="chmod"):
        Plan(hosts=(HOST,), login=path)
