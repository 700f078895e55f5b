"""Who may come in: the list beside what the provider states."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from core.signin.people import People

NOW = 10**9
LIST = People(domains=("Pref.example.lg.jp",), addresses=("Guest@elsewhere.example.com",), hours=12)


def claims(email: object, **more: object) -> dict[str, object]:
    return {"is_logged_in": True, "email": email, "iat": NOW - 60, **more}


@pytest.mark.parametrize(
    ("stated", "verdict"),
    [
        (claims("taro@pref.example.lg.jp"), "in"),
        (claims(" TARO@PREF.EXAMPLE.LG.JP"), "in"),
        (claims("guest@elsewhere.example.com"), "in"),
        (claims("other@elsewhere.example.com"), "unlisted"),
        (claims("taro@sub.pref.example.lg.jp"), "unlisted"),
        (claims("taro@notpref.example.lg.jp"), "unlisted"),
        (claims("taro@pref.example.lg.jp@evil.example"), "unlisted"),
        (claims("taro@pref.example.lg.jp.evil.example"), "unlisted"),
        (claims("taro@evil-pref.example.lg.jp"), "unlisted"),
        (claims("taro@evil.example@pref.example.lg.jp"), "unlisted"),
        (claims("taro@pref.example.lg.jp."), "unlisted"),
        (claims("taro@pref.example.lg.jp\u200b"), "unlisted"),
        (claims("t\u0430ro@pref.example.lg.jp"), "unlisted"),
        (claims("taro\x00@pref.example.lg.jp"), "unlisted"),
        (claims("hanako_example.com#EXT#@pref.example.lg.jp"), "unlisted"),
        (claims("guest@elsewhere.example.com.evil.example"), "unlisted"),
        (claims("xguest@elsewhere.example.com"), "unlisted"),
        (claims("pref.example.lg.jp"), "unlisted"),
        (claims(""), "unlisted"),
        (claims(None), "unlisted"),
        (claims(["taro@pref.example.lg.jp"]), "unlisted"),
        (claims("taro@pref.example.lg.jp", email_verified=True), "in"),
        (claims("taro@pref.example.lg.jp", email_verified=False), "unlisted"),
        (claims("taro@pref.example.lg.jp", email_verified="true"), "in"),
        (claims("taro@pref.example.lg.jp", email_verified="false"), "unlisted"),
        (claims("taro@pref.example.lg.jp", email_verified=None), "unlisted"),
        (claims("guest@elsewhere.example.com", email_verified="false"), "unlisted"),
        (claims("taro@pref.example.lg.jp", iat=NOW - 12 * 3600), "in"),
        (claims("taro@pref.example.lg.jp", iat=NOW - 12 * 3600 - 1), "over"),
        (claims("taro@pref.example.lg.jp", iat=None), "over"),
        (claims("taro@pref.example.lg.jp", iat="soon"), "over"),
        (claims("taro@pref.example.lg.jp", iat=float("nan")), "over"),
        (claims("taro@pref.example.lg.jp", iat=NOW + 60), "in"),
        (claims("taro@pref.example.lg.jp", iat=NOW + 365 * 24 * 3600), "over"),
        (claims("taro@pref.example.lg.jp", is_logged_in=False), "out"),
        ({}, "out"),
    ],
)  # fmt: skip
def test_a_person_is_let_in_by_the_whole_domain_or_the_whole_address_for_some_hours(
    stated: dict[str, object], verdict: str
) -> None:
    assert LIST.verdict(stated, NOW) == verdict


@given(st.text(), st.text() | st.just("pref.example.lg.jp"))
def test_no_other_address_is_let_in(name: str, domain: str) -> None:
    address = f"{name}@{domain}".strip().lower()
    before, _, after = address.rpartition("@")
    member = after == "pref.example.lg.jp" and before != "" and before.isascii() and before.isprintable()
    plain = not set(before) & {" ", "@"} and not before.endswith("#ext#")
    known = address == "guest@elsewhere.example.com" or (member and plain)
    assert (LIST.verdict(claims(f"{name}@{domain}"), NOW) == "in") == known


def test_another_claim_counts_only_where_the_list_says_so() -> None:
    stated = claims("x@example.com", upn="taro@pref.example.lg.jp")
    assert LIST.verdict(stated, NOW) == "unlisted"
    assert LIST.model_copy(update={"claim": "upn"}).verdict(stated, NOW) == "in"


@pytest.mark.parametrize(
    "wrong",
    [{}, {"domains": ("@pref.example.lg.jp",)}, {"domains": ("*",)}, {"domains": ("jp",)}, {"addresses": ("taro",)}, {"addresses": ("@a.jp",)}],
)  # fmt: skip
def test_a_list_that_lets_in_nobody_or_anybody_is_refused(wrong: dict[str, tuple[str, ...]]) -> None:
    with pytest.raises(ValidationError):
        People(**wrong)
