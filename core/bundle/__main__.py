"""`python -m core.bundle`: make the zip for computers that reach no package index."""

from __future__ import annotations

import argparse
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path
from typing import Final

from core.bundle import archive
from core.bundle.targets import PLATFORMS, Target
from core.bundle.wheels import gather
from core.errors import UserError, any_console

ROOT: Final = Path(__file__).resolve().parents[2]
PYTHONS: Final = ("3.11", "3.12", "3.13", "3.14")


def main(argv: list[str] | None = None) -> int:
    """Command line entry; returns 0, or 2 after an error that is told in words."""
    any_console()
    options = _parser().parse_args(argv)
    systems = list(PLATFORMS) if options.platform == "both" else [options.platform]
    targets = [Target(system, python) for system in systems for python in dict.fromkeys(options.python)]
    path = options.out / f"{archive.TOP}-{options.platform}.zip"
    kept = options.wheels
    try:
        archive.tracked(ROOT)  # raises before minutes of downloads
        version = archive.edition(ROOT)
        if kept is not None:
            kept.mkdir(parents=True, exist_ok=True)
        with nullcontext(kept) if kept is not None else tempfile.TemporaryDirectory() as folder:
            wheels = gather(ROOT / "requirements.txt", targets, Path(folder), _say)
            _say("ZIP にまとめています。")
            count = archive.write(path, ROOT, wheels, archive.put(targets, version))
    except UserError as error:
        print(f"エラー: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(
            f"エラー: 書き込めません: {error.filename or path.name}\n  対処: 空き容量と権限を確かめてください。",
            file=sys.stderr,
        )
        return 2
    _say(f"{path} を作りました({count:,} ファイル、{path.stat().st_size / 1024 / 1024:,.0f}MB、版 {version})。")
    return 0


def _say(words: str) -> None:
    print(words, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m core.bundle",
        description="パッケージの索引につながらないパソコンのための ZIP を作る",
        add_help=False,
    )
    options = parser.add_argument_group("引数")
    options.add_argument(
        "--platform", choices=(*PLATFORMS, "both"), default="both", help="どのパソコンのためか(既定: both)"
    )
    options.add_argument(
        "--python",
        nargs="+",
        choices=PYTHONS,
        default=PYTHONS,
        metavar="版",
        help="使う人の Python の版(既定: 3.11 3.12 3.13 3.14。減らすと小さくなる)",
    )
    options.add_argument("--out", type=Path, required=True, metavar="フォルダー", help="ZIP を置く所")
    options.add_argument(
        "--wheels", type=Path, metavar="フォルダー", help="取得した部品を残す所。次からは、あるものを取得しない"
    )
    options.add_argument("-h", "--help", action="help", help="この説明を表示して終わる")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
