"""Places matched beforehand: which source comes first, when neither is used, and what a broken table says."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from core.errors import UserError
from core.ingest.build.location import Locator, Place
from core.ingest.build.registered import NOTES, POINTS, Key, Registered, apart, key_of, read_registered
from core.ingest.forms.hospital_list import Hospital, HospitalList

HARBOUR = ("0101", "港医院", "函館市")
HEAD = "area_code,facility_name,municipality,iryojoho_id,iryojoho_kind,iryojoho_lon,iryojoho_lat,p04_lon,p04_lat\n"
CENTRE = {("01", "函館市"): (140.7, 41.7)}


def place(registered: Registered, *hospitals: Hospital) -> Place:
    found = Locator(HospitalList("l.zip", "0" * 64, hospitals), CENTRE, {key_of(*HARBOUR): registered})
    return found.locate_all([HARBOUR])[0]


def read(folder: Path, points: str, notes: str = "") -> dict[Key, Registered]:
    (folder / POINTS).write_text(HEAD + points, encoding="utf-8")
    if notes:
        (folder / NOTES).write_text("area_code,facility_name,municipality,kind,reason\n" + notes, encoding="utf-8")
    return read_registered(folder)


def north(metres: float) -> tuple[float, float]:
    """A point that far north of 140.8, 41.8, on a sphere of 6,371 km."""
    return 140.8, 41.8 + math.degrees(metres / 6_371_000)


def test_the_ministry_of_health_comes_before_the_older_data() -> None:
    assert place(Registered((140.8, 41.8), north(50))) == Place(140.8, 41.8, "iryojoho")
    assert place(Registered(None, (140.9, 41.9))) == Place(140.9, 41.9, "p04")
    assert place(Registered(None, None)) == Place(140.7, 41.7, "municipality")


@pytest.mark.parametrize(("metres", "far"), [(999.5, False), (1_000.5, True), (30_000.0, True)])
def test_two_places_more_than_a_kilometre_apart_are_none(metres: float, far: bool) -> None:
    assert apart((140.8, 41.8), north(metres)) is far
    found = place(Registered((140.8, 41.8), north(metres)))
    assert (found.basis, found.conflict) == (("municipality", True) if far else ("iryojoho", False))


@pytest.mark.parametrize("metres", [10.0, 2_000.0])
def test_a_place_of_the_hospital_list_is_held_against_the_older_data_too(metres: float) -> None:
    listed = Hospital("港医院", "01", "北海道函館市1", 140.8, 41.8)
    assert place(Registered(None, north(metres)), listed).basis == ("exact" if metres < 1_000 else "municipality")


def test_what_a_note_keeps_out_has_no_place_even_if_the_hospital_list_has_one(tmp_path: Path) -> None:
    registered = read(
        tmp_path, "0101,港医院,函館市,1,病院,140.8,41.8,,\n", "0101,港医院,函館市,unused,同名の別の医院\n"
    )
    listed = Hospital("港医院", "01", "北海道函館市1", 140.8, 41.8)
    assert place(registered[key_of(*HARBOUR)], listed).basis == "municipality"


def test_a_shared_point_stays_and_names_differ_in_spelling_only(tmp_path: Path) -> None:
    registered = read(tmp_path, "101,港　医院,函館市,1,病院,140.8,41.8,,\n", "0101,港医院,函館市,shared,同じ建物\n")
    assert registered[key_of(*HARBOUR)] == Registered((140.8, 41.8), None)


@pytest.mark.parametrize(
    ("points", "notes", "said"),
    [
        ("0101,港医院,函館市,1,,140.8,41.8,,\n0101,港 医院,函館市,2,,140.8,41.8,,\n", "", "3行目: 港 医院"),
        ("0101,港医院,函館市,1,,140.8,41.8,,\n0101,森医院,函館市,1,,140.8,41.8,,\n", "", "2行目にもあります"),
        ("0101,港医院,函館市,1,,東,41.8,,\n", "", "iryojoho_lon が数値ではありません.「東」"),
        ("0101,港医院,函館市,1,,140.8,,,\n", "", "iryojoho_lat が数値ではありません"),
        ("", "0101,港医院,函館市,unused,\n", "reason は理由の文"),
        ("", "0101,港医院,函館市,drop,別の医院\n", "kind は"),
    ],
    ids=["twice", "one entry for two", "no number", "half a point", "no reason", "unknown kind"],
)
def test_a_broken_table_says_file_and_line(tmp_path: Path, points: str, notes: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        read(tmp_path, points, notes)


def test_a_missing_column_is_named_and_a_missing_file_is_no_place(tmp_path: Path) -> None:
    assert read_registered(tmp_path) == {}
    (tmp_path / POINTS).write_text("area_code,facility_name\n", encoding="utf-8")
    with pytest.raises(UserError, match="municipality"):
        read_registered(tmp_path)
