"""The ZIP of all tables: what is promised is in it, and the examples in it do what they say."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import io
import json
import os
import re
import runpy
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from core.content.cautions import official_sentences
from core.content.examples import EXAMPLES
from core.data.schema import TABLES
from core.data.store import Store
from core.exports.provenance import ROWS_ABOVE, Origin
from core.exports.whole_data import MANIFEST, README, contract_csv, outlines, whole_data
from core.views.sources import sources_by_id
from tests.views.values import ORIGIN

#: The examples that cannot be run here: their programs are not free.
READ_ONLY = [e for e in EXAMPLES if not e.tried]


@pytest.fixture(scope="module")
def origin(real_store: Store) -> Origin:
    return replace(
        ORIGIN, book=sources_by_id(real_store), edition=real_store.edition, cautions=official_sentences(), link=""
    )


@pytest.fixture(scope="module")
def unpacked(real_store: Store, origin: Origin, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("zip")
    with zipfile.ZipFile(io.BytesIO(whole_data(real_store, origin))) as archive:
        assert archive.testzip() is None
        archive.extractall(folder)
    return folder


def test_the_zip_holds_every_table_twice_outlines_dictionary_examples_and_the_hash_of_each(unpacked: Path) -> None:
    hashes = dict(line.split("  ")[::-1] for line in (unpacked / MANIFEST).read_text("utf-8").splitlines())
    found = {p.relative_to(unpacked).as_posix() for p in unpacked.rglob("*") if p.is_file()}
    assert found - {MANIFEST} == set(hashes)
    assert found >= {f"csv/{t}.csv" for t in TABLES} | {f"parquet/{t}.parquet" for t in TABLES}
    assert found >= {README, "data_dictionary.csv", "geo/areas.geojson", "geo/prefectures.geojson", "geo/LICENCE.txt"}
    assert found >= {f"examples/{e.name}" for e in EXAMPLES}
    for path, expected in hashes.items():
        assert hashlib.sha256((unpacked / path).read_bytes()).hexdigest() == expected, path
    told = (unpacked / README).read_text("utf-8-sig")
    assert all(f"・{name}: {t.title}" in told for name, t in TABLES.items())
    assert all(sentence in told for sentence in official_sentences())


def test_the_dictionary_names_every_column_with_its_heading(unpacked: Path) -> None:
    known = pd.read_csv(unpacked / "data_dictionary.csv", skiprows=ROWS_ABOVE)
    columns = [(name, c.name) for name, t in TABLES.items() for c in t.columns]
    assert list(zip(known["表"], known["列(または measure の値)"], strict=True))[: len(columns)] == columns
    assert known["見出し"].notna().all()


def test_the_same_data_and_day_give_the_same_bytes(unpacked: Path, real_store: Store, origin: Origin) -> None:
    assert contract_csv(real_store, "area", origin) == (unpacked / "csv" / "area.csv").read_bytes()


def test_the_pandas_example_finds_what_the_tables_hold(
    unpacked: Path, real_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(unpacked)
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        runpy.run_path("examples/read_pandas.py")
    largest = real_store.frame(
        """
        SELECT area_name, r.beds - q.beds AS gap FROM area
        JOIN beds r ON r.area_code = area.area_code AND r.series = 'reported' AND r.bed_function = 'total'
             AND r.year = (SELECT max(year) FROM beds WHERE series = 'reported')
        JOIN beds q ON q.area_code = area.area_code AND q.series = 'required' AND q.bed_function = 'total'
        ORDER BY gap DESC LIMIT 10
        """
    )
    lines = said.getvalue().splitlines()[2:]
    assert [(x.split()[1], int(x.split()[-1])) for x in lines] == [*largest.itertuples(index=False, name=None)]


def test_the_duckdb_example_finds_what_the_tables_hold(
    unpacked: Path, real_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(unpacked)
    text = (unpacked / "examples" / "read_duckdb.sql").read_text("utf-8")
    with duckdb.connect(":memory:") as connection:
        counted, summed = (connection.execute(s).fetchall() for s in text.split(";") if s.strip())
    assert counted == [(len(real_store.frame("SELECT 1 FROM beds")), "0101")]
    beds, areas = (pd.read_parquet(unpacked / "parquet" / f"{n}.parquet") for n in ("beds", "area"))
    latest = beds[(beds["series"] == "reported") & (beds["bed_function"] == "total")]
    latest = latest[latest["year"] == latest["year"].max()].merge(areas)
    expected = latest.groupby(["pref_code", "pref_name"])["beds"].sum(min_count=1).reset_index()
    assert summed == [*expected.itertuples(index=False, name=None)]


def test_the_r_example_finds_what_the_tables_hold(unpacked: Path) -> None:
    if shutil.which("Rscript") is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("R がありません(Debian なら r-base-core)。")
    asked = ["Rscript", "--vanilla", "examples/read_r.R"]
    spoken = os.environ | {"LC_ALL": "C.UTF-8"}
    said = subprocess.run(asked, cwd=unpacked, env=spoken, capture_output=True, text=True, check=True).stdout
    found = {code: beds for code, beds in re.findall(r"^\d+ +(\d\d) +\S+ +(\S+)$", said, re.MULTILINE)}
    beds, areas = (pd.read_parquet(unpacked / "parquet" / f"{n}.parquet") for n in ("beds", "area"))
    latest = beds[(beds["series"] == "reported") & (beds["bed_function"] == "total")]
    latest = latest[latest["year"] == latest["year"].max()].merge(areas)
    expected = latest.groupby("pref_code")["beds"].agg(lambda b: "NA" if b.isna().any() else str(int(b.sum())))
    assert found == expected.to_dict()


def test_the_steps_of_the_power_query_example_lead_to_what_the_tables_hold(unpacked: Path, real_store: Store) -> None:
    """Excel is not at hand, so its steps are gone one by one: each takes the one before, and does what its text says."""
    text = next(e for e in EXAMPLES if e.program.startswith("Excel")).text()
    steps = dict(re.findall(r"^    (\w+) = (.+?),?$", text, re.MULTILINE))
    place, file, table, typed, chosen = steps
    last = text.split("\nin\n")[1].strip()
    for before, step in zip(steps, [*list(steps.values())[1:], last], strict=True):
        assert re.search(rf"(?<!\w){before}(?!\w)", step), f"{step} takes {before}"
    said = re.fullmatch(
        rf'Csv\.Document\(File\.Contents\({place} & "(.+)"\), \[Delimiter = "(.)", Columns = (\d+), Encoding = (\d+), '
        r"QuoteStyle = QuoteStyle\.Csv\]\)",
        steps[file],
    )
    assert said is not None
    path, delimiter, wide, code_page = said.groups()
    assert steps[place].endswith('\\"'), "the folder and the file make one path"
    assert code_page == "65001", "the code page of UTF-8"
    body = (unpacked / path.replace("\\", "/")).read_bytes().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=True))
    assert {len(row) for row in rows[ROWS_ABOVE:]} == {int(wide)}, "none is cut"
    skip = re.fullmatch(
        rf"Table\.PromoteHeaders\(Table\.Skip\({file}, (\d+)\), \[PromoteAllScalars = true\]\)", steps[table]
    )
    assert skip is not None
    head, *rest = rows[int(skip[1]) :]
    kinds = {"type text": str, "Int64.Type": lambda cell: int(cell) if cell else None}
    given = {name: kinds[kind] for name, kind in re.findall(r'\{"(\w+)", ([\w. ]+)\}', steps[typed])}
    made = [{name: given.get(name, str)(cell) for name, cell in zip(head, row, strict=True)} for row in rest]
    wanted = dict(re.findall(r'\[(\w+)\] = "(\w+)"', steps[chosen]))
    shown = re.findall(r'"(\w+)"', last)
    found = [tuple(row[n] for n in shown) for row in made if all(row[n] == v for n, v in wanted.items())]
    expected = real_store.frame(
        "SELECT area_code, bed_function, year, beds, value_status FROM beds WHERE area_code = '1005' AND series = 'reported'"
    ).astype(object)
    expected = expected.where(expected.notna(), None)
    assert len(found) == len(expected) > 0
    assert sorted(found, key=str) == sorted(expected.itertuples(index=False, name=None), key=str)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.name)
def test_an_example_names_files_and_columns_that_are_there_and_the_rows_to_skip(example, unpacked: Path) -> None:
    text = example.text()
    files = re.findall(r"(csv|parquet)[/\\](\w+)\.(csv|parquet)", text)
    assert files
    known = set()
    for folder, name, ending in files:
        assert (unpacked / folder / f"{name}.{ending}").is_file()
        known |= {c.name for c in TABLES[name].columns}
    skipped = re.findall(r"(?:skip = |skiprows=|Table\.Skip\(\w+, )(\d+)", text)
    assert skipped
    assert set(skipped) == {str(ROWS_ABOVE)}
    assert "area_code" in text
    if example in READ_ONLY:
        named = re.findall(
            r'\{"(\w+)", (?:type|Int64)|\[(\w+)\] =|\$(\w+)|"(\w+_\w+)"|c\((\w+) =|, (\w+_\w+) = "', text
        )
        columns = {n for group in named for n in group if n} - {"area_code"}
        assert columns
        assert columns <= known
    if example.program.startswith("Excel"):
        [wide] = re.findall(r"Columns = (\d+)", text)
        head = (unpacked / "csv" / "beds.csv").read_text("utf-8-sig").splitlines()[ROWS_ABOVE]
        assert int(wide) == len(next(csv.reader([head])))


def test_outlines_are_geojson_by_the_standard_with_codes_names_and_their_licence(real_store: Store) -> None:
    made = {name: json.loads(content) for name, content in outlines(real_store).items()}
    areas, prefectures = made["areas.geojson"], made["prefectures.geojson"]
    rows = real_store.frame("SELECT area_code, area_name, pref_code, pref_name FROM area ORDER BY area_code")
    assert [f["properties"] for f in areas["features"]] == rows.to_dict("records")
    assert len(prefectures["features"]) == rows["pref_code"].nunique()
    for whole in made.values():
        assert "気象庁" in whole["attribution"]
        assert "概形" in whole["licence"]
        for feature in whole["features"]:
            for exterior, *holes in feature["geometry"]["coordinates"]:
                assert _signed(exterior) > 0, "counter-clockwise"
                assert all(_signed(hole) < 0 for hole in holes)


def _signed(ring: list[list[float]]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:], strict=False))
