"""Run a scenario from the command line: `python -m core.simulate --scenario scenario.json --out result.csv`.

The CSV (UTF-8, English column names) holds `Result.frame`, one row per area; `--json` prints a summary with the selected
areas, the notices and the back-test. The same scenario and data give the same bytes. What changed since a scenario of the first
edition was saved is told on standard error.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from pathlib import Path
from typing import Any, NoReturn

from core.data.store import PARQUET_DIR, Store
from core.errors import UserError, any_console
from core.rules import backtest, engine, facts, first_edition, official_list, scenario_json
from core.rules.content import load_presets, preset_scenario
from core.rules.engine import Result
from core.rules.scenario import Scenario


def summary(result: Result) -> dict[str, Any]:
    """Plain values of a result for scripts: scenario, suishin, model, notices, backtest, data sources."""
    test = backtest.run(result)
    names = result.facts.areas["area_name"]
    return {
        "scenario": scenario_json.to_dict(result.scenario),
        "suishin": [{"area_code": c, "area_name": names[c]} for c in result.selected_codes()],
        "model": [{"area_code": c, "area_name": names[c]} for c in result.model_codes()],
        "notices": [{"kind": n.kind.value, "where": n.where, "message": n.message} for n in result.notices],
        "backtest": {
            "scored_prefectures": test.scored_prefectures,
            "scored_areas": test.scored_areas,
            "scored_designated": test.scored_designated,
            "auc": _json_number(test.auc),
            "hit_rate": _json_number(test.hit_rate),
            "random_rate": _json_number(test.random_rate),
            "selection_hit_rate": _json_number(test.selection_hit_rate),
            "selection_random_rate": _json_number(test.selection_random_rate),
            "signals": [
                {"signal": name, "auc": _json_number(auc), "hit_rate": _json_number(hit)}
                for name, auc, hit in test.signals.itertuples(index=False)
            ],
        },
        "sources": {kind: list(ids) for kind, ids in result.facts.source_ids.items()},
    }


def _json_number(value: float) -> float | None:
    """JSON has no NaN; four decimals are more than the data carries."""
    return None if math.isnan(value) else round(float(value), 4)


def read_scenario(path: Path | None, preset: str) -> Scenario:
    """The scenario of a file, or a preset by id. Raises UserError when neither can be read."""
    if path is None:
        found = next((p for p in load_presets() if p.id == preset), None)
        if found is None:
            raise UserError(
                f"見本 {preset} はありません。", f"次から選んでください: {', '.join(p.id for p in load_presets())}"
            )
        return preset_scenario(found)
    try:
        return scenario_json.loads(path.read_bytes())
    except OSError as error:
        raise UserError(f"シナリオファイルを読めません: {path}", "ファイルの場所を確かめてください。") from error


class _Help(argparse.HelpFormatter):
    """Help whose fixed words are Japanese."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "使い方: " if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """Tells what is wrong with the arguments as every other error is told, argparse's own words in brackets."""

    def error(self, message: str) -> NoReturn:
        """Print the usage and the error to standard error, and end with code 2."""
        self.print_usage(sys.stderr)
        self.exit(2, f"エラー: 引数が正しくありません({message})\n  対処: --help で使い方を確かめてください。\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="python -m core.simulate",
        description="推進区域シミュレーターを画面なしで実行する",
        formatter_class=_Help,
        add_help=False,
    )
    options = parser.add_argument_group("引数")
    options.add_argument("--scenario", type=Path, help="シナリオのJSONファイル(省略時は --preset)")
    options.add_argument("--preset", default="national", help="見本のシナリオのid(既定: national)")
    options.add_argument("--out", type=Path, help="結果のCSV(UTF-8、1行=1区域)の書き出し先")
    options.add_argument("--json", action="store_true", help="要約をJSONで標準出力に書く")
    options.add_argument("--data", type=Path, default=PARQUET_DIR, help="parquet のフォルダ")
    options.add_argument("-h", "--help", action="help", help="この説明を表示して終わる")
    return parser


def main(argv: list[str] | None = None) -> int:
    """Command line entry; returns 0, or 2 after an error that is told in words."""
    any_console()
    options = _parser().parse_args(argv)
    try:
        result = engine.run(facts.from_store(Store(options.data)), read_scenario(options.scenario, options.preset))
        if options.out:
            result.frame().to_csv(options.out, index=False, encoding="utf-8", lineterminator="\n", float_format="%.6f")
        told = json.dumps(summary(result), ensure_ascii=False, indent=2) if options.json else ""
    except UserError as error:
        print(f"エラー: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"エラー: 結果を書けません({error})", file=sys.stderr)
        return 2
    for sentence in first_edition.changes(result.scenario):
        print(f"注意: {sentence}", file=sys.stderr)
    if options.json:
        print(told)
    elif not options.out:
        print(official_list.text(result), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
