"""A service of buckets on this machine: it gives files to who signs as the protocol says (Signature Version 4), and notes what it was asked.

It reckons each signature by itself from the request as it came, so a client that signs something else is refused as it would be outside.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

BUCKET, REGION = "suishin-data", "ap-northeast-1"
KEY, SECRET = "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
NOTHING = hashlib.sha256(b"").hexdigest()
_SIGNED = re.compile(r"AWS4-HMAC-SHA256 Credential=([^/]+)/([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})")


def signature(method: str, path: str, headers: Mapping[str, str], names: str, scope: str, secret: str) -> str:
    """What a request without a body is to be signed with. `headers` have small names, `names` those that are signed, joined by `;`."""
    lines = "".join(f"{name}:{' '.join(headers[name].split())}\n" for name in names.split(";"))
    request = "\n".join((method, path, "", lines, names, headers["x-amz-content-sha256"]))
    told = "\n".join(("AWS4-HMAC-SHA256", headers["x-amz-date"], scope, hashlib.sha256(request.encode()).hexdigest()))
    key = f"AWS4{secret}".encode()
    for part in scope.split("/"):
        key = hmac.digest(key, part.encode(), "sha256")
    return hmac.digest(key, told.encode(), "sha256").hex()


@dataclass
class Buckets:
    """The service. `public`: whoever does not sign is let in; `token`: what a signed request must carry; `asked`: who asked for what."""

    url: str
    folder: Path
    public: bool = False
    token: str | None = None
    broken: HTTPStatus | None = None
    asked: list[tuple[str, str]] = field(default_factory=list)

    def variables(self) -> dict[str, str]:
        """What a program is told who may read here."""
        keys = {"AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET, "AWS_REGION": REGION}
        return keys | {"AWS_ENDPOINT_URL": self.url}

    def refuses(self, method: str, path: str, headers: Mapping[str, str]) -> bool:
        """Whether this request is not to be answered."""
        found = _SIGNED.fullmatch(headers.get("authorization", ""))
        if found is None:
            return not self.public
        key, scope, names, given = found.groups()
        must = {"host", "x-amz-date", "x-amz-content-sha256"} | ({"x-amz-security-token"} if self.token else set())
        return not (
            key == KEY
            and scope == f"{headers['x-amz-date'][:8]}/{REGION}/s3/aws4_request"
            and must <= set(names.split(";"))
            and headers.get("x-amz-security-token") == self.token
            and hmac.compare_digest(given, signature(method, path, headers, names, scope, SECRET))
        )


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    service: Buckets

    def do_GET(self) -> None:
        """Give the file, or the part of it that is asked for."""
        here, parts = self.service, urlsplit(self.path)
        here.asked.append((self.command, unquote(parts.path)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        bucket, _, name = unquote(parts.path).strip("/").partition("/")
        file = here.folder / name
        if here.broken:
            self._answer(here.broken)
        elif here.refuses(self.command, parts.path, headers):
            self._answer(HTTPStatus.FORBIDDEN)
        elif bucket != BUCKET or not file.is_file():
            self._answer(HTTPStatus.NOT_FOUND)
        else:
            data, part = file.read_bytes(), re.fullmatch(r"bytes=(\d+)-(\d+)", headers.get("range", ""))
            if part is None:
                self._answer(HTTPStatus.OK, data)
            else:
                first, last = map(int, part.groups())
                self._answer(HTTPStatus.PARTIAL_CONTENT, data[first : last + 1], f"bytes {first}-{last}/{len(data)}")

    do_HEAD = do_GET

    def _answer(self, status: HTTPStatus, data: bytes = b"", part: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        if part:
            self.send_header("Content-Range", part)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing."""


@contextmanager
def buckets(folder: Path, certificate: tuple[Path, Path] | None = None) -> Iterator[Buckets]:
    """One bucket with the files of a folder. `certificate`: itself and its key, to serve over TLS."""
    service = Buckets("", folder)
    with ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"service": service})) as server:
        if certificate:
            tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            tls.load_cert_chain(*certificate)
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        service.url = f"{'https' if certificate else 'http'}://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield service
        server.shutdown()
        thread.join()
