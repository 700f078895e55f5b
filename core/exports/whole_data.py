"""All tables in one ZIP: CSV and parquet, outlines, data dictionary, examples, what is what (README) and hashes (MANIFEST)."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator
from typing import Final

import pandas as pd

from core.content.examples import EXAMPLES
from core.data.headings import HEADINGS, LABELLED
from core.data.queries import meta
from core.data.schema import TABLES
from core.data.store import Store
from core.exports.csv_file import frame_csv, table_csv
from core.exports.provenance import ROWS_ABOVE, Origin
from core.maps.outlines import LICENCE, areas_geojson, prefectures_geojson
from core.views import provenance
from core.views.sources import OURS, sources_of
from core.vocabulary import labels

README: Final = "README.txt"
MANIFEST: Final = "MANIFEST.txt"
DICTIONARY: Final = "data_dictionary.csv"


def contract_csv(store: Store, name: str, origin: Origin) -> bytes:
    """One table of the contract with where it is from. Raises KeyError for an unknown name."""
    ids = meta.table_sources(store, name)
    sources = sources_of(ids) if ids else sources_of((OURS,))
    return frame_csv(meta.whole_table(store, name), TABLES[name], sources, origin, meta.code_names(store))


def outlines(store: Store) -> dict[str, bytes]:
    """GeoJSON of the areas and of the prefectures, by file name."""
    rows: pd.DataFrame = meta.whole_table(store, "area")
    areas = {
        r["area_code"]: {k: r[k] for k in ("area_name", "pref_code", "pref_name")} for r in rows.to_dict("records")
    }
    prefectures = {r["pref_code"]: {"pref_name": r["pref_name"]} for r in areas.values()}
    return {"areas.geojson": areas_geojson(areas), "prefectures.geojson": prefectures_geojson(prefectures)}


def whole_data(store: Store, origin: Origin) -> bytes:
    """Bytes of the ZIP; the same data and day give the same bytes.

    Paths: README.txt, MANIFEST.txt (`sha256sum -c`), data_dictionary.csv, csv/, parquet/, geo/, examples/.
    """
    day = (origin.made.year, origin.made.month, origin.made.day, 0, 0, 0)
    stream, hashes = io.BytesIO(), []
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in _files(store, origin):
            stored = zipfile.ZipInfo(path, day)
            stored.compress_type = zipfile.ZIP_STORED if path.endswith(".parquet") else zipfile.ZIP_DEFLATED
            archive.writestr(stored, content)
            hashes.append(f"{hashlib.sha256(content).hexdigest()}  {path}\n")
        last = zipfile.ZipInfo(MANIFEST, day)
        archive.writestr(last, "".join(hashes))
    return stream.getvalue()


def _files(store: Store, origin: Origin) -> Iterator[tuple[str, bytes]]:
    yield README, _windows(_read_me(origin))
    yield DICTIONARY, table_csv(provenance.whole_dictionary(store.population_years), origin)
    for name in TABLES:
        yield f"csv/{name}.csv", contract_csv(store, name, origin)
        yield f"parquet/{name}.parquet", store.parquet_bytes(name)
    for name, content in outlines(store).items():
        yield f"geo/{name}", content
    yield "geo/LICENCE.txt", _windows(f"{provenance.outline_credit()}\n{LICENCE}\n")
    for example in EXAMPLES:
        yield f"examples/{example.name}", example.text().encode()


def _windows(text: str) -> bytes:
    """With a mark in front and the line ends of Windows, so that its editor shows it as it is."""
    return text.replace("\n", "\r\n").encode("utf-8-sig")


def _read_me(origin: Origin) -> str:
    tables = [f"{name}: {t.title}。{t.grain}" for name, t in TABLES.items()]
    added = "、".join(f"{name}({heading})" for name, heading in LABELLED.values())
    parts = (
        (f"{labels.APP_TITLE} すべての表", [f"作成日 {origin.made.isoformat()}、データの版 {origin.edition}"]),
        (
            "入っているもの",
            [
                "csv: すべての表(UTF-8 BOM付き)。Excel で開けます",
                "parquet: 同じ表(型つき)。プログラムで読むときはこちらが確実です",
                f"{DICTIONARY}: データ辞書(表、列、日本語の見出し、型、意味)",
                "geo: 区域と都道府県の概形(GeoJSON)と、その利用条件",
                "examples: Excel(Power Query)、pandas、R、DuckDB で読む例",
                f"{MANIFEST}: 各ファイルの SHA-256(sha256sum -c {MANIFEST} で確かめられます)",
            ],
        ),
        (
            "CSV の読み方",
            [
                f"表の上に出どころが{ROWS_ABOVE}行あり、{ROWS_ABOVE + 1}行目が見出しです(pandas は skiprows={ROWS_ABOVE}、R と DuckDB は skip = {ROWS_ABOVE})",
                f"{ROWS_ABOVE - 1}行目に、同じ列の日本語の見出しと単位があります。{ROWS_ABOVE}行目は空なので、Excel の並べ替えやテーブルは表だけにかかります",
                f"Excel で直接開くと、{HEADINGS['area_code']} 0101 は 101 と表示されます。コードを使うときは、末尾の列({added})か Power Query の例を使ってください",
                f"値がないセルは空欄で、理由は value_status の列にあります({'、'.join(labels.VALUE_STATUS.values())})。0 ではありません",
            ],
        ),
        ("表", tables),
        ("数値を見るときの注意", list(origin.cautions)),
        ("利用条件", ["資料ごとの利用条件は csv/source.csv の licence の列にあります", provenance.outline_credit()]),
    )
    return "\n\n".join("\n".join([f"■ {head}", *(f"・{line}" for line in lines)]) for head, lines in parts) + "\n"
