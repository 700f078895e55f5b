"""Where the ministry's own workbooks and the two papers lie, and what happens to the tests of them where nobody says."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

#: The papers that the reviewed content quotes, as text.
PAPERS = {"gunma": "seed_000_gunma_fujioka.txt", "ministry": "seed_001_mhlw_shiryo1.txt"}
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


def papers(environment: Mapping[str, str]) -> dict[str, str]:
    """Text of both papers by key of `PAPERS`, from the folder that SEEDS_DIR names. Where it names none the test is
    skipped, on CI too: the papers are not published for everybody to fetch."""
    named = environment.get("SEEDS_DIR", "")
    if named:
        folder = Path(named)
        if missing := [name for name in PAPERS.values() if not (folder / name).is_file()]:
            pytest.fail(f"SEEDS_DIR の {folder} に {'、'.join(missing)} がありません。", pytrace=False)
        return {key: (folder / name).read_text(encoding="utf-8") for key, name in PAPERS.items()}
    where = "資料の本文(テキスト)のフォルダを環境変数 SEEDS_DIR に指定すると、文章を資料と照合します"
    pytest.skip(f"SEEDS_DIR がありません。{where}。")
