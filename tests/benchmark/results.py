"""The measurements as a file, and the page of the documents that is made of it: docs/benchmarks.md."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

import psutil

from tests.browser.server import ROOT

FILE: Final = ROOT / "docs" / "benchmarks.json"
PAGE: Final = "benchmarks.md"
_HEAD: Final = """# 速さの測定

`python -m tests.benchmark`(1人で使うとき)と `python -m tests.load`(同時に使うとき)の結果です。どちらも、測るたびにこのページを書き直します。
秒数は機械で変わるので、図が1つの最小の Streamlit アプリを同じときに測り、その何倍かを並べます。
最小アプリは Streamlit のはじめの設定のまま動かします。操作は、その画面の時計で、押したときから答えが画面に描かれるまでを測ります。
"""


#: What this run of `python -m tests.benchmark` has found so far.
ALONE: Final[list[dict[str, Any]]] = []


def tell(name: str, value: str, minimal: float | None = None, ratio: float | None = None) -> None:
    """Print a figure and remember it. `minimal`: seconds of the minimal app in the same turns; `ratio`: median of the turns' ratios."""
    against = {} if minimal is None or ratio is None else {"minimal": round(minimal, 3), "ratio": round(ratio, 2)}
    ALONE.append({"name": name, "value": value, **against})
    beside = f"(最小アプリ {minimal:.2f} s、比 {ratio:.2f})" if against else ""
    print(f"{name}: {value}{beside}", flush=True)


def machine() -> str:
    """The kind of machine in public terms: system, cores, memory."""
    memory = psutil.virtual_memory().total / 1024**3
    return f"{platform.system()}、{os.cpu_count()} コア、メモリー {memory:.0f} GiB、Python {platform.python_version()}"


def keep(file: Path, part: str, found: Sequence[Mapping[str, Any]]) -> None:
    """Put the results of a part in the place of those it had, and write the page beside the file."""
    held: dict[str, Any] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    held[part] = {"date": date.today().isoformat(), "machine": machine(), "found": list(found)}
    file.write_text(json.dumps(held, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    file.with_name(PAGE).write_text(page(held), encoding="utf-8")


def page(held: Mapping[str, Any]) -> str:
    """The page in words: one table a part, what was not measured says so."""
    parts = [_HEAD, "## 1人で使うとき\n", *_alone(held.get("alone")), "## 同時に使うとき\n", *_load(held.get("load"))]
    return "\n".join(parts).rstrip() + "\n"


def _when(part: Mapping[str, Any]) -> str:
    return f"{part['date']}、{part['machine']}\n"


def _alone(part: Mapping[str, Any] | None) -> list[str]:
    if part is None:
        return ["まだ測っていません。\n"]
    lines = [_when(part), "| 測ったもの | 値 | 最小アプリ | 比 |", "|---|---|---|---|"]
    for row in part["found"]:
        against = (f"{row['minimal']:.2f} s", f"{row['ratio']:.2f}") if "ratio" in row else ("–", "–")
        lines.append(f"| {row['name']} | {row['value']} | {against[0]} | {against[1]} |")
    return [*lines, ""]


def _load(part: Mapping[str, Any] | None) -> list[str]:
    if part is None:
        return ["まだ測っていません。\n"]
    lines = [_when(part)]
    for run in part["found"]:
        errors = sum(run["errors"].values())
        gone = f"{run['left']} 人のうち {run['remembered']}"
        first, second = (" / ".join(f"{m:.0f}" for m in peaks) for peaks in run["memory"])
        lines += [
            f"### {run['app']}: {run['sessions']} 人、ワーカー {run['workers']}\n",
            (
                f"{run['pace']:g} 秒ごとに操作、2回で {run['seconds']:.0f} 秒。誤り {errors} 件。接続 {run['handshakes']['count']} 回(95% が {run['handshakes']['p95']:.2f} 秒以内)。"
                f"ワーカーの最大メモリー(MiB)は1回目 {first}、2回目 {second}。CPU {run['cpu']:.2f} コア。"
                f"満員のときの案内の文: {'出た' if run['refused'] else '出なかった'}。離れて {run['ttl']} 秒たっても残っていたセッション: {gone}。\n"
            ),
            "| 操作 | 回数 | 中央値(秒) | 95%(秒) | 最大(秒) | 送った量の中央値(KiB) |",
            "|---|---|---|---|---|---|",
            *(
                f"| {kind} | {row['count']} | {row['p50']:.2f} | {row['p95']:.2f} | {row['max']:.2f} | {row['kib']:.0f} |"
                for kind, row in run["rows"].items()
            ),
            *(["", *(f"- 誤り({n} 件): {words}" for words, n in run["errors"].items())] if run["errors"] else []),
            "",
        ]
    return lines
