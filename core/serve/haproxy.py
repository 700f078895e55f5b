"""The configuration of HAProxy for a plan (why HAProxy: docs/operate.md)."""

from __future__ import annotations

import base64
import hashlib
import re
from http import HTTPStatus
from importlib.util import find_spec
from pathlib import Path
from string import Template
from typing import Final

from core.serve.plan import Plan

_HERE: Final = Path(__file__).parent
#: Streamlit draws charts with code made at run time (Vega) and loads parts of pages as blobs; everything comes from the server itself.
_CSP: Final = (
    "default-src 'self'; script-src 'self' 'unsafe-eval' blob: {inline}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' data: {sockets}; worker-src 'self' blob:; "
    "frame-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
#: Bytes of a request's head that the proxy and the workers take.
_REQUEST: Final = 65_536
#: What the proxy says itself, by status: people open the page and read it, whatever went wrong.
WORDS: Final = {
    403: ("ここからは使えません", "案内された URL から開き直してください。"),
    404: ("この画面はありません", "URL を確かめるか、案内された URL から開き直してください。"),
    408: ("時間切れです", "通信に時間がかかり、途中で終わりました。もう一度開いてください。"),
    421: ("この名前では開けません", "案内された URL から開き直してください。"),
    500: ("開けません", "サーバーの入口で誤りが起きました。もう一度開いても続くときは、管理者に連絡してください。"),
    502: (
        "返事が届きません",
        "サーバーから正しい返事がありませんでした。1分ほどおいて、もう一度開いてください。続くときは、管理者に連絡してください。",
    ),
    503: (
        "準備しています",
        "サーバーが起動している途中か、止まっています。1分ほどおいて、もう一度開いてください。続くときは、管理者に連絡してください。",
    ),
    504: (
        "返事が間に合いません",
        "サーバーが混んでいるか、止まっています。1分ほどおいて、もう一度開いてください。続くときは、管理者に連絡してください。",
    ),
}


def configuration(plan: Plan, errors: Path = _HERE) -> str:
    """The whole file. `errors`: folder of the pages `full.html` and `503.http` as HAProxy will find them."""
    base, names, login = plan.base, " ".join(plan.hosts), plan.signing_in
    secure = plan.certificate is not None or (login is not None and login.secure)
    bind = f"{plan.address}:{plan.port}" + (
        f" ssl crt {plan.certificate.resolve()} alpn http/1.1" if plan.certificate else ""
    )
    return "\n".join(
        (
            "global",
            "  log stdout format raw local0 notice",
            "  maxconn 4000",
            "  # A link that carries a scenario is longer than what HAProxy holds of a request by itself.",
            f"  tune.bufsize {_REQUEST}",
            "  ssl-default-bind-options ssl-min-ver TLSv1.2",
            "defaults",
            "  mode http",
            "  log global",
            "  option forwardfor",
            "  # What a dead worker leaves unanswered goes to another one at once.",
            "  option redispatch 1",
            "  retries 3",
            "  retry-on conn-failure empty-response",
            "  timeout connect 5s",
            "  timeout client 75s",
            "  timeout server 75s",
            "  timeout queue 10s",
            "  timeout http-request 30s",
            "  # A busy worker answers late; its visitors are not to lose their connections for it.",
            "  timeout check 5s",
            "  # Streamlit says something every 30 s; a browser that sleeps longer comes back by itself.",
            "  timeout tunnel 1h",
            *(f"  errorfile {status} {errors / f'{status}.http'}" for status in WORDS),
            "  # To what is no request at all it has but its own words, in English: the browser's own page says it in the reader's language.",
            "  errorfile 400 /dev/null",
            "frontend people",
            f"  bind {bind}",
            *(["  http-request set-header X-Forwarded-Proto https"] if plan.certificate else []),
            f"  acl our_host req.hdr(host),field(1,:) -i {names}",
            "  acl has_origin req.hdr(origin) -m found",
            f"  acl our_origin req.hdr(origin),field(3,/),field(1,:) -i {names}",
            f"  acl below path {base}/ {base or '/'}",
            f"  acl below path_beg {base}/",
            f"  acl inner path,url_dec -m beg {base}/_stcore/metrics {base}/_stcore/agent",
            "  acl a_page req.hdr(accept) -m sub text/html",
            f"  acl full be_conn(workers) ge {plan.full}",
            "  acl known req.cook(suishin_worker) -m found",
            "  http-request deny deny_status 421 if !our_host",
            "  http-request deny deny_status 403 if has_origin !our_origin",
            "  http-request deny deny_status 404 if inner",
            # The cookie of a sign-in belongs to one name.
            *(
                [
                    f"  acl the_host req.hdr(host),field(1,:) -i {login.host}",
                    f"  http-request redirect prefix {login.origin} code 302 if a_page !the_host",
                ]
                if login
                else []
            ),
            *([f"  http-request redirect location {base}/ code 302 if {{ path / }}"] if base else []),
            "  http-request deny deny_status 404 if !below",
            f'  http-request return status 503 content-type "text/html; charset=utf-8" hdr Cache-Control no-store hdr Retry-After 120 file {errors / "full.html"} if a_page full !known',
            # On what the proxy says itself too.
            *(f'  http-after-response set-header {name} "{value}"' for name, value in headers(plan).items()),
            "  default_backend workers",
            "backend workers",
            "  balance leastconn",
            "  http-request disable-l7-retry if !METH_GET",
            f"  cookie suishin_worker insert indirect nocache httponly attr SameSite=Lax{' secure' if secure else ''}",
            f"  option httpchk GET {base}/_stcore/health HTTP/1.1",
            f"  http-check send hdr Host {plan.hosts[0]}",
            "  http-check expect status 200",
            "  compression algo gzip",
            "  compression type text/html text/css application/javascript text/javascript application/json image/svg+xml",
            "  http-response del-header Server",
            *(["  http-response replace-header Set-Cookie '^((?!.*; *[Ss]ecure).*)$' '\\1; Secure'"] if secure else []),
            "  default-server inter 1s fall 2 rise 1 on-marked-down shutdown-sessions",
            *(f"  server w{n} 127.0.0.1:{port} check cookie w{n}" for n, port in enumerate(plan.worker_ports, 1)),
            "",
        )
    )


def headers(plan: Plan) -> dict[str, str]:
    """What every answer carries."""
    sockets = " ".join(f"{'wss' if plan.certificate else 'ws'}://{host}:{plan.port}" for host in plan.hosts)
    found = {
        "Content-Security-Policy": _CSP.format(inline=" ".join(_inline_scripts()), sockets=sockets),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "SAMEORIGIN",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }
    return found | ({"Strict-Transport-Security": "max-age=31536000"} if plan.certificate else {})


def write(plan: Plan, folder: Path) -> Path:
    """The configuration and the pages it names, in a folder; gives the configuration's path."""
    page = Template((_HERE / "down.html").read_text(encoding="utf-8"))
    for status, (title, words) in WORDS.items():
        body = page.substitute(title=title, words=words).encode()
        lines = [
            f"HTTP/1.1 {status} {HTTPStatus(status).phrase}",
            "Content-Type: text/html; charset=utf-8",
            f"Content-Length: {len(body)}",
            "Cache-Control: no-store",
            *(["Retry-After: 60"] if status == HTTPStatus.SERVICE_UNAVAILABLE else []),
        ]
        (folder / f"{status}.http").write_bytes("\r\n".join([*lines, "", ""]).encode() + body)
    (folder / "full.html").write_bytes((_HERE / "full.html").read_bytes())
    path = folder / "haproxy.cfg"
    path.write_text(configuration(plan, folder), encoding="utf-8")
    return path


def _inline_scripts() -> list[str]:
    """Hashes of the scripts that stand in Streamlit's own page, as the policy names them."""
    installed = find_spec("streamlit")
    assert installed is not None
    assert installed.origin is not None
    page = (Path(installed.origin).parent / "static" / "index.html").read_text(encoding="utf-8")
    found = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    return [f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in found]
