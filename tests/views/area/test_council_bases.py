"""The shares that the calculation of 調整会議の視点 can begin with."""

from __future__ import annotations

import pytest

from core.data.queries import flows
from core.data.reader import Read
from core.data.store import Store
from core.views.area import council_bases
from core.views.area.council_bases import ALL, BY_FUNCTION, NOMINATED, OWN, STATED, SURVEY
from core.views.area.place import area_of
from core.vocabulary import labels
from tests.views.area.odd import AREAS


def test_the_rate_of_the_publication_is_named_after_its_patients(read: Read) -> None:
    for code in AREAS:
        [basis] = [b for b in council_bases.bases(read, area_of(read, code)) if b.key == ALL]
        assert basis.label == "区域外すべて(NDB 2024年度、高度急性期+急性期の流入率)"
        assert "全体の流入率" not in basis.label


def test_a_share_of_other_prefectures_that_is_partly_withheld_says_what_it_can_be(
    real_store: Store, read: Read
) -> None:
    codes = real_store.frame("SELECT area_code FROM area ORDER BY 1")["area_code"].tolist()
    seen = set()
    for code in codes[::9]:
        rows = read(flows.flow, code).frame.to_dict("records")
        area = area_of(read, code)
        for basis in council_bases.bases(read, area):
            part = [r for r in rows if r["direction"] == "inflow" and r["patient_group"] == basis.key]
            if not part:
                continue
            low = sum(r["share"] for r in part if r["partner_area_code"][:2] != code[:2])
            rest = 1 - sum(r["share"] for r in part)
            high = low + (rest if rest > 0.0005 else 0)
            assert basis.share is not None
            assert (basis.share.low, basis.share.high) == (pytest.approx(low), pytest.approx(high))
            if low == 0 and high > 0:
                assert basis.label.endswith(f"、{high * 100:.1f}%以下)")
                seen.add("withheld")
            if low > 0 and labels.percent(low) != labels.percent(high):
                assert basis.label.endswith(f"、{low * 100:.1f}%〜{high * 100:.1f}%)")
                seen.add("interval")
    assert seen == {"withheld", "interval"}


def test_the_bases_of_fujioka_are_those_of_its_functions_of_its_council_and_of_the_publications(read: Read) -> None:
    assert [b.key for b in council_bases.bases(read, area_of(read, "1005"))] == [
        BY_FUNCTION,
        STATED,
        NOMINATED,
        ALL,
        SURVEY,
        "acute",
        "comprehensive",
        "chronic",
        OWN,
    ]


@pytest.mark.parametrize(
    ("named", "numbers", "first", "elsewhere"),
    [
        (None, (None, None, None), BY_FUNCTION, BY_FUNCTION),
        # Links of before: a number without a basis was typed for the first share for all beds.
        (None, (3000, None, None), STATED, ALL),
        (None, (None, 50.0, None), STATED, ALL),
        (None, (None, None, 700), STATED, ALL),
        (ALL, (3000, None, None), ALL, ALL),
        ("acute", (None, None, None), "acute", "acute"),
        (BY_FUNCTION, (None, None, 700), BY_FUNCTION, BY_FUNCTION),
        ("gone", (None, None, 700), STATED, ALL),
        ("gone", (None, None, None), BY_FUNCTION, BY_FUNCTION),
    ],
)
def test_a_link_opens_the_calculation_that_it_was_made_with(
    read: Read, named: str | None, numbers: tuple[float | None, ...], first: str, elsewhere: str
) -> None:
    for code, expected in (("1005", first), ("1001", elsewhere)):
        assert council_bases.chosen(council_bases.bases(read, area_of(read, code)), named, numbers) == expected
