"""`python -m core.ingest --source DIR [--out data] [--retrieved DAY]`: the official workbooks → data/parquet and data/reconciliation.json.

`--check` only says what would change, `--rollback` shows the last edition again, `--download` fetches the books first.
"""

from __future__ import annotations

import argparse
import errno
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from core.errors import UserError, any_console
from core.ingest import check_report, download, publish, retrieved
from core.ingest.run import AREA_COUNT, ingest, make
from core.vocabulary import clock

_STOPPED: Final = "取り込みを中止しました(既存のデータはそのままです)。"
#: What the system says, in words.
_DISK: Final = {
    errno.ENOSPC: ("空き容量が足りません。", "不要なファイルを消して空きを作ってください。"),
    errno.EDQUOT: ("割り当てられた容量を超えます。", "不要なファイルを消して空きを作ってください。"),
    errno.EFBIG: ("書けるファイルの大きさの上限を超えます。", "上限(ulimit)を確かめてください。"),
    errno.EROFS: ("書き込めないディスクです。", "書き込みのできる場所を --out に指定してください。"),
    errno.EACCES: ("書き込みの権限がありません。", "フォルダーの権限を確かめてください。"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Exit code 0 when the data was replaced (with `--check`: could be), 1 when something stopped the run (the data is then untouched)."""
    any_console()
    args = _parser().parse_args(argv)
    started = time.monotonic()
    try:
        done = _run(args)
    except UserError as error:
        print(f"\n{_STOPPED}\n  {error}", file=sys.stderr)
        return 1
    except OSError as error:
        what, hint = _DISK.get(
            error.errno or 0, (f"{error.strerror or error}。", "ディスクとフォルダーを確かめてください。")
        )
        print(f"\n{_STOPPED}\n  {UserError(f'読み書きができません: {what}', hint)}", file=sys.stderr)
        return 1
    print(f"\n終わりました({time.monotonic() - started:.1f} 秒)。")
    return done


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m core.ingest", description="公表資料(Excel)を読み、data/parquet と照合結果を作ります。"
    )
    parser.add_argument("--source", type=Path, help="公表資料を置いたフォルダー(下のフォルダーも探します)")
    parser.add_argument("--out", type=Path, default=Path("data"), help="書き出し先(既定: data)")
    parser.add_argument("--areas", type=int, default=AREA_COUNT, help=f"構想区域の数(既定: {AREA_COUNT})")
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--check", action="store_true", help="入れ替えず、変わることを HTML と Excel に書き出します")
    mode.add_argument("--publish", action="store_true", help="確かめて入れ替えます(何も指定しないときと同じ)")
    mode.add_argument("--rollback", action="store_true", help="1つ前の版に戻します(--source は要りません)")
    mode.add_argument(
        "--download", action="store_true", help="出典の登録簿にある公表資料を --source のフォルダーに取得します"
    )
    parser.add_argument(
        "--report", type=Path, default=Path("edition-check"), help="--check の書き出し先(既定: edition-check)"
    )
    parser.add_argument(
        "--confirm", default="", metavar="理由", help="公表を止める点を確かめた理由(照合結果に残ります)"
    )
    parser.add_argument(
        "--retrieved", default="", metavar="YYYY-MM-DD", help="資料を取得した日(記録のない資料に書き込みます)"
    )
    return parser


def _run(args: argparse.Namespace) -> int:
    def say(line: str) -> None:
        print(line, flush=True)

    if args.rollback:
        with publish.alone(args.out):
            publish.settle(args.out)
            publish.roll_back(args.out)
        say("1つ前の版に戻しました。もう一度 --rollback を実行すると、元の版に戻ります。")
        return 0
    if args.source is None:
        raise UserError(
            "公表資料のフォルダーが指定されていません。", "--source に公表資料を置いたフォルダーを指定してください。"
        )
    if args.download:
        content = args.out / "content"
        today = partial(retrieved.record, content / retrieved.FILE, clock.today().isoformat())
        download.fetch_all(content / "sources.yaml", args.source, say, today)
        return 0
    if args.check:
        new = make(args.source, args.out, area_count=args.areas, say=say)
        files = check_report.write(args.report, new.before, new.after, new.doubts, clock.today())
        say(f"変わることを書き出しました: {'、'.join(map(str, files))}")
        for doubt in new.doubts:
            say(f"  確かめる点: {doubt}")
        return 1 if new.doubts else 0
    ingest(args.source, args.out, area_count=args.areas, say=say, confirm=args.confirm.strip(), when=args.retrieved)
    return 0


if __name__ == "__main__":
    sys.exit(main())
