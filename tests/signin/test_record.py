"""The lines that say who came and what was taken along."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from core.signin import record


def test_a_line_is_one_line_whatever_a_name_holds() -> None:
    when = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)
    line = record.line("書き出し", 'a"\n{"記録": "サインイン"}@x.jp', "/area 表", when)
    assert "\n" not in line
    assert json.loads(line)["記録"] == "書き出し"
    assert json.loads(line)["時刻"] == "2026-11-27T10:00:00+00:00"
    assert "だれ" not in json.loads(record.line("書き出し", None, "/area 表", when))


def test_lines_are_written_by_a_service_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(record.SWITCH, raising=False)
    record.write("書き出し", "taro@x.jp", "/area 表")
    assert capsys.readouterr().err == ""
    monkeypatch.setenv(record.SWITCH, "1")
    record.write("書き出し", "taro@x.jp", "/area 表")
    assert json.loads(capsys.readouterr().err)["何"] == "/area 表"
