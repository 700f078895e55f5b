from __future__ import annotations

from pathlib import Path

import pytest
from _pytest.outcomes import Failed, Skipped

from tests import official


def test_without_the_workbooks_a_check_is_skipped_at_home_and_fails_on_ci() -> None:
    with pytest.raises(Skipped, match="OFFICIAL_DIR"):
        official.workbooks({})
    with pytest.raises(Failed, match="CI では公表資料との照合を省けません"):
        official.workbooks({"CI": "true"})


@pytest.mark.parametrize("ci", [{}, {"CI": "true"}])
def test_a_folder_without_workbooks_fails_everywhere(tmp_path: Path, ci: dict[str, str]) -> None:
    with pytest.raises(Failed, match="公表資料"):
        official.workbooks({"OFFICIAL_DIR": str(tmp_path), **ci})
    (tmp_path / "R7").mkdir()
    (tmp_path / "R7" / "a.xlsx").touch()
    assert official.workbooks({"OFFICIAL_DIR": str(tmp_path), **ci}) == tmp_path


def test_without_the_papers_a_check_is_skipped_everywhere_and_never_with_a_wrong_folder(tmp_path: Path) -> None:
    with pytest.raises(Skipped, match="SEEDS_DIR"):
        official.papers({})
    with pytest.raises(Skipped, match="SEEDS_DIR"):
        official.papers({"CI": "true"})
    with pytest.raises(Failed, match="seed_000_gunma_fujioka.txt"):
        official.papers({"SEEDS_DIR": str(tmp_path)})
    for name in official.PAPERS.values():
        (tmp_path / name).write_text("本文", encoding="utf-8")
    assert official.papers({"SEEDS_DIR": str(tmp_path)}) == dict.fromkeys(official.PAPERS, "本文")


def test_ci_says_that_it_is_ci() -> None:
    script = (Path(__file__).parents[1] / ".ci" / "run").read_text(encoding="utf-8")
    assert "export CI=true" in script
