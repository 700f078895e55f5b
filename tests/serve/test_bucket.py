"""A published data set in a bucket: read with a signature that a service of its own checks, told where it cannot be read."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import pytest

from core.data.editions import Editions
from core.errors import UserError
from core.serve import bucket, keeper
from core.serve.published import MANIFEST, Published
from tests.serve import buckets
from tests.serve.buckets import BUCKET, KEY, NOTHING, SECRET, Buckets
from tests.serve.test_published import other_edition, source

__all__ = ["source"]
PLACE = f"s3://{BUCKET}/koso/令和 7年度"


@pytest.fixture
def service(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Buckets]:
    """A bucket with an edition in the folder of `PLACE`, and the variables of somebody who may read it."""
    (tmp_path / "bucket" / "koso").mkdir(parents=True)
    (tmp_path / "bucket" / "koso" / "令和 7年度").symlink_to(source)
    with buckets.buckets(tmp_path / "bucket") as here:
        for name, value in here.variables().items():
            monkeypatch.setenv(name, value)
        yield here


def test_the_service_knows_the_signature_that_amazon_publishes_as_an_example() -> None:
    """Amazon S3 API reference, "Authenticating Requests: Using the Authorization Header", GET Object."""
    headers = {
        "host": "examplebucket.s3.amazonaws.com",
        "range": "bytes=0-9",
        "x-amz-content-sha256": NOTHING,
        "x-amz-date": "20130524T000000Z",
    }
    scope, secret = "20130524/us-east-1/s3/aws4_request", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
    found = buckets.signature("GET", "/test.txt", headers, ";".join(headers), scope, secret)
    assert found == "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"


def test_an_edition_in_a_bucket_is_fetched_once_and_the_next_one_is_shown(
    service: Buckets, source: Path, tmp_path: Path
) -> None:
    following = Published(PLACE, tmp_path / "cache")
    assert following.look()
    first = Editions(following.shown / "parquet").newest().edition
    service.asked.clear()
    assert not following.look()
    assert {path for _, path in service.asked} == {f"/{BUCKET}/koso/令和 7年度/{MANIFEST}"}
    other_edition(source)
    assert following.look()
    assert Editions(following.shown / "parquet").newest().edition != first


@pytest.mark.parametrize("slash", ["", "/", "//"])
def test_a_slash_at_the_end_of_the_address_changes_nothing(service: Buckets, tmp_path: Path, slash: str) -> None:
    assert Published(PLACE + slash, tmp_path / "cache").look()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("AWS_SECRET_ACCESS_KEY", "another"),
        ("AWS_ACCESS_KEY_ID", "another"),
        ("AWS_REGION", "eu-west-1"),
        ("AWS_SESSION_TOKEN", "nobody asked for it"),
    ],
)
def test_who_signs_otherwise_gets_nothing(
    service: Buckets,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    name: str,
    value: str,
) -> None:
    """And the log says why, without a key."""
    monkeypatch.setenv(name, value)
    with pytest.raises(UserError, match="MANIFEST.json を取得できません"):
        Published(PLACE, tmp_path / "cache").look()
    assert "ACCESS_DENIED" in caplog.text
    assert not [word for word in (KEY, SECRET, value) if word in caplog.text and not name.endswith("REGION")]


def test_a_key_for_a_while_carries_its_token(service: Buckets, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    service.token = "for a while"
    with pytest.raises(UserError, match="取得できません"):
        Published(PLACE, tmp_path / "cache").look()
    monkeypatch.setenv("AWS_SESSION_TOKEN", service.token)
    assert Published(PLACE, tmp_path / "cache").look()


def test_without_a_key_a_bucket_open_to_all_is_read_and_no_other(
    service: Buckets, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    with pytest.raises(UserError, match="取得できません"):
        Published(PLACE, tmp_path / "cache").look()
    service.public = True
    assert Published(PLACE, tmp_path / "cache").look()


@pytest.mark.parametrize("fault", ["damaged", "missing", "too large", "out of order"])
def test_what_is_wrong_in_the_bucket_is_told_and_the_last_edition_stays(
    service: Buckets, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    following = Published(PLACE, tmp_path / "cache")
    following.look()
    shown = following.shown.resolve()
    other_edition(source)
    beds = source / "parquet" / "beds.parquet"
    if fault == "damaged":
        beds.write_bytes(b"PAR1")
    elif fault == "missing":
        beds.unlink()
    elif fault == "too large":
        monkeypatch.setattr("core.serve.published._LARGEST", beds.stat().st_size // 2)
    else:
        service.broken = HTTPStatus.SERVICE_UNAVAILABLE
    words = {"damaged": "が MANIFEST.json と合いません", "too large": "が大きすぎます"}.get(fault, "を取得できません")
    with pytest.raises(UserError, match=words):
        following.look()
    assert following.shown.resolve() == shown
    assert not list((tmp_path / "cache").glob("fetch-*"))


def test_the_service_follows_a_bucket_and_its_workers_are_not_told_the_key(
    service: Buckets, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    over = threading.Event()
    over.set()
    monkeypatch.setenv("KOSO_DATA", PLACE)
    told = keeper._environment() | keeper._data(tmp_path / "kept", over)
    assert Path(told["KOSO_DATA"]).resolve().parent == (tmp_path / "kept").resolve()
    assert {KEY, SECRET} & set(told.values()) == set()


def test_over_tls_the_authority_that_is_named_is_believed_and_no_other(source: Path, tmp_path: Path) -> None:
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
        + ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate],
        check=True,
        capture_output=True,
    )
    with buckets.buckets(source, (certificate, key)) as here:
        trusting = here.variables() | {"AWS_CA_BUNDLE": str(certificate)}
        text = (source / MANIFEST).read_bytes()
        assert bucket.reader(f"s3://{BUCKET}", trusting)(MANIFEST, 1_000_000) == text
        with pytest.raises(OSError, match="NETWORK_CONNECTION"):
            bucket.reader(f"s3://{BUCKET}", here.variables())(MANIFEST, 1_000_000)


BASE = {"AWS_ENDPOINT_URL": "https://s3.example.lg.jp"}


@pytest.mark.parametrize(
    ("place", "variables", "words"),
    [
        ("s3://", BASE, "s3://バケット/フォルダー"),
        ("s3:///koso", BASE, "s3://バケット/フォルダー"),
        (f"s3://{KEY}:{SECRET}@data/koso", BASE, "s3://バケット/フォルダー"),
        ("s3://data/koso?region=x", BASE, "s3://バケット/フォルダー"),
        ("s3://data/koso#x", BASE, "s3://バケット/フォルダー"),
        ("s3://data/koso", {}, "AWS_REGION"),
        ("s3://data/koso", BASE | {"AWS_ACCESS_KEY_ID": KEY}, "片方"),
        ("s3://data/koso", BASE | {"AWS_SECRET_ACCESS_KEY": SECRET}, "片方"),
        ("s3://data/koso", {"AWS_ENDPOINT_URL": "http://s3.example.lg.jp"}, "https://名前"),
        ("s3://data/koso", {"AWS_ENDPOINT_URL": "s3.example.lg.jp"}, "https://名前"),
        ("s3://data/koso", {"AWS_ENDPOINT_URL": "https://s3.example.lg.jp/path"}, "https://名前"),
        ("s3://data/koso", {"AWS_ENDPOINT_URL": f"https://a:{SECRET}@s3.example.lg.jp"}, "https://名前"),
        ("s3://data/koso", {"AWS_ENDPOINT_URL": "https://"}, "https://名前"),
        ("s3://data/koso", BASE | {"AWS_ENDPOINT_URL_S3": "ftp://x"}, "https://名前"),
    ],
)
def test_what_cannot_be_asked_is_told_before_anything_is_asked(
    place: str, variables: dict[str, str], words: str
) -> None:
    with pytest.raises(UserError, match=words) as told:
        bucket.reader(place, variables)
    assert SECRET not in str(told.value)


def test_without_an_address_the_region_says_whose_bucket_it_is() -> None:
    assert bucket._options({"AWS_DEFAULT_REGION": "ap-northeast-3"}) == {"region": "ap-northeast-3", "anonymous": True}
