"""An OpenID provider of one client, as a process of its own: discovery, authorize, token (PKCE, nonce), keys, sign-out.

It checks what it is asked as a real one does, and asks the person who they are. `python -m tests.serve.provider PORT BACK`.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlencode, urlsplit
from urllib.request import urlopen

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from tests.browser.server import ROOT, free_port

CLIENT, SECRET = "dashboard", "a-secret-of-the-client"
_KEYS = KeySet([RSAKey.generate_key(2048, {"use": "sig", "alg": "RS256"}, auto_kid=True)])
_FORM = '<form method="post" action="/consent">{hidden}<label>アドレス <input name="address"></label><button>はい</button></form>'


class Provider(BaseHTTPRequestHandler):
    """One request."""

    back = ""
    codes: dict[str, dict[str, str]] = {}  # noqa: RUF012

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = dict(parse_qsl(parts.query))
        issuer = f"http://127.0.0.1:{self.server.server_port}"  # type: ignore[attr-defined]
        if parts.path == "/.well-known/openid-configuration":
            self._json(
                {
                    "issuer": issuer,
                    "authorization_endpoint": f"{issuer}/authorize",
                    "token_endpoint": f"{issuer}/token",
                    "jwks_uri": f"{issuer}/jwks",
                    "end_session_endpoint": f"{issuer}/end",
                    "response_types_supported": ["code"],
                    "subject_types_supported": ["public"],
                    "id_token_signing_alg_values_supported": ["RS256"],
                    "code_challenge_methods_supported": ["S256"],
                }
            )
        elif parts.path == "/jwks":
            self._json(_KEYS.as_dict(private=False))
        elif parts.path == "/authorize":
            right = {
                "response_type": "code",
                "client_id": CLIENT,
                "redirect_uri": self.back,
                "code_challenge_method": "S256",
            }
            if any(asked.get(k) != v for k, v in right.items()) or not {"state", "nonce", "code_challenge"} <= set(
                asked
            ):
                self._say(400, "invalid_request")
                return
            hidden = "".join(f'<input type="hidden" name="{k}" value="{html.escape(v)}">' for k, v in asked.items())
            self._say(200, _FORM.format(hidden=hidden))
        elif parts.path == "/end":
            known = asked.get("post_logout_redirect_uri") == self.back
            jwt.decode(asked["id_token_hint"], _KEYS, algorithms=["RS256"])
            self._say(302, "", Location=self.back) if known else self._say(400, "invalid_request")
        else:
            self._say(404, "")

    def do_POST(self) -> None:
        sent = dict(parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
        if self.path == "/consent":
            code = secrets.token_urlsafe(16)
            self.codes[code] = sent
            self._say(302, "", Location=f"{self.back}?{urlencode({'code': code, 'state': sent['state']})}")
            return
        login = "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        asked = self.codes.pop(sent.get("code", ""), None)
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        proved = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if self.headers["Authorization"] != login or not asked or asked["code_challenge"] != proved:
            self._json({"error": "invalid_grant"}, 400)
            return
        now = int(time.time())
        address = asked["address"]
        claims = {
            "iss": f"http://127.0.0.1:{self.server.server_port}",  # type: ignore[attr-defined]
            **{"aud": CLIENT, "sub": hashlib.sha256(address.encode()).hexdigest(), "iat": now, "exp": now + 300},
            **{"nonce": asked["nonce"], "email": address, "email_verified": not address.startswith("unverified")},
        }
        key = _KEYS.keys[0]
        token = jwt.encode({"alg": "RS256", "kid": key.kid}, claims, key)
        self._json(
            {"access_token": secrets.token_urlsafe(8), "token_type": "Bearer", "expires_in": 300, "id_token": token}
        )

    def _json(self, value: object, status: int = 200) -> None:
        self._say(status, json.dumps(value), **{"Content-Type": "application/json"})

    def _say(self, status: int, text: str, **headers: str) -> None:
        body = text.encode()
        self.send_response(status)
        for name, value in {
            "Content-Type": "text/html; charset=utf-8",
            "Content-Length": str(len(body)),
            **headers,
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Quiet."""


@contextmanager
def provider(back: str) -> Iterator[str]:
    """Address of its discovery document; it sends people back to `back` alone."""
    port = free_port()
    url = f"http://127.0.0.1:{port}/.well-known/openid-configuration"
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.serve.provider", str(port), back], cwd=ROOT, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == b"ready\n"
        with urlopen(url) as answer:
            assert answer.status == 200
        yield url
    finally:
        process.terminate()
        process.wait(10)
        process.stdout.close()


if __name__ == "__main__":
    Provider.back = sys.argv[2]
    with ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Provider) as server:
        print("ready", flush=True)
        server.serve_forever()
