"""Where the ministry's own workbooks lie, and what happens to the tests of them where nobody says."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

HERE = "公表資料のフォルダを環境変数 OFFICIAL_DIR に指定すると、全数照合を行います"


def workbooks(environment: Mapping[str, str]) -> Path:
    """The folder that OFFICIAL_DIR names. Where it names none the test is skipped, but fails on CI, which must check everything."""
    named = environment.get("OFFICIAL_DIR", "")
    if named:
        folder = Path(named)
        if not any(folder.rglob("*.xlsx")):
            pytest.fail(f"OFFICIAL_DIR の {folder} に公表資料(xlsx)がありません。", pytrace=False)
        return folder
    if environment.get("CI"):
        pytest.fail(f"CI では公表資料との照合を省けません。{HERE}。", pytrace=False)
    pytest.skip(f"OFFICIAL_DIR がありません。{HERE}。")
