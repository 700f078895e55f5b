"""Reads a maintainer's own boundary file (for instance 国土数値情報 A38 医療圏) instead of tracing the outlines."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from core.errors import UserError
from core.geo.checks import check_codes
from core.geo.labels import Municipality
from core.geo.topology import Areas, as_multi
from core.vocabulary import terms

#: Property names tried in this order when none is given; A38 calls its 二次医療圏コード `A38b_001`.
CODE_PROPERTIES = ("area_code", "code", "A38b_001", "A38a_001")


def read_boundaries(path: Path, municipalities: Sequence[Municipality], code_property: str | None = None) -> Areas:
    """Area polygons by code from a GeoJSON FeatureCollection in degrees; features with the same code are joined.

    Raises UserError if the file is no GeoJSON, a feature has no usable code or polygon, the geometry is invalid or
    outside Japan, or the codes are not the 339 of the municipality table.
    """
    features = _features(path)
    name = code_property or _find_code_property(features, path)
    parts: dict[str, list[BaseGeometry]] = defaultdict(list)
    for number, feature in enumerate(features, start=1):
        where = f"{path.name} の {number} 番目の地物"
        code = _code(feature, name, where)
        parts[code].append(_polygon(feature, f"{where}(区域 {code})"))
    areas = {code: as_multi(shapely.union_all(parts[code])) for code in sorted(parts)}
    check_codes(areas, municipalities)
    return areas


def _features(path: Path) -> list[dict[str, Any]]:
    try:
        document = json.loads(path.read_text(encoding="utf-8-sig"))
        features = document["features"]
    except FileNotFoundError as error:
        raise UserError(f"境界ファイルがありません: {path}", "--boundaries のパスを確かめてください。") from error
    except (json.JSONDecodeError, UnicodeDecodeError, KeyError, TypeError) as error:
        raise UserError(
            f"{path.name} は GeoJSON(FeatureCollection)として読めません。",
            "UTF-8 の GeoJSON に変換してから指定してください。",
        ) from error
    if not isinstance(features, list) or not features:
        raise UserError(f"{path.name} に地物がありません。", "全国339区域の境界を含むファイルを指定してください。")
    return features


def _find_code_property(features: list[dict[str, Any]], path: Path) -> str:
    count = Counter(key for f in features for key in (f.get("properties") or {}))
    for name in CODE_PROPERTIES:
        if count[name]:
            return name
    raise UserError(
        f"{path.name} に区域コードの属性がありません(属性: {', '.join(sorted(count)) or 'なし'})。",
        "--code-property で区域コードの属性名を指定してください。",
    )


def _code(feature: dict[str, Any], name: str, where: str) -> str:
    value = (feature.get("properties") or {}).get(name)
    try:
        return terms.area_code(value)
    except ValueError as error:
        raise UserError(
            f"{where}: 属性 {name} の値 {value!r} は区域コードではありません。",
            "3桁か4桁の構想区域コード(例 1005)にしてください。",
        ) from error


def _polygon(feature: dict[str, Any], where: str) -> BaseGeometry:
    geometry = feature.get("geometry") or {}
    if geometry.get("type") not in ("Polygon", "MultiPolygon"):
        raise UserError(
            f"{where}: 形が面ではありません({geometry.get('type')})。", "Polygon か MultiPolygon にしてください。"
        )
    try:
        polygon = shape(geometry)
    except (ValueError, TypeError, IndexError, shapely.errors.ShapelyError) as error:
        raise UserError(f"{where}: 座標を読めません。", "GeoJSON の座標の並びを確かめてください。") from error
    if polygon.is_empty or not polygon.is_valid:
        reason = "空" if polygon.is_empty else shapely.is_valid_reason(polygon)
        raise UserError(f"{where}: 形が正しくありません({reason})。", "GIS ソフトでジオメトリを修復してください。")
    west, south, east, north = polygon.bounds
    if west < 120 or east > 156 or south < 20 or north > 47:
        raise UserError(
            f"{where}: 座標が日本の経緯度の範囲にありません({west:.1f}, {south:.1f})。",
            "経度・緯度(度、JGD2011 など)の座標に変換してください。",
        )
    return polygon
