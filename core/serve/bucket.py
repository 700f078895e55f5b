"""A published data set in a bucket, `s3://bucket/folder`: of Amazon's service, or of one inside a closed network that speaks the same.

The client is the one in pyarrow, which the app has anyway. It is told all from the variables that programs like it know, and looks
nowhere else: left to itself it would ask the cloud that it may be in for a key and a region.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import urlsplit

from core.errors import UserError

SCHEME: Final = "s3"
#: Where the variables begin that say whose bucket it is; the workers get none of them.
VARIABLES: Final = "AWS_"
_SECONDS: Final = 10
_TRIES: Final = 3
_HOW: Final = "書き方は docs/operate.md の「何台かで同じデータを使う」にあります。"


def reader(address: str, environment: Mapping[str, str]) -> Callable[[str, int], bytes]:
    """What reads a file below `address`, as many bytes as asked for at most; it raises OSError or ValueError.

    Raises UserError where the address or the variables cannot be used.
    """
    parts = urlsplit(address)
    if not parts.netloc or set("@:") & set(parts.netloc) or parts.query or parts.fragment:
        raise UserError("KOSO_DATA の s3:// は「s3://バケット/フォルダー」と書いてください。", _HOW)
    place = f"{parts.netloc}{parts.path}".rstrip("/")
    options = _options(environment)

    def read(file: str, count: int) -> bytes:
        from pyarrow import fs  # a service that follows no bucket does without

        again = fs.AwsStandardS3RetryStrategy(max_attempts=_TRIES)
        service = fs.S3FileSystem(connect_timeout=_SECONDS, request_timeout=_SECONDS, retry_strategy=again, **options)
        with service.open_input_stream(f"{place}/{file}", compression=None) as stream:
            data: bytes = stream.read(count)
        return data

    return read


def is_safe(url: str) -> bool:
    """Whether nobody on the way can read or change what comes from there."""
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in ("localhost", "127.0.0.1"))


def _options(environment: Mapping[str, str]) -> dict[str, str | bool]:
    endpoint = environment.get("AWS_ENDPOINT_URL_S3") or environment.get("AWS_ENDPOINT_URL")
    region = environment.get("AWS_REGION") or environment.get("AWS_DEFAULT_REGION")
    key, secret = environment.get("AWS_ACCESS_KEY_ID"), environment.get("AWS_SECRET_ACCESS_KEY")
    token, authority = environment.get("AWS_SESSION_TOKEN"), environment.get("AWS_CA_BUNDLE")
    if not endpoint and not region:
        raise UserError("s3:// を使うには、AWS_REGION(リージョン)か AWS_ENDPOINT_URL(庁内の S3)が要ります。", _HOW)
    if bool(key) != bool(secret):
        raise UserError("AWS_ACCESS_KEY_ID と AWS_SECRET_ACCESS_KEY の片方しかありません。", _HOW)
    options: dict[str, str | bool] = {"region": region or "us-east-1"}  # services of one's own sign with this one
    if endpoint:
        parts = urlsplit(endpoint)
        if not is_safe(endpoint) or not parts.hostname or parts.path.strip("/") or "@" in parts.netloc:
            raise UserError("AWS_ENDPOINT_URL は「https://名前」か「https://名前:ポート」と書いてください。", _HOW)
        options |= {"scheme": parts.scheme, "endpoint_override": parts.netloc}
    options |= {"access_key": key, "secret_key": secret} if key and secret else {"anonymous": True}
    if key and token:
        options["session_token"] = token
    if authority:
        options["tls_ca_file_path"] = authority
    return options
