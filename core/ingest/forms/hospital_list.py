"""医療情報ネットのオープンデータ (病院): a zip with one CSV, used only for coordinates."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

from core.errors import UserError
from core.ingest import archive

_NAME, _PREF, _ADDRESS = "正式名称", "都道府県コード", "所在地"
_LAT, _LON = "所在地座標（緯度）", "所在地座標（経度）"
HEADER = ("ID", _NAME, _PREF, "市区町村コード", _ADDRESS, _LAT, _LON)


@dataclass(frozen=True, slots=True)
class Hospital:
    """One hospital; lon and lat are None when the list has no coordinates (it writes 0.0, 0.0)."""

    name: str
    pref_code: str
    address: str
    lon: float | None
    lat: float | None


@dataclass(frozen=True, slots=True)
class HospitalList:
    """The whole list."""

    file: str
    sha256: str
    hospitals: tuple[Hospital, ...]


def read_hospital_list(path: Path) -> HospitalList | None:
    """The list in this zip, or None when no CSV in it has the list's header."""
    archive.check(path, "zip として")
    data = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        for member in sorted(parts.namelist()):
            if not member.lower().endswith(".csv"):
                continue
            try:
                text = parts.read(member).decode("utf-8-sig")
            except UnicodeDecodeError:
                continue
            reader = csv.reader(io.StringIO(text))
            try:
                header = next(reader, [])
                if not all(name in header for name in HEADER):
                    continue
                rows = _read(path.name, member, header, reader)
            except csv.Error as error:
                raise UserError(
                    f"ファイル「{path.name}」の {member} {reader.line_num + 1} 行目: CSV として読めません。",
                    "もう一度取得してください。",
                ) from error
            else:
                return HospitalList(path.name, hashlib.sha256(data).hexdigest(), tuple(rows))
    return None


def _read(file: str, member: str, header: list[str], reader: object) -> list[Hospital]:
    at = {name: header.index(name) for name in HEADER}
    found: list[Hospital] = []
    for number, row in enumerate(reader, start=2):  # type: ignore[var-annotated, arg-type]
        if len(row) < len(header):
            raise UserError(
                f"ファイル「{file}」の {member} {number} 行目: {len(header)} 列のはずですが {len(row)} 列です。",
                "もう一度取得してください。",
            )
        try:
            lat, lon = float(row[at[_LAT]] or 0), float(row[at[_LON]] or 0)
        except ValueError as error:
            raise UserError(f"ファイル「{file}」の {member} {number} 行目: 緯度・経度が数値ではありません。") from error
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            raise UserError(f"ファイル「{file}」の {member} {number} 行目: 緯度・経度の範囲にありません。")
        known = lat != 0 and lon != 0
        found.append(
            Hospital(
                row[at[_NAME]],
                row[at[_PREF]].zfill(2),
                row[at[_ADDRESS]],
                lon if known else None,
                lat if known else None,
            )
        )
    return found
