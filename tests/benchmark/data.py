"""Times without a browser: ingest and the named queries."""

from __future__ import annotations

import importlib
import inspect
import os
import pkgutil
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

from core.data import queries
from core.data.schema import NDB
from core.data.store import Store
from core.rules import backtest, engine, sensitivity
from core.rules.facts import from_store
from core.rules.reliability import reliability
from core.rules.scenario import Scenario
from tests.benchmark.results import tell
from tests.browser.server import ROOT


def ingest() -> None:
    """Wall time and peak memory of a whole ingest into a temporary directory."""
    source = os.environ.get("OFFICIAL_DIR")
    if not source:
        tell("公表資料の取り込み", "OFFICIAL_DIR が未設定のため測定しない")
        return
    with tempfile.TemporaryDirectory() as out:
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "core.ingest", "--source", source, "--out", out, "--confirm", "測定"],
            cwd=ROOT,
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    tell("公表資料の取り込み", f"{seconds:.1f} s、最大メモリー {peak:.0f} MiB")


#: A value for every parameter that a named query may have: the largest area, the latest publication.
ARGUMENTS: dict[str, Any] = {
    "area_code": "2708",
    "area_codes": ("2708", "2701", "2702"),
    "pref_code": "27",
    "place": "27",
    "digits": 2,
    "base_year": 2015,
    "year": 2025,
    "years": (2015, 2025),
    "published_fy": "R7",
    "measure": "hospitals",
    "function": "acute",
    "bed_function": "acute",
    "group": "acute",
    "care": "home_care",
    "kind": NDB,
    "name": "flow",
}
#: Not single queries: a whole table for download, and the rule engine's collection of five queries.
COMPOSITE = {"whole_table", "facts"}


def named_queries() -> dict[str, Callable[..., object]]:
    """Every public function of `core.data.queries` that takes a store."""
    found: dict[str, Callable[..., object]] = {}
    for info in pkgutil.iter_modules(queries.__path__):
        module = importlib.import_module(f"{queries.__name__}.{info.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            parameters = list(inspect.signature(function).parameters)
            public = function.__module__ == module.__name__ and not name.startswith("_") and name not in COMPOSITE
            if public and parameters[:1] == ["store"]:
                found[f"{info.name}.{name}"] = function
    return found


def queries_of_the_store() -> None:
    """Median of 50 calls of each named query on the committed data."""
    start = time.perf_counter()
    store = Store()
    tell("データを開く", f"{(time.perf_counter() - start) * 1000:.0f} ms")
    for name, query in named_queries().items():
        arguments = [ARGUMENTS[p] for p in list(inspect.signature(query).parameters)[1:]]
        times = []
        for _ in range(50):
            start = time.perf_counter()
            query(store, *arguments)
            times.append((time.perf_counter() - start) * 1000)
        tell(f"問い合わせ {name}", f"{statistics.median(times):.1f} ms")


def rule_engine() -> None:
    """Median of 50 runs of the engine on all areas, of the back-test, and of the 1,000 random weightings."""
    facts = from_store(Store())
    result = engine.run(facts, Scenario())
    for name, run in (
        ("規則エンジン(339区域)", lambda: engine.run(facts, Scenario())),
        ("実際の指定との照合", lambda: backtest.run(result)),
        ("並べ方ごとの照合(2年、区間つき)", lambda: reliability(result)),
        ("重みの学習(当の県を除く)", lambda: backtest.fit(result)),
        ("1,000通りの重み", lambda: sensitivity.random_weightings(result)),
    ):
        times = []
        for _ in range(50):
            start = time.perf_counter()
            run()
            times.append((time.perf_counter() - start) * 1000)
        tell(name, f"{statistics.median(times):.1f} ms(最大 {max(times):.1f} ms)")
