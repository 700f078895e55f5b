"""`python -m core.serve --host NAME`: serve the app to an office."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from pathlib import Path

from core.errors import UserError
from core.serve import haproxy, keeper
from core.serve.plan import Plan


def main(argv: list[str] | None = None) -> int:
    """Command line entry; returns 0, or 2 after an error that is told in words."""
    options = _parser().parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", stream=sys.stderr)
    try:
        plan = Plan(
            hosts=tuple(options.host),
            address=options.address,
            port=options.port,
            workers=options.workers,
            worker_port=options.worker_port,
            base=options.base.rstrip("/"),
            certificate=options.certificate,
            login=options.login,
            people=options.people,
        )
        if options.write_proxy:
            options.write_proxy.mkdir(parents=True, exist_ok=True)
            print(haproxy.write(plan, options.write_proxy.resolve()))
        else:
            keeper.serve(plan)
    except UserError as error:
        print(f"エラー: {error}", file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m core.serve", description="ダッシュボードを庁内に公開する", add_help=False
    )
    options = parser.add_argument_group("引数")
    options.add_argument(
        "--host", action="append", default=[], help="利用者が開くサーバーの名前(何度でも書ける。最初のものを案内する)"
    )
    options.add_argument("--address", default="0.0.0.0", help="待ち受けるアドレス(既定: すべて)")
    options.add_argument("--port", type=int, default=8080, help="待ち受けるポート(既定: 8080)")
    options.add_argument(
        "--workers", type=int, default=os.cpu_count() or 1, help="画面を作るプロセスの数(既定: CPU の数)"
    )
    options.add_argument("--worker-port", type=int, default=8601, help="その最初のポート(127.0.0.1 だけ。既定: 8601)")
    options.add_argument("--base", default="", help="URL の途中に置くときのパス(例: /suishin)")
    options.add_argument("--certificate", type=Path, help="TLS の鍵と証明書をつないだ PEM ファイル")
    options.add_argument("--login", type=Path, help="サインインを求めるときの設定ファイル(TOML)")
    options.add_argument("--people", type=int, help="同時に使う人数の上限(既定: プロセス1つに50人)")
    options.add_argument(
        "--write-proxy", type=Path, metavar="フォルダー", help="HAProxy の設定を書き出して終わる(systemd で動かすとき)"
    )
    options.add_argument("-h", "--help", action="help", help="この説明を表示して終わる")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
