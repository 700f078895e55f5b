"""Tables beside the figures (readings, municipalities): damaged while the app runs, they are told in words, and only where they are needed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.content import municipalities, readings
from core.data.queries import areas
from core.data.store import Store
from core.errors import UserError
from core.maps import case_map
from core.rules import content as rules_content
from core.text.resolve import resolve
from core.ui import cached

#: Everything that the running app reads as CSV: the module, the name of its path there, and who asks for it.
TABLES: dict[str, tuple[Any, str, Callable[[], object]]] = {
    "area_readings.csv": (readings, "READINGS_FILE", readings.load_readings),
    "municipality_area.csv": (municipalities, "MUNICIPALITIES_FILE", municipalities.load_areas_of_municipalities),
    "municipality_readings.csv": (municipalities, "READINGS_FILE", municipalities.load_municipalities),
    "municipality_points.csv": (municipalities, "POINTS_FILE", lambda: municipalities.load_municipality_points("1005")),
    "designation_coverage.csv": (rules_content, "COVERAGE_FILE", rules_content.load_incomplete),
}
#: How a file is damaged, and what is said besides its name.
DAMAGES: dict[str, tuple[Callable[[bytes], bytes | None], str]] = {
    "missing": (lambda _: None, "ありません"),
    "empty": (lambda _: b"", "空です"),
    "cut": (lambda whole: whole[: whole.index(b"\n", 200) + 4], "行"),
    "another encoding": (lambda whole: whole.decode().encode("cp932", "replace"), "UTF-8"),
    "another heading": (lambda whole: b"x" + whole.removeprefix(b"\xef\xbb\xbf"), "列"),
    "too many cells": (lambda whole: whole.replace(b"\n", b"\n1,2,3,4,5,6,7,8,9,10,11,12\n", 2), "行"),
    "a row twice": (lambda whole: whole + whole.splitlines()[-1] + b"\n", "2回"),
    "a row of nothing": (lambda whole: whole + b"," * whole.splitlines()[0].count(b",") + b"\n", "が空です"),
    "a column twice": (
        lambda whole: b"\n".join(
            row + b"," + row.split(b",")[0].removeprefix(b"\xef\xbb\xbf") for row in whole.splitlines()
        ),
        "2つ",
    ),
    "headings alone": (lambda whole: whole.splitlines()[0], "行がありません"),
    "a control character": (lambda whole: whole.replace(b"\n", b"\0\n"), "制御文字"),
    "no text": (lambda _: b"\x00\xff\x00PK", "UTF-8"),
}


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_table_is_named_with_what_is_wrong(
    name: str, damage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Failed before: the words of the reader, in English, went into the log and the page said only that it cannot be shown."""
    module, at, asked = TABLES[name]
    harm, words = DAMAGES[damage]
    assert asked() is not None
    harmed, file = harm(getattr(module, at).read_bytes()), tmp_path / name
    if harmed is not None:
        file.write_bytes(harmed)
    monkeypatch.setattr(module, at, file)
    with pytest.raises(UserError) as told:
        asked()
    assert name in told.value.message
    assert words in told.value.message
    assert told.value.hint
    assert str(tmp_path) not in str(told.value)


@pytest.mark.parametrize("value", ["多い", "", "nan", "inf"])
def test_a_place_that_is_no_number_is_named_with_its_line(
    value: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "municipality_points.csv"
    head, row, *rest = municipalities.POINTS_FILE.read_text(encoding="utf-8").splitlines()
    cells = row.split(",")
    cells[head.removeprefix("\ufeff").split(",").index("lon")] = value
    file.write_text("\n".join([head, ",".join(cells), *rest]), encoding="utf-8")
    monkeypatch.setattr(municipalities, "POINTS_FILE", file)
    with pytest.raises(UserError, match=rf"municipality_points.csv: 2行の列 lon の値「{value}」が数ではありません"):
        municipalities.load_municipality_points("1005")


def test_a_table_is_read_again_when_it_has_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "area_readings.csv"
    shutil.copy(readings.READINGS_FILE, file)
    monkeypatch.setattr(readings, "READINGS_FILE", file)
    assert readings.load_readings()["1005"] == "ふじおか"
    file.write_text(file.read_text(encoding="utf-8").replace("ふじおか", "ふぢおか"), encoding="utf-8")
    assert readings.load_readings()["1005"] == "ふぢおか"


def test_pages_go_on_without_readings(real_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readings, "READINGS_FILE", tmp_path / "area_readings.csv")
    unread = cached.readings()
    assert unread.empty
    for asked, found in (("1005", "1005"), ("前橋", "1001"), ("ふじおか", None)):
        assert resolve(asked, areas.areas(real_store).frame, unread).area_code == found


@pytest.mark.parametrize("harm", ["", "{", "[]", '{"features": 1}', None])
def test_damaged_outlines_are_told_by_the_map_of_cases(
    harm: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "areas.json"
    if harm is not None:
        file.write_text(harm, encoding="utf-8")
    with pytest.raises(UserError, match=r"地図のデータを読めません.+areas\.json"):
        case_map.area_outlines(frozenset({"10"}), file)
