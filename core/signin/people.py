"""Who of those whom the identity provider knows may see the pages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, Literal

from pydantic import Field, field_validator, model_validator

from core.reading.base import Content

#: in: may see everything; out: has not signed in; over: signed in too long ago; unlisted: somebody else.
Verdict = Literal["in", "out", "over", "unlisted"]
_DOMAIN: Final = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
#: Before the @ of an address that a domain lets in: letters that look like others, and a second @, are nobody's here.
_NAME: Final = re.compile(r"[!-?A-~]+")
#: Ends the name of a guest from elsewhere in a directory of Entra ID: `hanako_example.com#ext#@pref.example.lg.jp`.
_GUEST: Final = "#ext#"
#: Some providers write truth as a text.
_VERIFIED: Final = (True, "true")
#: Seconds by which the provider's clock may be ahead of ours.
_AHEAD: Final = 300


class People(Content):
    """`domains`: of mail addresses, without their subdomains. `addresses`: single people. `hours`: how long a sign-in lasts.

    `claim`: what of the identity names a person; `email` unless the provider is known to be right about another.
    """

    domains: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    hours: int = Field(default=12, ge=1, le=720)
    claim: Literal["email", "preferred_username", "upn"] = "email"

    @field_validator("domains", "addresses")
    @classmethod
    def _small(cls, given: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(text.strip().lower() for text in given)

    @model_validator(mode="after")
    def _somebody(self) -> People:
        for domain in self.domains:
            if not _DOMAIN.fullmatch(domain):
                raise ValueError(f"domains の「{domain}」は、@ の後ろだけを書きます(例: pref.example.lg.jp)")
        for address in self.addresses:
            name, at, domain = address.rpartition("@")
            if not (name and at and _DOMAIN.fullmatch(domain)):
                raise ValueError(f"addresses の「{address}」がメールアドレスではありません")
        if not self.domains + self.addresses:
            raise ValueError("domains と addresses のどちらにも、だれも書かれていません")
        return self

    def verdict(self, claims: Mapping[str, Any], now: float) -> Verdict:
        """About an identity as the provider states it, at a time (seconds since the epoch).

        An address that the provider does not say it has verified, where it speaks of that at all, is nobody's; of a domain only
        the provider's own people are, no guests. A time far ahead of ours would never be over.
        """
        if not claims.get("is_logged_in"):
            return "out"
        address = name(claims, self.claim)
        before, _, domain = address.rpartition("@")
        member = bool(_NAME.fullmatch(before)) and not before.endswith(_GUEST) and domain in self.domains
        if not (member or address in self.addresses) or claims.get("email_verified", True) not in _VERIFIED:
            return "unlisted"
        since = claims.get("iat")
        if not isinstance(since, (int, float)) or not -_AHEAD <= now - since <= self.hours * 3600:
            return "over"
        return "in"


def name(claims: Mapping[str, Any], claim: str = "email") -> str:
    """The address of an identity, or nothing where it states none."""
    found = claims.get(claim)
    return found.strip().lower() if isinstance(found, str) else ""
