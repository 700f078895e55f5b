"""What an operator asks for is checked before anything is started."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.errors import UserError
from core.serve import haproxy
from core.serve.__main__ import main
from core.serve.plan import PEOPLE_PER_WORKER, Plan

HOST = "dashboard.example.lg.jp"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"hosts": ()}, "--host"),
        ({"hosts": ("a b",)}, "--host"),
        ({"hosts": ('x"\nglobal',)}, "--host"),
        ({"base": "suishin"}, "--base"),
        ({"base": "/a b"}, "--base"),
        ({"workers": 0}, "--workers"),
        ({"workers": 65}, "--workers"),
        ({"port": 0}, "--port"),
        ({"port": 65_536}, "--port"),
        ({"port": 8602}, "重なって"),
        ({"worker_port": 65_535}, "--worker-port"),
        ({"certificate": Path("none.pem")}, "none.pem"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_in_words(changed: dict[str, object], words: str) -> None:
    with pytest.raises(UserError, match=words):
        Plan(**{"hosts": (HOST,), **changed})


@pytest.mark.parametrize("workers", [1, 64])
def test_the_house_grows_with_its_workers(workers: int) -> None:
    assert Plan(hosts=(HOST,), workers=workers).full == workers * PEOPLE_PER_WORKER
    assert Plan(hosts=(HOST,), workers=workers, people=7).full == 7


def test_with_a_certificate_cookies_and_addresses_are_those_of_tls(tmp_path: Path) -> None:
    pem = tmp_path / "cert.pem"
    pem.write_text("")
    plan = Plan(hosts=(HOST,), certificate=pem, port=443, base="/suishin")
    assert plan.url == f"https://{HOST}/suishin/"
    lines = haproxy.configuration(plan).splitlines()
    assert any(line.strip().startswith("cookie ") and line.endswith(" secure") for line in lines)
    assert "Strict-Transport-Security" in haproxy.headers(plan)
    plain = Plan(hosts=(HOST,))
    assert plain.url == f"http://{HOST}:8080/"
    assert "Strict-Transport-Security" not in haproxy.headers(plain)


def test_the_command_tells_what_is_wrong_and_writes_the_proxys_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([]) == 2
    assert "--host" in capsys.readouterr().err
    assert main([f"--host={HOST}", "--workers=3", f"--write-proxy={tmp_path / 'new'}"]) == 0
    written = Path(capsys.readouterr().out.strip())
    assert written.read_text().count("  server w") == 3
    pages = {p.name: p.read_text(encoding="utf-8") for p in written.parent.glob("*.http")}
    assert {p.name for p in written.parent.iterdir()} == {"haproxy.cfg", "full.html", *pages}
    assert {"502.http", "503.http", "504.http"} < set(pages)
    for name, text in pages.items():
        head, _, page = text.partition("\n\n")
        assert head.startswith(f"HTTP/1.1 {name.removesuffix('.http')} ")
        assert 'lang="ja"' in page
        assert "ください。</p>" in page
        assert "${" not in page
