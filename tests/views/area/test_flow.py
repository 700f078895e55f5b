"""患者の流入・流出: shares, what is not listed, and the words for it."""

from __future__ import annotations

import pytest

from core.area.flows import Interval
from core.data.queries import flows as queries
from core.data.reader import Read
from core.data.store import Store
from core.views.area import flow
from core.views.area.place import area_of
from core.views.sources import SourceBook
from core.views.table import Status
from core.views.words import raw_text
from core.vocabulary import labels
from core.vocabulary.terms import Direction, PatientGroup
from tests.views.area.odd import AREAS
from tests.views.checks import holds

#: 北秋田: no list for inflow of 慢性期, and an outflow list without the own area.
WITHOUT_LIST = "0502"
CODES = (*AREAS, WITHOUT_LIST)


def listed(read: Read, code: str, direction: str, group: str) -> dict[str, float]:
    rows = read(queries.flow, code).frame.to_dict("records")
    return {
        r["partner_area_code"]: r["share"] for r in rows if (r["direction"], r["patient_group"]) == (direction, group)
    }


@pytest.mark.parametrize("group", list(PatientGroup))
@pytest.mark.parametrize("code", CODES)
def test_pictures_and_tables_say_the_same_on_screen_and_in_files(
    read: Read, book: SourceBook, code: str, group: PatientGroup
) -> None:
    holds(flow.section(read, area_of(read, code), group), book)


@pytest.mark.parametrize("group", list(PatientGroup))
@pytest.mark.parametrize("code", CODES)
def test_the_rows_of_each_picture_are_the_published_shares_and_the_rest(
    read: Read, code: str, group: PatientGroup
) -> None:
    section = flow.section(read, area_of(read, code), group)
    for direction in Direction:
        known = listed(read, code, direction, group)
        assert section.has(direction) == bool(known)
        if not known:
            assert f"{labels.DIRECTION[direction]}({labels.PATIENT_GROUP[group]}): データなし" in raw_text(
                section.sentences[-1]
            )
            continue
        shares = section.figure(direction).twin.column("share")
        rest = 1 - sum(known.values())
        expected = sorted([*known.values(), *([rest] if rest > 0.0005 else [])])
        assert sorted(float(str(s)) for s in shares) == pytest.approx(expected)


@pytest.mark.parametrize("code", CODES)
def test_the_split_gives_what_is_listed_and_the_most_it_can_be(read: Read, code: str) -> None:
    table = flow.section(read, area_of(read, code), PatientGroup.ACUTE).table("splits")
    names = [c.name for c in table.columns]
    rows = iter(table.rows)
    for direction in Direction:
        for group in PatientGroup:
            row = dict(zip(names, next(rows), strict=True))
            assert (row["direction"], row["group"]) == (labels.DIRECTION[direction], labels.PATIENT_GROUP[group])
            known = listed(read, code, direction, group)
            if not known:
                assert row["own"] == row["across"] == Status("データなし")
                continue
            rest = max(0.0, 1 - sum(known.values()))
            rest = rest if rest > 0.0005 else 0.0
            within = sum(s for c, s in known.items() if c[:2] == code[:2] and c != code)
            across = sum(s for c, s in known.items() if c[:2] != code[:2])
            for name, share in (("within", within), ("across", across)):
                withheld = share == 0 and rest > 0
                assert row[name] == (Status("非表示") if withheld else pytest.approx(share))
                assert row[f"{name}_most"] == pytest.approx(share + rest)
            assert row["own"] == (pytest.approx(known[code]) if code in known else Status("非表示"))
            assert row["hidden"] == pytest.approx(rest)


def test_a_share_that_nobody_is_listed_for_is_withheld_and_never_a_bare_zero(real_store: Store, read: Read) -> None:
    codes = real_store.frame("SELECT DISTINCT area_code FROM flow ORDER BY 1")["area_code"].tolist()
    for code in codes[::7]:
        for row in flow.section(read, area_of(read, code), PatientGroup.ACUTE).table("splits").texts():
            if row[-1] not in ("0.0%", "データなし"):
                assert "0.0%" not in row, (code, row)


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0.277, 0.322, "27.7%〜32.2%"),
        (0.0, 0.045, "4.5%以下"),
        (0.0, 0.0, "0.0%"),
        (0.25, 0.25, "25.0%"),
        (0.25, 0.2502, "25.0%"),
        (0.0001, 0.1, "0.0%〜10.0%"),
    ],
)
def test_a_partly_published_share_is_an_interval_in_words(low: float, high: float, words: str) -> None:
    assert flow.bounds(Interval(low, high)) == words


@pytest.mark.parametrize("code", CODES)
def test_the_sentence_names_the_largest_partner_and_the_other_prefectures(read: Read, code: str) -> None:
    area = area_of(read, code)
    for group in PatientGroup:
        lead = raw_text(flow.section(read, area, group).lead)
        for direction, way in ((Direction.INFLOW, "から"), (Direction.OUTFLOW, "へ")):
            known = listed(read, code, direction, group)
            outside = {c: s for c, s in known.items() if c != code}
            if outside:
                top = max(outside, key=outside.__getitem__)
                partner = area_of(read, top)
                assert f"の{outside[top] * 100:.1f}%は{partner.pref_name}{partner.area_name}{way}。" in lead
            elif known:
                assert f"{labels.DIRECTION[direction]}で表示基準を満たす相手の区域はありません" in lead
            if known:
                across = sum(s for c, s in known.items() if c[:2] != code[:2])
                rest = 1 - sum(known.values())
                assert (
                    f"ほかの都道府県{way}は{flow.bounds(Interval(across, across + (rest if rest > 0.0005 else 0)))}"
                    in lead
                )


def test_the_published_overall_rate_is_that_of_acute_patients_in_every_area(real_store: Store) -> None:
    rows = real_store.frame(
        """
        SELECT flow_total.share, flow.share AS own FROM flow_total JOIN flow USING (area_code, direction)
        WHERE basis = 'ndb_2024' AND patient_group = 'acute' AND partner_area_code = area_code
        """
    )
    assert len(rows) == 2 * 339
    assert [a for a, b in zip(rows["share"], rows["own"], strict=True) if abs(a - (1 - b)) > 1e-9] == []


@pytest.mark.parametrize("code", CODES)
def test_overall_rates_are_named_after_the_patients_they_are_of(read: Read, code: str) -> None:
    section = flow.section(read, area_of(read, code), PatientGroup.CHRONIC)
    totals = {(r["direction"], r["basis"]): r for r in read(queries.totals, code).frame.to_dict("records")}
    words = raw_text(section.sentences[0])
    inflow, outflow = (totals[d, "ndb_2024"]["share"] * 100 for d in Direction)
    assert words.startswith(f"高度急性期+急性期の流入率 {inflow:.1f}%・流出率 {outflow:.1f}%(NDB 2024年度)。")
    assert "全体の流入率" not in words
    assert [row[0] for row in section.table("rates").rows][::2] == [
        "高度急性期+急性期の流入率",
        "高度急性期+急性期の流出率",
    ]
    assert section.table("rates").rows[0][3] == "全体の流入率"
    survey = totals["inflow", "patient_survey_2023"]
    said = f"{survey['share'] * 100:.1f}%" if survey["value_status"] == "observed" else "算出なし(XXX)"
    assert f"患者調査(2023年)の推計 {said}" in words


def test_both_publications_are_named(read: Read) -> None:
    sources = flow.section(read, area_of(read, "1005"), PatientGroup.ACUTE).sources
    assert sources is not None
    assert set(sources.ids) == {"mhlw_r7_flow", "mhlw_r7_beds"}
