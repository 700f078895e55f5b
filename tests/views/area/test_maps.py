"""Both maps: what they say, which rows stand beside them, and what has no place."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from core.data.queries import facilities, flows
from core.data.reader import Read
from core.data.sourced import Sourced
from core.ingest.build.model import HOSPITAL_LIST_SOURCE
from core.views.area import maps
from core.views.area.place import area_of
from core.views.figure import Figure, Scene
from core.views.section import Section
from core.views.sources import SourceBook
from core.views.table import Status
from core.views.words import raw_text
from core.vocabulary import labels
from core.vocabulary.terms import FOUR_FUNCTIONS, LocationBasis, PatientGroup
from tests.views.checks import holds

#: A zero 必要量, a 三重県 area with XXX, one institution, 333 institutions, an ordinary one, one with an unreported hospital.
CODES = ["0102", "2405", "2006", "0104", "1005", "2604"]


def section(read: Read, code: str, group: str = "acute") -> Section:
    return maps.section(read, area_of(read, code), PatientGroup(group))


def layers(figure: Figure) -> dict[str, dict[str, object]]:
    assert isinstance(figure.drawing, Scene)
    deck = json.loads(figure.drawing.deck(lambda name: f"/here/{name}").to_json())
    return {layer["id"]: layer for layer in deck["layers"]}


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("group", list(PatientGroup))
def test_an_area_says_the_same_on_screen_and_in_files(
    read: Read, book: SourceBook, code: str, group: PatientGroup
) -> None:
    holds(section(read, code, group), book)


@pytest.mark.parametrize("code", CODES)
def test_the_rows_are_the_institutions_with_their_beds_or_the_word_for_none(read: Read, code: str) -> None:
    year = read(facilities.fiscal_years)[-1]
    listed = read(facilities.facilities, code, year).frame.to_dict("records")
    stated = {
        (r["facility_id"], r["bed_function"]): (r["value"], r["value_status"])
        for r in read(facilities.measures, code, year).frame.to_dict("records")
        if r["measure"] == "beds"
    }
    twin = section(read, code).figure("institutions").twin
    names = [c.name for c in twin.columns]
    assert len(twin.rows) == len(listed)
    for row, one in zip(twin.rows, listed, strict=True):
        cells = dict(zip(names, row, strict=True))
        assert cells["name"] == one["facility_name"]
        known = []
        for function in FOUR_FUNCTIONS:
            value, status = stated[one["facility_id"], function]
            if status == "observed":
                assert cells[function] == value
                known.append(value)
            else:
                assert cells[function] == Status(labels.VALUE_STATUS[status])
        assert cells["total"] == (sum(known) if known else Status("未報告"))


def test_an_institution_that_did_not_report_has_the_word_and_no_zero(read: Read) -> None:
    twin = section(read, "2604").figure("institutions").twin
    [row] = [texts for texts in twin.texts() if texts[0] == "光仁病院"]
    assert row[2:7] == ("未報告",) * 5


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("group", list(PatientGroup))
def test_the_arcs_are_the_listed_partners(read: Read, code: str, group: PatientGroup) -> None:
    listed = [
        r
        for r in read(flows.flow, code).frame.to_dict("records")
        if r["patient_group"] == group and r["partner_area_code"] != code
    ]
    made = section(read, code, group)
    if not listed:
        assert not made.has("flows")
        assert f"{labels.PATIENT_GROUP[group]}には" in raw_text(made.sentences[0])
        return
    twin = made.figure("flows").twin
    assert [(r[0], r[1], r[2]) for r in twin.rows] == [
        (labels.DIRECTION[r["direction"]], labels.area(r["partner_name"], r["partner_pref_name"]), r["share"])
        for r in listed
    ]
    assert twin.title == f"患者の流入と流出({labels.PATIENT_GROUP[group]})"


def test_the_lead_names_the_largest_of_each(read: Read) -> None:
    assert raw_text(section(read, "1005").lead) == (
        "病床数が最も多いのは公立藤岡総合病院(343床)。高度急性期+急性期の患者の流入が最も多いのは北部(埼玉県)からの27.7%、"
        "流出が最も多いのは高崎・安中(群馬県)への13.9%。"
    )


@pytest.mark.parametrize("code", CODES)
def test_every_source_is_named_also_that_of_the_places(read: Read, code: str) -> None:
    """Failed before: the list that the places were found in was not named."""
    made = section(read, code)
    year = read(facilities.fiscal_years)[-1]
    found = read(facilities.facilities, code, year)
    wanted = {*found.source_ids, *read(flows.flow, code).source_ids}
    bases = set(found.frame["location_basis"])
    if bases & {"exact", "normalized"}:
        wanted.add(HOSPITAL_LIST_SOURCE)
    wanted |= {"mhlw_facility_list"} if "iryojoho" in bases else set()
    wanted |= {"mlit_p04"} if "p04" in bases else set()
    assert made.sources is not None
    assert set(made.sources.ids) == wanted


def test_the_list_of_places_is_the_one_that_ingest_reads(book: SourceBook) -> None:
    by_name = {facilities.LOCATION_SOURCE[b] for b in (LocationBasis.EXACT, LocationBasis.NORMALIZED)}
    assert by_name == {HOSPITAL_LIST_SOURCE}
    assert set(facilities.LOCATION_SOURCE) == {b for b in LocationBasis if b.is_place}
    assert set(labels.LOCATION_BASIS) == set(LocationBasis)
    assert book.entries[facilities.LOCATION_SOURCE[LocationBasis.REGISTERED]].publisher == "厚生労働省"
    assert book.entries[facilities.LOCATION_SOURCE[LocationBasis.P04]].publisher == "国土交通省"


@pytest.mark.parametrize("code", CODES)
def test_the_map_says_how_many_of_the_areas_institutions_it_shows_and_how_many_by_older_data(
    read: Read, code: str
) -> None:
    frame = read(facilities.facilities, code, read(facilities.fiscal_years)[-1]).frame
    own = frame[~frame["location_basis"].isin(["municipality", "none"])]
    figure = section(read, code).figure("institutions")
    assert isinstance(figure.drawing, Scene)
    marks = figure.drawing.options[0]
    assert (marks["institutions"] == 1).sum() >= len(own)
    said = raw_text(figure.note)
    assert said.startswith(f"地図に表示 {len(own)}施設 / この区域 {len(frame)}施設。")
    old = int((own["location_basis"] == "p04").sum())
    assert (f"うち{old}施設は国土交通省「国土数値情報 医療機関データ」2020年の位置。" in said) == (old > 0)


@pytest.mark.parametrize("code", CODES)
def test_pictures_ask_for_our_own_ground_only(read: Read, code: str) -> None:
    for figure in section(read, code).figures:
        assert layers(figure)["ground"]["data"] == "/here/prefectures.json"


@pytest.mark.parametrize("code", CODES)
def test_what_has_no_place_is_counted_in_the_notes(read: Read, code: str) -> None:
    year = read(facilities.fiscal_years)[-1]
    nowhere = int(read(facilities.facilities, code, year).frame["lon"].isna().sum())
    said = raw_text(section(read, code).notes[0])
    assert (f"位置が分からない{nowhere}施設は図にない。" in said) == (nowhere > 0)


def test_institutions_without_any_place_stand_in_a_table_alone(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = facilities.facilities

    def nowhere(store: object, area_code: str, year: str) -> Sourced:
        def without(frame: pd.DataFrame) -> pd.DataFrame:
            return frame.assign(lon=float("nan"), lat=float("nan"), location_basis="none")

        return whole(store, area_code, year).map(without)  # type: ignore[arg-type]

    monkeypatch.setattr(facilities, "facilities", nowhere)
    made = section(read, "1005")
    assert [f.key for f in made.figures] == ["flows"]
    assert raw_text(made.sentences[0]) == "医療機関の地図: 位置の分かる医療機関がありません。"
    assert len(made.table("institutions_rows").rows) == 5
    assert HOSPITAL_LIST_SOURCE not in made.table("institutions_rows").sources.ids


def test_the_key_shows_the_marks_of_the_map(read: Read) -> None:
    key = {s.text: s.shape for s in section(read, "1005").figure("institutions").legend}
    assert key == {
        labels.BED_FUNCTION["high_acute"]: "circle",
        labels.BED_FUNCTION["acute"]: "square",
        labels.BED_FUNCTION["recovery"]: "triangle-up",
        labels.BED_FUNCTION["chronic"]: "cross",
        "未報告・0床": "diamond",
        "市区町村に集約": "circle",
    }
