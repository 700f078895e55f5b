"""Open pages in Streamlit's own test harness."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from core.ui import navigation
from tests.browser.server import ROOT


def open_page(page: str = navigation.NATIONAL, **query: str) -> AppTest:
    """The app, run once on `page` with the given URL query."""
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for key, value in query.items():
        at.query_params[key] = value
    if page == navigation.NATIONAL:
        return at.run()
    return at.switch_page(str(ROOT / page)).run()


def assert_clean(at: AppTest) -> None:
    """Neither an exception nor the app's own error box."""
    assert not at.exception, [e.value for e in at.exception]
    assert not at.error, [e.value for e in at.error]


def texts(at: AppTest) -> str:
    """All words on the page that the harness can see."""
    parts = [e.value for kind in (at.title, at.header, at.subheader, at.markdown, at.caption, at.info) for e in kind]
    parts += [str(h.proto.body) for h in at.get("html")]
    parts += [f"{m.label} {m.value} {m.delta}" for m in at.metric]
    return "\n".join(parts)
