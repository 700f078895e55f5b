"""Evidence for ④ as a section: verdict, value and rank in words, sources by number."""

from __future__ import annotations

import pytest

from core.data.queries import flows
from core.data.queries import rules as queries
from core.data.reader import Read
from core.rules.evidence import assess, load_evidence
from core.rules.facts import from_store
from core.views.area import nomination
from core.views.area.place import area_of
from core.views.section import Section
from core.views.sources import OURS, SourceBook
from core.views.table import Status
from core.views.words import raw_text
from core.vocabulary import labels
from core.vocabulary.terms import Verdict
from tests.views.checks import holds

#: A zero 必要量, a 三重県 area with XXX, the smallest, the largest, an ordinary one.
CODES = ["0102", "2405", "2006", "0104", "1005"]


def section(read: Read, code: str) -> Section:
    return nomination.section(read, area_of(read, code))


def row(made: Section, evidence_id: str) -> tuple[object, ...]:
    place = [i.id for i in load_evidence().items].index(evidence_id)
    return made.table("evidence").rows[place]


@pytest.mark.parametrize("code", CODES)
def test_an_area_says_the_same_on_screen_and_in_files(read: Read, book: SourceBook, code: str) -> None:
    holds(section(read, code), book)


def test_fujioka_meets_inflow_and_faster_decline(read: Read) -> None:
    made = section(read, "1005")
    assert row(made, "inflow_acute")[2] == "27.7%〜32.2%"
    assert row(made, "inflow_acute")[4] == labels.VERDICT[Verdict.MET]
    assert row(made, "population_faster_than_pref")[4] == labels.VERDICT[Verdict.MET]
    assert row(made, "few_doctors")[4] == labels.VERDICT[Verdict.NOT_MET]


@pytest.mark.parametrize("code", CODES)
def test_inflow_from_other_prefectures_that_is_partly_withheld_is_an_interval(read: Read, code: str) -> None:
    """Failed before: 0.0 % stood where only the partners of the same prefecture are listed."""
    flow = [r for r in read(flows.flow, code).frame.to_dict("records") if r["direction"] == "inflow"]
    for group in ("acute", "comprehensive", "chronic"):
        part = [r for r in flow if r["patient_group"] == group]
        low = sum(r["share"] for r in part if r["partner_area_code"][:2] != code[:2])
        rest = 1 - sum(r["share"] for r in part)
        high = low + (rest if rest > 0.0005 else 0)
        ends = labels.percent(low), labels.percent(high)
        said = ends[0] if ends[0] == ends[1] else f"{ends[0]}〜{ends[1]}" if low else f"{ends[1]}以下"
        assert row(section(read, code), f"inflow_{group}")[2] == (said if part else Status("データなし"))


@pytest.mark.parametrize("code", CODES)
def test_the_lead_counts_and_names_what_is_met(read: Read, code: str) -> None:
    met = [f for f in assess(read(from_store), code) if f.verdict is Verdict.MET]
    said = raw_text(section(read, code).lead)
    if met:
        assert said.startswith(f"目安に当てはまる根拠 {len(met)}件: ")
    else:
        assert said.startswith("目安に当てはまる根拠はありません。")
    for item, finding in zip(load_evidence().items, assess(read(from_store), code), strict=True):
        assert (f"{item.label} " in said) == (finding.verdict is Verdict.MET)


def test_a_missing_figure_is_unknown_has_no_rank_and_is_said_to_be_no_refusal(read: Read) -> None:
    evidence = read(from_store).evidence
    code = str(evidence.index[evidence["inflow_other_pref_chronic"].isna()][0])
    made = section(read, code)
    assert row(made, "inflow_chronic")[2:5] == (Status("データなし"), "算出不可", "判定不能")
    assert raw_text(made.notes[0]).startswith("判定不能: ")
    assert "他の都道府県からの流入(慢性期)(データなし)" in raw_text(made.notes[0])
    assert "非該当とは数えません" in raw_text(made.notes[0])


@pytest.mark.parametrize("code", CODES)
def test_every_row_names_its_sources_by_their_number_and_a_reason(read: Read, code: str) -> None:
    made = section(read, code)
    assert made.sources is not None
    known = read(queries.evidence_sources)
    for cells, item, why in zip(
        made.table("evidence").rows, load_evidence().items, made.table("reasons").rows, strict=True
    ):
        assert cells[5] == "".join(f"[{made.sources.ids.index(i) + 1}]" for i in known[item.measure])
        assert why == (item.label, item.why)
    assert OURS in made.sources.ids
