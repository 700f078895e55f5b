"""Located hospitals from the app's own table, or from the ministry's facility list when that table is not built yet."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pyarrow.parquet as pq

from core.errors import UserError
from core.geo.labels import HospitalPoint, Municipality

_CODE_COLUMNS = ("都道府県コード", "市区町村コード")
_LAT, _LON = "所在地座標（緯度）", "所在地座標（経度）"


def read_hospitals(path: Path, municipalities: Sequence[Municipality]) -> tuple[HospitalPoint, ...]:
    """Hospitals with coordinates, in a stable order.

    `path` is `facility.parquet` (rows whose location was found by name) or the zip or csv of 医療情報ネット
    (病院・施設票). Raises UserError when the file is neither.
    """
    if not path.exists():
        raise UserError(
            f"病院の位置のファイルがありません: {path}",
            "先に python -m core.ingest を実行するか、--hospitals に医療情報ネットの病院施設票(zip)を指定してください。",
        )
    points = _from_parquet(path) if path.suffix == ".parquet" else _from_facility_list(path, municipalities)
    if not points:
        raise UserError(f"位置のある病院が1件もありません: {path}", "ファイルの内容を確かめてください。")
    return tuple(sorted(set(points), key=lambda h: (h.area_code, h.lon, h.lat, h.municipality)))


def _from_parquet(path: Path) -> list[HospitalPoint]:
    columns = ["area_code", "municipality", "lon", "lat", "location_basis"]
    rows = pq.read_table(path, columns=columns).to_pylist()
    return [
        HospitalPoint(r["area_code"], r["municipality"] or "", r["lon"], r["lat"])
        for r in rows
        if r["location_basis"] in ("exact", "normalized") and r["lon"] is not None and r["lat"] is not None
    ]


def _from_facility_list(path: Path, municipalities: Sequence[Municipality]) -> list[HospitalPoint]:
    of_code = {m.code: m for m in municipalities}
    points = []
    for row in csv.DictReader(io.StringIO(_facility_text(path))):
        if not {*_CODE_COLUMNS, _LAT, _LON} <= row.keys():
            raise UserError(
                f"{path.name} に必要な列がありません: {', '.join((*_CODE_COLUMNS, _LAT, _LON))}",
                "医療情報ネットの「病院_施設票」を指定してください。",
            )
        municipality = of_code.get("".join(row[c] for c in _CODE_COLUMNS))
        lon, lat = float(row[_LON] or 0), float(row[_LAT] or 0)
        if municipality and municipality.area_code and lon and lat:  # 0.0 is the list's mark for "unknown"
            points.append(HospitalPoint(municipality.area_code, municipality.name, lon, lat))
    return points


def _facility_text(path: Path) -> str:
    try:
        if path.suffix == ".csv":
            return path.read_text(encoding="utf-8-sig")
        with zipfile.ZipFile(path) as archive:
            name = next(n for n in archive.namelist() if n.endswith(".csv"))
            return archive.read(name).decode("utf-8-sig")
    except (zipfile.BadZipFile, StopIteration, UnicodeDecodeError) as error:
        raise UserError(f"{path.name} を読めません。", "zip の中に UTF-8 の csv が1つ必要です。") from error
