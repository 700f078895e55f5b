"""The person of this session, as the cookie of the sign-in states it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from core.errors import UserError
from core.signin import people, settings
from core.signin.people import Verdict
from core.ui.shared import Beside

#: Sign-ins (subject, time) that were ended by signing out: Streamlit reads the cookie only when a tab connects.
ended: set[tuple[str, float]] = set()


def required() -> bool:
    """Whether the server asks people to sign in: looked up once in each run, since every part of a page asks.

    Where nobody has to, Streamlit looks for the files that could demand it at each question.
    """
    ctx = get_script_run_ctx(suppress_warning=True)
    return ctx is not None and _required.of(ctx)


_required: Beside[object, bool] = Beside(lambda _: "is_logged_in" in st.user)


def read() -> settings.Settings:
    """The file that switches login on, as it lies there now. Raises UserError."""
    given = [Path(name) for name in st.get_option("secrets.files")]
    return settings.load(next((path for path in reversed(given) if path.is_file()), Path("secrets.toml")))


def verdict(claims: Mapping[str, Any], known: settings.Settings) -> Verdict:
    """About an identity, now."""
    return "out" if sign_in(claims) in ended else known.people.verdict(claims, time.time())


def sign_in(claims: Mapping[str, Any]) -> tuple[str, float]:
    """Names one sign-in of one person."""
    since = claims.get("iat")
    return str(claims.get("sub")), float(since) if isinstance(since, (int, float)) else 0.0


def held() -> dict[str, Any] | None:
    """The identity of this session, for work outside of its runs; None where nobody has to sign in."""
    return st.user.to_dict() if required() else None


def address(claims: Mapping[str, Any] | None = None) -> str | None:
    """Whose session it is; None where nobody has to sign in."""
    if claims is None and not required():
        return None
    given = st.user.to_dict() if claims is None else claims
    try:
        return people.name(given, read().people.claim)
    except UserError:
        return people.name(given)


def still(claims: Mapping[str, Any] | None = None) -> bool:
    """False as soon as the person of this session may see the pages no more: signed out elsewhere, taken off the list, time over.

    `claims`: those of the session, for work outside of its runs.
    """
    if claims is None and not required():
        return True
    try:
        return verdict(st.user.to_dict() if claims is None else claims, read()) == "in"
    except UserError:
        return False
