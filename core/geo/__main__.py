"""`python -m core.geo`: build `data/geo/` and print a report."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

from core.errors import UserError
from core.geo import build, hospitals, labels, write
from core.geo.boundaries import read_boundaries
from core.geo.prefectures import PREFECTURE_NAMES
from core.geo.progress import Progress

ROOT = Path(__file__).resolve().parents[2]


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m core.geo", description="構想区域の概形を data/geo/ に作ります。")
    parser.add_argument("--boundaries", type=Path, help="区域の境界の GeoJSON。指定すると、概形を描く代わりに使います")
    parser.add_argument("--code-property", help="--boundaries の区域コードの属性名")
    parser.add_argument(
        "--hospitals",
        type=Path,
        default=ROOT / "data/parquet/facility.parquet",
        help="病院の位置: facility.parquet、または医療情報ネットの病院施設票(zip / csv)",
    )
    parser.add_argument("--tolerance", type=float, default=build.TOLERANCE, help="簡略化の許容差(度)")
    parser.add_argument("--workers", type=int, default=2, help="並列に使うプロセスの数")
    parser.add_argument("--out", type=Path, default=ROOT / "data/geo", help="書き出すフォルダ")
    return parser.parse_args(argv)


def main(argv: list[str] | None = None) -> int:
    """Run the build; 0 on success, 1 with a Japanese message when an input is at fault."""
    options = _arguments(argv)
    started = time.monotonic()
    try:
        table = ROOT / "data/content/municipality_area.csv"
        municipalities = labels.read_municipalities(table)
        inputs = build.Inputs(
            municipalities=municipalities,
            islands=labels.read_island_seeds(ROOT / "data/content/island_seeds.csv"),
            hospitals=hospitals.read_hospitals(options.hospitals, municipalities),
            pref_names=dict(PREFECTURE_NAMES),
            area_names=build.read_names(table),
        )
        if options.boundaries:
            areas = read_boundaries(options.boundaries, municipalities, options.code_property)
            files = build.build_from_file(areas, inputs, options.tolerance)
        else:
            files = build.build_from_lookups(inputs, options.workers, options.tolerance, Progress(build.STAGES))
    except UserError as error:
        print(f"エラー: {error}", file=sys.stderr)
        return 1
    write.publish(options.out, files)
    print(_summary(json.loads(files[write.REPORT_FILE]), time.monotonic() - started))
    return 0


def _summary(report: dict[str, Any], seconds: float) -> str:
    lines = [
        f"区域 {report['areas']}、都道府県 {report['prefectures']}、面 {report['area_polygons']:,}、頂点 {report['area_vertices']:,}",
        f"区域ファイル {report['area_bytes']:,} バイト(gzip {report['area_gzip_bytes']:,} バイト)",
        f"位置のある病院 {report['hospitals']:,} のうち自区域の中 {report['hospital_share_in_own_area']:.2%}",
    ]
    if "island_seeds" in report:
        lines.append(
            f"島 {len(report['island_seeds_on_land'])} / {report['island_seeds']}、気象庁の区域コード {report['jma_codes']:,}"
        )
    return "\n".join([*lines, f"所要 {seconds:.0f} 秒"])


if __name__ == "__main__":
    sys.exit(main())
