"""Links that anybody may send: whatever stands in them, a page reads it, says the same in its own link, and draws itself in words."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.state.fields import LARGEST
from core.state.page_state import PageState, keys, parse, query, specs
from core.text.outside import Outside
from core.ui import navigation
from core.ui.area.state import AreaState
from core.ui.gallery.state import GalleryState
from core.ui.national.state import NationalState
from core.ui.policy.state import PolicyState
from core.ui.review.state import ReviewState
from core.ui.simulator.view_state import SimulatorState
from core.ui.sources import SourcesState
from tests.browser.hostile import ATTACKS
from tests.outside import EXAMPLES
from tests.pages.opening import open_page

PAGES: dict[type[PageState], str] = {
    NationalState: navigation.NATIONAL,
    AreaState: navigation.AREA,
    SimulatorState: navigation.SIMULATOR,
    ReviewState: navigation.REVIEW,
    GalleryState: navigation.GALLERY,
    PolicyState: navigation.POLICY,
    SourcesState: navigation.SOURCES,
}
VALUES = st.one_of(
    st.sampled_from(ATTACKS),
    st.sampled_from(
        ("", "0", "-1", "1e999", "nan", "9" * 400, "x" * 4000, "1005", "1005,1004", "10", "藤岡", "acute", "total", "true", "1",
         "__proto__", "../../etc/passwd", "%00", "\ud800", "１００５", "meeting", "flow.2", "eNoDAAAAAAE", ",,,,", "2025.0", "'; DROP TABLE beds; --")
    ),
    st.text(max_size=12),
)  # fmt: skip
_WORD = re.compile(r"[\w.:-]{0,80}")


@pytest.mark.outside
@settings(max_examples=EXAMPLES)
@given(st.sampled_from(list(PAGES)), st.data())
@example(AreaState, None)
def test_any_link_is_read_and_its_page_says_the_same_in_its_own(
    kind: type[PageState], data: st.DataObject | None
) -> None:
    names = st.sampled_from([*keys(kind), "other", "Area", "area[]"])
    asked = data.draw(st.dictionaries(names, VALUES, max_size=8)) if data else dict.fromkeys(keys(kind), "\ud800")
    state = parse(kind, asked)[0]
    again = query(state)
    assert query(parse(kind, again)[0]) == again
    for name in specs(kind):
        value = getattr(state, name)
        # What the program does not know word for word stays text from outside, which no sentence takes unescaped.
        loose = [v for v in (value if isinstance(value, tuple) else (value,)) if isinstance(v, str)]
        assert isinstance(value, Outside) or all(_WORD.fullmatch(v) for v in loose), (name, value)


@pytest.mark.parametrize("kind", PAGES, ids=lambda kind: kind.route or "national")
def test_a_page_whose_every_parameter_is_an_attack_is_drawn_in_words(kind: type[PageState]) -> None:
    """The rotation gives every page, and so every field, another one; the rest is for the readers of links above."""
    turn = 7 * list(PAGES).index(kind)
    asked = {key: ATTACKS[(turn + n) % len(ATTACKS)] for n, key in enumerate(keys(kind)) if key not in ("mode", "all")}
    at = open_page(PAGES[kind], **asked)
    assert not at.exception, [e.value for e in at.exception]
    told = " ".join(e.value for e in at.error)
    assert "画面を表示できませんでした" not in told
    assert not re.search("Traceback|Error\\b|Exception|/core/|\\.py\\b", told)


def test_an_area_page_takes_the_largest_numbers_that_a_link_can_hold() -> None:
    numbers = dict.fromkeys(("beds_used", "standard_beds", "form_year", "form_plan"), str(LARGEST))
    at = open_page(navigation.AREA, area="1005", inflow_share="100", inflow="acute", **numbers)
    assert not at.exception, [e.value for e in at.exception]
    assert not at.error, [e.value for e in at.error]
