"""Located hospitals are read from either source; a missing position is left out, never placed at 0, 0."""

from __future__ import annotations

import csv
import io
import zipfile

import pandas as pd
import pytest

from core.errors import UserError
from core.geo.hospitals import read_hospitals
from core.geo.labels import HospitalPoint, Municipality

TABLE = (Municipality("10209", "藤岡市", "10", "1005"),)
HEADER = ["都道府県コード", "市区町村コード", "所在地座標（緯度）", "所在地座標（経度）"]


def facility_zip(path, header, *rows):
    text = io.StringIO()
    csv.writer(text).writerows([header, *rows])
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("list.csv", "\ufeff" + text.getvalue())
    return path


def test_the_facility_list_gives_area_by_municipality_and_skips_unknown_positions(tmp_path):
    path = facility_zip(
        tmp_path / "list.zip",
        HEADER,
        ["10", "209", "36.25", "139.07"],
        ["10", "209", "0.0", "0.0"],
        ["10", "209", "", ""],
    )
    assert read_hospitals(path, TABLE) == (HospitalPoint("1005", "藤岡市", 139.07, 36.25),)


def test_the_facility_table_gives_only_positions_found_by_name(tmp_path):
    path = tmp_path / "facility.parquet"
    pd.DataFrame(
        {
            "area_code": ["1005"] * 3,
            "municipality": ["藤岡市", None, "藤岡市"],
            "lon": [139.07, 139.08, 139.0],
            "lat": [36.25, 36.26, 36.0],
            "location_basis": ["exact", "normalized", "municipality"],
        }
    ).to_parquet(path)
    assert [h.lon for h in read_hospitals(path, TABLE)] == [139.07, 139.08]


def test_a_list_without_coordinates_is_refused(tmp_path):
    path = facility_zip(tmp_path / "list.zip", ["ID", "名称"], ["1", "病院"])
    with pytest.raises(UserError, match="必要な列がありません"):
        read_hospitals(path, TABLE)


def test_a_missing_file_says_what_to_run(tmp_path):
    with pytest.raises(UserError, match="core.ingest"):
        read_hospitals(tmp_path / "facility.parquet", TABLE)
