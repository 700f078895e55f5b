"""What stops a publish until a person says why it is right, and where the reason is kept."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

from core.data.reconciliation import load_reconciliation
from core.data.store import DATA_DIR
from core.errors import UserError
from core.ingest import sanity
from core.ingest.held import Edition, shown
from core.ingest.run import ingest
from tests.in_force import with_values
from tests.ingest import books
from tests.ingest.conftest import Data
from tests.ingest.invented import setting

NO_SUMS: dict[str, object] = {"function_sums": []}


@pytest.fixture(scope="module")
def beside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of content and geometry with which nothing is missing."""
    folder = tmp_path_factory.mktemp("beside")
    for name in ("sources.yaml", "designations.csv", "area_points.csv", "areas.json", "map.json"):
        (folder / name).touch()
    return folder


@pytest.fixture(scope="module")
def edition(data: Data) -> Edition:
    found = shown(data.out)
    assert found is not None
    return {**found, "area": found["area"].assign(lon=140.0, lat=40.0)}


def doubts(beside: Path, before: Edition | None, after: Edition, report: dict[str, object] = NO_SUMS) -> list[str]:
    return sanity.doubts(report, before, after, beside, beside)


def with_beds(edition: Edition, beds: pd.DataFrame) -> Edition:
    return {**edition, "beds": beds}


def test_the_same_edition_again_raises_no_doubt(beside: Path, edition: Edition) -> None:
    assert doubts(beside, edition, edition) == []
    assert doubts(beside, None, edition) == []


def test_functions_that_do_not_add_up_are_a_doubt(beside: Path, edition: Edition) -> None:
    row = {"published_fy": "R7", "series": "reported", "year": 2025, "different": 1, "different_areas": ["0102"]}
    assert doubts(beside, None, edition, {"function_sums": [row]}) == [
        "R7 の2025年の実績で、4機能の和が合計と合わない区域が 1 ある(0102)。"
    ]


def test_a_year_that_nobody_states_a_publication_that_is_gone_and_an_area_that_is_gone_are_doubts(
    beside: Path, edition: Edition
) -> None:
    beds = edition["beds"]
    year = (beds["year"] == 2024) & (beds["series"] == "reported")
    empty = with_beds(edition, beds.assign(beds=beds["beds"].mask(year)))
    assert doubts(beside, None, empty) == ["2024年の実績は、どの区域にも値がない(述べる公表資料が足りない)。"]
    older = beds["published_fy"] == "R6"
    assert older.any()
    gone = with_beds(edition, beds[~older])
    assert doubts(beside, edition, gone) == ["いまの版にある R6 公表分の別添4③が、今回の資料にない。"]
    less = {**edition, "area": edition["area"][edition["area"]["area_code"] != "2405"]}
    assert doubts(beside, edition, less) == ["いまの版にある区域のうち 1 がなくなる(2405 うみべ)。"]


@pytest.mark.parametrize(("factor", "told"), [(1.03, False), (1.0301, True), (0.97, False), (0.9699, True)])
def test_a_national_figure_that_moves_more_than_the_limit_is_a_doubt(
    beside: Path, edition: Edition, factor: float, told: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_values(monkeypatch, national_change_limit=0.03)
    beds = edition["beds"]
    whole = (beds["year"] == 2015) & (beds["series"] == "reported") & (beds["bed_function"] == "total")
    one = beds[whole].iloc[0]
    before = beds.assign(beds=beds["beds"].mask(whole, 0)).copy()
    before.loc[one.name, "beds"] = 10_000
    after = before.copy()
    after.loc[one.name, "beds"] = round(10_000 * factor)
    found = doubts(beside, with_beds(edition, before), with_beds(edition, after))
    assert [f.startswith("全国の病床数の2015年の実績が、いまの版の 10,000 床から") for f in found] == [True] * told


def test_missing_content_geometry_and_points_are_doubts(tmp_path: Path, edition: Edition) -> None:
    without = {**edition, "area": edition["area"].assign(lon=pd.Series([None, 140.0, 140.0]))}
    (tmp_path / "geo").mkdir()
    content, geo, points = sanity.doubts(NO_SUMS, None, without, tmp_path / "content", tmp_path / "geo")
    assert "sources.yaml(出典の登録簿)" in content
    assert "areas.json(区域の輪郭)" in geo
    assert points == "代表点のない区域が 1 ある(0101)。地図に出ない。"


def test_a_publish_stops_until_a_reason_is_given_which_is_kept(source_dir: Path, tmp_path: Path) -> None:
    source, out = shutil.copytree(source_dir, tmp_path / "source"), tmp_path / "data"
    for name in ("content", "geo"):
        (out / name).mkdir(parents=True)
    (out / "content" / "sources.yaml").write_text("sources:\n  - {source_id: notice, title: 通知}\n", encoding="utf-8")
    (out / "content" / "designations.csv").write_text("area_code,area_name,designation,as_of,source_id\n")
    shutil.copytree(DATA_DIR / "geo", out / "geo", dirs_exist_ok=True)
    assert "confirmed" not in ingest(source, out, area_count=3)
    before = (out / "parquet" / "beds.parquet").read_bytes()
    books.write_bed_book(source / "a.xlsx", 2024, setting("I13", 105))
    with pytest.raises(UserError, match="人が確かめる点が 1 あります。\n  ・R6 の2019年の実績で、4機能の和が") as error:
        ingest(source, out, area_count=3)
    assert "--confirm" in error.value.hint
    assert (out / "parquet" / "beds.parquet").read_bytes() == before
    ingest(source, out, area_count=3, confirm="厚生労働省に確かめた。合計の誤り。")
    [kept] = json.loads((out / "reconciliation.json").read_text(encoding="utf-8"))["confirmed"]
    assert kept["reason"] == "厚生労働省に確かめた。合計の誤り。"
    [check] = [c for c in load_reconciliation(out / "reconciliation.json").checks if "人が確かめた点" in c.title]
    assert "合計の誤り" in check.detail
    again = ingest(source, out, area_count=3)
    assert again["confirmed"] == [kept]
