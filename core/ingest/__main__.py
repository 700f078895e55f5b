"""`python -m core.ingest --source DIR [--out data] [--retrieved DAY]`: the official workbooks → data/parquet and data/reconciliation.json."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from core.errors import UserError
from core.ingest.run import AREA_COUNT, ingest


def main(argv: Sequence[str] | None = None) -> int:
    """Exit code 0 when the data was replaced, 1 when something stopped the run (the data is then untouched)."""
    parser = argparse.ArgumentParser(
        prog="python -m core.ingest", description="公表資料(Excel)を読み、data/parquet と照合結果を作ります。"
    )
    parser.add_argument(
        "--source", type=Path, required=True, help="公表資料を置いたフォルダー(下のフォルダーも探します)"
    )
    parser.add_argument("--out", type=Path, default=Path("data"), help="書き出し先(既定: data)")
    parser.add_argument("--areas", type=int, default=AREA_COUNT, help=f"構想区域の数(既定: {AREA_COUNT})")
    parser.add_argument(
        "--retrieved", default="", metavar="YYYY-MM-DD", help="資料を取得した日(記録のない資料に書き込みます)"
    )
    args = parser.parse_args(argv)
    started = time.monotonic()
    try:
        ingest(
            args.source,
            args.out,
            area_count=args.areas,
            when=args.retrieved,
            say=lambda line: print(line, flush=True),
        )
    except UserError as error:
        print(f"\n取り込みを中止しました(既存のデータはそのままです)。\n  {error}", file=sys.stderr)
        return 1
    print(f"\n終わりました({time.monotonic() - started:.1f} 秒)。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
