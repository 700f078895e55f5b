"""Curated content that becomes tables: the source registry and the designations. The text files are the master."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from core.data.schema import TABLES
from core.errors import UserError
from core.ingest import beside
from core.ingest.build.model import HOSPITAL_LIST_SOURCE, Built, Defect, source_id
from core.ingest.discover import Inputs, reiwa
from core.reading.files import read_yaml
from core.vocabulary.terms import Designation

#: Of an entry of the registry whose `url` is a page: the name of the link there (`core.ingest.landing`). Not in the table.
_FILE_NAME = "file"
_DESIGNATION_COLUMNS = ("area_code", "area_name", "designation", "as_of", "source_id")
_KIND_TITLES = {
    "beds": "構想区域の病床数等の状況(別添4③)",
    "area": "構想区域の詳細状況(別添5②)",
    "flow": "構想区域別の流入率及び流出率",
    "demand": "構想区域の医療需要推計",
}


def read_files(inputs: Inputs) -> dict[str, tuple[str, str, str]]:
    """source_id → (file, sha256, fallback title) of every file that was read."""
    found: dict[str, tuple[str, str, str]] = {}
    for kind, books in (
        ("beds", inputs.beds),
        ("area", inputs.details),
        ("flow", inputs.flows),
        ("demand", inputs.demands),
    ):
        for year, book in books.items():
            found[source_id(kind, year)] = (book.file, book.sha256, f"{_KIND_TITLES[kind]} {reiwa(year)}")
    if inputs.hospitals:
        found[HOSPITAL_LIST_SOURCE] = (
            inputs.hospitals.file,
            inputs.hospitals.sha256,
            "医療情報ネット オープンデータ(病院・施設票)",
        )
    return found


def build_sources(inputs: Inputs, built: Built, registry: Path, retrieved: Mapping[str, str]) -> None:
    """`source`: the registry, plus an entry for each file that was read and whose hash the registry does not know.

    `retrieved`: stated days by SHA-256, for entries whose day the registry does not say.
    """
    columns = [c.name for c in TABLES["source"].columns]
    entries: dict[str, dict[str, str | None]] = {}
    for entry in load_registry(registry):
        unknown = set(entry) - {*columns, _FILE_NAME}
        if unknown or not entry.get("source_id") or not entry.get("title"):
            raise UserError(
                f"{registry.name} の項目 {entry.get('source_id') or entry}: source_id と title が要り、"
                f"使える名前は {'、'.join((*columns, _FILE_NAME))} です。"
            )
        key = str(entry["source_id"])
        if key in entries:
            raise UserError(f"{registry.name}: source_id「{key}」が2回あります。")
        entries[key] = entry
    unregistered: list[str] = []
    other: list[str] = []
    for key, (file, sha256, title) in read_files(inputs).items():
        if key in entries and entries[key].get("sha256") == sha256:
            continue
        unregistered.append(key)
        if entries.get(key, {}).get("sha256"):
            other.append(f"{key}(「{file}」)")
        entries[key] = {
            "source_id": key,
            "title": title,
            "publisher": "厚生労働省",
            "sha256": sha256,
            "note": f"取り込んだファイル: {file}。登録簿(sources.yaml)に SHA-256 の記載がないため、URL と公表日は確認していない。",
        }
    for entry in entries.values():
        if not entry.get("retrieved"):
            entry["retrieved"] = retrieved.get(entry.get("sha256") or "")
    built.rows["source"] = [tuple(_text(e.get(c)) for c in columns) for e in entries.values()]
    built.report["unregistered_sources"] = sorted(unregistered)
    built.report["other_sha256"] = sorted(other)


def build_designations(built: Built, table: Path, areas: dict[str, str]) -> None:
    """`designation` from designations.csv; area codes and names must be those of the area table."""
    rows = built.rows["designation"] = []
    if not table.is_file():
        return
    known = {row[0] for row in built.rows["source"]}
    seen: set[str] = set()
    for where, row in beside.rows(table, _DESIGNATION_COLUMNS, "見出しの行を確かめてください(docs/update.md)。"):
        if row["area_code"] not in areas:
            raise UserError(f"{where}: 構想区域コード「{row['area_code']}」は構想区域の表にありません。")
        if row["area_code"] in seen:
            raise UserError(f"{where}: 構想区域コード「{row['area_code']}」が2回あります。")
        seen.add(row["area_code"])
        if row["area_name"] != areas[row["area_code"]]:
            raise UserError(
                f"{where}: {row['area_code']} の区域名は「{areas[row['area_code']]}」のはずですが、「{row['area_name']}」です。"
            )
        if row["designation"] not in set(Designation):
            raise UserError(f"{where}: designation は suishin か model です(「{row['designation']}」)。")
        if row["source_id"] not in known:
            raise UserError(f"{where}: source_id「{row['source_id']}」が sources.yaml にありません。")
        rows.append((row["area_code"], row["designation"], row["as_of"], row["source_id"]))


def add_known_defects(built: Built, path: Path) -> None:
    """Faults that only a reader of the explanation PDFs can see; each holds for the registered file it was found in."""
    if not path.is_file():
        return
    unregistered = set(built.report["unregistered_sources"])  # type: ignore[call-overload]
    known = {row[0] for row in built.rows["source"]}
    fields = {c.name for c in TABLES["defect"].columns}
    content = read_yaml(path)
    if not isinstance(content, dict) or not isinstance(content.get("defects"), list):
        raise UserError(f"{path.name}: 「defects:」の下に不具合の一覧が要ります。")
    held = {d.defect_id for d in built.defects}
    for entry in content["defects"]:
        if not isinstance(entry, dict):
            raise UserError(f"{path.name} の項目 {entry}: 「名前: 値」の形で書いてください。")
        if entry.get("defect_id") in held:
            raise UserError(f"{path.name}: defect_id「{entry['defect_id']}」が2回あります。")
        held.add(str(entry.get("defect_id")))
        if set(entry) != fields or entry["source_id"] not in known:
            raise UserError(
                f"{path.name} の項目 {entry.get('defect_id')}: 要る項目は {'、'.join(sorted(fields))} で、"
                "source_id は sources.yaml か取り込んだ資料のものです。"
            )
        if entry["source_id"] not in unregistered:
            built.defects.append(Defect(**{k: str(v).strip() for k, v in entry.items()}))


def load_registry(registry: Path) -> list[dict[str, str | None]]:
    """The entries of sources.yaml; none where it is not there. Raises UserError where it is no list of entries."""
    if not registry.is_file():
        return []
    content = read_yaml(registry)
    if not isinstance(content, dict) or not isinstance(content.get("sources"), list):
        raise UserError(f"{registry.name}: 「sources:」の下に出典の一覧が要ります。")
    if odd := [entry for entry in content["sources"] if not isinstance(entry, dict)]:
        raise UserError(f"{registry.name} の項目 {odd[0]}: 「名前: 値」の形で書いてください。")
    sources: list[dict[str, str | None]] = content["sources"]
    return sources


def _text(value: object) -> str | None:
    return None if value is None else str(value).strip()
