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


def test_ci_says_that_it_is_ci() -> None:
    script = (Path(__file__).parents[1] / ".ci" / "run").read_text(encoding="utf-8")
    assert "export CI=true" in script
